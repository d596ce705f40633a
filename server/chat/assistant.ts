import { randomBytes } from 'node:crypto';
import type { Session } from '../access/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import { type Conversation, type Conversations, newConversation } from './conversations.ts';
import { newMemory } from './local/remember.ts';
import type { Mind } from './mind.ts';
import type { Memory, Reply, Turn } from './model.ts';
import { type Asked, prepareTurn } from './prepare.ts';
import { messageTaken } from './problems.ts';
import { noteTurn } from './quality/note-turn.ts';
import type { ChatRecords, CountedTurn } from './quality/records.ts';
import type { Transcripts } from './quality/transcripts.ts';
import { LONGEST_ANSWER_MS, respond } from './respond.ts';
import type { ChatAction, ChatAnswer, NewAction, SessionState } from './schema.ts';

/** What of a visit may be kept. */
export interface Standing {
  visit: boolean;
  face: boolean;
  analytics: boolean;
}

export interface AssistantDeps {
  conversations: Conversations;
  records: ChatRecords;
  transcripts: Transcripts;
  mind: Mind;
  /** The text without what names or reaches a person. */
  mask(text: string): Promise<string>;
  /** The measured face of a visit, where there is one and it may be used. Whoever reads it is noted. */
  faceOf(session: Session): Promise<StoredAnalysis | null>;
  /** What of a visit may still be kept: asked of the store, after writing. */
  standing(session: Session, customer_id: string | null): Promise<Standing>;
  /** Lets go of what was learned from a visit. */
  unlearn(store_id: string, session_id: string): Promise<void>;
  onTaken(turn: CountedTurn): void;
  onBug(error: unknown): void;
  /** For a model to answer in, from the begin of the turn; ms. Left out: what leaves a turn its four seconds. */
  longestMs?: number | undefined;
  now(): number;
}

/** Takes a turn: understands, lets the right model answer, and keeps what was said. */
export type TakeTurn = (asked: Asked, say: (piece: string) => void) => Promise<ChatAnswer>;

export function assistant(deps: AssistantDeps): TakeTurn {
  const { conversations, mind, now, longestMs = LONGEST_ANSWER_MS } = deps;

  return async (asked, say) => {
    const since = performance.now();
    const { session, message_id, read } = asked;
    const masked = await deps.mask(read.text);
    const before = await standingConversation(asked);
    const earlier = await answeredBefore(before, message_id, masked);
    if (earlier !== null) {
      say(earlier.response);
      return earlier;
    }
    const face = faceReader(session);
    const { turn, model, by_rule } = await prepareTurn(
      { conversations, mind, now },
      { asked, before, masked, face: face.read },
    );
    const left = Math.max(0, longestMs - (performance.now() - since));
    const reply = await respond({ model, longestMs: left, onBug: deps.onBug }, turn, say);
    const answer = answerOf(turn, reply, face.seen(), before.revision + 1);
    return kept({ asked, before, turn, by_rule, reply, answer, tells_of_face: face.seen() !== null, since });
  };

  /** Keeps a turn and counts it, unless another instance answered the same message. @returns the answer that stands */
  async function kept(taken: AnsweredTurn): Promise<ChatAnswer> {
    const { asked, before, turn, by_rule, reply, answer, tells_of_face, since } = taken;
    const { session, message_id } = asked;
    const { turn_id } = answer;
    const listed = { turn_id, message_id, at: now(), text: turn.masked, by_rule };
    const added = { turn: listed, answer, memory: reply.memory, tells_of_face };
    const standing = await conversations.add(before, added);
    if (standing.answer !== answer) return standing.answer;
    const { store_id, session_id, consents } = session;
    const { record_id, customer_id } = standing.conversation;
    const may_learn = consents.analytics_and_improvement?.granted ?? false;
    const counted = await noteTurn(deps, {
      ...{ store_id, session_id, customer_id, record_id, may_learn, tells_of_face, reply, answer },
      ...{ before: before.memory, understood: turn.understood, masked: turn.masked, at: listed.at },
      ms: performance.now() - since,
    });
    await letGo(session, { customer_id, tells_of_face, may_learn });
    deps.onTaken(counted);
    return answer;
  }

  /** The face, read when first asked for; what was read is known without waiting for what was not. */
  function faceReader(session: Session) {
    let reading: Promise<StoredAnalysis | null> | null = null;
    let analysis: StoredAnalysis | null = null;
    const read = async () => {
      analysis = await deps.faceOf(session);
      return analysis;
    };
    return {
      read: () => (reading ??= read()),
      seen: () => analysis,
    };
  }

  async function standingConversation({ session, customer_id, language }: Asked): Promise<Conversation> {
    const { store_id, session_id, created_at } = session;
    const standing =
      (await conversations.get(store_id, session_id)) ??
      newConversation({ store_id, session_id, began_at: created_at }, newMemory(language));
    return customer_id === null ? standing : { ...standing, customer_id };
  }

  /** The answer to a message that was answered; null for a new one. @throws Problem message-taken */
  async function answeredBefore(conversation: Conversation, message_id: string | null, masked: string) {
    const turn = conversation.turns.find((each) => message_id !== null && each.message_id === message_id);
    if (turn === undefined) return null;
    if (turn.text !== masked) throw messageTaken();
    return (await conversations.answersOf(conversation, [turn.turn_id])).get(turn.turn_id) ?? null;
  }

  /** What was withdrawn or erased while the turn was taken finds nothing here afterwards. */
  async function letGo(
    session: Session,
    kept: { customer_id: string | null; tells_of_face: boolean; may_learn: boolean },
  ): Promise<void> {
    const { store_id, session_id } = session;
    const still = await deps.standing(session, kept.customer_id);
    if (kept.tells_of_face && !still.face) await conversations.forgetFace(store_id, session_id);
    if (kept.may_learn && !(still.visit && still.analytics)) await deps.unlearn(store_id, session_id);
    if (still.visit) return;
    await conversations.forget(store_id, [session_id]);
    await deps.records.release(store_id, { session_ids: [session_id], customer_ids: [] });
  }
}

/** A turn with its answer, before it is kept. */
interface AnsweredTurn {
  asked: Asked;
  before: Conversation;
  turn: Turn;
  by_rule: boolean;
  reply: Reply;
  answer: ChatAnswer;
  tells_of_face: boolean;
  /** When it began, by the clock of `performance`. */
  since: number;
}

function answerOf(turn: Turn, reply: Reply, face: StoredAnalysis | null, number: number): ChatAnswer {
  const turn_id = `turn_${randomBytes(12).toString('base64url')}`;
  return {
    response: reply.text,
    intent: turn.understood.intent,
    actions: withIds(reply.actions, turn_id),
    session_state: stateOf(reply.memory, face?.face_shape.label ?? null, number),
    turn_id,
    quick_replies: [...reply.quick_replies],
    model: reply.model,
  };
}

/** Each under an id of its own, the same ones once. */
function withIds(actions: readonly NewAction[], turn_id: string): ChatAction[] {
  const different = new Map(actions.map((action) => [JSON.stringify(action), action]));
  return [...different.values()].map(
    (action, n) => ({ ...action, action_id: `${turn_id}.${n + 1}` }) as ChatAction,
  );
}

/** What both sides know after a turn. */
export function stateOf(memory: Memory, face_shape: SessionState['face_shape'], turn: number): SessionState {
  return {
    language: memory.language,
    wishes: memory.wishes,
    shown_product_ids: memory.shown.map(({ product_id }) => product_id),
    liked_product_ids: [...memory.liked],
    focus_product_id: memory.focus,
    face_shape,
    awaiting: memory.awaiting,
    turn,
  };
}
