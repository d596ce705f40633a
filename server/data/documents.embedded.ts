import { mkdir } from 'node:fs/promises';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Collection, Doc, Documents } from './documents.ts';
import { EmbeddedCollection } from './embedded-collection.ts';
import { WriteQueue } from './embedded-writes.ts';

const SWEEP_EVERY_MS = 60_000;

export interface EmbeddedOptions {
  /** Folder of the store; made when missing. One folder may be open in several processes. */
  directory: string;
  now(): number;
}

/**
 * The documents port on LMDB, with mingo for MongoDB's query and update language.
 * Writes are group-committed and acknowledged after the fsync (`overlappingSync: false`).
 */
export async function openEmbeddedDocuments(options: EmbeddedOptions): Promise<EmbeddedDocuments> {
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  return new EmbeddedDocuments(options);
}

export class EmbeddedDocuments implements Documents {
  readonly #root: RootDatabase;
  readonly #collections = new Map<string, EmbeddedCollection<Doc>>();
  readonly #writes: WriteQueue;
  readonly #probe: Database<number, string>;
  readonly #now: () => number;
  readonly #sweeper: NodeJS.Timeout;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(options: EmbeddedOptions) {
    this.#now = options.now;
    this.#root = open({ path: options.directory, overlappingSync: false, maxDbs: 128, noSubdir: false });
    this.#writes = new WriteQueue(this.#root);
    this.#probe = this.#root.openDB<number, string>({ name: 'probe' });
    this.#sweeper = setInterval(() => {
      this.#sweeping = this.sweep().catch((error: Error) => process.emitWarning(error));
    }, SWEEP_EVERY_MS).unref();
  }

  collection<T extends Doc>(name: string): Collection<T> {
    let found = this.#collections.get(name);
    if (!found) {
      found = new EmbeddedCollection(name, this.#root, this.#writes, this.#now);
      this.#collections.set(name, found);
    }
    return found as unknown as Collection<T>;
  }

  async check(): Promise<void> {
    const written = this.#now();
    await this.#writes.alone(async () => void this.#probe.put('check', written));
    const transaction = this.#probe.useReadTransaction();
    const read = this.#probe.get('check', { transaction });
    transaction.done();
    if (read === undefined) throw new Error('the store did not return what was just written');
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await this.#sweeping;
    await this.#writes.idle();
    await this.#root.close();
  }

  /** Removes what has ended from every collection. It is hidden before; a sweep that fails is made up by the next. */
  async sweep(): Promise<void> {
    for (const collection of this.#collections.values()) await collection.sweep();
  }
}
