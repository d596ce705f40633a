import type { ClientSession, Db, MongoClient, MongoClientOptions } from 'mongodb';
import type { Collection, Doc, Documents } from './documents.ts';
import { StoreUnavailableError } from './documents.ts';
import { MongoCollection, type MongoContext } from './mongo-collection.ts';
import { outcomeOf, portError } from './mongo-errors.ts';
import type { IndexMode, IndexReport } from './mongo-indexes.ts';
import { BUDGET_MS, patiently } from './mongo-retry.ts';
import { abilitiesOf, type ServerAbilities } from './mongo-server.ts';

/** As much of a logger as this needs. */
export interface DataLog {
  info(what: object, message: string): void;
  warn(what: object, message: string): void;
}

export interface MongoOptions {
  /** `mongodb://` or `mongodb+srv://`; the database is the one it names, else `varai`. Its own options win. */
  uri: string;
  now(): number;
  log: DataLog;
  /** Left out: `open`. */
  mode?: IndexMode;
}

const DATABASE = 'varai';
const SWEEP_EVERY_MS = 60_000;

/** Mission §3.2: an acknowledged write is in the journal of a majority. Not an option: the port promises it. */
const DURABLE = { w: 'majority', journal: true, wtimeoutMS: 10_000 } as const;

/**
 * All in milliseconds. Reads are the primary's: everything read here decides something (a consent, a lease, a
 * catalogue's version), and a secondary may not have heard of it yet; mission §3.2 asks for `secondaryPreferred`,
 * which is right for reports, and those come with their own store.
 */
const OPTIONS = {
  appName: 'varai',
  /** Connections of one process: it has two cores to feed, and a server's connections are shared by all processes. */
  maxPoolSize: 50,
  /** No server can be asked: long enough for a driver that reconnects, short of the retries' whole budget. */
  serverSelectionTimeoutMS: 1500,
  /** A handshake within a region takes a few round trips. */
  connectTimeoutMS: 1500,
  /** A command that says nothing for so long is lost. Above the slowest one, a batch of a large import. */
  socketTimeoutMS: 20_000,
  /** Waiting longer for a free connection helps nobody: better a 503 that says when to come back. */
  waitQueueTimeoutMS: 1500,
  /** Below the idle limits of load balancers and firewalls on the way (AWS NLB 350 s, Azure 240 s). */
  maxIdleTimeMS: 120_000,
  /** How soon an election is noticed. */
  heartbeatFrequencyMS: 2000,
  /** Bytes come back as they went. */
  promoteBuffers: true,
  retryReads: true,
  retryWrites: true,
} as const satisfies MongoClientOptions;

/** Making an index on a full collection may take long, and only `varai db migrate` waits for it. */
const MIGRATION_SOCKET_MS = 30 * 60_000;

/**
 * The documents port on MongoDB, or what speaks its protocol.
 * @throws StoreUnavailableError when no server answers; the driver's error for a URI that is none.
 */
export async function openMongoDocuments(options: MongoOptions): Promise<MongoDocuments> {
  // By its default: bundled, a CommonJS package that is loaded late has no other name.
  const { MongoClient } = (await import('mongodb')).default;
  const isMigration = options.mode !== undefined && options.mode !== 'open';
  const client = new MongoClient(options.uri, {
    ...unlessNamed(options.uri, {
      ...OPTIONS,
      ...(isMigration ? { socketTimeoutMS: MIGRATION_SOCKET_MS } : {}),
    }),
    writeConcern: DURABLE,
    readPreference: 'primary',
  });
  try {
    await client.connect();
    return new MongoDocuments(client, databaseIn(options.uri), await abilitiesOf(client), options);
  } catch (error) {
    await client.close();
    throw portError(error, DATABASE);
  }
}

export class MongoDocuments implements Documents {
  /** What was done about each index and shard key since the store was opened. */
  readonly indexes: IndexReport[] = [];
  readonly #db: Db;
  readonly #collections = new Map<string, MongoCollection<Doc>>();
  readonly #sweeper: NodeJS.Timeout;
  readonly #context: MongoContext;
  #sweeping: Promise<unknown> = Promise.resolve();
  #isAway = false;

