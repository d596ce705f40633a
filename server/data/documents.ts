/**
 * The documents port: a small MongoDB-shaped store.
 *
 * What every adapter promises (documents.contract.ts holds each to it):
 * - a write that resolved survives kill -9 and power loss;
 * - documents are kept by value: changing an object after insert, or one that was read, changes nothing;
 * - a batch (`insert` of many, `bulkUpsert`) is applied whole or not at all on one collection;
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
  /** @throws DuplicateKeyError, and then nothing of the batch is kept. */
  insert(docs: T | readonly T[]): Promise<void>;
  /** Applies the update to every match. */
  update(filter: Filter, update: Update): Promise<{ matched: number }>;
  /** Applies the update to one match, or inserts what filter and update describe when `upsert` is set. Returns the new document. */
  findOneAndUpdate(filter: Filter, update: Update, options?: { upsert?: boolean }): Promise<T | null>;
  /** Replaces or inserts each by `_id`, and removes the documents with the ids in `removed`, all in one step. */
  bulkUpsert(
    docs: readonly T[],
    options?: { removed?: readonly string[] },
  ): Promise<{ inserted: number; updated: number }>;
  delete(filter: Filter): Promise<number>;
  /** Makes sure of the index; calling again with the same keys changes nothing. */
  createIndex(keys: Record<string, 1 | -1>, options: IndexOptions): Promise<void>;
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
