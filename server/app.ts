import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { type AccessRoom, accessFeature, authenticate } from './access/index.ts';
import { type AuditLog, auditFeature, noteChanges } from './audit/index.ts';
import { type Catalog, catalogFeature } from './catalog/index.ts';
import { type ChatRoom, chatFeature, openMind, type Vertex } from './chat/index.ts';
import {
  type Cache,
  type Documents,
  type KeyFile,
  type Limits,
  sealedCache,
  type Vault,
} from './data/index.ts';
import { type Analyses, correctPupillaryDistance, type FaceEngine, faceFeature } from './face/index.ts';
import {
  type App,
  answerProblems,
  answerUnroutable,
  collectOpenApi,
  type EdgeOptions,
  edgeOptions,
  healthRoutes,
  limitConnections,
  openApiRoutes,
  openRateLimit,
  openSlots,
  problemPages,
  requestIds,
  sendHeaders,
  validateBySchema,
} from './http/index.ts';
import { keyringFeature, type Rotation } from './keyring/index.ts';
import { type Metrics, observeRequests } from './observe/index.ts';
import type { Platforms } from './platforms/index.ts';
import { type Privacy, privacyFeature, requireConsent } from './privacy/index.ts';
import { openHub, realtimeFeature } from './realtime/index.ts';
import { openRecommender, recommendFeature } from './recommend/index.ts';
import { type StoresRoom, storeAdminRoutes, storesFeature } from './stores/index.ts';
import type { Sync } from './sync/index.ts';
import { openVisits } from './visits.ts';
import { serveWidgets } from './widget-files.ts';

/** Everything the application stands on, opened by whoever runs it. */
export interface AppDeps extends StoresRoom, AccessRoom {
  documents: Documents;
  cache: Cache;
  limits: Limits;
  edge: EdgeOptions;
  audit: AuditLog;
  vault: Vault;
  keyring: KeyFile;
  /** See KeyringDeps. */
  kmsKey?: string | undefined;
  rotation: Rotation;
  analyses: Analyses;
  privacy: Privacy;
  catalog: Catalog;
  platforms: Platforms;
  sync: Sync;
  face: FaceEngine;
  chat: ChatRoom;
  /** A chat model better than the one that is always here. */
  vertex: Vertex | null;
  metrics: Metrics;
  /** See ChatDeps. */
  longestAnswerMs?: number | undefined;
  log: FastifyBaseLogger;
  /** See AuthenticateDeps. */
  operatorToken: string;
  /** Folder of the built widgets. */
  widgetsDir: string;
  version: string;
  now(): number;
}

/** What is added to the application from outside the appliance, such as the demo shop. */
export type Extension = (app: App) => Promise<void>;

/**
 * The composition root: the only file that knows every feature. The app is ready to listen or to be injected;
 * closing it closes no dependency.
 */
export async function buildApp(deps: AppDeps, extensions: readonly Extension[] = []): Promise<App> {
  const { documents, cache, sessions, privacy, now } = deps;
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own for each request costs more than most answers do; whoever logs names request.id.
    childLoggerFactory: (log) => log,
    genReqId: requestIds() as never,
    frameworkErrors: answerUnroutable as never,
    ...edgeOptions(deps.edge),
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
  }) as unknown as App;
  limitConnections(app.server, deps.edge);
  let isDraining = false;
  app.addHook('preClose', async () => {
    isDraining = true;
  });
  validateBySchema(app);
  answerProblems(app);
  sendHeaders(app);
  const rates = openRateLimit(deps.limits, deps.edge.rates);
  rates.addresses(app);
  authenticate(app, deps);
  rates.callers(app);
  observeRequests(app, deps.metrics, deps.edge.metricsFrom);
  noteChanges(app, deps.audit);
  await collectOpenApi(app, deps.version);

  const { sessionFor, sessionOfToken, analysisFor, faceOf, standing, answers } = openVisits(deps, rates);
  await app.register(
    accessFeature({
      ...deps,
      erase: async ({ store_id, session_id }) => {
        const subject = { store_id, session_ids: [session_id], customer_ids: [], order_ids: [] };
        await privacy.erasure.erase({ subject, from: 'shopper', actor: 'shopper' });
      },
    }),
  );
  await app.register(
    privacyFeature({
      privacy,
      answers,
      sessionFor,
      sessionOfToken,
      async correctPupillaryDistance(owner, pd) {
        const corrected = await correctPupillaryDistance(deps.analyses, owner, pd);
        await cache.deleteByTag(`session:${owner.session_id}`);
        return corrected;
      },
      prefer: deps.sync.prefer,
      now,
    }),
  );
  await app.register(auditFeature(deps));
  await app.register(keyringFeature(deps));
  await app.register(
    storesFeature({
      ...deps,
      async assistantOf(store_id) {
        const { enabled, assistant_name: name } = await deps.chat.chatSettings.get(store_id);
        return enabled ? { name } : null;
      },
    }),
  );
  await app.register(
    storeAdminRoutes({ ...deps, leaveShop: deps.sync.leaveShop, removeProducts: deps.sync.removeProducts }),
  );
  await app.register(deps.sync.feature({ isDraining: () => isDraining }));
  await app.register(realtimeFeature({ hub: openHub(deps) }));
  await app.register(
    faceFeature({
      engine: deps.face,
      slots: openSlots(),
      analyses: deps.analyses,
      sessionFor,
      requireConsent,
      noteAnalysis: (session, face) => sessions.saveFace(session.session_id, face),
      now,
      onAnalysis: deps.metrics.faceAnalysis,
    }),
  );
  await app.register(catalogFeature(deps));
  const recommender = openRecommender(deps);
  await app.register(
    recommendFeature({
      catalog: deps.catalog,
      recommender,
      cache: sealedCache(cache, deps.keyring),
      sessionFor,
      faceOf,
      analysisFor,
      onRanked: deps.metrics.recommendation,
      now,
    }),
  );
  await app.register(
    chatFeature({
      ...deps,
      longestMs: deps.longestAnswerMs,
      mind: openMind({
        ...deps,
        recommender,
        onFallback(reason, why) {
          deps.metrics.chat.fallback(reason);
          deps.log.warn({ reason, why }, 'Vertex AI failed a shopper; the fixed rules answer');
        },
      }),
      sessionFor,
      faceOf: async (session) => (faceOf(session) === null ? null : analysisFor(session)),
      standing,
      ordersOf: deps.sync.ordersOf,
      metrics: deps.metrics.chat,
    }),
  );
  await app.register(serveWidgets(deps.widgetsDir));
  await app.register(
    healthRoutes({
      checks: { documents: () => documents.check(), face: () => deps.face.ready() },
      optional: { cache: () => cache.check() },
      isDraining: () => isDraining,
    }),
  );
  for (const extension of extensions) await app.register(extension);
  await app.register(problemPages);
  await app.register(openApiRoutes);
  return app;
}
