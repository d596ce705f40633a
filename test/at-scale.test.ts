import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { demoCatalogue } from '../demo/frames/catalogue.ts';
import { loadConfig } from '../server/config.ts';
import { MongoDocuments } from '../server/data/index.ts';
import { migrate } from '../server/migrate.ts';
import { openTestApp, refusingEngine, type TestApp, type TestStorage } from '../server/testing.ts';
import { databaseUri, NO_MONGO, startTestMongo } from './ferretdb.ts';
import { NO_REDIS, startTestRedis } from './redis.ts';

const [mongo, redis] = await Promise.all([startTestMongo(), startTestRedis()]);
const folder = await mkdtemp(join(tmpdir(), 'varai-two-'));
const opened: TestApp[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});
afterAll(async () => {
  await mongo?.end();
  await redis?.end();
  await rm(folder, { recursive: true });
});

const FACE = 'face_analysis_processing';
let databases = 0;

/** A database of its own on the MongoDB there is. */
function ownDatabase(): string {
  databases += 1;
  return databaseUri(mongo?.uri ?? '', `varai_at_scale_${process.pid}_${databases}`);
}

/** Two instances that listen, as two machines behind a load balancer: they share the key file and the stores. */
async function twoInstances(storage: TestStorage) {
  const two: { app: TestApp; call: ReturnType<typeof caller> }[] = [];
  for (let n = 0; n < 2; n++) {
    const app = await openTestApp(refusingEngine(), { dataDir: folder, ...storage });
    opened.push(app);
    two.push({ app, call: caller(await app.app.listen({ port: 0, host: '127.0.0.1' }), app) });
  }
  const [a, b] = two;
  if (!a || !b) throw new Error('unreachable');
  return { a, b };
}

