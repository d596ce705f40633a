import type { AnyBulkWriteOperation, ClientSession, Collection as Handle, UpdateFilter } from 'mongodb';
import {
  type Collection,
  type Doc,
  DuplicateKeyError,
  type Filter,
  type FindOptions,
  type IndexOptions,
  type Update,
} from './documents.ts';
import { docFromStore, docToStore, filterToStore, updateToStore } from './mongo-dates.ts';
import { type EnsuredIndex, ensureIndex, type IndexMode, type IndexReport } from './mongo-indexes.ts';
import type { ServerAbilities } from './mongo-server.ts';

/** What all collections of one store share. */
export interface MongoContext {
  readonly abilities: ServerAbilities;
  readonly mode: IndexMode;
  now(): number;
  /** Runs one question or write, with retries; see mongo-retry.ts. */
  run<T>(collection: string, work: () => Promise<T>, options?: { isRepeatable: boolean }): Promise<T>;
  /** Everything `work` does with its session happens, or nothing. */
  inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  /** Spreads the collection over the shards. */
  spread(collection: string, keys: Record<string, 1>): Promise<IndexReport>;
  report(index: IndexReport): void;
}

type Stored = { _id: string };

/** Documents in one answer, so that reading a whole catalogue gives the event loop back in between. */
const DOCUMENTS_PER_ANSWER = 500;
/** Ids in one command: far below 16 MB (https://www.mongodb.com/docs/manual/reference/limits/), and soon done. */
const IDS_PER_COMMAND = 10_000;
/** Two upserts of one new id may both try to insert it; the second then finds it. */
const UPSERT_ATTEMPTS = 3;
const TWICE_IS_ONCE = new Set(['$set', '$unset', '$setOnInsert', '$max', '$min', '$addToSet', '$pull']);

