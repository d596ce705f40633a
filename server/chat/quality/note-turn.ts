import type { Memory, Reply } from '../model.ts';
import type { ChatAnswer } from '../schema.ts';
import type { Understanding } from '../understanding.ts';
import type { ChatRecords, CountedTurn } from './records.ts';
import type { Transcripts } from './transcripts.ts';

/** A turn that was taken, with what reports want to know of it. */
export interface TakenTurn {
  store_id: string;
  session_id: string;
  customer_id: string | null;
  record_id: string;
  /** `analytics_and_improvement` was granted. */
  may_learn: boolean;
  /** The measured face was read for the answer. */
  tells_of_face: boolean;
  before: Memory;
  understood: Understanding;
  reply: Reply;
  answer: ChatAnswer;
  masked: string;
  /** ms since the epoch. */
  at: number;
  ms: number;
}

/** Goals by the action that brings a shopper there. */
const GOALS: Readonly<Record<string, string>> = {
  open_product: 'opened',
  add_to_cart: 'cart',
  hand_over: 'handed_over',
};

/**
 * Counts a turn in its conversation's record and, of shoppers who agreed to that, keeps what was said.
 * @returns what was counted
 */
export async function noteTurn(
  { records, transcripts }: { records: ChatRecords; transcripts: Transcripts },
  turn: TakenTurn,
): Promise<CountedTurn> {
  const counted = countedOf(turn);
  await Promise.all([records.count(counted), turn.may_learn && transcripts.keep(transcriptOf(turn), turn)]);
  return counted;
}

function countedOf(turn: TakenTurn): CountedTurn {
  const { understood, reply, answer, before } = turn;
  const asked = reply.memory.awaiting;
  return {
    record_id: turn.record_id,
    store_id: turn.store_id,
    session_id: turn.session_id,
    customer_id: turn.customer_id,
    may_join: turn.may_learn,
    at: turn.at,
    language: understood.language,
    intent: understood.intent,
    model: reply.model,
    fell_back: reply.fell_back,
    missed: reply.is_unanswered,
    asks: asked !== null,
    asksAgain: asked !== null && asked === before.awaiting,
    refers: understood.slots.some(({ slot }) => slot === 'ordinal' || slot === 'change'),
    goals: [...new Set(answer.actions.flatMap(({ type }) => GOALS[type] ?? []))],
    ms: turn.ms,
  };
}

function transcriptOf({ answer, reply, understood, masked, at, record_id, tells_of_face }: TakenTurn) {
  return {
    turn_id: answer.turn_id,
    conversation_id: record_id,
    at,
    language: understood.language,
    intent: understood.intent,
    model: reply.model,
    unanswered: reply.is_unanswered,
    helpful: null,
    shopper: masked,
    assistant: tells_of_face ? null : answer.response,
    comment: null,
  };
}
