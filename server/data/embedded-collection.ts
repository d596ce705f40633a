import type { Database, Key, RootDatabase } from 'lmdb';
import { Query } from 'mingo';
import {
  type Collection,
  type Doc,
  DuplicateKeyError,
  type Filter,
  type FindOptions,
  type IndexOptions,
  type Update,
} from './documents.ts';
import { EmbeddedIndex, type IndexValue, type Scan } from './embedded-indexes.ts';
import { amend, asObject, namedIds, pageFrom, upserted } from './embedded-updates.ts';
import { Slice, type WriteQueue } from './embedded-writes.ts';

interface IndexScan extends Scan {
  index: EmbeddedIndex;
}

interface Matching {
  enough?: number;
  order?: IndexScan | undefined;
  /** Go through all in the order of their ids, from after this one. */
  after?: string | undefined;
}

/** One collection in LMDB: its documents by `_id`, and its indexes beside them. */
export class EmbeddedCollection<T extends Doc> implements Collection<T> {
  readonly #db: Database<T, string>;
  /** Which indexes hold every document: an index may be empty and whole. */
  readonly #built: Database<boolean, string>;
  readonly #indexes = new Map<string, EmbeddedIndex>();

  constructor(
    readonly name: string,
    readonly root: RootDatabase,
    readonly writes: WriteQueue,
    readonly now: () => number,
  ) {
    this.#db = root.openDB<T, string>({ name: `documents:${name}` });
    this.#built = root.openDB<boolean, string>({ name: 'built-indexes' });
  }

  async find(filter: Filter, { sort, skip = 0, limit = Infinity }: FindOptions = {}): Promise<T[]> {
    // Documents that are named are fetched and then put in order: to go through all in order would cost far more.
    const order = sort && namedIds(filter) === undefined ? this.#inOrder(filter, sort) : undefined;
    const after = sort && pageFrom(filter, sort);
    const isOrdered = sort === undefined || order !== undefined || after !== undefined;
    const found = await this.#matches(filter, { enough: isOrdered ? skip + limit : Infinity, order, after });
    const ordered = isOrdered ? found : (new Query({}, {}).find<T>(found).sort(sort).all() as T[]);
    return ordered.slice(skip, skip + limit);
  }

