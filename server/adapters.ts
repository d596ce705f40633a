import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import {
  type Cache,
  type Documents,
  type IndexMode,
  type Limits,
  MemoryCache,
  MemoryLimits,
  openEmbeddedDocuments,
  openMongoDocuments,
  openRedisCache,
  openRedisLimits,
} from './data/index.ts';

export interface AdapterOptions {
  /** Folder of what lies on this machine. */
  dataDir: string;
  /** Memory for cached answers in this process. */
  cacheBytes: number;
  /** Documents lie in this MongoDB, else in the data folder. */
  mongodbUri?: string | undefined;
  /** What is cached is shared through this Redis, else it is this process's own. */
  redisUrl?: string | undefined;
  /** A key of Google Cloud KMS that wraps all others; see `kms_key` of the settings. */
  kmsKey?: string | undefined;
  /** What to do about indexes on MongoDB; see IndexMode. */
  indexMode?: IndexMode | undefined;
  log: FastifyBaseLogger;
  now(): number;
}

/** Of the cache in the process when Redis stands behind it: it holds what was asked in the last second. */
const FRONT_SHARE = 1 / 4;

interface Adapters {
  documents: Documents;
  /** Where the data keys lie: in a folder of their own, or in the database, whose backups can leave them out. */
  keyDocuments: Documents;
  cache: Cache;
  limits: Limits;
}

/**
 * Opens the documents, the cache and the rate limits on what the settings name. The drivers are loaded only when they are needed.
 * @throws when the data folder can't be used, or MongoDB does not answer. Redis may be away.
 */
export async function openAdapters(options: AdapterOptions): Promise<Adapters> {
  const opening = [openCache(options), openLimits(options)] as const;
  try {
    const documents = await openDocuments(options);
    const keyDocuments = await openKeyDocuments(options, documents);
    const [cache, limits] = await Promise.all(opening);
    return { documents, keyDocuments, cache, limits };
  } catch (error) {
    for (const opened of await Promise.all(opening)) await opened.close();
    throw error;
  }
}

async function openDocuments({
  dataDir,
  mongodbUri: uri,
  indexMode: mode = 'open',
  log,
  now,
}: AdapterOptions) {
  if (uri !== undefined) return openMongoDocuments({ uri, now, log, mode });
  return openEmbeddedDocuments({ directory: join(dataDir, 'documents'), now });
}

async function openKeyDocuments({ dataDir, mongodbUri, now }: AdapterOptions, documents: Documents) {
  if (mongodbUri !== undefined) return documents;
  return openEmbeddedDocuments({ directory: join(dataDir, 'keys'), now });
}

async function openCache({ cacheBytes, redisUrl: url, log, now }: AdapterOptions): Promise<Cache> {
  if (url !== undefined) return openRedisCache({ url, log, frontBytes: cacheBytes * FRONT_SHARE });
  return new MemoryCache(cacheBytes, now);
}

async function openLimits({ redisUrl: url, log, now }: AdapterOptions): Promise<Limits> {
  return url === undefined ? new MemoryLimits(now) : openRedisLimits({ url, log, now });
}
