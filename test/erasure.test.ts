import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { open } from 'lmdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doc } from '../server/data/index.ts';
import { timedSignature } from '../server/platforms/signature.ts';
import { openTestApp, type TestApp } from '../server/testing.ts';
import { evenEngine } from './even-engine.ts';
import { NO_REDIS, startTestRedis, type TestRedis } from './redis.ts';

const SECRET = 'hush-of-this-erasure';
const CUSTOMER = 'cust-zq7-8812345';
const PERSON = {
  customer_id: CUSTOMER,
  order_id: 'order-zq7-5500011',
  late_order_id: 'order-zq7-5500012',
  listed_order_id: 'order-zq7-5500013',
  dead_order_id: 'order-zq7-5500014',
  number: '#ZQ7-1007',
  preference: 'keyhole bridge zq7',
  older_preference: 'saddle bridge zq7',
  colour: 'bottle green zq7',
  interaction: 'interaction-zq7-1',
  recommendation: 'rec-zq7-77',
  waiting_interaction: 'interaction-zq7-2',
  dead_interaction: 'interaction-zq7-3',
  email: 'avery.zq7@mail.example',
  message: 'round frames for a musician of zq7',
  comment: 'the keyhole ones were not for me, zq7',
};
const PD = 63.421_7;

/** The kinds of data that are planted; the test's names list them. */
const KINDS = [
  'a session',
  'the session’s copy in the cache',
  'the session’s latest face',
  'a second session of the same customer',
  'a face analysis',
  'a second face analysis',
  'cached recommendations by the face',
  'cached recommendations by wishes',
  'a consent to measuring, with its written release',
  'a consent to learning',
  'a consent taken back',
  'a consent refused by Global Privacy Control',
  'a customer',
  'a preference',
  'a second preference',
  'a conflict of preferences',
  'an order of the customer',
  'the number of that order',
  'the recommendation in that order',
  'an order that the platform lists',
  'an interaction',
  'a learned sample',
  'an order’s event dealt with',
  'a customer’s event dealt with',
  'an interaction’s event dealt with',
  'an order’s event that waits',
  'a customer’s event that waits to be tried again',
  'an interaction’s event that waits',
  'an order’s event among the dead letters',
  'an interaction’s event among the dead letters',
  'a conversation, with what it remembers',
  'an answer in it, and one that tells of the face',
  'the record of that conversation, with a rating',
  'its transcript, with a comment',
  'an open request for access',
  'an export made before',
  'the data keys of the sessions and the customer',
  'lines of the log',
] as const;

interface Planted {
  sessions: string[];
  /** Nothing of these may be found anywhere. */
  traces: string[];
}

const now = () => Date.now();
const order = (order_id: string, session_id: string | null) => ({
  order_id,
  number: PERSON.number,
  status: 'paid',
  customer_id: CUSTOMER,
  currency: 'EUR',
  total: 14900,
  discount_total: 0,
  created_at: now(),
  updated_at: now(),
  session_id,
  line_items: [
    {
      product_id: 'p1',
      variant_id: null,
      quantity: 1,
      price: 14900,
      recommendation_id: PERSON.recommendation,
    },
  ],
});
const customer = (value: string, updated_at: number) => ({
  customer_id: CUSTOMER,
  created_at: 1,
  updated_at,
  preferences: { bridge: { value, updated_at }, colour: { value: PERSON.colour, updated_at } },
});
const interaction = (interaction_id: string, session_id: string) => ({
  interaction_id,
  type: 'ai_interaction',
  session_id,
  product_id: 'p1',
  action: 'picked',
  occurred_at: now(),
});

function send(at: TestApp, type: string, payload: object) {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'x-varai-signature': timedSignature(body, SECRET, now()),
  };
  return at.app.inject({ method: 'POST', url: `/events/html/${type}?store=a`, headers, payload: body });
}

