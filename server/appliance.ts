import type { Server } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import type { AccessSettings } from './access/index.ts';
import { type AppDeps, buildApp, type Extension } from './app.ts';
import { openVertex } from './chat/index.ts';
import type { Config } from './config.ts';
import { type FaceEngine, startFaceEngine } from './face/index.ts';
import { type App, type EdgeOptions, openCertificate } from './http/index.ts';
import { openDeps } from './open-deps.ts';

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
  const certificate = await certificateOf(config, log);
  const deps = await openDeps({
    ...files,
    ...storage(config),
    edge: { ...edge(config), tls: certificate?.pair },
    access: accessSettings(config),
    allowPrivateShops: config.allow_private_shops,
    openVertex: vertex(config, log),
    face,
    log,
    operatorToken,
    now: Date.now,
  });
  const app = await buildApp(deps, (await options.extensions?.(deps)) ?? []);
  certificate?.follow(app.server as unknown as Server);
  return {
    app,
    deps,
    async close() {
      certificate?.close();
      await app.close();
      await deps.sync.stop();
      await deps.privacy.stop();
      await face.close();
      deps.vertex?.close();
      await deps.rotation.stop();
      await deps.audit.settled();
      await deps.vault.close();
      await deps.cache.close();
      await deps.limits.close();
      await deps.documents.close();
    },
  };
}

/** How the settings say that the network is met. */
export function edge(config: Config): EdgeOptions {
  const { requests_per_minute_ip: ip, requests_per_minute_store: store } = config;
  const rates = { ip, store, session: config.requests_per_minute_session };
  return { rates, trustedProxies: config.trusted_proxies, metricsFrom: config.metrics_from };
}

/** @throws Error when one of the files is missing or broken. */
async function certificateOf({ tls_cert: cert, tls_key: key }: Config, log: FastifyBaseLogger) {
  return cert === undefined || key === undefined ? null : openCertificate({ cert, key }, log);
}

/** Where the settings say that things are kept. */
export function storage({ data_dir, cache_mb, mongodb_uri, redis_url, kms_key }: Config) {
  return {
    dataDir: data_dir,
    cacheBytes: cache_mb * 1024 * 1024,
    mongodbUri: mongodb_uri,
    redisUrl: redis_url,
    kmsKey: kms_key,
  };
}

/** What the settings say about tokens and regions. */
function accessSettings(config: Config): AccessSettings {
  const { public_url, host, port, tls_cert, region, region_addresses, trusted_issuers } = config;
  return {
    issuer: public_url ?? `${tls_cert === undefined ? 'http' : 'https'}://${host}:${port}`,
    region,
    regionAddresses: region_addresses,
    trustedIssuers: trusted_issuers,
  };
}

/** What the settings say about Vertex AI; undefined where the local model answers everybody. */
function vertex(config: Config, log: FastifyBaseLogger): Parameters<typeof openDeps>[0]['openVertex'] {
  const { vertex_project: project } = config;
  if (project === undefined) return undefined;
  return ({ cache, metrics, now }) =>
    openVertex({
      project,
      models: config.vertex_models,
      prices: config.vertex_prices,
      concurrency: config.vertex_concurrency,
      waiting: config.vertex_waiting,
      budget: {
        tokens_per_session: config.chat_tokens_per_session,
        tokens_per_store_day: config.chat_tokens_per_store_day,
        usd_per_store_day: config.chat_usd_per_store_day,
      },
      cache,
      now,
      watch: {
        onTokens: metrics.chat.tokens,
        onBreaker(model, state) {
          metrics.chat.breaker(model, state);
          log.warn({ model, state }, 'a breaker of Vertex AI has changed');
        },
      },
    });
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
