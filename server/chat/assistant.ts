import { randomBytes } from 'node:crypto';
import type { Session } from '../access/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import type { Language } from '../recommend/index.ts';
import type { ReadText } from '../safety/index.ts';
import type { Store } from '../stores/index.ts';
import type { Conversation, Conversations } from './conversations.ts';
import { newConversation } from './conversations.ts';
import { lately, newMemory, remember } from './local/remember.ts';
import type { Mind } from './mind.ts';
import type { ChatModel, Memory, Turn } from './model.ts';
import { messageTaken } from './problems.ts';
import { noteTurn } from './quality/note-turn.ts';
import type { ChatRecords, CountedTurn } from './quality/records.ts';
import type { Transcripts } from './quality/transcripts.ts';
import { LONGEST_ANSWER_MS, respond } from './respond.ts';
import type { ChatAction, ChatAnswer, NewAction, PageContext, SessionState } from './schema.ts';
import type { ChatSettings } from './settings.ts';
import type { Intent } from './understanding.ts';

/** Turns that a model is told: what is referred to lies within a few. */
const HISTORY_TURNS = 8;

/** These are dealt with by fixed rules, whatever model the store has. */
const BY_RULE: ReadonlySet<Intent> = new Set(['medical', 'order_status', 'complaint', 'handover', 'goodbye']);

export interface Asked {
  store: Store;
  settings: ChatSettings;
  session: Session;
  /** The shop's customer, where a server of the shop says so. */
  customer_id: string | null;
  message_id: string | null;
  read: ReadText;
  page: PageContext;
  /** Of the page, where nothing better is known. */
  language: Language;
}

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
    const seen: { face?: Promise<StoredAnalysis | null> } = {};
    const { turn, model } = await prepared(asked, before, masked, () => (seen.face ??= deps.faceOf(session)));
    const left = Math.max(0, longestMs - (performance.now() - since));
    const reply = await respond({ model, longestMs: left, onBug: deps.onBug }, turn, say);
    const analysis = (await seen.face) ?? null;
    const turn_id = `turn_${randomBytes(12).toString('base64url')}`;
    const { memory } = reply;
    const answer: ChatAnswer = {
      response: reply.text,
      intent: turn.understood.intent,
      actions: withIds(reply.actions, turn_id),
      session_state: stateOf(memory, analysis?.face_shape.label ?? null, before.revision + 1),
      turn_id,
      quick_replies: [...reply.quick_replies],
      model: reply.model,
    };
    const listed = { turn_id, message_id, at: now(), text: masked };
    const taken = { turn: listed, answer, memory, tells_of_face: analysis !== null };
    const kept = await conversations.add(before, taken);
    // Another instance answered the same message.
    if (kept.answer !== answer) return kept.answer;
    const { store_id, session_id, consents } = session;
    const { record_id, customer_id } = kept.conversation;
    const may_learn = consents.analytics_and_improvement?.granted ?? false;
    const { tells_of_face } = taken;
    const counted = await noteTurn(deps, {
      ...{ store_id, session_id, customer_id, record_id, may_learn, tells_of_face, masked, reply, answer },
      ...{ before: before.memory, understood: turn.understood, at: listed.at, ms: performance.now() - since },
    });
    await letGo(session, { customer_id, tells_of_face, may_learn });
    deps.onTaken(counted);
    return answer;
  };

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

  async function prepared(
    asked: Asked,
    before: Conversation,
    masked: string,
    face: () => Promise<StoredAnalysis | null>,
  ): Promise<{ turn: Turn; model: ChatModel }> {
    const { store, settings, session, read, page } = asked;
    const [understand, history] = await Promise.all([
      mind.understandFor(store.store_id),
      conversations.history(before, HISTORY_TURNS),
    ]);
    const { memory: known } = before;
    const understood = understand(read.text, {
      language: known.language,
      shown: known.shown.length,
      awaiting: known.awaiting,
    });
    const { language } = understood;
    const page_product_id = page.product_id ?? null;
    const here = { page_product_id, minorUnits: minorUnitsOf(store.currency) };
    const memory = remember(withPage(known, page, mayRankByTaste(session)), understood, here);
    const at = now();
    const turn: Turn = {
      store: {
        store_id: store.store_id,
        name: store.name,
        currency: store.currency,
        data_region: store.data_region,
        settings,
      },
      session_id: session.session_id,
      text: read.text,
      masked,
      flags: read.flags,
      understood,
      memory,
      history,
      page_product_id,
      tools: mind.toolsFor({
        store_id: store.store_id,
        language,
        now: at,
        faq: settings.faq,
        analysis: face,
      }),
      now: at,
    };
    const isByRule = read.flags.length > 0 || BY_RULE.has(understood.intent);
    return { turn, model: isByRule ? mind.local : mind.best };
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

/** What the page says the shopper looked at and liked counts only with the consent to personal recommendations. */
function mayRankByTaste({ consents }: Session): boolean {
  return consents.personalized_recommendations?.granted ?? false;
}

function withPage(memory: Memory, page: PageContext, mayUse: boolean): Memory {
  if (!mayUse) return memory;
  const { viewed_product_ids = [], liked_product_ids = [] } = page;
  return {
    ...memory,
    seen: lately(memory.seen, viewed_product_ids),
    liked: lately(memory.liked, liked_product_ids),
  };
}

/** How many minor units make a whole one of a currency (ISO 4217): 100 cents, 1 yen. */
function minorUnitsOf(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return 10 ** maximumFractionDigits;
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
