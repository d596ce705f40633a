import { type Static, Type } from 'typebox';
import { classified } from '../data/index.ts';
import type { Memory } from './model.ts';
import { ChatAnswer } from './schema.ts';

/** A turn as it is listed in its conversation. */
export interface ListedTurn {
  turn_id: string;
  message_id: string | null;
  at: number;
  /** What the shopper wrote, personal data masked. */
  text: string;
  /** It was dealt with by fixed rules for what it says: no model is told of it later. */
  by_rule: boolean;
}

/** A conversation as it is kept: whose it is lies open, what is remembered and was said does not. */
export const StoredConversation = Type.Object({
  _id: Type.String({ description: 'The session’s id' }),
  store_id: Type.String(),
  /** When the visit began. */
  began_at: Type.Integer(),
  customer_id: Type.Union([Type.String(), Type.Null()]),
  /** Of the record that is kept of it for reports. */
  record_id: Type.String(),
  /** How many turns were taken. */
  revision: Type.Integer(),
  memory: classified('message_content', Type.Unsafe<Memory>({ type: 'object' })),
  turns: classified('message_content', Type.Unsafe<ListedTurn[]>({ type: 'array' })),
});
export type StoredConversation = Static<typeof StoredConversation>;

/** An answer as it is kept. */
export const StoredAnswer = Type.Object({
  _id: Type.String({ description: 'The turn’s id' }),
  store_id: Type.String(),
  session_id: Type.String(),
  began_at: Type.Integer(),
  /** Whether the measured face was read for it: then it is sealed by the face's key and ends with that consent. */
  tells_of_face: Type.Boolean(),
  answer: classified('message_content', ChatAnswer),
});
