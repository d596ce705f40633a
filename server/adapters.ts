import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import {
  type Cache,
  type Documents,
  type IndexMode,
  MemoryCache,
  openEmbeddedDocuments,
  openMongoDocuments,
  openRedisCache,
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
  /** What to do about indexes on MongoDB; see IndexMode. */
  indexMode?: IndexMode | undefined;
  log: FastifyBaseLogger;
  now(): number;
}

/** Of the cache in the process when Redis stands behind it: it holds what was asked in the last second. */
const FRONT_SHARE = 1 / 4;

/**
 * Opens the documents and the cache on what the settings name. The drivers are loaded only when they are needed.
 * @throws when the data folder can't be used, or MongoDB does not answer. Redis may be away.
 */
export async function openAdapters(options: AdapterOptions): Promise<{ documents: Documents; cache: Cache }> {
  const opening = openCache(options);
  try {
    return { documents: await openDocuments(options), cache: await opening };
  } catch (error) {
    await (await opening).close();
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

async function openCache({ cacheBytes, redisUrl: url, log, now }: AdapterOptions): Promise<Cache> {
  if (url !== undefined) return openRedisCache({ url, log, frontBytes: cacheBytes * FRONT_SHARE });
  return new MemoryCache(cacheBytes, now);
}
