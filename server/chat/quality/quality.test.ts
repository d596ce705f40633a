import { afterEach, describe, expect, it } from 'vitest';
import { evenEngine } from '../../../test/even-engine.ts';
import { connectShop, delivery } from '../../sync/testing.ts';
import { openTestApp, type TestApp } from '../../testing.ts';
import type { ChatAnswer } from '../schema.ts';
import { type Script, scriptedModel } from '../testing.ts';
import type { ChatRecord } from './records.ts';
import { type ChatReport, reportOf } from './report.ts';

const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of close.splice(0)) await each();
});

async function appWith(script: Script): Promise<TestApp> {
  const at = await openTestApp(evenEngine(63), { openVertex: () => scriptedModel(script) });
  close.push(at.close);
  return at;
}

const ANALYTICS = 'analytics_and_improvement';
const FACE = 'face_analysis_processing';
const owner = (at: TestApp) => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' });

async function visit(at: TestApp, purposes: string[] = []) {
  const { session_id } = await at.newSession();
  if (purposes.length > 0) await at.consent(session_id, purposes, true);
  const headers = at.shopper(session_id);
  return {
    session_id,
    headers,
    say: async (text: string): Promise<ChatAnswer> =>
      (await at.post('/v1/ai/chat', { text, session_id }, headers)).json(),
    rate: (body: object) => at.post('/v1/feedback', { session_id, ...body }, headers),
  };
}

const report = async (at: TestApp): Promise<ChatReport> =>
  (await at.app.inject({ url: '/admin/v1/chat/report?days=1', headers: owner(at) })).json();
const transcripts = async (at: TestApp, query = '') =>
  (await at.app.inject({ url: `/admin/v1/chat/transcripts${query}`, headers: owner(at) })).json().transcripts;

describe('what shoppers think', () => {
  it('is counted, and what they say last counts', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    const { say, rate } = await visit(at);
    const { turn_id } = await say('round frames');
    const of = { kind: 'chat_answer', turn_id };
    await rate({ ...of, helpful: true });
    expect((await rate({ ...of, helpful: false, reasons: ['misunderstood'] })).statusCode).toBe(204);
    await rate({ kind: 'conversation', satisfaction: 4, reached_goal: true });
    expect(await report(at)).toMatchObject({
      conversations: 1,
      turns: 1,
      helpful: 0,
      not_helpful: 1,
      reasons: { misunderstood: 1 },
      metrics: { user_satisfaction_score: 4, goal_achievement_rate: 1, intent_recognition_accuracy: 0 },
    });
  });

  it('is taken of answers of their own conversation alone', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    const [one, other] = [await visit(at), await visit(at)];
    const { turn_id } = await one.say('round frames');
    const none = await other.rate({ kind: 'conversation', satisfaction: 1 });
    expect([none.statusCode, none.json().code]).toEqual([404, 'conversation-unknown']);
    await other.say('blue frames');
    const foreign = await other.rate({ kind: 'chat_answer', turn_id, helpful: false });
    expect([foreign.statusCode, foreign.json().code]).toEqual([404, 'turn-unknown']);
    expect((await one.rate({ kind: 'chat_answer', helpful: true })).statusCode).toBe(400);
  });
});

describe('transcripts', () => {
  it('are kept of who agreed, masked, and of nobody else; each reading is noted', async () => {
    const at = await appWith(({ masked }) => ({
      text: `You: ${masked}`,
      is_unanswered: masked.includes('blue'),
    }));
    const [agreed, silent] = [await visit(at, [ANALYTICS]), await visit(at)];
    await silent.say('secret frames zq7');
    const { turn_id } = await agreed.say('round frames, mail me at kim@mail.example');
    await agreed.say('blue frames');
    await agreed.rate({
      kind: 'chat_answer',
      turn_id,
      helpful: false,
      comment: 'my number is +49 30 1234567',
    });
    const all = await transcripts(at);
    expect(all).toHaveLength(2);
    expect(JSON.stringify(all)).not.toMatch(/zq7|kim@|1234567/);
    expect(all[1]).toMatchObject({ turn_id, helpful: false, unanswered: false });
    expect(await transcripts(at, '?helpful=false')).toHaveLength(1);
    expect((await transcripts(at, '?unanswered=true'))[0]).toMatchObject({ shopper: 'blue frames' });
    const entries = await at.deps.audit.list({ store_id: 'a', limit: 10 });
    expect(entries.filter(({ action }) => action === 'chat_transcripts.read')).toHaveLength(3);
    const lying = await at.deps.documents.collection('chat_transcripts').find({});
    expect(JSON.stringify(lying)).not.toContain('round frames');
  });

  it('go with the consent, and the record is joined with no order any more', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    const { say, session_id } = await visit(at, [ANALYTICS]);
    await say('round frames');
    expect(await report(at)).toMatchObject({ joinable: 1 });
    await at.consent(session_id, [ANALYTICS], false);
    expect(await transcripts(at)).toEqual([]);
    expect(await report(at)).toMatchObject({ joinable: 0, turns: 1 });
  });

  it('say nothing of a face', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    const { say, headers, session_id } = await visit(at, [ANALYTICS, FACE]);
    await at.app.inject({
      method: 'POST',
      url: `/v1/face/analyze?session_id=${session_id}`,
      headers: { ...headers, 'content-type': 'image/jpeg' },
      payload: Buffer.from('photo'),
    });
    const { response, session_state } = await say('what frames suit me?');
    expect([response, session_state.face_shape]).toEqual([expect.stringContaining('heart'), 'heart']);
    expect(await transcripts(at)).toMatchObject([{ shopper: 'what frames suit me?', assistant: null }]);
  });
});

