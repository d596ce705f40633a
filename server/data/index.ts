export { MemoryCache } from './cache.memory.ts';
export type { Cache, CacheSetOptions } from './cache.ts';
export { openEmbeddedDocuments } from './documents.embedded.ts';
export {
  type Collection,
  type Doc,
  type Documents,
  DuplicateKeyError,
  type Filter,
  type FindOptions,
  type IndexOptions,
  type Update,
} from './documents.ts';
export { type Keyring, openKeyFile } from './keyring.ts';
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
