import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { TObject } from 'typebox';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { levelOf, sealedFieldsOf } from '../server/data/classification.ts';
import { type Doc, isSealed, openEmbeddedDocuments } from '../server/data/index.ts';
import { type FaceEngine, latestAnalysis, StoredAnalysis } from '../server/face/index.ts';
import { REDACTED } from '../server/observe/log.ts';
import { timedSignature } from '../server/platforms/signature.ts';
import { StoredConsent } from '../server/privacy/consents.ts';
import { StoredConnection } from '../server/stores/connections.ts';
import { StoredConflict } from '../server/sync/audit.ts';
import { StoredInteraction } from '../server/sync/interactions.ts';
import { StoredOrder, StoredPreference } from '../server/sync/people.ts';
import { openTestApp, refusingEngine, type TestApp } from '../server/testing.ts';
import { databaseUri, NO_MONGO, startTestMongo } from './ferretdb.ts';
import { NO_REDIS, startTestRedis } from './redis.ts';

/** Every schema of what is kept that marks fields. */
const STORED: Readonly<Record<string, TObject>> = {
  face_analyses: StoredAnalysis,
  store_connections: StoredConnection,
  consents: StoredConsent,
  sync_conflicts: StoredConflict,
  orders: StoredOrder,
  customer_preferences: StoredPreference,
  ai_interactions: StoredInteraction,
};
/**
 * What lies open of all that is about people, by the kinds the notice names and the collections that hold them: ids by
 * which it is found, times, states, what tells versions apart; of what is internal everything.
 */
const LIES_OPEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sessions: { ai_sessions: '_id consents created_at face store_id token_digest' },
  face_analyses: { face_analyses: '_id created_at quality_score session_id store_id' },
  recommendations: {},
  shop_events: {
    events:
      '_id dead deliveries entity_id event_type expires_at held platform priority ready received_at store_id topic triggered_at',
  },
  learned_samples: { training_samples: '_id action day product_id store_id type' },
  interactions: { ai_interactions: '_id interaction_id occurred_at received_at session_id store_id type' },
  preference_conflicts: {
    sync_conflicts: '_id entity entity_id kept path resolution resolved_at rule store_id',
  },
  customer_preferences: { customer_preferences: '_id customer_id name store_id updated_at version' },
  customers: { customers: '_id created_at customer_id store_id updated_at version' },
  orders: {
    orders: '_id created_at currency customer_id order_id session_id status store_id updated_at version',
  },
  consents: { consents: '_id at how lang session_id store_id text_version' },
  privacy_requests: {
    privacy_requests:
      '_id confirmation done_at due_at from heard_at kind received_at removed runner state store_id subject subjects',
  },
};
const SECRET = 'webhook-secret-qx41';
const CUSTOMER = 'customer-qx41';
/** Written down nowhere but in what is sealed. */
const PLANTED = [
  SECRET,
  'shpat_qx41_token',
  '#QX41-1007',
  '7341499',
  'saddle bridge qx41',
  'keyhole bridge qx41',
  'avery.qx41@mail.example',
  '63.4217',
  'choosing frames that fit',
  'frame-qx41',
  'tried-on-qx41',
];

const length = { value: 63.4217, unit: 'mm' as const, confidence: 0.9, low: 60, high: 66 };
const range = { low: 130, high: 140 };
const LENGTHS =
  'pupillary_distance far_pupillary_distance left_pupillary_distance right_pupillary_distance face_width face_height forehead_width cheekbone_width jaw_width temple_width nose_width bridge_width eye_width';