describe('a withdrawn consent to measuring', () => {
  it('takes what was said of the face, and nothing else of the conversation', async () => {
    const at = await appWith(() => ({ text: 'Plain.' }));
    const { say, headers, session_id } = await visit(at, [FACE]);
    await at.app.inject({
      method: 'POST',
      url: `/v1/face/analyze?session_id=${session_id}`,
      headers: { ...headers, 'content-type': 'image/jpeg' },
      payload: Buffer.from('photo'),
    });
    await say('round frames');
    await say('which suit me?');
    const reads = async () =>
      (await at.deps.audit.list({ store_id: 'a', limit: 50 })).filter(
        ({ action }) => action === 'face_analyses.read',
      );
    expect(await reads()).toHaveLength(1);
    await at.consent(session_id, [FACE], false);
    const { messages, session_state } = (await at.app.inject({ url: '/v1/ai/chat', headers })).json();
    expect(messages.map(({ text }: { text: string }) => text)).toEqual([
      'round frames',
      'Plain.',
      'which suit me?',
    ]);
    expect(session_state.wishes.shape.want).toEqual(['round']);
    expect((await say('which suit me?')).response).not.toContain('heart');
    expect(await at.deps.documents.collection('conversation_answers').find({ tells_of_face: true })).toEqual(
      [],
    );
  });
});

describe('a record', () => {
  it('names its visit for a day, and longer where orders may be joined', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    const [agreed, silent] = [await visit(at, [ANALYTICS]), await visit(at)];
    await agreed.say('round frames');
    await silent.say('round frames');
    const names = async () => (await at.deps.chat.records.named('a')).session_ids.sort();
    expect(await names()).toEqual([agreed.session_id, silent.session_id].sort());
    at.advance(25 * 3_600_000);
    for (const holder of at.deps.chat.holders) await holder.sweep?.(Date.now() + 25 * 3_600_000);
    expect(await names()).toEqual([agreed.session_id]);
  });

  it('holds no word of what was said', async () => {
    const at = await appWith(() => ({ text: 'Zephyr here.' }));
    const { say } = await visit(at);
    await say('round frames zq7');
    const all = JSON.stringify(await at.deps.documents.collection('chat_records').find({}));
    expect(all).not.toMatch(/zq7|Zephyr|round/);
  });
});

describe('the metrics', () => {
  it('have the mission’s names, and no figure where nothing is known', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    const { say } = await visit(at);
    await say('round frames');
    const { body } = await at.app.inject('/metrics');
    const figureOf = (name: string) => new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1];
    const figures = {
      ...{ conversation_response_time_seconds_count: '1', intent_recognition_accuracy: '1' },
      ...{ context_maintenance_score: 'Nan', conversation_completion_rate: 'Nan' },
      ...{ user_satisfaction_score: 'Nan', conversation_coherence_score: '1', goal_achievement_rate: '0' },
      ...{ fallback_trigger_rate: '0', conversations_leading_to_conversion: 'Nan' },
      ...{ average_conversation_duration: '0', repeat_conversation_rate: 'Nan' },
    };
    const found = Object.keys(figures).map((name) => [name, figureOf(name)]);
    expect(Object.fromEntries(found)).toEqual(figures);
    expect(body).toContain('chat_turns_total{intent="find_frames",model="scripted",outcome="answered"} 1');
  });
});

