import { join } from 'node:path';
import type { Server } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import { type AccessSettings, openAccess, sessionHolder } from './access/index.ts';
import { type AdapterOptions, openAdapters } from './adapters.ts';
import { type AppDeps, buildApp, type Extension } from './app.ts';
import { openAuditLog } from './audit/index.ts';
import { createCatalog } from './catalog/index.ts';
import type { Config } from './config.ts';
import { kmsOf, openKeyring, openVault } from './data/index.ts';
import { analysisHolder, type FaceEngine, openAnalyses, startFaceEngine } from './face/index.ts';
import { type App, type EdgeOptions, openCertificate } from './http/index.ts';
import { openRotation } from './keyring/index.ts';
import { openMetrics } from './observe/index.ts';
import { openOutbound } from './outbound/index.ts';
import { openPlatforms } from './platforms/index.ts';
import { openConsentLog, openPrivacy, openTombstones, type Privacy } from './privacy/index.ts';
import { recommendationHolder } from './recommend/index.ts';
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
  const certificate = await certificateOf(config, log);
  const deps = await openDeps({
    ...files,
    ...storage(config),
    edge: { ...edge(config), tls: certificate?.pair },
    access: accessSettings(config),
    allowPrivateShops: config.allow_private_shops,
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

/** For those who never issue a token: commands that migrate, and tests. */
const NOBODY_ASKS: AccessSettings = { issuer: 'http://localhost' };

type Given = Pick<AppDeps, 'face' | 'log' | 'edge' | 'operatorToken' | 'widgetsDir' | 'version' | 'now'> & {
  /** Shops may be on this machine or in a private network. */
  allowPrivateShops: boolean;
  access?: AccessSettings;
  fetchJson?: (url: string) => Promise<unknown>;
};

/** Opens everything the application stands on, which makes sure of every collection and index. */
export async function openDeps(options: Given & AdapterOptions): Promise<AppDeps> {
  const { dataDir, face, log, edge, operatorToken, widgetsDir, version, now } = options;
  const { documents, keyDocuments, cache, limits } = await openAdapters(options);
  const { keyring, encryption } = await openKeyring({
    path: join(dataDir, 'keyring'),
    kms: kmsOf(options.kmsKey),
    now,
  });
  const vault = await openVault({
    keys: keyDocuments,
    documents,
    isKeyFileCopied: keyDocuments === documents,
    closeKeys: async () => (keyDocuments === documents ? undefined : keyDocuments.close()),
    keyring,
    encryption,
    cache,
    now,
  });
  const audit = await openAuditLog({ documents, keyring, now });
  const analyses = await openAnalyses({ documents, vault });
  const outbound = openOutbound({ allowPrivate: options.allowPrivateShops });
  const platforms = openPlatforms({ outbound, version });
  const room = await openStores({ documents, keyring, vault, platforms, now });
  const access = await openAccess({
    ...(options.access ?? NOBODY_ASKS),
    fetchJson: options.fetchJson ?? outbound.fetchJson,
    documents,
    cache,
    keyring,
    log,
    now,
    dataRegionOf: async (store_id) => (await room.stores.get(store_id)).data_region,
  });
  const consents = await openConsentLog({ documents, vault, now });
  const tombstones = await openTombstones({ documents, audit, now });
  const catalog = await createCatalog({ documents, cache, now });
  const metrics = openMetrics(
    () => face.stats(),
    () => cache.check(),
  );
  const sync = await openSync({
    ...room,
    admitPeople: access.admitPeople,
    documents,
    keyring,
    vault,
    limits,
    catalog,
    platforms,
    mayLearnFrom: (store_id, session_id) =>
      consents.isGranted({ store_id, session_id }, 'analytics_and_improvement'),
    erased: tombstones.among,
    onPrivacyRequest: (asked) => privacy.onPlatformRequest(asked),
    forgetStore: (store_id) => privacy.forgetStore(store_id),
    metrics: metrics.sync,
    log,
    now,
  });
  const privacy: Privacy = await openPrivacy({
    documents,
    keyring,
    audit,
    consents,
    tombstones,
    holders: [
      sessionHolder(access.sessions),
      analysisHolder(analyses),
      recommendationHolder(cache),
      ...sync.holders,
    ],
    shred: vault.shred,
    log,
    now,
  });
  // Before anything is believed that a field should not hold in the open.
  if (!vault.isWhole() && (options.indexMode ?? 'open') === 'open') await sealFormer({ documents, vault });
  return {
    ...room,
    documents,
    cache,
    limits,
    edge,
    audit,
    vault,
    keyring,
    kmsKey: options.kmsKey,
    rotation: openRotation({ vault, keyring, audit, log, now }),
    analyses,
    ...access,
    privacy,
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

/** Seals what an earlier version kept in another way. @returns how many documents. */
export async function sealFormer({
  documents,
  vault,
}: Pick<AppDeps, 'documents' | 'vault'>): Promise<number> {
  // Sessions of earlier versions carried what now lies sealed among the analyses.
  const carried = { 'face.face_shape': { $exists: true } };
  await documents.collection('ai_sessions').update(carried, { $unset: { 'face.face_shape': '' } });
  return vault.sealRest();
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
