import { edge, storage } from './appliance.ts';
import type { Config } from './config.ts';
import { type IndexReport, MongoDocuments, mongoHosts } from './data/index.ts';
import type { FaceEngine } from './face/index.ts';
import { logger } from './observe/index.ts';
import { openDeps, sealFormer } from './open-deps.ts';

export interface Migration {
  store: 'mongodb' | 'embedded';
  /** The server, in a few words; the data folder of an embedded store. */
  server: string;
  dry_run: boolean;
  indexes: readonly IndexReport[];
  /** Documents of which an earlier version had left something open or sealed in another way. */
  sealed: number;
}

/**
 * Makes every collection, index and shard key, by opening each feature once: they say themselves what they need. Then
 * seals what an earlier version kept in another way. Safe to run again and at the same time elsewhere; with `isDryRun` nothing is made, only compared.
 */
export async function migrate(config: Config, isDryRun: boolean): Promise<Migration> {
  const deps = await openDeps({
    ...storage(config),
    redisUrl: undefined,
    indexMode: isDryRun ? 'plan' : 'migrate',
    edge: edge(config),
    allowPrivateShops: false,
    face: noEngine,
    log: logger('silent'),
    operatorToken: '',
    widgetsDir: '',
    version: '',
    now: Date.now,
  });
  try {
    const sealed = isDryRun ? 0 : await sealFormer(deps);
    if (!(deps.documents instanceof MongoDocuments))
      return { store: 'embedded', server: config.data_dir, dry_run: isDryRun, indexes: [], sealed };
    const { abilities, indexes } = deps.documents;
    const server = `${abilities.description} at ${mongoHosts(config.mongodb_uri ?? '')}`;
    return { store: 'mongodb', server, dry_run: isDryRun, indexes, sealed };
  } finally {
    await deps.vault.close();
    await deps.cache.close();
    await deps.limits.close();
    await deps.documents.close();
  }
}

/** Nothing is measured here. */
const noEngine: FaceEngine = {
  analyze: () => Promise.reject(new Error('no photo is measured during a migration')),
  ready: async () => undefined,
  stats: () => ({ workers: 0, running: 0, queued: 0, queue_limit: 0 }),
  close: async () => undefined,
};