const engine: FaceEngine = {
  ...refusingEngine(),
  analyze: async () =>
    ({
      face_shape: { label: 'heart', confidence: 0.6, scores: { heart: 1 } },
      measurements: Object.fromEntries(LENGTHS.split(' ').map((name) => [name, length])),
      pose: { yaw: 0, pitch: 0, roll: 0 },
      camera: { distance_mm: null, source: 'assumed' },
      scale: { source: 'iris', iris_px: 20, mm_per_px: 1 },
      quality: { score: 0.9, issues: [] },
      frame_size: { lens_width: range, bridge: range, temple: range, total_width: range, label: 'medium' },
      intended_use: '',
      overlay: {
        image_width: 1,
        image_height: 1,
        pupils: { image_left: [0, 0], image_right: [1, 1] },
        outline: [],
        lines: {},
      },
      model_versions: {},
      timing_ms: {},
    }) as never,
};

const redis = await startTestRedis();
const mongo = await startTestMongo();
afterAll(async () => {
  await redis?.end();
  await mongo?.end();
});
let folder: string;
let at: TestApp;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'varai-sealed-'));
});
afterEach(async () => {
  await at.close();
  await rm(folder, { recursive: true });
});

function send(type: string, payload: object) {
  const body = JSON.stringify(payload);
  const signature = timedSignature(body, SECRET, Date.now());
  const headers = { 'content-type': 'application/json', 'x-varai-signature': signature };
  return at.app.inject({ method: 'POST', url: `/events/html/${type}?store=a`, headers, payload: body });
}

async function interact(interaction_id: string, session_id: string, product_id: string, action: string) {
  const occurred_at = Date.now();
  const what = { interaction_id, type: 'ai_interaction', session_id, product_id, action, occurred_at };
  expect((await send('ai_interaction', what)).statusCode).toBeLessThan(300);
  await at.deps.sync.drain();
}

/** What a day brings: a connected shop, a measured face, a customer, an order. */
async function traffic(): Promise<string> {
  await at.deps.connections.save({
    store_id: 'a',
    platform: 'html',
    address: 'https://shop.example',
    status: 'connected',
    credentials: { access_token: 'shpat_qx41_token' },
    secrets: [{ secret: SECRET, until: null }],
    webhooks_url: null,
    context: { currency: 'EUR', locale: 'en', address: 'https://shop.example', extra: {} },
    connected_at: 1,
  });
  const { session_id } = await at.newSession();
  await at.consent(session_id, ['face_analysis_processing', 'personalized_recommendations'], true);
  const headers = { ...at.shopper(session_id), 'content-type': 'image/jpeg' };
  const url = `/v1/face/analyze?session_id=${session_id}`;
  const measured = await at.app.inject({ method: 'POST', url, headers, payload: Buffer.from('photo') });
  expect(measured.statusCode).toBe(200);
  const recommended = await at.app.inject({ url: `/v1/recommendations?session_id=${session_id}`, headers });
  expect(recommended.json()).toMatchObject({ face_shape: 'heart' });
  const said = (value: string, updated_at: number) => ({
    customer_id: CUSTOMER,
    created_at: 1,
    updated_at,
    preferences: { bridge: { value, updated_at } },
  });
  await send('customer_created', said('saddle bridge qx41', Date.now() - 5000));
  await send('customer_updated', said('keyhole bridge qx41', Date.now()));
  await send('order_created', {
    order_id: 'order-1',
    number: '#QX41-1007',
    status: 'paid',
    customer_id: CUSTOMER,
    currency: 'EUR',
    total: 7_341_499,
    discount_total: 0,
    created_at: Date.now(),
    updated_at: Date.now(),
    session_id,
    line_items: [],
  });
  await at.deps.sync.drain();
  await interact('interaction-1', session_id, 'frame-qx41', 'tried-on-qx41');
  // This one can't be understood, and stays in the log as it came.
  await send('order_created', { email: 'avery.qx41@mail.example' });
  await at.deps.sync.drain();
  return session_id;
}

