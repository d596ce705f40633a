import { beforeEach, describe, expect, it } from 'vitest';
import { levelOf, sealedFieldsOf } from '../server/data/classification.ts';
import { type Doc, isSealed } from '../server/data/index.ts';
import { latestAnalysis } from '../server/face/index.ts';
import { REDACTED } from '../server/observe/log.ts';
import { at, CUSTOMER, converse, interact, length, STORED, start, traffic } from './sealed-traffic.ts';

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
  conversations: {
    conversations: '_id began_at customer_id record_id revision store_id',
    conversation_answers: '_id began_at session_id store_id tells_of_face',
  },
  chat_transcripts: {
    chat_transcripts: '_id at helpful intent language model record_id session_id store_id unanswered',
  },
  chat_records: {
    chat_records:
      '_id clarifications customer_id fallbacks goals intents language last_at last_missed may_join models ratings referring referring_held repeated response_ms session_id started_at store_id times turns unanswered',
  },
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

describe('what is kept', () => {
  beforeEach(async () => {
    await start();
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
    await converse(session_id);
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
});
