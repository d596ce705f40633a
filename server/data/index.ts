export { MemoryCache } from './cache.memory.ts';
export { openRedisCache } from './cache.redis.ts';
export type { Cache, CacheSetOptions } from './cache.ts';
export { redisHosts } from './cache-connect.ts';
export { openEmbeddedDocuments } from './documents.embedded.ts';
export { MongoDocuments, mongoHosts, openMongoDocuments } from './documents.mongo.ts';
export {
  type Collection,
  type Doc,
  type Documents,
  DuplicateKeyError,
  type Filter,
  type FindOptions,
  type IndexOptions,
  StoreUnavailableError,
  type Update,
} from './documents.ts';
export { isHolderGone, newHolder } from './holder.ts';
export { type Keyring, openKeyFile } from './keyring.ts';
export type { IndexMode, IndexReport } from './mongo-indexes.ts';
export { openDocumentQueue } from './queue.documents.ts';
export {
  type Backlog,
  type Failed,
  type Kept,
  LEASE_MS,
  type Lease,
  MAX_DELIVERIES,
  type Message,
  type Queue,
  RETENTION_MS,
  type Settled,
  type Subscriptions,
} from './queue.ts';