describe('an order', () => {
  it('of a visit that talked and agreed makes one conversation that led to it', async () => {
    const at = await appWith(() => ({ text: 'Here.' }));
    await connectShop(at.deps.connections);
    const [agreed, silent] = [await visit(at, [ANALYTICS]), await visit(at)];
    const figures = async () => {
      const { metrics, joinable } = await report(at);
      return [metrics.conversations_leading_to_conversion, joinable];
    };
    for (const { say } of [agreed, silent]) await say('round frames');
    expect(await figures()).toEqual([0, 1]);
    const time = new Date(Date.now() + 60_000).toISOString();
    for (const [id, { session_id }] of [agreed, silent].entries()) {
      const order = {
        ...{
          id: id + 1,
          name: `#${id + 1}`,
          created_at: time,
          updated_at: time,
          currency: 'EUR',
          total_price: '99.00',
        },
        ...{ financial_status: 'paid', customer: { id: 42 }, line_items: [] },
        note_attributes: [{ name: '_varai_session', value: session_id }],
      };
      const sent = delivery('orders/create', JSON.stringify(order));
      const url = '/webhooks/shopify/order_created';
      expect((await at.app.inject({ method: 'POST', url, ...sent })).statusCode).toBe(202);
    }
    await at.deps.sync.drain();
    expect(await figures()).toEqual([1, 1]);
  });
});

describe('the report', () => {
  const HOUR = 3_600_000;
  const to = 10 * 24 * HOUR;
  const record = (more: Partial<ChatRecord>): ChatRecord => ({
    ...{ _id: Math.random().toString(), store_id: 'a', session_id: null, customer_id: null, may_join: false },
    ...{ started_at: to - 5 * HOUR, last_at: to - 5 * HOUR + 60_000, language: 'en', turns: 4 },
    ...{ unanswered: 0, last_missed: false, clarifications: 0, repeated: 0, referring: 0, referring_held: 0 },
    ...{ intents: {}, models: {}, fallbacks: {}, goals: {}, times: { 25: 4 }, response_ms: 80, ratings: {} },
    ...more,
  });
  const of = (records: ChatRecord[], orders: { session_id: string; created_at: number }[] = []) =>
    reportOf(
      {
        between: async (_, from, end) =>
          records.filter(({ started_at }) => started_at >= from && started_at < end),
        ordersOf: async (_, ids) => orders.filter(({ session_id }) => ids.includes(session_id)),
      },
      { store_ids: ['a'], from: to - 7 * 24 * HOUR, to },
    );

  it('says nothing where nothing is known', async () => {
    const { metrics } = await of([]);
    expect(Object.values(metrics).filter((value) => value !== null)).toEqual([{ mean: null, p95: null }]);
  });

  it('computes each figure from what was counted', async () => {
    const { metrics, conversations } = await of([
      record({ unanswered: 1, last_missed: true, fallbacks: { timeout: 1 }, times: { 25: 3, 4000: 1 } }),
      record({ referring: 2, referring_held: 1, goals: { cart: 2 }, satisfaction: 5 }),
      record({ repeated: 1, satisfaction: 2, reached_goal: false, goals: { opened: 1 } }),
      record({ last_at: to - 60_000, last_missed: true }),
    ]);
    expect(conversations).toBe(4);
    expect(metrics).toMatchObject({
      conversation_response_time_seconds: { mean: 0.02, p95: 4 },
      intent_recognition_accuracy: 15 / 16,
      context_maintenance_score: 0.5,
      conversation_completion_rate: 2 / 3,
      user_satisfaction_score: 3.5,
      conversation_coherence_score: 14 / 16,
      goal_achievement_rate: 0.25,
      fallback_trigger_rate: 1 / 16,
      conversations_leading_to_conversion: null,
      repeat_conversation_rate: null,
    });
  });

  it('joins orders of visits that agreed, placed after the conversation began', async () => {
    const started_at = to - 5 * HOUR;
    const ordered = (session_id: string, may_join: boolean) => record({ session_id, may_join, started_at });
    const { metrics, joinable } = await of(
      [ordered('s1', true), ordered('s2', true), ordered('s3', false), ordered('s4', true)],
      [
        { session_id: 's1', created_at: started_at + HOUR },
        { session_id: 's2', created_at: started_at - HOUR },
        { session_id: 's3', created_at: started_at + HOUR },
      ],
    );
    expect([metrics.conversations_leading_to_conversion, joinable]).toEqual([1, 3]);
  });

  it('knows nothing of a better model’s failures where only fixed rules answer', async () => {
    const rateOf = async (...records: ChatRecord[]) => (await of(records)).metrics.fallback_trigger_rate;
    const local = record({ models: { 'local-1': 4 } });
    expect(await rateOf(local)).toBe(null);
    expect(await rateOf(local, record({ models: { 'gemini-3_5@eu': 4 } }))).toBe(0);
    expect(await rateOf(record({ models: { 'local-1': 4 }, fallbacks: { quota: 1 } }))).toBe(0.25);
  });

  it('tells who came back, of customers the shop named', async () => {
    const { metrics } = await of(['c1', 'c2', 'c1', null].map((customer_id) => record({ customer_id })));
    expect(metrics.repeat_conversation_rate).toBeCloseTo(1 / 3);
  });
});
