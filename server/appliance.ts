import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { openApiKeys, openSessions } from './access/index.ts';
import { type AppDeps, buildApp, type Extension } from './app.ts';
import { createCatalog } from './catalog/index.ts';
import type { Config } from './config.ts';
import { MemoryCache, openEmbeddedDocuments, openKeyFile } from './data/index.ts';
import { type FaceEngine, prepareFaceStorage, startFaceEngine } from './face/index.ts';
import type { App } from './http/index.ts';
import { openMetrics } from './observe/index.ts';
import { openConsentLog } from './privacy/index.ts';
import { openStores } from './stores/index.ts';

/** Where the files are that were built from this source. */
export interface BuiltFiles {
  modelsDir: string;
  workerFile: string;
  widgetsDir: string;
  version: string;
}

export interface ApplianceOptions {
  config: Config;
  files: BuiltFiles;
  log: FastifyBaseLogger;
  operatorToken?: string;
  /** Start the face engine with the first photo instead of now: for commands that may never need it. */
  isFaceLazy?: boolean;
  extensions?: (deps: AppDeps) => Promise<readonly Extension[]>;
}

export interface Appliance {
  app: App;
  deps: AppDeps;
  close(): Promise<void>;
}

/**
 * Opens the appliance on its embedded stores. Nothing listens yet.
 * @throws when the data folder can't be used or a model file isn't the one the manifest names.
 */
export async function openAppliance(options: ApplianceOptions): Promise<Appliance> {
  const { config, files } = options;
  const now = Date.now;
  const start = () =>
    startFaceEngine({ ...files, workers: config.face_workers, queueLimit: config.face_queue });
  const face = options.isFaceLazy ? lazyEngine(start) : await start();
  const documents = await openEmbeddedDocuments({ directory: join(config.data_dir, 'documents'), now });
  const cache = new MemoryCache(config.cache_mb * 1024 * 1024);
  const keyring = await openKeyFile(join(config.data_dir, 'keyring'));
  await prepareFaceStorage(documents);
  const deps: AppDeps = {
    documents,
    cache,
    keys: await openApiKeys({ documents, keyring, now }),
    sessions: await openSessions({ documents, cache, keyring, now }),
    consents: await openConsentLog({ documents, now }),
    stores: openStores({ documents }),
    catalog: await createCatalog({ documents, cache, now }),
    face,
    metrics: openMetrics(() => face.stats()),
    log: options.log,
    operatorToken: options.operatorToken ?? '',
    widgetsDir: files.widgetsDir,
    version: files.version,
    now,
  };
  const app = await buildApp(deps, (await options.extensions?.(deps)) ?? []);
  return {
    app,
    deps,
    async close() {
      await app.close();
      await face.close();
      await cache.close();
      await documents.close();
    },
  };
}

function lazyEngine(start: () => Promise<FaceEngine>): FaceEngine {
  let started: Promise<FaceEngine> | undefined;
  const engine = () => (started ??= start());
  return {
    analyze: async (...input) => (await engine()).analyze(...input),
    ready: async () => (await engine()).ready(),
    stats: () => ({ workers: 0, running: 0, queued: 0, queue_limit: 0 }),
    close: async () => (await started)?.close(),
  };
}
