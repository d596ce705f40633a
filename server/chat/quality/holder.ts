import { Type } from 'typebox';
import { type DataHolder, Time } from '../../privacy/index.ts';
import type { ChatRecord, ChatRecords } from './records.ts';
import { TRANSCRIPT_DAYS, Transcript, type Transcripts } from './transcripts.ts';

const Counts = Type.Record(Type.String(), Type.Integer());

/** What is known of a conversation after it: how it went, and, by consent, what was said. */
export function qualityHolders(records: ChatRecords, transcripts: Transcripts): DataHolder[] {
  return [
    {
      name: 'chat_transcripts',
      description: 'What you and the assistant said, masked, for the shop to make it better',
      classification: 'confidential',
      category: 'internet_activity',
      use: 'to see which questions the assistant could not answer',
      source: 'shopper',
      consent: 'analytics_and_improvement',
      retention: {
        words: `${TRANSCRIPT_DAYS} days; at once when you withdraw the consent`,
        days: TRANSCRIPT_DAYS,
      },
      schema: Type.Omit(Transcript, ['turn_id', 'conversation_id']),
      find: async ({ store_id, session_ids }) =>
        (await transcripts.of(store_id, session_ids)).map(({ turn_id, conversation_id, ...said }) => said),
      erase: ({ store_id, session_ids }) => transcripts.forget(store_id, session_ids),
      eraseStore: (store_id) => transcripts.forgetStore(store_id),
      everyone: async (store_id) => ({ session_ids: await transcripts.sessionsOf(store_id) }),
    },
    {
      name: 'chat_records',
      description: 'How conversations went: counts, times and ratings, no word of them',
      classification: 'internal',
      category: 'internet_activity',
      use: 'to count how well the assistant answers',
      source: 'derived',
      consent: null,
      retention: {
        words: '90 days; it names your visit for 24 hours, and longer only if you agreed to analytics',
        days: 90,
      },
      schema: Type.Object({
        started_at: Time,
        last_at: Time,
        language: Type.String(),
        turns: Type.Integer(),
        unanswered: Type.Integer(),
        intents: Counts,
        goals: Counts,
        ratings: Type.Array(Type.Object({ helpful: Type.Boolean(), reasons: Type.Array(Type.String()) })),
        satisfaction: Type.Union([Type.Integer(), Type.Null()]),
      }),
      find: async ({ store_id, session_ids, customer_ids }) =>
        (await records.of(store_id, { session_ids, customer_ids })).map(viewOf),
      erase: ({ store_id, session_ids, customer_ids }) =>
        records.release(store_id, { session_ids, customer_ids }),
      eraseStore: (store_id) => records.forgetStore(store_id),
      everyone: (store_id) => records.named(store_id),
      sweep: (now, store_id) => records.sweep(now, store_id),
    },
  ];
}

function viewOf(record: ChatRecord) {
  const { started_at, last_at, language, turns, unanswered, intents, goals, ratings, satisfaction } = record;
  return {
    started_at,
    last_at,
    language,
    turns,
    unanswered,
    intents,
    goals,
    ratings: Object.values(ratings),
    satisfaction: satisfaction ?? null,
  };
}