/** One collection of the documents port on MongoDB. */
export class MongoCollection<T extends Doc> implements Collection<T> {
  readonly #ttl = new Map<string, number>();
  /** Fields that are dates in the store: those of TTL indexes. */
  readonly #dates = new Set<string>();
  readonly #swept = new Set<string>();
  #shardFields: readonly string[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly handle: Handle<Stored>,
    readonly context: MongoContext,
  ) {}

  async find(filter: Filter, options: FindOptions = {}): Promise<T[]> {
    if (options.limit === 0) return [];
    const found = await this.#read(() =>
      this.handle.find(this.#live(filter), { ...options, batchSize: DOCUMENTS_PER_ANSWER }).toArray(),
    );
    return found.map((doc) => this.#outward(doc));
  }

  async findOne(filter: Filter): Promise<T | null> {
    const found = await this.#read(() => this.handle.findOne(this.#live(filter)));
    return found && this.#outward(found);
  }

  count(filter: Filter): Promise<number> {
    return this.#read(() => this.handle.countDocuments(this.#live(filter)));
  }

  async insert(docs: T | readonly T[]): Promise<void> {
    const all = (Array.isArray(docs) ? docs : [docs]).map((doc: T) => this.#inward(doc));
    const [first] = all;
    if (first === undefined) return;
    const options = { ignoreUndefined: true };
    await this.#write(async () => {
      if (all.length === 1) await this.handle.insertOne(first, options);
      else await this.#whole((session) => this.handle.insertMany(all, { ...options, ...session }));
    });
  }

  async update(filter: Filter, update: Update): Promise<{ matched: number }> {
    const isRepeatable = Object.keys(update).every((operator) => TWICE_IS_ONCE.has(operator));
    const changes = updateToStore(update, this.#dates) as UpdateFilter<Stored>;
    const { matchedCount } = await this.#write(
      () => this.handle.updateMany(this.#live(filter), changes),
      isRepeatable,
    );
    return { matched: matchedCount };
  }

  async findOneAndUpdate(
    filter: Filter,
    update: Update,
    { upsert = false }: { upsert?: boolean } = {},
  ): Promise<T | null> {
    const changes = updateToStore(update, this.#dates) as UpdateFilter<Stored>;
    for (let attempt = 1; ; attempt++) {
      try {
        const found = await this.#write(() =>
          this.handle.findOneAndUpdate(this.#live(filter), changes, { upsert, returnDocument: 'after' }),
        );
        return found && this.#outward(found);
      } catch (error) {
        const isRace = upsert && error instanceof DuplicateKeyError;
        if (!isRace || attempt === UPSERT_ATTEMPTS) throw error;
      }
    }
  }

  async bulkUpsert(
    docs: readonly T[],
    { removed = [] }: { removed?: readonly string[] } = {},
  ): Promise<{ inserted: number; updated: number }> {
    const operations = docs.map((doc) => this.#replacement(doc));
    let inserted = 0;
    if (docs.length > 0 || removed.length > 0) {
      await this.#write(async () => {
        inserted = await this.#whole((session) => this.#replaceAll(removed, operations, session));
      }, true);
    }
    return { inserted, updated: docs.length - inserted };
  }

  async upsertNewer(docs: readonly (T & { version: string })[]): Promise<string[]> {
    const older: string[] = [];
    await this.#write(async () => {
      older.length = 0;
      for (const some of slices(docs, this.context.abilities.updatesPerCommand))
        older.push(...(await this.#replaceOlder(some)));
    }, true);
    return older;
  }

  async delete(filter: Filter): Promise<number> {
    return (await this.#write(() => this.handle.deleteMany(this.#live(filter)), true)).deletedCount;
  }

  async createIndex(keys: Record<string, 1 | -1>, options: IndexOptions): Promise<void> {
    const [field] = Object.keys(keys);
    if (options.expireAfterSeconds !== undefined && field !== undefined) {
      this.#ttl.set(field, options.expireAfterSeconds * 1000);
      this.#dates.add(field);
    }
    const { needsSweeper, ...report }: EnsuredIndex = await this.#read(() =>
      ensureIndex(this.handle, keys, options, this.context.mode),
    );
    if (needsSweeper && field !== undefined) this.#swept.add(field);
    this.context.report(report);
  }

  async shardBy(keys: Record<string, 1>): Promise<void> {
    if (this.context.abilities.sharding) this.#shardFields = Object.keys(keys);
    if (this.context.mode !== 'open') this.context.report(await this.context.spread(this.name, keys));
  }

  /** Removes what has ended, where the server does not do it itself. */
  async sweep(fields: Iterable<string> = this.#swept): Promise<number> {
    let swept = 0;
    for (const field of fields) {
      const ended = { [field]: { $lte: this.#endOf(field) } };
      swept += (await this.#serially(() => this.#ask(() => this.handle.deleteMany(ended), true)))
        .deletedCount;
    }
    return swept;
  }

  async #replaceAll(
    removed: readonly string[],
    operations: readonly AnyBulkWriteOperation<Stored>[],
    session: { session?: ClientSession },
  ): Promise<number> {
    for (const _id of slices(removed, IDS_PER_COMMAND))
      await this.handle.deleteMany({ _id: { $in: _id } }, session);
    let inserted = 0;
    for (const some of slices(operations, this.context.abilities.updatesPerCommand)) {
      const options = { ordered: true, ignoreUndefined: true, ...session };
      inserted += (await this.handle.bulkWrite(some, options)).upsertedCount;
    }
    return inserted;
  }

  async #replaceOlder(docs: readonly (T & { version: string })[]): Promise<string[]> {
    if (!this.context.abilities.atomicUpdates) return this.#replaceOlderAlone(docs);
    const refused = await this.#refusedOf(docs);
    // Two writers of a new document both find none, and the second is refused, however new its version: now it finds it.
    const older = refused.length === 0 ? [] : await this.#refusedOf(refused);
    return older.map(({ _id }) => _id);
  }

  /** Where a newer one stands the filter finds nothing, and the insert instead of it is refused for its `_id`. */
  async #refusedOf<V extends T & { version: string }>(docs: readonly V[]): Promise<V[]> {
    const operations = docs.map((doc) => this.#replacement(doc, { version: { $not: { $gt: doc.version } } }));
    try {
      await this.handle.bulkWrite(operations, { ordered: false, ignoreUndefined: true });
      return [];
    } catch (error) {
      const places = refusedPlaces(error);
      if (places === null) throw error;
      return docs.filter((_, place) => places.has(place));
    }
  }

  /** For a server that ends a command at its first refusal; no other write of this process comes between. */
  async #replaceOlderAlone(docs: readonly (T & { version: string })[]): Promise<string[]> {
    const standing = await this.handle.find({ _id: { $in: docs.map(({ _id }) => _id) } }).toArray();
    const versions = new Map(standing.map((doc) => [doc._id, (doc as { version?: string }).version ?? '']));
    const isOlder = (doc: { _id: string; version: string }) => (versions.get(doc._id) ?? '') > doc.version;
    const operations = docs.filter((doc) => !isOlder(doc)).map((doc) => this.#replacement(doc));
    await this.#replaceAll([], operations, {});
    return docs.filter(isOlder).map(({ _id }) => _id);
  }

  /** A cluster finds the shard of an upsert by its shard key, which has to stand in the filter. */
  #replacement(doc: T, condition: Filter = {}): AnyBulkWriteOperation<Stored> {
    const stored = this.#inward(doc);
    const key = Object.fromEntries(
      this.#shardFields.map((field) => [field, (stored as unknown as Record<string, unknown>)[field]]),
    );
    const filter = { ...key, ...condition, _id: doc._id };
    return { replaceOne: { filter, replacement: stored, upsert: true } };
  }

  /** In one step where the server can. */
  #whole<R>(work: (session: { session?: ClientSession }) => Promise<R>): Promise<R> {
    if (!this.context.abilities.transactions) return work({});
    return this.context.inTransaction((session) => work({ session }));
  }

  /** A value whose holder has ended is free: the server may not have swept it yet. */
  async #write<R>(work: () => Promise<R>, isRepeatable = false): Promise<R> {
    try {
      return await this.#serially(() => this.#ask(work, isRepeatable));
    } catch (error) {
      const mayBeEnded = error instanceof DuplicateKeyError && this.#ttl.size > 0;
      if (!mayBeEnded || (await this.sweep(this.#ttl.keys())) === 0) throw error;
      return await this.#serially(() => this.#ask(work, isRepeatable));
    }
  }

  #read<R>(work: () => Promise<R>): Promise<R> {
    return this.#ask(work, true);
  }

  #ask<R>(work: () => Promise<R>, isRepeatable: boolean): Promise<R> {
    return this.context.run(this.name, work, { isRepeatable });
  }

  /** One write after the other on a server that would lose one of two. */
  #serially<R>(work: () => Promise<R>): Promise<R> {
    if (this.context.abilities.atomicUpdates) return work();
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined); // Whoever asked is told; the next one starts all the same.
    return result;
  }

  #live(filter: Filter): Filter {
    const asked = filterToStore(filter, this.#dates);
    if (this.#ttl.size === 0) return asked;
    const living = [...this.#ttl.keys()].map((field) => ({
      [field]: { $not: { $lte: this.#endOf(field) } },
    }));
    return { $and: [asked, ...living] };
  }

  #endOf(field: string): Date {
    return new Date(this.context.now() - (this.#ttl.get(field) ?? 0));
  }

  #inward(doc: T): Stored {
    return docToStore(doc, this.#dates);
  }

  #outward(doc: Stored): T {
    return docFromStore(doc as T, this.#dates);
  }
}

/** Places of a batch that were refused because their `_id` is taken; null when anything else went wrong. */
function refusedPlaces(error: unknown): Set<number> | null {
  const { writeErrors } = error as {
    writeErrors?: readonly { code: number; index: number; errmsg?: string }[];
  };
  const isTaken = ({ code, errmsg = '' }: { code: number; errmsg?: string }) =>
    code === 11000 && errmsg.includes('index: _id_');
  if (!writeErrors?.length || !writeErrors.every(isTaken)) return null;
  return new Set(writeErrors.map(({ index }) => index));
}

function* slices<I>(items: readonly I[], size: number): Generator<I[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
