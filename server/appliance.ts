import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { openApiKeys, openSessions } from './access/index.ts';
import { type AdapterOptions, openAdapters } from './adapters.ts';
import { type AppDeps, buildApp, type Extension } from './app.ts';
import { openAuditLog } from './audit/index.ts';
import { createCatalog } from './catalog/index.ts';
import type { Config } from './config.ts';
import { openKeyFile } from './data/index.ts';
import { type FaceEngine, prepareFaceStorage, startFaceEngine } from './face/index.ts';
import type { App } from './http/index.ts';
import { openMetrics } from './observe/index.ts';
import { openPlatforms } from './platforms/index.ts';
import { openConsentLog } from './privacy/index.ts';
import { openStores } from './stores/index.ts';
import { openSync } from './sync/index.ts';

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
 * Opens the appliance on the stores the settings name. Nothing listens yet.
 * @throws when the data folder can't be used, MongoDB does not answer, or a model file isn't the manifest's.
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
    ...storage(config),
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
      await deps.sync.stop();
      await face.close();
      await deps.audit.settled();
      await deps.cache.close();
      await deps.documents.close();
    },
  };
}

/** Where the settings say that things are kept. */
export function storage({ data_dir, cache_mb, mongodb_uri, redis_url }: Config) {
  return {
    dataDir: data_dir,
    cacheBytes: cache_mb * 1024 * 1024,
    mongodbUri: mongodb_uri,
    redisUrl: redis_url,
  };
}

type Given = Pick<AppDeps, 'face' | 'log' | 'operatorToken' | 'widgetsDir' | 'version' | 'now'>;

/** Opens everything the application stands on, which makes sure of every collection and index. */
export async function openDeps(options: Given & AdapterOptions): Promise<AppDeps> {
  const { dataDir, face, log, operatorToken, widgetsDir, version, now } = options;
  const { documents, cache } = await openAdapters(options);
  const keyring = await openKeyFile(join(dataDir, 'keyring'));
  const audit = await openAuditLog({ documents, keyring, now });
  await prepareFaceStorage(documents);
  const platforms = openPlatforms();
  const room = await openStores({ documents, keyring, platforms, now });
  const consents = await openConsentLog({ documents, now });
  const catalog = await createCatalog({ documents, cache, now });
  const metrics = openMetrics(
    () => face.stats(),
    () => cache.check(),
  );
  const sync = await openSync({
    ...room,
    documents,
    keyring,
    catalog,
    platforms,
    mayLearnFrom: (store_id, session_id) =>
      consents.isGranted({ store_id, session_id }, 'analytics_and_improvement'),
    metrics: metrics.sync,
    log,
    now,
  });
  return {
    ...room,
    documents,
    cache,
    audit,
    keys: await openApiKeys({ documents, keyring, now }),
    sessions: await openSessions({ documents, cache, keyring, now }),
    consents,
    catalog,
    platforms,
    sync,
    metrics,
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
