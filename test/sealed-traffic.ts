import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TObject } from 'typebox';
import { afterEach, beforeEach, expect } from 'vitest';
import { StoredTranscript } from '../server/chat/quality/transcripts.ts';
import { StoredAnswer, StoredConversation } from '../server/chat/stored.ts';
import { StoredAnalysis } from '../server/face/index.ts';
import { timedSignature } from '../server/platforms/signature.ts';
import { StoredConsent } from '../server/privacy/consents.ts';
import { StoredConnection } from '../server/stores/connections.ts';
import { StoredConflict } from '../server/sync/audit.ts';
import { StoredInteraction } from '../server/sync/interactions.ts';
import { StoredOrder, StoredPreference } from '../server/sync/people.ts';
import { openTestApp, type TestApp, type TestStorage } from '../server/testing.ts';
import { evenEngine, measured } from './even-engine.ts';

/** Every schema of what is kept that marks fields. */
export const STORED: Readonly<Record<string, TObject>> = {
  face_analyses: StoredAnalysis,
  store_connections: StoredConnection,
  consents: StoredConsent,
  sync_conflicts: StoredConflict,
  orders: StoredOrder,
  customer_preferences: StoredPreference,
  ai_interactions: StoredInteraction,
  conversations: StoredConversation,
  conversation_answers: StoredAnswer,
  chat_transcripts: StoredTranscript,
};
const SECRET = 'webhook-secret-qx41';
export const CUSTOMER = 'customer-qx41';
/** Written down nowhere but in what is sealed. */
export const PLANTED = [
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
  'round frames for a cellist, qx41',
  'not my colour, qx41',
];

export const length = measured(63.4217);
const engine = evenEngine(length.value);

/** What every test of a file has for itself: a folder, and the server it starts on it. */
export let folder: string;
export let at: TestApp;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'varai-sealed-'));
});
afterEach(async () => {
  await at.close();
  await rm(folder, { recursive: true });
});

export async function start(storage: TestStorage = {}): Promise<void> {
  at = await openTestApp(engine, { dataDir: folder, ...storage });
}

function send(type: string, payload: object) {
  const body = JSON.stringify(payload);
  const signature = timedSignature(body, SECRET, Date.now());
  const headers = { 'content-type': 'application/json', 'x-varai-signature': signature };
  return at.app.inject({ method: 'POST', url: `/events/html/${type}?store=a`, headers, payload: body });
}

export async function interact(
  interaction_id: string,
  session_id: string,
  product_id: string,
  action: string,
) {
  const occurred_at = Date.now();
  const what = { interaction_id, type: 'ai_interaction', session_id, product_id, action, occurred_at };
  expect((await send('ai_interaction', what)).statusCode).toBeLessThan(300);
  await at.deps.sync.drain();
}

/** A message to the assistant, and what its sender thinks of the answer. */
export async function converse(session_id: string): Promise<void> {
  const said = { session_id, text: 'round frames for a cellist, qx41' };
  const answer = await at.post('/v1/ai/chat', said, at.shopper(session_id));
  expect(answer.statusCode).toBe(200);
  const { turn_id } = answer.json();
  const rated = { session_id, kind: 'chat_answer', turn_id, helpful: false, comment: 'not my colour, qx41' };
  expect((await at.post('/v1/feedback', rated, at.shopper(session_id))).statusCode).toBe(204);
}

/** What a day brings: a connected shop, a measured face, a customer, an order, a conversation. */
export async function traffic(): Promise<string> {
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
  const talker = await at.newSession();
  await at.consent(talker.session_id, ['analytics_and_improvement'], true);
  await converse(talker.session_id);
  return session_id;
}
