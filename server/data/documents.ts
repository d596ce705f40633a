/**
 * The documents port: a small MongoDB-shaped store.
 *
 * What every adapter promises (documents.contract.ts holds each to it):
 * - a write that resolved survives kill -9 and power loss;
 * - documents are kept by value: changing an object after insert, or one that was read, changes nothing;
 * - a batch (`insert` of many, `bulkUpsert`) is applied in order: removals first, then the documents as given. The
 *   embedded store and MongoDB with transactions apply it whole or not at all; a store without transactions may, after
 *   a crash or a refusal in the middle, have kept a beginning of it. So whoever needs a batch whole notes where it
 *   stands (as `catalog_versions.changing` does) and mends it, and nobody relies on the store alone;
 * - an update, a `findOneAndUpdate`, a delete sees and changes each single document in one step;
 * - unique indexes hold under concurrent writes, and a violation is a DuplicateKeyError;
 * - a document past its TTL index is never returned, whether or not it has been swept yet.
 */

/** Anything kept: `_id` is always a string of ours. Dates are ISO 8601 strings or numbers, as declared by the feature. */
export interface Doc {
  _id: string;
}

/** A MongoDB query: equality, `$gt`/`$gte`/`$lt`/`$lte`, `$in`, `$ne`, `$exists`, `$or`/`$and`, dotted paths. */
export type Filter = Record<string, unknown>;

/** A MongoDB update: `$set`, `$unset`, `$inc`, `$push`, `$pull`, `$addToSet`, `$setOnInsert`, `$max`, `$min`. */
export type Update = Record<`$${string}`, Record<string, unknown>>;

export interface FindOptions {
  sort?: Record<string, 1 | -1>;
  limit?: number;
  skip?: number;
}

export interface IndexOptions {
  name: string;
  unique?: boolean;
  /** The fields after the first hold one plain value in every document: what is sorted by them is read in order. */
  ordered?: boolean;
  /** The indexed field holds milliseconds since the epoch; the document ends this many seconds after. */
  expireAfterSeconds?: number;
}

export interface Collection<T extends Doc> {
  find(filter: Filter, options?: FindOptions): Promise<T[]>;
  findOne(filter: Filter): Promise<T | null>;
  count(filter: Filter): Promise<number>;
  /** @throws DuplicateKeyError. Of a batch nothing is then kept, or its beginning: see above. */
  insert(docs: T | readonly T[]): Promise<void>;
  /** Applies the update to every match. */
  update(filter: Filter, update: Update): Promise<{ matched: number }>;
  /** Applies the update to one match, or inserts what filter and update describe when `upsert` is set. Returns the new document. */
  findOneAndUpdate(filter: Filter, update: Update, options?: { upsert?: boolean }): Promise<T | null>;
  /** Removes the documents with the ids in `removed`, then replaces or inserts each by `_id`. */
  bulkUpsert(
    docs: readonly T[],
    options?: { removed?: readonly string[] },
  ): Promise<{ inserted: number; updated: number }>;
  /**
   * Replaces or inserts each by `_id`, unless what stands there has a greater `version`. Each document is decided on
   * by itself, at the moment it is written.
   * @returns the ids that were left as they stood.
   */
  upsertNewer(docs: readonly (T & { version: string })[]): Promise<string[]>;
  delete(filter: Filter): Promise<number>;
  /** Makes sure of the index; calling again with the same keys changes nothing. */
  createIndex(keys: Record<string, 1 | -1>, options: IndexOptions): Promise<void>;
  /**
   * Names the key by which a cluster spreads this collection; its values must never change in a document. A store that
   * can't be spread has no such method.
   */
  shardBy?(keys: Record<string, 1>): Promise<void>;
}

export interface Documents {
  collection<T extends Doc>(name: string): Collection<T>;
  /** Resolves when a write and a read have just worked. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A unique index refused the write. */
export class DuplicateKeyError extends Error {
  constructor(
    readonly collection: string,
    readonly index: string,
  ) {
    super(`a document in ${collection} already has this value of ${index}`);
    this.name = 'DuplicateKeyError';
  }
}

/**
 * The store can't be reached, or did not answer in time, after every retry. Whether a write was applied is unknown;
 * asking again later is right for reads, and for writes that may be applied twice.
 */
export class StoreUnavailableError extends Error {
  /** How errors of other modules are told apart without importing their classes (as in Node). */
  readonly code = 'STORE_UNAVAILABLE';

  constructor(store: string, cause: unknown) {
    super(`${store} does not answer`, { cause });
    this.name = 'StoreUnavailableError';
  }
}
