import type { ChatModel, Memory, Turn } from '../model.ts';
import type { NewAction, QuickReply } from '../schema.ts';
import type { Intent } from '../understanding.ts';
import { availability } from './availability.ts';
import { addToCart, removeFromCart } from './cart.ts';
import { compare } from './compare.ts';
import { faceShapeAdvice } from './face-shape.ts';
import { findFrames } from './find-frames.ts';
import { fitQuestion, measureFace } from './fit.ts';
import { flagged, goodbye, greet, smallTalk } from './manners.ts';
import { medical } from './medical.ts';
import { like, price, productDetails } from './one-frame.ts';
import { complaint, handover, orderStatus, outOfScope, storeQuestion } from './reach.ts';
import type { Draft, Policy } from './scene.ts';
import { speechFor } from './speech.ts';
import { no, yes } from './yes-no.ts';

/** Names this model in answers and figures. */
export const LOCAL_MODEL = 'local-1';

const POLICIES: Record<Intent, Policy> = {
  greet,
  find_frames: (scene) => findFrames(scene),
  product_details: productDetails,
  fit_question: fitQuestion,
  face_shape_advice: faceShapeAdvice,
  measure_face: measureFace,
  compare,
  price,
  availability,
  store_question: storeQuestion,
  order_status: orderStatus,
  like,
  add_to_cart: addToCart,
  remove_from_cart: removeFromCart,
  handover,
  medical,
  yes,
  no,
  small_talk: smallTalk,
  complaint,
  goodbye,
  out_of_scope: outOfScope,
};

/** What a foul word takes nothing from: eyes, and what was done badly. */
const ANSWERED_ALL_THE_SAME: ReadonlySet<Intent> = new Set([
  'medical',
  'complaint',
  'handover',
  'order_status',
]);

/**
 * The model that is always there: fixed rules over the store's own frames and answers. Deterministic; it knows
 * nothing but the turn and its tools, and takes a few ms.
 */
export function createLocalModel(): ChatModel {
  return {
    async answer(turn, say, signal) {
      const { language, settings, currency } = { ...turn.store, language: turn.understood.language };
      const speech = speechFor(language, settings.tone, currency);
      const draft = await policyFor(turn)({ turn, speech });
      const pieces = draft.sentences.map((sentence, i) => (i === 0 ? sentence : ` ${sentence}`));
      if (!signal.aborted) for (const piece of pieces) say(piece);
      return {
        text: pieces.join(''),
        actions: different(draft.actions ?? []),
        quick_replies: differentReplies(draft.quick_replies ?? []),
        memory: memoryAfter(turn.memory, draft),
        model: LOCAL_MODEL,
        fell_back: null,
        is_unanswered: draft.is_unanswered ?? false,
      };
    },
  };
}

function policyFor({ flags, understood }: Turn): Policy {
  const isAttack = flags.some((flag) => flag !== 'profanity');
  if (isAttack) return flagged;
  const saysMore = understood.slots.length > 0 || ANSWERED_ALL_THE_SAME.has(understood.intent);
  return flags.length > 0 && !saysMore ? flagged : POLICIES[understood.intent];
}

/** What was asked is answered or passed over by now, unless it is asked again. */
function memoryAfter(memory: Memory, { memory: changes }: Draft): Memory {
  return { ...memory, awaiting: null, asked: 0, ...changes };
}

function different(actions: readonly NewAction[]): NewAction[] {
  return [...new Map(actions.map((action) => [JSON.stringify(action), action])).values()];
}

function differentReplies(replies: readonly QuickReply[]): QuickReply[] {
  return [...new Map(replies.map((reply) => [reply.text, reply])).values()];
}
