import type { FaceShape } from '../face/index.ts';
import type { Language } from '../recommend/index.ts';
import type { TextFlag } from '../safety/index.ts';
import type { NewAction, QuickReply } from './schema.ts';
import type { ChatSettings } from './settings.ts';
import type { Tools } from './tools.ts';
import type { Question, Understanding } from './understanding.ts';
import type { Wishes } from './wishes.ts';

/** What a conversation remembers between turns. */
export interface Memory {
  language: Language;
  wishes: Wishes;
  /** The shape of the face that frames are for, as the shopper has put it: nothing was measured for it. */
  face_said: FaceShape | null;
  /** The frames on the screen, in their order. */
  shown: readonly ShownFrame[];
  /** Every frame ever shown or looked at, the latest last, at most 50. */
  seen: readonly string[];
  liked: readonly string[];
  /** The frame last spoken of. */
  focus: string | null;
  awaiting: Question | null;
  /** How often the assistant has asked in a row; it does not ask a third time. */
  asked: number;
}

export interface ShownFrame {
  product_id: string;
  variant_id: string | null;
  /** Minor units: "cheaper ones" are cheaper than these. */
  price: number;
}

/** What was said before. Personal data in it is masked. */
export interface Said {
  by: 'shopper' | 'assistant';
  text: string;
}

/** One message to be answered, with all that may be used for it. */
export interface Turn {
  store: {
    store_id: string;
    name: string;
    currency: string;
    data_region: string | null;
    settings: ChatSettings;
  };
  session_id: string;
  /** As the shopper wrote it. A model outside this process gets `masked`. */
  text: string;
  masked: string;
  flags: readonly TextFlag[];
  understood: Understanding;
  memory: Memory;
  /** How many turns were taken before. */
  number: number;
  history: readonly Said[];
  /** The product whose page is open. */
  page_product_id: string | null;
  tools: Tools;
  /** ms since the epoch. */
  now: number;
}

/** How a turn is answered. `say` has been given all of the text by the time it is returned. */
export interface Reply {
  text: string;
  /** Without doubles, in the order in which they are to happen. */
  actions: readonly NewAction[];
  quick_replies: readonly QuickReply[];
  memory: Memory;
  /** Names the model for those who compare. */
  model: string;
  /** Why a better model did not answer, or not to the end. */
  fell_back: FallbackReason | null;
  /** Nothing fitting could be said: the question was not understood, or nobody here knows. */
  is_unanswered: boolean;
}

export const FALLBACK_REASONS = [
  'timeout',
  'cut',
  'quota',
  'error',
  'blocked',
  'budget',
  'breaker',
  'queue',
  'ungrounded',
] as const;
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

/**
 * The port. `say` takes pieces of the answer as they become certain: what has been said is never taken back, and every
 * price, stock or name in it is the store's. A model that can't answer throws ChatModelError.
 * @param signal the shopper is gone
 */
export interface ChatModel {
  answer(turn: Turn, say: (text: string) => void, signal: AbortSignal): Promise<Reply>;
}

/** A model could not answer; `said` is what it has said until then. */
export class ChatModelError extends Error {
  override name = 'ChatModelError';
  constructor(
    readonly reason: FallbackReason,
    readonly said: string,
    options?: ErrorOptions,
  ) {
    super(`the chat model failed: ${reason}`, options);
  }
}
