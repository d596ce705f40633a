import { type Static, Type } from 'typebox';
import { FaceShape } from '../face/index.ts';
import { nullable, oneOf } from '../http/index.ts';
import { Recommendation } from '../recommend/index.ts';
import { HandoverContact } from './settings.ts';
import { INTENTS, QUESTIONS } from './understanding.ts';
import { Wishes } from './wishes.ts';

const closed = { additionalProperties: false };
const productId = Type.String({ minLength: 1, maxLength: 128 });

/** What the page knows and the assistant should. */
export const PageContext = Type.Object(
  {
    lang: Type.Optional(Type.String({ maxLength: 35, description: 'The page’s language' })),
    product_id: Type.Optional(productId),
    viewed_product_ids: Type.Optional(Type.Array(productId, { maxItems: 50 })),
    liked_product_ids: Type.Optional(Type.Array(productId, { maxItems: 50 })),
  },
  closed,
);
export type PageContext = Static<typeof PageContext>;

/** Mission §2.2, ChatMessage. */
export const ChatMessage = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'At most 1000 characters, of any script',
    }),
    session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    message_id: Type.Optional(
      Type.String({
        pattern: '^[\\w-]{8,64}$',
        description: 'Made by the sender: the same one again gets the same answer, and nothing happens twice',
      }),
    ),
    user_id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        description: 'The shop’s customer; believed of servers only',
      }),
    ),
    context: Type.Optional(PageContext),
  },
  closed,
);
export type ChatMessage = Static<typeof ChatMessage>;

const action = <T extends string, P extends import('typebox').TProperties>(type: T, properties: P) =>
  Type.Object({
    /** The same action never comes under two ids, nor twice under one. */
    action_id: Type.String(),
    type: Type.Literal(type),
    ...properties,
  });

/** What the widget is asked to do. */
export const ChatAction = Type.Union([
  action('show_products', { products: Type.Array(Recommendation), total: Type.Integer() }),
  action('start_face_analysis', {}),
  action('filter', { wishes: Wishes }),
  action('compare', { products: Type.Array(Recommendation) }),
  action('add_to_cart', { product: Recommendation }),
  action('open_product', { product: Recommendation }),
  action('hand_over', {
    reason: oneOf(['asked', 'order_status', 'complaint', 'medical', 'unanswered']),
    contact: nullable(HandoverContact),
  }),
  action('ask_satisfaction', {}),
]);
export type ChatAction = Static<typeof ChatAction>;
/** An action before it has its id, which the turn gives it. */
export type NewAction = ChatAction extends infer A
  ? A extends { action_id: string }
    ? Omit<A, 'action_id'>
    : never
  : never;

/** Something to tap instead of typing; tapping sends the text. */
export const QuickReply = Type.Object({ label: Type.String(), text: Type.String() });
export type QuickReply = Static<typeof QuickReply>;

/** What both sides know after a turn. */
export const SessionState = Type.Object({
  language: Type.String(),
  wishes: Wishes,
  shown_product_ids: Type.Array(Type.String()),
  liked_product_ids: Type.Array(Type.String()),
  focus_product_id: nullable(Type.String()),
  face_shape: nullable(FaceShape),
  awaiting: nullable(oneOf(QUESTIONS)),
  turn: Type.Integer(),
});
export type SessionState = Static<typeof SessionState>;

/** Mission §2.2, AIResponse, and what was added to it. */
export const ChatAnswer = Type.Object({
  response: Type.String(),
  intent: oneOf(INTENTS),
  actions: Type.Array(ChatAction),
  session_state: SessionState,
  turn_id: Type.String(),
  quick_replies: Type.Array(QuickReply),
  model: Type.String({ description: 'Which model answered' }),
});
export type ChatAnswer = Static<typeof ChatAnswer>;

/** `GET /v1/ai/chat`: a conversation that goes on, such as on the next page. Empty where nothing was said yet. */
export const ChatSoFar = Type.Object({
  messages: Type.Array(
    Type.Object({
      by: oneOf(['shopper', 'assistant']),
      text: Type.String({ description: 'Of the shopper, with personal data masked' }),
      turn_id: Type.String(),
      at: Type.Integer({ description: 'Milliseconds since 1970' }),
    }),
    {
      description: 'The oldest first. What named the measured face is left out once its consent is withdrawn',
    },
  ),
  /** Of the last answer. */
  actions: Type.Array(ChatAction),
  quick_replies: Type.Array(QuickReply),
  session_state: nullable(SessionState),
});
export type ChatSoFar = Static<typeof ChatSoFar>;

/** Why an answer was no good. */
export const FEEDBACK_REASONS = [
  'misunderstood',
  'wrong',
  'not_my_taste',
  'too_long',
  'impolite',
  'other',
] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];

const ofSession = { session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })) };
const comment = Type.Optional(
  Type.String({ minLength: 1, maxLength: 4000, description: 'At most 1000 characters' }),
);

/** `POST /v1/feedback`. The same again replaces what was said before. */
export const Feedback = Type.Union([
  Type.Object(
    {
      ...ofSession,
      kind: Type.Literal('chat_answer'),
      turn_id: Type.String({ minLength: 1, maxLength: 64 }),
      helpful: Type.Boolean(),
      reasons: Type.Optional(Type.Array(oneOf(FEEDBACK_REASONS), { maxItems: FEEDBACK_REASONS.length })),
      comment,
    },
    closed,
  ),
  Type.Object(
    {
      ...ofSession,
      kind: Type.Literal('conversation'),
      satisfaction: Type.Integer({ minimum: 1, maximum: 5, description: '5 is the best' }),
      reached_goal: Type.Optional(
        Type.Boolean({ description: 'Whether the shopper found what they came for' }),
      ),
      comment,
    },
    closed,
  ),
]);
export type Feedback = Static<typeof Feedback>;

/**
 * With `Accept: text/event-stream` the same comes in pieces: `token` {text}, as often as needed; `actions` {actions,
 * quick_replies}; `done` with the whole ChatAnswer. `failed` with a problem in place of `done`. `id` counts from 1.
 */
export const CHAT_EVENTS = ['token', 'actions', 'done', 'failed'] as const;
