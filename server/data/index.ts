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
