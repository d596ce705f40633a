import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Session } from '../access/index.ts';
import { type Catalog, productsTag } from '../catalog/index.ts';
import type { SealedCache } from '../data/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import { languageOf } from './languages.ts';
import { fingerprint, RecommendQuery } from './query.ts';
import { MODEL, recommend } from './recommend.ts';
import type { Recommender } from './recommender.ts';
import { RecommendationList } from './schema.ts';

export interface RecommendDeps {
  catalog: Catalog;
  recommender: Pick<Recommender, 'indexOf'>;
  /** Answers say what follows from a face: where they leave the process they are sealed. */
  cache: SealedCache;
  /** The session a request speaks for. @throws Problem when there is none. */
  sessionFor(request: FastifyRequest, sessionId?: string): Promise<Session>;
  /** Which analysis the shopper has agreed to have used: known without asking the store, on every request. */
  faceOf(session: Session): { analysis_id: string } | null;
  /** That analysis itself, or null when it has just been erased. */
  analysisFor(session: Session): Promise<StoredAnalysis | null>;
  /** Told how long each ranking took; cached answers are not ranked. */
  onRanked?(seconds: number): void;
  now(): number;
}

/** Mission §3.2, recommendationCache: 15 minutes. */
const TTL_MS = 15 * 60_000;
const CACHED = '"cached":true}';
const FRESH = '"cached":false}';

/** Registers `GET /v1/recommendations`. */
export function recommendFeature(deps: RecommendDeps): (app: App) => Promise<void> {
  return async (app) => {
    app.get(
      '/v1/recommendations',
      {
        schema: {
          summary: 'Frames that fit and suit',
          description:
            'Ranks the store’s frames by fit to the measured face, harmony with its shape, wishes and stock, and ' +
            'varies them. Without a session it goes by the query alone. The reasons come in the language of `lang` ' +
            'or Accept-Language.',
          tags: ['recommendations'],
          querystring: RecommendQuery,
          response: { 200: RecommendationList, '4xx': ProblemSchema },
        },
        config: { access: 'read:recommendations' },
      },
      async (request, reply) => {
        const json = await answer(request, request.query, deps);
        // Already JSON in the shape of the schema: writing it a second time would cost more than all the rest.
        reply.header('vary', 'Origin, Accept-Language').type('application/json; charset=utf-8');
        return reply.send(json as unknown as RecommendationList);
      },
    );
  };
}

async function answer(
  request: FastifyRequest,
  query: RecommendQuery,
  { catalog, recommender, cache, sessionFor, faceOf, analysisFor, onRanked, now }: RecommendDeps,
): Promise<string> {
  const { store_id: storeId } = callerOf(request);
  const session = query.session_id === undefined ? null : await sessionFor(request, query.session_id);
  const face = session && faceOf(session);
  const snapshot = await catalog.snapshot(storeId);
  const language = languageOf(query.lang, request.headers['accept-language']);
  const owner = session?.session_id ?? '';
  const inputs = fingerprint(query, [storeId, owner, snapshot.version, language, face?.analysis_id ?? '']);
  // Whose it is and the shape of the face are in the digest alone: whoever looks after the cache reads keys, and they
  // stay among the keys of other tags when the entry is gone.
  const key = `recommendations:${hash('sha256', inputs, 'base64url')}`;
  const cached = await cache.get(key);
  if (cached !== null) return cached;
  const since = performance.now();
  const analysis = session !== null && face !== null ? await analysisFor(session) : null;
  const index = await recommender.indexOf(snapshot);
  const recommendations = recommend(index, query, { analysis, language, now: now() });
  onRanked?.((performance.now() - since) / 1000);
  const faceShape = query.face_shape ?? analysis?.face_shape.label ?? null;
  const list: RecommendationList = { recommendations, face_shape: faceShape, model: MODEL, cached: true };
  const json = JSON.stringify(list);
  const ofSession = session === null ? [] : [`session:${session.session_id}`];
  await cache.set(key, json, { ttlMs: TTL_MS, tags: [productsTag(storeId), ...ofSession] });
  return `${json.slice(0, -CACHED.length)}${FRESH}`;
}
