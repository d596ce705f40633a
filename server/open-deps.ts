import { join } from 'node:path';
import { type AccessSettings, openAccess, sessionHolder } from './access/index.ts';
import { type AdapterOptions, openAdapters } from './adapters.ts';
import type { AppDeps } from './app.ts';
import { openAuditLog } from './audit/index.ts';
import { createCatalog } from './catalog/index.ts';
import { openChatRoom, type Vertex } from './chat/index.ts';
import { kmsOf, openKeyring, openVault } from './data/index.ts';
import { analysisHolder, openAnalyses } from './face/index.ts';
import { openRotation } from './keyring/index.ts';
import { openMetrics } from './observe/index.ts';
import { openOutbound } from './outbound/index.ts';
import { openPlatforms } from './platforms/index.ts';
import { openConsentLog, openPrivacy, openTombstones, type Privacy } from './privacy/index.ts';
import { recommendationHolder } from './recommend/index.ts';
import { openStores } from './stores/index.ts';
import { openSync } from './sync/index.ts';

/** For those who never issue a token: commands that migrate, and tests. */
const NOBODY_ASKS: AccessSettings = { issuer: 'http://localhost' };

type Given = Pick<AppDeps, 'face' | 'log' | 'edge' | 'operatorToken' | 'widgetsDir' | 'version' | 'now'> & {
  /** Opens a chat model better than the one that is always here. */
  openVertex?: ((on: Pick<AppDeps, 'cache' | 'metrics' | 'now'>) => Vertex) | undefined;
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
  const chat = await openChatRoom({ documents, vault, now });
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
      ...chat.holders,
    ],
    shred: vault.shred,
    log,
    now,
  });
  // Before anything is believed that a field should not hold in the open.
  if (!vault.isWhole() && (options.indexMode ?? 'open') === 'open') await sealFormer({ documents, vault });
  return {
    ...room,
    chat,
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
    vertex: options.openVertex?.({ cache, metrics, now }) ?? null,
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
