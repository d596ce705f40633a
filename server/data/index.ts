export type { Cache, CacheSetOptions } from './cache.ts';
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
