export { MemoryCache } from './cache.memory.ts';
export { openRedisCache } from './cache.redis.ts';
export type { Cache, CacheSetOptions } from './cache.ts';
export { redisHosts } from './cache-connect.ts';
export {
  CLASSES,
  classified,
  type DataClass,
  HANDLING,
  LEVELS,
  type Level,
  levelOf,
  MARK,
  NEEDS,
  type Need,
} from './classification.ts';
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
export { type KeyEncryption, KeyServiceError } from './key-encryption.ts';
export { type KeyFile, openKeyFile } from './key-file.ts';
export { type Keyring, SealBrokenError, versionOfSealed } from './keyring.ts';
export { MemoryLimits } from './limits.memory.ts';
export { openRedisLimits } from './limits.redis.ts';
export type { Limits, Meter, Quota, Tally } from './limits.ts';
export type { IndexMode, IndexReport } from './mongo-indexes.ts';
export { kmsOf, type OpenedKeyring, openKeyring } from './open-keyring.ts';
export { openVault } from './open-vault.ts';
export { type MessageSealing, openDocumentQueue } from './queue.documents.ts';
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
export { resealAll } from './reseal.ts';
export { type SealedCache, sealedCache } from './sealed-cache.ts';
export { type SealedCollection, sealedCollection } from './sealed-collection.ts';
export { isSealed, KeyDestroyedError, type KeyOwner, type Place, type Vault } from './vault.ts';
