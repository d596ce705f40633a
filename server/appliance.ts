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
  const { config, files, log, operatorToken = '' } = options;
  const start = () =>
    startFaceEngine({
      ...files,
      workers: config.face_workers,
      queueLimit: config.face_queue,
      onWorkerLost: (err) => log.error({ err }, 'a face worker died'),
    });
  const face = options.isFaceLazy ? lazyEngine(start) : await start();
  const deps = await openDeps({
    ...files,
    dataDir: config.data_dir,
    cacheBytes: config.cache_mb * 1024 * 1024,
    face,
    log,
    operatorToken,
    now: Date.now,
  });
  const app = await buildApp(deps, (await options.extensions?.(deps)) ?? []);
  return {
    app,
    deps,
    async close() {
      await app.close();
      await face.close();
      await deps.cache.close();
      await deps.documents.close();
    },
  };
}

type Given = Pick<AppDeps, 'face' | 'log' | 'operatorToken' | 'widgetsDir' | 'version' | 'now'>;

/** Opens everything the application stands on that lies in the data folder or in memory. */
export async function openDeps(options: Given & { dataDir: string; cacheBytes: number }): Promise<AppDeps> {
  const { dataDir, cacheBytes, face, log, operatorToken, widgetsDir, version, now } = options;
  const documents = await openEmbeddedDocuments({ directory: join(dataDir, 'documents'), now });
  const cache = new MemoryCache(cacheBytes, now);
  const keyring = await openKeyFile(join(dataDir, 'keyring'));
  await prepareFaceStorage(documents);
  return {
    documents,
    cache,
    keys: await openApiKeys({ documents, keyring, now }),
    sessions: await openSessions({ documents, cache, keyring, now }),
    consents: await openConsentLog({ documents, now }),
    stores: openStores({ documents }),
    catalog: await createCatalog({ documents, cache, now }),
    metrics: openMetrics(() => face.stats()),
    face,
    log,
    operatorToken,
    widgetsDir,
    version,
    now,
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