  constructor(
    readonly client: MongoClient,
    database: string,
    readonly abilities: ServerAbilities,
    readonly options: MongoOptions,
  ) {
    this.#db = client.db(database);
    this.#context = {
      abilities,
      mode: options.mode ?? 'open',
      now: options.now,
      run: (collection, work, how) => this.#run(collection, work, how?.isRepeatable ?? false),
      inTransaction: (work) => inTransaction(client, work),
      spread: (collection, keys) => this.#spread(collection, keys),
      report: (index) => this.#note(index),
    };
    if (!abilities.atomicUpdates)
      options.log.warn(
        { server: abilities.description },
        'this store is for tests: one process, slow updates',
      );
    this.#sweeper = setInterval(() => {
      this.#sweeping = this.sweep().catch((err: Error) => options.log.warn({ err }, 'a sweep failed'));
    }, SWEEP_EVERY_MS).unref();
  }

  collection<T extends Doc>(name: string): Collection<T> {
    let found = this.#collections.get(name);
    if (!found) {
      found = new MongoCollection(name, this.#db.collection(name), this.#context);
      this.#collections.set(name, found);
    }
    return found as unknown as Collection<T>;
  }

  async check(): Promise<void> {
    const written = this.options.now();
    const probe = this.#db.collection<{ _id: string; written: number }>('probe');
    const work = () => probe.updateOne({ _id: 'check' }, { $set: { written } }, { upsert: true });
    await this.#run('probe', work, true);
    if ((await this.#run('probe', () => probe.findOne({ _id: 'check' }), true)) === null)
      throw new Error('the store did not return what was just written');
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await this.#sweeping;
    await this.client.close();
  }

  /** Removes what has ended where the server does not; it is hidden before. */
  async sweep(): Promise<void> {
    for (const collection of this.#collections.values()) await collection.sweep();
  }

  async #run<T>(collection: string, work: () => Promise<T>, isRepeatable: boolean): Promise<T> {
    try {
      // While it is known to be away, each asks once: waiting requests would only pile up.
      const budgetMs = this.#isAway ? 0 : BUDGET_MS;
      const result = await patiently(work, outcomeOf, { isRepeatable, budgetMs });
      if (this.#isAway) this.#turned(false);
      return result;
    } catch (error) {
      const told = portError(error, collection);
      if (told instanceof StoreUnavailableError && !this.#isAway) this.#turned(true, error);
      throw told;
    }
  }

  #turned(isAway: boolean, err?: unknown): void {
    this.#isAway = isAway;
    if (isAway) this.options.log.warn({ err }, 'MongoDB is away: what needs it is answered 503');
    else this.options.log.info({}, 'MongoDB is back');
  }

  #note(index: IndexReport): void {
    this.indexes.push(index);
    if (index.note !== undefined) this.options.log.info({ ...index }, 'an index is not as asked for');
  }

  async #spread(collection: string, keys: Record<string, 1>): Promise<IndexReport> {
    const base = { collection, index: 'shard key', keys };
    if (!this.abilities.sharding)
      return { ...base, outcome: 'not used', note: `${this.abilities.description} has no shards` };
    if (this.options.mode === 'plan') return { ...base, outcome: 'would create' };
    const admin = this.client.db('admin');
    // Both commands change nothing where it is so already.
    await admin.command({ enableSharding: this.#db.databaseName });
    await this.#db.collection(collection).createIndex(keys);
    await admin.command({ shardCollection: `${this.#db.databaseName}.${collection}`, key: keys });
    return { ...base, outcome: 'present' };
  }
}

async function inTransaction<T>(client: MongoClient, work: (session: ClientSession) => Promise<T>) {
  const session = client.startSession();
  try {
    session.startTransaction({ writeConcern: DURABLE });
    const result = await work(session);
    await session.commitTransaction();
    return result;
  } catch (error) {
    // The reason to give up is the one to tell; an abort that fails too is made up by the server's own time limit.
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
    throw error;
  } finally {
    await session.endSession();
  }
}

/** Whoever runs the store may know better: what the URI names is left to it. */
function unlessNamed(uri: string, options: MongoClientOptions): MongoClientOptions {
  const named = new Set([...new URLSearchParams(uri.split('?')[1]).keys()].map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(options).filter(([name]) => !named.has(name.toLowerCase())));
}

function databaseIn(uri: string): string {
  const [, name = ''] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri) ?? [];
  return name === '' ? DATABASE : decodeURIComponent(name);
}

/** The hosts alone, for people: what comes before them is a secret. */
export function mongoHosts(uri: string): string {
  return uri.replace(/^[^:]+:\/\/(?:[^@/]*@)?/, '').replace(/[/?].*$/, '');
}