/** As they are, and as an encoding would show them; of base64 the part that no neighbour changes. */
function formsOf(text: string): (string | Buffer)[] {
  const number = Number(text);
  if (!Number.isNaN(number)) {
    // As the embedded store writes numbers down (MessagePack).
    const binary = Buffer.alloc(Number.isInteger(number) ? 4 : 8);
    if (Number.isInteger(number)) binary.writeUInt32BE(number);
    else binary.writeDoubleBE(number);
    return [text, binary];
  }
  const hex = Buffer.from(text).toString('hex');
  const shifted = [0, 1, 2].map((shift) => {
    const inner = Buffer.from('\0'.repeat(shift) + text).toString('base64');
    return inner.slice(shift === 0 ? 0 : 4, Math.floor(((shift + text.length) * 8) / 24) * 4);
  });
  return [text, hex, ...shifted.filter((form) => form.length >= 8)];
}

function findIn(bytes: Buffer, texts: readonly string[]): string[] {
  return texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)));
}

async function filesOf(directory: string): Promise<[string, Buffer][]> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  return Promise.all(
    files.map(
      async ({ parentPath, name }): Promise<[string, Buffer]> => [
        name,
        await readFile(join(parentPath, name)),
      ],
    ),
  );
}

describe('what is kept', () => {
  beforeEach(async () => {
    at = await openTestApp(engine, { dataDir: folder });
  });

  it('holds nothing in the clear that is confidential or restricted, in no file', async () => {
    await traffic();
    const files = await filesOf(folder);
    expect(files.map(([name]) => name)).toContain('data.mdb');
    for (const [name, bytes] of files) expect([name, findIn(bytes, PLANTED)]).toEqual([name, []]);
    expect(findIn(Buffer.from(at.logged()), PLANTED)).toEqual([]);
    await at.deps.vault.rotate();
    for (const [name, bytes] of await filesOf(folder))
      expect([name, findIn(bytes, PLANTED)]).toEqual([name, []]);
    // The search finds what it looks for, were it there.
    const encoded = PLANTED.map((text) => Buffer.from(`"${text}"`).toString('base64'));
    const open = { _id: '1', encoded, length, total: 7_341_499 };
    await at.deps.documents.collection('open').insert(open);
    const found = (await filesOf(folder)).flatMap(([, bytes]) => findIn(bytes, PLANTED));
    expect([...new Set(found)].sort()).toEqual([...PLANTED].sort());
  });

  it('has every marked field sealed, in every collection that holds any', async () => {
    const names: string[] = [];
    const { collections } = await at.deps.vault.status();
    expect([...collections].sort()).toEqual([...Object.keys(STORED), 'events'].sort());
    await traffic();
    for (const [name, schema] of Object.entries(STORED)) {
      const docs = await at.deps.documents.collection<Doc & Record<string, unknown>>(name).find({});
      expect([name, docs.length > 0]).toEqual([name, true]);
      const fields = sealedFieldsOf(schema);
      for (const doc of docs) {
        for (const field of fields) {
          const value = doc[field];
          expect([name, field, value === undefined || isSealed(value)]).toEqual([name, field, true]);
          if (value !== undefined) names.push(`${name}.${field}`);
        }
      }
      expect([name, fields.filter((field) => !names.includes(`${name}.${field}`))]).toEqual([name, []]);
    }
  });

  it('lies open only where it must be found', async () => {
    const session_id = await traffic();
    await at.consent(session_id, ['analytics_and_improvement'], true);
    await interact('interaction-2', session_id, 'frame-2', 'looked-at');
    await at.deps.privacy.onPlatformRequest({
      store_id: 'a',
      request_id: '1',
      request: 'customer_data_request',
      customer_id: CUSTOMER,
      order_ids: [],
    });
    const open: Record<string, Record<string, string>> = {};
    for (const { name: holder } of at.deps.privacy.holders) {
      open[holder] = {};
      for (const name of Object.keys(LIES_OPEN[holder] ?? {})) {
        const docs = await at.deps.documents.collection<Doc & Record<string, unknown>>(name).find({});
        const fields = docs.flatMap((doc) => Object.keys(doc).filter((field) => !isSealed(doc[field])));
        open[holder][name] = [...new Set(fields)]
          .filter((field) => field !== 'body')
          .sort()
          .join(' ');
        const bodies = docs.filter(({ body }) => body !== undefined && !isSealed(body));
        expect(bodies.map(({ topic }) => topic)).toEqual([]);
      }
    }
    expect(open).toEqual(LIES_OPEN);
    // Nobody can match what was learned to a visit by its id.
    const [learned] = await at.deps.documents.collection('training_samples').find({});
    expect(await at.deps.documents.collection('ai_interactions').count({ _id: learned?._id })).toBe(0);
    expect(await at.deps.documents.collection('events').count({ _id: learned?._id })).toBe(0);
  });

  it('refuses what somebody put into a sealed field in the open', async () => {
    await traffic();
    const analyses = at.deps.documents.collection<Doc & Record<string, unknown>>('face_analyses');
    const [analysis] = await analyses.find({});
    await analyses.update({ _id: analysis?._id }, { $set: { measurements: { pupillary_distance: length } } });
    await expect(latestAnalysis(at.deps.analyses, 'a', `${analysis?.session_id}`)).rejects.toThrow(
      'lies open',
    );
    const interactions = at.deps.documents.collection<Doc & { action: unknown }>('ai_interactions');
    const [interaction] = await interactions.find({});
    await interactions.update({ _id: interaction?._id }, { $set: { action: 'planted' } });
    const orders = at.deps.documents.collection<Doc & { total: unknown }>('orders');
    const [order] = await orders.find({});
    await orders.update({ _id: order?._id }, { $set: { total: 1 } });
    const operator = { 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' };
    const archive = await at.post('/admin/v1/privacy/export', { customer_id: CUSTOMER }, operator);
    expect(archive.statusCode).toBe(500);
    expect(archive.body).not.toContain('total');
    // It keeps nobody from being forgotten.
    const visit = `${analysis?.session_id}`;
    const ended = await at.app.inject({
      method: 'DELETE',
      url: `/v1/sessions/${visit}`,
      headers: at.shopper(visit),
    });
    expect(ended.body).toBe('');
    expect((await analyses.count({})) + (await interactions.count({}))).toBe(0);
    const subject = { store_id: 'a', session_ids: [], customer_ids: [CUSTOMER], order_ids: [] };
    await at.deps.privacy.erasure.erase({ subject, from: 'shop', actor: 'operator' });
    expect(await orders.count({})).toBe(0);
  });

  it('never logs a field that is restricted', () => {
    for (const schema of Object.values(STORED)) {
      for (const [field, property] of Object.entries(schema.properties)) {
        if (levelOf(property) === 'restricted') expect(REDACTED).toContain(field);
      }
    }
  });

  it('can’t be read from a copy taken before a person’s key was destroyed, keys or not', async () => {
    const session_id = await traffic();
    await cp(join(folder, 'documents'), join(folder, 'copy'), { recursive: true });
    await at.deps.vault.shred({ store_id: 'a', subject: `session:${session_id}` });
    await at.deps.vault.shred({ store_id: 'a', subject: `customer:${CUSTOMER}` });
    const copy = await openEmbeddedDocuments({ directory: join(folder, 'copy'), now: Date.now });
    for (const name of ['face_analyses', 'orders', 'customer_preferences']) {
      const schema = STORED[name] as TObject;
      for (const doc of await copy.collection<Doc & Record<string, unknown>>(name).find({})) {
        for (const field of sealedFieldsOf(schema).filter((each) => doc[each] !== undefined)) {
          const place = { store_id: 'a', field: `${name}.${field}`, _id: doc._id };
          await expect(at.deps.vault.open(place, doc[field] as string)).rejects.toThrow('destroyed');
        }
      }
    }
    await copy.close();
  });

  it('is read and goes on while every key is renewed by the operator', async () => {
    const session_id = await traffic();
    const operator = { 'x-varai-operator': at.operatorToken };
    const begun = await at.post('/admin/v1/keyring/rotate', undefined, operator);
    expect(begun.json()).toMatchObject({ rotation: { status: 'running' } });
    const url = `/v1/recommendations?session_id=${session_id}&limit=3`;
    const headers = at.shopper(session_id);
    expect((await at.app.inject({ url, headers })).json()).toMatchObject({ face_shape: 'heart' });
    await at.deps.rotation.stop();
    const { rotation, versions } = (
      await at.app.inject({ url: '/admin/v1/keyring', headers: operator })
    ).json();
    expect(rotation).toMatchObject({ status: 'done', error: null });
    expect(rotation.documents).toBeGreaterThanOrEqual(0);
    expect(versions).toHaveLength(2);
    expect(await at.deps.connections.get('a')).toMatchObject({
      credentials: { access_token: 'shpat_qx41_token' },
    });
    const noted = await at.deps.audit.list({ store_id: '', limit: 10 });
    expect(noted.map(({ action }) => action)).toEqual(['keyring.rotated', 'keyring.rotate']);
  });
});

describe.skipIf(mongo === null)(`what is kept at scale${mongo ? '' : ` (${NO_MONGO})`}`, () => {
  it('holds nothing in the clear that is confidential or restricted, in no document and no file', async () => {
    const mongodbUri = databaseUri(mongo?.uri ?? '', `varai_sealed_${process.pid}`);
    at = await openTestApp(engine, { dataDir: folder, mongodbUri });
    await traffic();
    const files = mongo?.directory === undefined ? [] : await filesOf(mongo.directory);
    if (mongo?.directory !== undefined) expect(files.length).toBeGreaterThan(0);
    for (const [name, bytes] of [...files, ...(await filesOf(folder))])
      expect([name, findIn(bytes, PLANTED)]).toEqual([name, []]);
    for (const name of [...Object.keys(STORED), 'events']) {
      const docs = await at.deps.documents.collection(name).find({});
      expect([name, docs.length > 0]).toEqual([name, true]);
      expect([name, findIn(Buffer.from(JSON.stringify(docs)), PLANTED)]).toEqual([name, []]);
    }
    // The search finds what it looks for, were it there.
    await at.deps.documents
      .collection<Doc & { planted: string[] }>('open')
      .insert({ _id: '1', planted: PLANTED });
    const found = mongo?.directory === undefined ? [] : await filesOf(mongo.directory);
    if (mongo?.directory !== undefined)
      expect([...new Set(found.flatMap(([, bytes]) => findIn(bytes, PLANTED)))].sort()).toEqual(
        [...PLANTED].sort(),
      );
  });
});

describe.skipIf(redis === null)(`a shared cache${redis ? '' : ` (${NO_REDIS})`}`, () => {
  it('holds nothing that follows from a face in the clear, neither in keys nor in values', async () => {
    at = await openTestApp(engine, { dataDir: folder, redisUrl: redis?.url });
    const session_id = await traffic();
    const again = `/v1/recommendations?session_id=${session_id}`;
    const headers = at.shopper(session_id);
    expect((await at.app.inject({ url: again, headers })).json()).toMatchObject({
      face_shape: 'heart',
      cached: true,
    });
    const client = new Redis(redis?.url ?? '');
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
    expect(keys.some((key) => key.includes('recommendations:'))).toBe(true);
    const everything = Buffer.concat([
      Buffer.from(keys.join('\n')),
      ...values.map((value) => value ?? Buffer.alloc(0)),
    ]);
    expect(findIn(everything, [session_id])).toEqual([session_id]);
    expect(findIn(everything, [...PLANTED, 'face_shape":"heart', ':heart:'])).toEqual([]);
    await client.quit();
    await at.deps.cache.close();
  });
});
