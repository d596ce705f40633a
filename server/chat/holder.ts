import { Type } from 'typebox';
import { type DataHolder, Time } from '../privacy/index.ts';
import type { Conversations } from './conversations.ts';

/** What was said to the assistant. */
export function conversationHolder(conversations: Conversations): DataHolder {
  return {
    name: 'conversations',
    description: 'What you and the assistant, which is a program, said, and what it remembers of it',
    classification: 'confidential',
    category: 'internet_activity',
    use: 'to answer you; where the shop lets Google’s Vertex AI do that, what you write goes there masked',
    source: 'shopper',
    consent: null,
    retention: { words: '24 hours', days: 1 },
    schema: Type.Object({
      began_at: Time,
      messages: Type.Array(
        Type.Object({
          at: Time,
          you: Type.String({ description: 'With e-mail addresses, phone numbers and the like masked' }),
          assistant: Type.Union([Type.String(), Type.Null()]),
        }),
      ),
      remembered: Type.Object({}, { additionalProperties: true }),
    }),
    widen: async ({ store_id, customer_ids }) =>
      customer_ids.length === 0
        ? {}
        : { session_ids: (await conversations.named(store_id, customer_ids)).session_ids },
    async find({ store_id, session_ids, customer_ids }) {
      const found = await conversations.find(store_id, { session_ids, customer_ids });
      return Promise.all(
        found.map(async (conversation) => {
          const { began_at, turns, memory } = conversation;
          const answers = await conversations.answersOf(
            conversation,
            turns.map(({ turn_id }) => turn_id),
          );
          const messages = turns.map(({ turn_id, at, text }) => ({
            at,
            you: text,
            assistant: answers.get(turn_id)?.response ?? null,
          }));
          return { began_at, messages, remembered: memory };
        }),
      );
    },
    async erase({ store_id, session_ids, customer_ids }) {
      const theirs =
        customer_ids.length === 0 ? [] : (await conversations.named(store_id, customer_ids)).session_ids;
      return conversations.forget(store_id, [...new Set([...session_ids, ...theirs])]);
    },
    eraseStore: (store_id) => conversations.forgetStore(store_id),
    everyone: (store_id) => conversations.named(store_id),
  };
}