  async findOne(filter: Filter): Promise<T | null> {
    return (await this.#matches(filter, { enough: 1 }))[0] ?? null;
  }

  async count(filter: Filter): Promise<number> {
    return (await this.#matches(filter)).length;
  }

  async insert(docs: T | readonly T[]): Promise<void> {
    const all: readonly T[] = Array.isArray(docs) ? docs : [docs as T];
    const [only] = all;
    if (only !== undefined && all.length === 1) {
      await this.writes.checked(() => this.#insertNew(only));
      return;
    }
    await this.writes.alone(async (slice) => {
      for (const doc of all) {
        this.#insertNew(doc);
        await slice.maybeYield();
      }
    });
  }

  async update(filter: Filter, update: Update): Promise<{ matched: number }> {
    const { ids, query } = await this.#wanted(filter);
    let matched = 0;
    await this.writes.alone(async (slice) => {
      for (const id of ids) {
        const standing = this.#live(id);
        if (standing === undefined || !query.test(asObject(standing))) continue;
        this.#amend(standing, update);
        matched++;
        await slice.maybeYield();
      }
    });
    return { matched };
  }

  async findOneAndUpdate(
    filter: Filter,
    update: Update,
    options: { upsert?: boolean } = {},
  ): Promise<T | null> {
    const query = new Query(filter, {});
    for (;;) {
      const candidate = await this.findOne(filter);
      const done = await this.writes.alone(async (): Promise<{ doc: T | null } | 'taken'> => {
        const id = candidate?._id ?? (typeof filter._id === 'string' ? filter._id : undefined);
        const standing = id === undefined ? undefined : this.#live(id);
        if (standing !== undefined && query.test(asObject(standing))) {
          this.#amend(standing, update);
          return { doc: standing };
        }
        // Another write got there first; perhaps there is a second match.
        if (candidate !== null) return 'taken';
        return { doc: options.upsert ? this.#insertNew(upserted<T>(filter, update)) : null };
      });
      if (done !== 'taken') return done.doc;
    }
  }

  #insertNew(fresh: T): T {
    const standing = this.#db.get(fresh._id);
    if (standing !== undefined && !this.#isExpired(standing)) throw new DuplicateKeyError(this.name, '_id');
    this.#replace(standing, fresh);
    return fresh;
  }

  async bulkUpsert(
    docs: readonly T[],
    { removed = [] }: { removed?: readonly string[] } = {},
  ): Promise<{ inserted: number; updated: number }> {
    let inserted = 0;
    await this.writes.alone(async (slice) => {
      for (const id of removed) {
        const standing = this.#db.get(id);
        if (standing !== undefined) this.#replace(standing, undefined);
        await slice.maybeYield();
      }
      for (const doc of docs) {
        const standing = this.#db.get(doc._id);
        if (standing === undefined || this.#isExpired(standing)) inserted++;
        this.#replace(standing, doc);
        await slice.maybeYield();
      }
    });
    return { inserted, updated: docs.length - inserted };
  }

  async upsertNewer(docs: readonly (T & { version: string })[]): Promise<string[]> {
    const older: string[] = [];
    await this.writes.alone(async (slice) => {
      for (const doc of docs) {
        const standing = this.#db.get(doc._id) as (T & { version: string }) | undefined;
        const isOlder =
          standing !== undefined && !this.#isExpired(standing) && standing.version > doc.version;
        if (isOlder) older.push(doc._id);
        else this.#replace(standing, doc);
        await slice.maybeYield();
      }
    });
    return older;
  }

  async delete(filter: Filter): Promise<number> {
    const { ids, query } = await this.#wanted(filter);
    let deleted = 0;
    await this.writes.alone(async (slice) => {
      for (const id of ids) {
        const standing = this.#live(id);
        if (standing === undefined || !query.test(asObject(standing))) continue;
        this.#replace(standing, undefined);
        deleted++;
        await slice.maybeYield();
      }
    });
    return deleted;
  }

  async createIndex(keys: Record<string, 1 | -1>, options: IndexOptions): Promise<void> {
    if (this.#indexes.has(options.name)) return;
    const db = this.root.openDB<string, Key>({ name: `index:${this.name}:${options.name}` });
    const index = new EmbeddedIndex(options.name, keys, options, db);
    await this.writes.alone(async (slice) => {
      const built = `${this.name}:${options.name}`;
      for (const { value } of this.#built.get(built) ? [] : this.#db.getRange({})) {
        const entries = index.entries(value);
        if (index.clashes(value._id, entries, this.#isLive)) {
          throw new DuplicateKeyError(this.name, options.name);
        }
        index.move(value._id, [], entries);
        await slice.maybeYield();
      }
      this.#built.put(built, true);
      // Within the write: the next one must already keep the index.
      this.#indexes.set(options.name, index);
    });
  }

  /** Removes what a TTL index says has ended. */
  async sweep(): Promise<void> {
    for (const index of this.#indexes.values()) {
      const { expireAfterSeconds } = index.options;
      if (expireAfterSeconds === undefined) continue;
      const ended = [...index.upTo(this.now() - expireAfterSeconds * 1000)];
      if (ended.length === 0) continue;
      await this.writes.alone(async (slice) => {
        for (const id of ended) {
          const standing = this.#db.get(id);
          if (standing !== undefined && this.#isExpired(standing)) this.#replace(standing, undefined);
          await slice.maybeYield();
        }
      });
    }
  }

  /** Reads from one snapshot, a slice at a time. */
  async #matches(filter: Filter, { enough = Infinity, order, after }: Matching = {}): Promise<T[]> {
    const named = order === undefined ? namedIds(filter) : undefined;
    const { _id: _, ...beyond } = filter;
    const query = new Query(after === undefined ? (named?.rest ?? filter) : beyond, {});
    const found: T[] = [];
    const transaction = this.#db.useReadTransaction();
    const slice = new Slice();
    try {
      const candidates =
        after === undefined
          ? this.#candidates(filter, transaction, named?.ids, order)
          : this.#after(after, transaction);
      for (const doc of candidates) {
        if (doc && query.test(asObject(doc)) && !this.#isExpired(doc)) {
          found.push(doc);
          if (found.length >= enough) break;
        }
        await slice.maybeYield();
      }
    } finally {
      transaction.done();
    }
    return found;
  }

  *#candidates(
    filter: Filter,
    transaction: ReturnType<Database['useReadTransaction']>,
    ids?: readonly string[],
    order?: IndexScan,
  ): Generator<T | undefined> {
    const scan = order ?? (ids === undefined ? this.#bestScan(filter) : undefined);
    for (const id of ids ?? scan?.index.ids(scan, transaction) ?? []) {
      yield this.#db.get(id, { transaction });
    }
    if (ids !== undefined || scan !== undefined) return;
    for (const { value } of this.#db.getRange({ transaction })) yield value;
  }

  *#after(id: string, transaction: ReturnType<Database['useReadTransaction']>): Generator<T> {
    for (const { key, value } of this.#db.getRange(
      id === '' ? { transaction } : { start: id, transaction },
    )) {
      if (key !== id) yield value;
    }
  }

  /** The index that narrows a filter down the most. */
  #bestScan(filter: Filter): IndexScan | undefined {
    let best: IndexScan | undefined;
    for (const index of this.#indexes.values()) {
      const prefix = index.prefixFor(filter);
      if (prefix.length > (best?.prefix.length ?? 0)) {
        best = { index, prefix, floor: index.floorAfter(prefix.length, filter) };
      }
    }
    return best;
  }

  /** An index that gives the matches in the order asked for, so that a limit needs no more than its share read. */
  #inOrder(filter: Filter, sort: NonNullable<FindOptions['sort']>): IndexScan | undefined {
    for (const index of this.#indexes.values()) {
      const prefix = index.prefixFor(filter);
      const direction = index.orderAfter(prefix.length, sort);
      if (direction === undefined) continue;
      return { index, prefix, floor: index.floorAfter(prefix.length, filter), isReversed: direction === -1 };
    }
    return undefined;
  }

  #live(id: string): T | undefined {
    const doc = this.#db.get(id);
    return doc !== undefined && !this.#isExpired(doc) ? doc : undefined;
  }

  readonly #isLive = (id: string): boolean => this.#live(id) !== undefined;

  #isExpired(doc: T): boolean {
    for (const { fields, options } of this.#indexes.values()) {
      if (options.expireAfterSeconds === undefined) continue;
      const since = (doc as unknown as Record<string, unknown>)[fields[0] as string];
      if (typeof since === 'number' && since + options.expireAfterSeconds * 1000 <= this.now()) return true;
    }
    return false;
  }

  /**
   * The documents a write is about. It asks each again when its turn comes, so that ids which are named need not be
   * looked up before.
   */
  async #wanted(filter: Filter): Promise<{ ids: readonly string[]; query: Query }> {
    const named = namedIds(filter);
    if (named !== undefined) return { ids: named.ids, query: new Query(named.rest, {}) };
    return { ids: (await this.#matches(filter)).map(({ _id }) => _id), query: new Query(filter, {}) };
  }

  /** Inside a write only. */
  #replace(standing: T | undefined, next: T | undefined): void {
    const before = this.#entries(standing);
    if (next) this.#put(next, before);
    else if (standing) {
      for (const [index, entries] of before) index.move(standing._id, entries, []);
      this.#db.remove(standing._id);
    }
  }

  /** Inside a write only: changes a document that was just read, and keeps it. */
  #amend(standing: T, update: Update): void {
    const before = this.#entries(standing);
    amend(standing, update);
    this.#put(standing, before);
  }

  /** Checks before it changes anything, so a refused document leaves no trace of itself. */
  #put(next: T, before: ReadonlyMap<EmbeddedIndex, IndexValue[][]>): void {
    const after = this.#entries(next);
    for (const [index, entries] of after) {
      if (index.clashes(next._id, entries, this.#isLive)) throw new DuplicateKeyError(this.name, index.name);
    }
    for (const [index, entries] of after) index.move(next._id, before.get(index) ?? [], entries);
    this.#db.put(next._id, next);
  }

  #entries(doc: T | undefined): Map<EmbeddedIndex, IndexValue[][]> {
    return new Map([...this.#indexes.values()].map((index) => [index, index.entries(doc)]));
  }
}
