import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { Value } from 'typebox/value';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { type Catalog, createCatalog } from '../catalog/index.ts';
import { type Documents, MemoryCache, openEmbeddedDocuments } from '../data/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import { type App, answerProblems, defineProblem, validateBySchema } from '../http/index.ts';
import { openRecommender, recommendFeature } from './index.ts';
import { RecommendationList } from './schema.ts';

const unknownSession = defineProblem({ code: 'test-no-session', status: 404, title: 'No', advice: 'None' });
const frames = demoCatalogue();
let directory: string;
let documents: Documents;
let catalog: Catalog;
let cache: MemoryCache;
let app: App;
let clock: number;
let analysis: StoredAnalysis | null;

beforeEach(async () => {
  clock = 1_700_000_000_000;
  analysis = null;
  const now = () => clock;
  directory = await mkdtemp(join(tmpdir(), 'varai-recommend-'));
  documents = await openEmbeddedDocuments({ directory, now });
  cache = new MemoryCache(10_000_000, now);
  catalog = await createCatalog({ documents, cache, now });
  await catalog.import('s1', JSON.stringify(frames));
  app = Fastify() as unknown as App;
  validateBySchema(app);
  answerProblems(app);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const store_id = String(request.headers['x-store'] ?? 's1');
    request.caller = { kind: 'publishable', store_id, key_id: 'k' } as typeof request.caller;
  });
  const sessionFor = async (_: unknown, id?: string) => {
    if (id !== 'known') throw unknownSession();
    return { session_id: id, store_id: 's1', created_at: 0, expires_at: 0, consents: {}, face: null };
  };
  await app.register(
    recommendFeature({
      catalog,
      recommender: openRecommender({ catalog }),
      cache,
      now,
      sessionFor,
      faceOf: () => analysis && { analysis_id: analysis._id },
      analysisFor: async () => analysis,
    }),
  );
});
afterEach(async () => {
  await app.close();
  await documents.close();
  await rm(directory, { recursive: true });
});

const get = async (query: string, headers: Record<string, string> = {}) => {
  const answer = await app.inject({ url: `/v1/recommendations?${query}`, headers });
  return { status: answer.statusCode, body: answer.json() };
};

describe('GET /v1/recommendations', () => {
  it('answers as its schema says, first fresh and then from the cache, otherwise the same', async () => {
    const first = await get('face_shape=round&limit=5');
    const second = await get('limit=5&face_shape=round');
    expect(Value.Check(RecommendationList, first.body)).toBe(true);
    expect([first.body.cached, second.body.cached]).toEqual([false, true]);
    expect({ ...second.body, cached: false }).toEqual(first.body);
    expect(first.body.recommendations).toHaveLength(5);
  });

  it('needs no face and no session', async () => {
    const { status, body } = await get('');
    expect([status, body.face_shape, body.recommendations.length]).toEqual([200, null, 12]);
  });

  it('refuses a session that does not exist', async () => {
    expect((await get('session_id=other')).body.code).toBe('test-no-session');
  });

  it.each([
    'limit=0',
    'limit=51',
    'face_shape=egg',
    'max_price=-1',
    'pupillary_distance=630',
    'shape=blob',
    'old_frame=abc',
  ])('refuses %s in words', async (query) => {
    const { status, body } = await get(query);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.advice).toBeTruthy();
  });

  it('names a parameter it does not know, so that a mistyped filter is not taken for none', async () => {
    const { status, body } = await get('colour=black&limit=1');
    expect(status).toBe(400);
    expect(body.errors[0].detail).toContain('colour');
  });

  it('takes several values, repeated or joined', async () => {
    const joined = await get('shape=round,oval&limit=50');
    const repeated = await get('shape=round&shape=oval&limit=50');
    expect(joined.body.recommendations).toEqual(repeated.body.recommendations);
    expect(
      new Set(joined.body.recommendations.map((r: { frame: { shape: string } }) => r.frame.shape)),
    ).toEqual(new Set(['round', 'oval']));
  });

  it('speaks the shopper’s language', async () => {
    const reason = async (query: string, accept = '') =>
      (await get(`face_width=140&limit=1${query}`, { 'accept-language': accept })).body.recommendations[0]
        .reasons[0];
    expect(await reason('', 'de-CH, en;q=0.5')).toMatch(/Idealbreite/);
    expect(await reason('&lang=fr', 'de')).toMatch(/largeur idéale/);
    expect(await reason('', 'xx')).toMatch(/ideal width/);
  });

  it('is computed anew when a product changes, and never shows what is gone', async () => {
    const [best] = (await get('limit=1')).body.recommendations;
    await catalog.remove('s1', best.product_id);
    const after = await get('limit=1');
    expect(after.body.cached).toBe(false);
    expect(after.body.recommendations[0].product_id).not.toBe(best.product_id);
  });

  it('keeps stores, sessions, languages, faces and quarter hours apart', async () => {
    await get('limit=1&session_id=known');
    expect((await get('limit=1&session_id=known')).body.cached).toBe(true);
    expect((await get('limit=1')).body.cached).toBe(false);
    expect((await get('limit=1', { 'x-store': 's2' })).body).toMatchObject({
      cached: false,
      recommendations: [],
    });
    expect((await get('limit=1&lang=de')).body.cached).toBe(false);
    analysis = {
      _id: 'new',
      face_shape: { label: 'oval', confidence: 1, scores: { oval: 1 } },
      measurements: { far_pupillary_distance: { value: 63 } },
      frame_size: { total_width: { low: 130, high: 136 } },
    } as unknown as StoredAnalysis;
    expect((await get('limit=1&session_id=known')).body).toMatchObject({ cached: false, face_shape: 'oval' });
    clock += 16 * 60_000;
    expect((await get('limit=1')).body.cached).toBe(false);
  });

  it('forgets a shopper’s answers with the session', async () => {
    await get('limit=1&session_id=known');
    await cache.deleteByTag('session:known');
    expect((await get('limit=1&session_id=known')).body.cached).toBe(false);
  });
});
