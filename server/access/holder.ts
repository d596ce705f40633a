import { Type } from 'typebox';
import { type DataHolder, Purpose, Time } from '../privacy/index.ts';
import type { Sessions } from './sessions.ts';

/** Visits of shoppers, as data about people. */
export function sessionHolder(sessions: Sessions): DataHolder {
  const idsOf = async (store_id: string) =>
    (await sessions.find(store_id)).map(({ session_id }) => session_id);
  return {
    name: 'sessions',
    description: 'Your visit: when it began, and what you agreed to in it',
    classification: 'confidential',
    category: 'identifiers',
    use: 'to know that two requests come from one visit',
    source: 'shopper',
    consent: null,
    retention: { words: '24 hours', days: 1 },
    schema: Type.Object({
      session_id: Type.String(),
      created_at: Time,
      expires_at: Time,
      consents: Type.Partial(
        Type.Record(Purpose, Type.Object({ granted: Type.Boolean(), at: Time, text_version: Type.String() })),
      ),
      face: Type.Union([Type.Object({ analysis_id: Type.String() }), Type.Null()]),
    }),
    find: async ({ store_id, session_ids }) =>
      (await sessions.find(store_id, session_ids)).map(({ store_id: _, ...session }) => session),
    erase: ({ store_id, session_ids }) => sessions.erase(store_id, session_ids),
    eraseStore: async (store_id) => sessions.erase(store_id, await idsOf(store_id)),
    everyone: async (store_id) => ({ session_ids: await idsOf(store_id) }),
  };
}