async function connectHtml({ deps }: TestApp): Promise<void> {
  await deps.connections.save({
    store_id: 'a',
    platform: 'html',
    address: 'https://shop.example',
    status: 'connected',
    credentials: {},
    secrets: [{ secret: SECRET, until: null }],
    webhooks_url: null,
    context: { currency: 'EUR', locale: 'en', address: 'https://shop.example', extra: {} },
    connected_at: 1,
  });
}

/** Leaves an event where a worker that failed would. */
async function leave({ deps }: TestApp, entity_id: string, state: 'held' | 'dead'): Promise<void> {
  const events = deps.documents.collection<Doc & { ready: string[] }>('events');
  const event = (await events.find({ entity_id })).find(({ ready }) => ready.length > 0);
  if (event === undefined) throw new Error(`no event about ${entity_id} waits`);
  await events.update({ _id: event._id }, { $set: { ready: [], held: [], [state]: event.ready } });
}

/** Asks for frames, which reads the face, and rates the answer. */
async function talk(at: TestApp, session_id: string): Promise<void> {
  const asked = { text: PERSON.message, session_id };
  const answer = await at.post('/v1/ai/chat', asked, at.shopper(session_id));
  expect(answer.statusCode, answer.body).toBe(200);
  const { turn_id } = answer.json();
  const rating = { kind: 'chat_answer', session_id, turn_id, helpful: false, comment: PERSON.comment };
  expect((await at.post('/v1/feedback', rating, at.shopper(session_id))).statusCode).toBe(204);
}

async function plant(at: TestApp): Promise<Planted> {
  await connectHtml(at);
  const [first, second] = [await at.newSession(), await at.newSession()];
  const sessions = [first.session_id, second.session_id];
  const { session_id } = first;
  const all = ['face_analysis_processing', 'personalized_recommendations', 'analytics_and_improvement'];
  for (const each of sessions) await at.consent(each, all, true);
  await at.consent(session_id, ['marketing_communications'], false);
  await at.post(
    '/v1/consents',
    { session_id: second.session_id, purposes: ['marketing_communications'], granted: true },
    { ...at.shopper(session_id), 'sec-gpc': '1' },
  );
  for (let photo = 0; photo < 2; photo++) {
    const answer = await at.app.inject({
      method: 'POST',
      url: `/v1/face/analyze?session_id=${session_id}`,
      headers: { ...at.shopper(session_id), 'content-type': 'image/jpeg' },
      payload: Buffer.from('photo'),
    });
    expect(answer.statusCode, at.logged().slice(-1500)).toBe(200);
  }
  for (const wish of ['', '&preferences=round']) {
    const url = `/v1/recommendations?session_id=${session_id}${wish}`;
    await at.app.inject({ url, headers: at.shopper(session_id) });
  }
  await talk(at, session_id);
  await send(at, 'customer_created', customer(PERSON.older_preference, now() - 5000));
  await send(at, 'customer_updated', customer(PERSON.preference, now()));
  await send(at, 'order_created', order(PERSON.order_id, second.session_id));
  await send(at, 'order_created', order(PERSON.listed_order_id, session_id));
  await send(at, 'ai_interaction', interaction(PERSON.interaction, session_id));
  await at.deps.sync.drain();
  const before = await at.app.inject({
    url: '/privacy/v1/export',
    headers: { authorization: `Bearer ${first.token}` },
  });
  expect(before.body).toContain(String(PD));
  await at.deps.privacy.onPlatformRequest({
    store_id: 'a',
    request_id: 'evt_access',
    request: 'customer_data_request',
    customer_id: CUSTOMER,
    order_ids: [PERSON.listed_order_id],
  });
  // These wait while the person is erased.
  await send(at, 'order_created', order(PERSON.dead_order_id, session_id));
  await leave(at, PERSON.dead_order_id, 'dead');
  await send(at, 'customer_updated', { ...customer(PERSON.preference, now() + 1), created_at: 2 });
  await leave(at, CUSTOMER, 'held');
  await send(at, 'ai_interaction', interaction(PERSON.dead_interaction, session_id));
  await leave(at, PERSON.dead_interaction, 'dead');
  await send(at, 'order_created', order(PERSON.late_order_id, session_id));
  await send(at, 'ai_interaction', interaction(PERSON.waiting_interaction, session_id));
  const secrets = [first, second].map(({ token }) => token.split('.')[1] as string);
  return { sessions, traces: [...sessions, ...secrets, ...Object.values(PERSON), String(PD)] };
}

