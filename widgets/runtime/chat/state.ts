import type { ChatAnswer, QuickReply } from '../../../server/chat/schema.ts';
import type { AnalysisResult } from '../../../server/face/index.ts';
import type { Failure } from '../http.ts';

/** One piece of the conversation, as it stands on the screen. */
export type Entry = { readonly key: string } & (
  | { readonly by: 'shopper'; readonly text: string }
  /** `answer` is null where the shopper stopped it. */
  | { readonly by: 'assistant'; readonly text: string; readonly answer: ChatAnswer | null }
  | { readonly by: 'face'; readonly analysis: AnalysisResult }
  | { readonly by: 'new-visit' }
);

export interface Pending {
  readonly message_id: string;
  readonly text: string;
  /** What has been said of the answer so far. */
  readonly said: string;
  /** The connection broke or the server was busy: the message is sent again in a moment. */
  readonly isWaiting: boolean;
}

export interface ChatState {
  readonly entries: readonly Entry[];
  /** The message that has no answer yet. */
  readonly pending: Pending | null;
  /** Why it got none; it can be sent again. */
  readonly failure: Failure | null;
  readonly likedIds: readonly string[];
  readonly viewedIds: readonly string[];
  /** Answers that were rated, by turn. */
  readonly helpful: Readonly<Record<string, boolean>>;
  /** Stars given to the conversation. */
  readonly satisfaction: number | null;
}

export const noChat: ChatState = {
  entries: [],
  pending: null,
  failure: null,
  likedIds: [],
  viewedIds: [],
  helpful: {},
  satisfaction: null,
};

export type ChatEvent =
  | { type: 'asked'; message_id: string; text: string }
  | { type: 'asked-again' }
  /** All of the answer's text so far; begins anew when the message was sent again. */
  | { type: 'heard'; text: string }
  | { type: 'waiting' }
  | { type: 'answered'; answer: ChatAnswer }
  | { type: 'stopped' }
  | { type: 'failed'; failure: Failure }
  | { type: 'face-measured'; analysis: AnalysisResult }
  | { type: 'visit-began-anew' }
  | { type: 'started-over' }
  | { type: 'like-toggled'; productId: string }
  | { type: 'viewed'; productId: string }
  | { type: 'rated'; turnId: string; helpful: boolean }
  | { type: 'satisfied'; stars: number };

/** The next state. Pure. */
export function reduceChat(state: ChatState, event: ChatEvent): ChatState {
  const { entries, pending } = state;
  switch (event.type) {
    case 'asked': {
      const { message_id, text } = event;
      return {
        ...state,
        entries: [...entries, { key: message_id, by: 'shopper', text }],
        pending: { message_id, text, said: '', isWaiting: false },
        failure: null,
      };
    }
    case 'asked-again':
      return { ...state, failure: null, pending: pending && { ...pending, isWaiting: false } };
    case 'heard':
      if (pending === null) return state;
      // Sent again, an answer comes from its beginning: what stands there already stays until it is passed.
      return {
        ...state,
        pending: {
          ...pending,
          said: pending.said.startsWith(event.text) ? pending.said : event.text,
          isWaiting: false,
        },
      };
    case 'waiting':
      return { ...state, pending: pending && { ...pending, isWaiting: true } };
    case 'answered': {
      const { answer } = event;
      const settled = { ...state, pending: null, failure: null };
      if (entries.some(({ key }) => key === answer.turn_id)) return settled;
      return {
        ...settled,
        entries: [...entries, { key: answer.turn_id, by: 'assistant', text: answer.response, answer }],
      };
    }
    case 'stopped':
      return pending === null
        ? state
        : {
            ...state,
            pending: null,
            failure: null,
            entries: [
              ...entries,
              { key: `${pending.message_id}-stopped`, by: 'assistant', text: pending.said, answer: null },
            ],
          };
    case 'failed':
      return {
        ...state,
        failure: event.failure,
        pending: pending && { ...pending, isWaiting: false },
      };
    case 'face-measured': {
      const { analysis } = event;
      return { ...state, entries: [...entries, { key: analysis.analysis_id, by: 'face', analysis }] };
    }
    case 'visit-began-anew':
      return { ...noChat, likedIds: state.likedIds, entries: [{ key: 'new-visit', by: 'new-visit' }] };
    case 'started-over':
      return { ...noChat, likedIds: state.likedIds };
    case 'like-toggled': {
      const { productId } = event;
      const rest = state.likedIds.filter((id) => id !== productId);
      return {
        ...state,
        likedIds: rest.length < state.likedIds.length ? rest : [...rest, productId].slice(-MOST_IDS),
      };
    }
    case 'viewed': {
      const rest = state.viewedIds.filter((id) => id !== event.productId);
      return { ...state, viewedIds: [...rest, event.productId].slice(-MOST_IDS) };
    }
    case 'rated':
      return { ...state, helpful: { ...state.helpful, [event.turnId]: event.helpful } };
    case 'satisfied':
      return { ...state, satisfaction: event.stars };
  }
}

/** As many as a message may carry. */
const MOST_IDS = 50;

/** The answer that nothing has been said after. */
export function lastAnswer({ entries, pending }: ChatState): ChatAnswer | null {
  const last = entries.at(-1);
  return pending === null && last?.by === 'assistant' ? last.answer : null;
}

/** What can be tapped instead of typing. */
export const quickReplies = (state: ChatState): readonly QuickReply[] =>
  lastAnswer(state)?.quick_replies ?? [];