function caller(url: string, app: TestApp) {
  return async (method: string, path: string, body?: unknown, key = app.secretKey) => {
    const payload = body instanceof Buffer ? new Uint8Array(body) : body ? JSON.stringify(body) : null;
    const type = body instanceof Buffer ? 'image/jpeg' : 'application/json';
    const answer = await fetch(url + path, {
      method,
      headers: { 'x-api-key': key, ...(payload ? { 'content-type': type } : {}) },
      body: payload,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  };
}

type Call = ReturnType<typeof caller>;
/** Why no photo of this session is measured; with consent it gets as far as this test's engine, which refuses. */
const refusal = async (call: Call, session_id: string) =>
  (await call('POST', `/v1/face/analyze?session_id=${session_id}`, Buffer.from('no photo'))).body.code;
const MEASURED = 'internal-error';

/** Asks again until it is so; the test's own time limit ends it. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50);
}

const missing = mongo === null ? NO_MONGO : redis === null ? NO_REDIS : null;
if (missing !== null) it.skip(`two instances on MongoDB and Redis: ${missing}`);
else describe(`two instances on ${mongo?.name} and Redis`, onSharedStores);

function onSharedStores() {
  it('serve one shop together: catalogue, recommendations, consent and its end', async () => {
    const { a, b } = await twoInstances({ mongodbUri: ownDatabase(), redisUrl: redis?.url });
    const frames = demoCatalogue().slice(0, 30);
    const imported = await a.call('POST', '/admin/v1/products/import', frames);
    expect(imported.body).toMatchObject({ imported: frames.length, errors: [] });

    const { session_id } = (await a.call('POST', '/v1/sessions')).body;
    const recommended = `/v1/recommendations?session_id=${session_id}&face_shape=round&limit=3`;
    expect((await b.call('GET', recommended)).body).toMatchObject({ cached: false });
    // What was changed a moment ago is not cached yet: someone may still be reading what was there before.
    await eventually(async () => (await b.call('GET', recommended)).body.cached);
    const again = (await a.call('GET', recommended)).body;
    expect(again.recommendations).toHaveLength(3);
    expect(again.cached).toBe(true);

    expect(await refusal(b.call, session_id)).toBe('consent-required');
    const consent = { session_id, purposes: [FACE] };
    await a.call('POST', '/v1/consents', { ...consent, granted: true });
    expect(await refusal(b.call, session_id)).toBe(MEASURED);
    await a.call('POST', '/v1/consents', { ...consent, granted: false });
    expect(await refusal(b.call, session_id)).toBe('consent-required');

    await a.call('DELETE', `/v1/sessions/${session_id}`);
    expect(await refusal(b.call, session_id)).toBe('session-not-found');

    const gone = again.recommendations[0].product_id;
    await b.call('DELETE', `/admin/v1/products/${gone}`);
    const product = `/v1/products/${gone}`;
    await eventually(async () => (await a.call('GET', product)).status === 404);
    await dropDatabase(a.app);
  });

  it('share a conversation: its memory, its answers, what is thought and what is forgotten of it', async () => {
    const { a, b } = await twoInstances({ mongodbUri: ownDatabase(), redisUrl: redis?.url });
    await a.call('POST', '/admin/v1/products/import', demoCatalogue().slice(0, 30));
    const { session_id } = (await a.call('POST', '/v1/sessions')).body;
    const say = async (call: Call, text: string, message_id: string) =>
      (await call('POST', '/v1/ai/chat', { text, session_id, message_id })).body;
    const agreed = { session_id, purposes: ['analytics_and_improvement'], granted: true };
    await a.call('POST', '/v1/consents', agreed);
    const first = await say(a.call, 'show me round frames', 'message-1');
    expect(first.session_state).toMatchObject({ turn: 1, wishes: { shape: { want: ['round'] } } });
    expect(await say(b.call, 'show me round frames', 'message-1')).toEqual(first);
    const second = await say(b.call, 'not black, please', 'message-2');
    expect(second.session_state).toMatchObject({
      turn: 2,
      wishes: { shape: { want: ['round'] }, color: { avoid: ['black'] } },
    });
    const rating = { session_id, kind: 'chat_answer', turn_id: first.turn_id, helpful: false };
    expect((await b.call('POST', '/v1/feedback', rating)).status).toBe(204);
    const report = (await a.call('GET', '/admin/v1/chat/report?days=1')).body;
    expect(report).toMatchObject({ conversations: 1, turns: 2, not_helpful: 1, joinable: 1 });
    const so_far = `/v1/ai/chat?session_id=${session_id}`;
    expect((await a.call('GET', so_far)).body.messages).toHaveLength(4);
    expect((await a.call('DELETE', so_far)).status).toBe(204);
    expect((await b.call('GET', so_far)).body.messages).toEqual([]);
    await dropDatabase(a.app);
  });

  it.skipIf(redis?.stop === undefined)(
    'go on when Redis is gone, say so, and forget nothing of a withdrawal',
    async () => {
      const { a, b } = await twoInstances({ mongodbUri: ownDatabase(), redisUrl: redis?.url });
      const { session_id } = (await a.call('POST', '/v1/sessions')).body;
      const consent = { session_id, purposes: [FACE] };
      await a.call('POST', '/v1/consents', { ...consent, granted: true });
      expect(await refusal(b.call, session_id)).toBe(MEASURED);
      expect((await a.call('GET', '/health/ready')).body.status).toBe('ready');
      await redis?.stop?.();
      await a.call('POST', '/v1/consents', { ...consent, granted: false });
      expect(await refusal(b.call, session_id)).toBe('consent-required');
      expect(await a.call('GET', '/health/ready')).toMatchObject({
        status: 200,
        body: { status: 'degraded' },
      });
      await redis?.start?.();
      await eventually(async () => (await a.call('GET', '/health/ready')).body.status === 'ready');
      expect(await refusal(b.call, session_id)).toBe('consent-required');
      await dropDatabase(a.app);
    },
  );

  it.skipIf(mongo?.stop === undefined)(
    'answer 503 while MongoDB is gone, and go on when it is back',
    async () => {
      const { a } = await twoInstances({ mongodbUri: ownDatabase(), redisUrl: redis?.url });
      await mongo?.stop?.();
      const refused = await a.call('POST', '/v1/sessions');
      expect(refused.status).toBe(503);
      expect(refused.body.code).toBe('store-unavailable');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await a.call('GET', '/health/ready')).status).toBe(503);
      await mongo?.start?.();
      expect((await a.call('POST', '/v1/sessions')).status).toBe(201);
      await dropDatabase(a.app);
    },
  );
}

const MIGRATES = 'makes the indexes of every feature once, however often and by how many it is asked';
if (mongo === null) it.skip(`${MIGRATES}: ${NO_MONGO}`);
else
  it(MIGRATES, async () => {
    const env = { MONGODB_URI: ownDatabase(), VARAI_DATA_DIR: folder };
    const outcomes = async (isDryRun: boolean) => {
      const { store, server, indexes } = await migrate(loadConfig({ env }), isDryRun);
      expect([store, server.includes('://')]).toEqual(['mongodb', false]);
      const named = indexes.map(
        ({ collection, index, outcome }) => [`${collection}.${index}`, outcome] as const,
      );
      return new Map<string, string>(named.filter(([, outcome]) => outcome !== 'not used'));
    };
    const planned = await outcomes(true);
    const wanted = [
      'products.store_updated',
      'products.brand_category_stock',
      'ai_sessions.ttl',
      'api_keys.digest',
    ];
    for (const name of wanted) expect(planned.get(name)).toBe('would create');
    await Promise.all([outcomes(false), outcomes(false)]);
    const after = await outcomes(true);
    expect([...after.keys()]).toEqual([...planned.keys()]);
    expect(new Set(after.values())).toEqual(new Set(['present']));
    const app = await openTestApp(refusingEngine(), { dataDir: folder, mongodbUri: env.MONGODB_URI });
    opened.push(app);
    await dropDatabase(app);
  });

async function dropDatabase({ deps }: TestApp): Promise<void> {
  if (deps.documents instanceof MongoDocuments) await deps.documents.client.db().dropDatabase();
}

it('shows a withdrawal to a second process on the same folder within a second', async () => {
  const { a, b } = await twoInstances({});
  const { session_id } = (await a.call('POST', '/v1/sessions')).body;
  const consent = { session_id, purposes: [FACE] };
  await a.call('POST', '/v1/consents', { ...consent, granted: true });
  expect(await refusal(b.call, session_id)).toBe(MEASURED);
  await a.call('POST', '/v1/consents', { ...consent, granted: false });
  b.app.advance(1000);
  expect(await refusal(b.call, session_id)).toBe('consent-required');
});