const COLLECTIONS = [
  ...['ai_sessions', 'face_analyses', 'consents', 'customers', 'customer_preferences', 'orders'],
  ...['sync_conflicts', 'ai_interactions', 'training_samples', 'events', 'events_leases'],
  ...['conversations', 'conversation_answers', 'chat_records', 'chat_transcripts'],
  ...['privacy_requests', 'privacy_tombstones', 'audit_log', 'pulls', 'platform_records'],
];

async function everything({ deps }: TestApp): Promise<string> {
  const all = await Promise.all(COLLECTIONS.map((name) => deps.documents.collection(name).find({})));
  return JSON.stringify(all);
}

/** Bytes of a copy that holds what is there now and nothing that was. */
async function backupOf(directory: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'varai-backup-'));
  const root = open({ path: join(directory, 'documents'), maxDbs: 512 });
  await root.backup(copy, true);
  await root.close();
  const bytes = await readFile(join(copy, 'data.mdb'), 'latin1');
  await rm(copy, { recursive: true });
  return bytes;
}

const found = (text: string, traces: readonly string[]) => traces.filter((trace) => text.includes(trace));

const redis: TestRedis | null = await startTestRedis();
afterAll(() => redis?.end());

describe.each([['the cache in memory', undefined], ...(redis ? [['the cache in Redis', redis.url]] : [])] as [
  string,
  string | undefined,
][])(`a person is erased, with %s${redis ? '' : ` (${NO_REDIS})`}`, (_, redisUrl) => {
  let at: TestApp;
  let dataDir: string;
  let planted: Planted;
  let before: string;
  let dryRun: Record<string, number>;
  let confirmation: { receipt: string; removed: Record<string, number> };
  const cached: string[] = [];
  const asShop = () => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' });
  const erase = (body: object) => at.post('/admin/v1/privacy/erase', body, asShop());

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'varai-erasure-'));
    at = await openTestApp(evenEngine(PD), { dataDir, redisUrl });
    const { set } = at.deps.cache;
    at.deps.cache.set = (key, ...rest) => {
      cached.push(key);
      return set.call(at.deps.cache, key, ...rest);
    };
    planted = await plant(at);
    before = await everything(at);
    expect((await at.deps.vault.status()).subjects).toBeGreaterThan(0);
    dryRun = (await erase({ customer_id: CUSTOMER, dry_run: true })).json().would_remove;
    const answer = await erase({ customer_id: CUSTOMER, reason: 'asked by letter' });
    expect(answer.statusCode, answer.body).toBe(200);
    confirmation = answer.json();
  });
  afterAll(async () => {
    await at.close();
    await at.deps.cache.close();
    await rm(dataDir, { recursive: true });
  });

  it(`after these ${KINDS.length} kinds were planted: ${KINDS.join('; ')}`, () => {
    expect(KINDS.length).toBeGreaterThanOrEqual(30);
    // Sealed or in the clear, every kind was there: the plan counts them.
    for (const name of ['sessions', 'face_analyses', 'consents', 'customers', 'customer_preferences'])
      expect(dryRun[name], name).toBeGreaterThan(0);
    for (const name of ['orders', 'shop_events', 'interactions', 'learned_samples', 'preference_conflicts'])
      expect(dryRun[name], name).toBeGreaterThan(0);
    for (const name of ['conversations', 'chat_records', 'chat_transcripts'])
      expect(dryRun[name], name).toBeGreaterThan(0);
    // Five that were dealt with, and five that wait or were given up.
    expect(dryRun.shop_events).toBe(10);
    expect(dryRun.privacy_requests).toBe(2);
    expect(found(before, [...planted.sessions, CUSTOMER, PERSON.order_id])).toHaveLength(4);
    expect(cached.filter((key) => key.startsWith('recommendations:')).length).toBeGreaterThanOrEqual(2);
    expect(cached).toContain(`session:${planted.sessions[0]}`);
  });

  it('says beforehand what goes, and afterwards what went', () => {
    expect(confirmation.removed).toMatchObject({ ...dryRun, recommendations: 0, orders: expect.any(Number) });
  });

  it('and no document names them', async () => {
    expect(found(await everything(at), planted.traces)).toEqual([]);
  });

  it('and late events bring nothing back', async () => {
    const [session_id = ''] = planted.sessions;
    await send(at, 'customer_updated', customer(PERSON.preference, now() + 10_000));
    await send(at, 'order_updated', { ...order(PERSON.order_id, session_id), updated_at: now() + 10_000 });
    await send(at, 'order_created', order('order-zq7-new', session_id));
    await send(at, 'ai_interaction', interaction('interaction-zq7-late', session_id));
    await at.deps.sync.drain();
    expect(found(await everything(at), [...planted.traces, 'zq7'])).toEqual([]);
  });

  it('and no cache answers with anything of theirs', async () => {
    const theirs = cached.filter(
      (key) => key.startsWith('recommendations:') || found(key, planted.traces).length > 0,
    );
    for (const key of theirs) expect(await at.deps.cache.get(key), key).toBeNull();
    if (redisUrl === undefined) return;
    const client = new Redis(redisUrl);
    for (const key of await client.keys('*')) {
      const type = await client.type(key);
      const value =
        type === 'string' ? await client.get(key) : JSON.stringify(await client.zrange(key, '0', '-1'));
      expect(found(value ?? '', planted.traces), key).toEqual([]);
      // A deletion leaves its mark for ten seconds, so that nothing read before it is cached after it; what is counted
      // against abuse ends by itself within a minute.
      if (found(key, planted.traces).length > 0)
        expect(await client.pttl(key), key).toBeLessThanOrEqual(key.includes(':limit:') ? 60_000 : 10_000);
    }
    client.disconnect();
  });

  it('and no line of the log ever named them', () => {
    expect(found(at.logged(), planted.traces)).toEqual([]);
  });

  it('and their keys are destroyed', async () => {
    const [session_id = ''] = planted.sessions;
    const keys = JSON.stringify(await at.deps.vault.status());
    expect(JSON.parse(keys).subjects).toBe(0);
    const person = { authorization: `Bearer ${session_id}.x` };
    expect((await at.app.inject({ url: '/privacy/v1/me', headers: person })).statusCode).toBe(401);
  });

  it('and a signed confirmation stands in the audit trail, which holds as a whole', async () => {
    const verified = await at.post('/privacy/v1/verify', confirmation, {});
    expect(verified.json()).toEqual({ valid: true });
    const forged = { ...confirmation, removed: {} };
    expect((await at.post('/privacy/v1/verify', forged, {})).json()).toEqual({ valid: false });
    const receipt = await at.app.inject(`/privacy/v1/receipts/${confirmation.receipt}`);
    expect(receipt.json()).toEqual(confirmation);
    const entries = await at.deps.audit.list({ store_id: 'a', limit: 50 });
    const entry = entries.find(({ action }) => action === 'personal_data.erase');
    expect(entry).toMatchObject({ reason: 'asked by letter', details: { receipt: confirmation.receipt } });
    expect((await at.deps.audit.verify()).faults).toEqual([]);
  });

  it('and a backup made now holds no byte of them', async () => {
    await at.deps.audit.settled();
    const bytes = await backupOf(dataDir);
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(found(bytes, planted.traces)).toEqual([]);
  });
});
