import type { Language } from '../../recommend/index.ts';
import { INTENTS, type Intent, type Situation, type Slot } from '../understanding.ts';
import { CHOICES } from '../wishes.ts';
import { WEIGHTS } from './cues.ts';
import { LANGUAGE_NAMES, LEXICONS } from './lexicon.ts';
import type { Piece } from './slots.ts';
import type { Token } from './tokens.ts';

/** A cue of another language than the message's: shoppers mix in English, and short messages may be mistaken. */
const FOREIGN = 0.4;

/** "I need", "do you have" are said in other requests too: of equals the other counts. */
const OFTEN = 0.9;

export type Scores = Map<Intent, number>;

/** How strongly the phrases of a message speak for each intent: the strongest that do not overlap, added up. */
export function cueScores(tokens: readonly Token[], language: Language, pieces: readonly Piece[]): Scores {
  const best = new Map<Intent, { from: number; to: number; weight: number }[]>();
  for (const spoken of LANGUAGE_NAMES) {
    const share = spoken === language ? 1 : FOREIGN;
    for (const { from, to, value } of LEXICONS[spoken].intents.in(tokens)) {
      if (share < 1 && to - from === 1 && LEXICONS[language].common.has(tokens[from]?.word ?? '')) continue;
      if (pieces.some((piece) => isSwallowed({ from, to, intent: value.intent }, piece))) continue;
      const hits = best.get(value.intent) ?? [];
      // A longer phrase of the same weight is the surer one.
      hits.push({ from, to, weight: share * value.weight + 0.05 * (to - from) });
      best.set(value.intent, hits);
    }
  }
  const scores: Scores = new Map();
  for (const [intent, hits] of best) {
    scores.set(intent, disjointSum(hits) * (intent === 'find_frames' ? OFTEN : 1));
  }
  return scores;
}

/** The eyes of "cat eyes" are no eyes, and "gefallen mir" is no praise in "gefallen mir alle nicht". */
function isSwallowed(hit: { from: number; to: number; intent: Intent }, piece: Piece): boolean {
  const { from, to, slots, role } = piece;
  if (to - from < 2 || hit.from < from || hit.from >= to) return false;
  if (role === 'unmeant' || role === 'face') return hit.to - hit.from === 1;
  if (slots.some(({ slot }) => WISHES.has(slot) && slot !== 'any' && slot !== 'size')) return true;
  const isInside = hit.to <= to && hit.to - hit.from < to - from;
  return (
    isInside && hit.intent !== 'find_frames' && slots.some(({ slot }) => slot === 'change' || slot === 'any')
  );
}

/** A second cue says less than the first. */
const FURTHER = 0.35;

function disjointSum(hits: { from: number; to: number; weight: number }[]): number {
  const taken: { from: number; to: number }[] = [];
  let sum = 0;
  for (const hit of hits.sort((a, b) => b.weight - a.weight)) {
    if (taken.some(({ from, to }) => hit.from < to && from < hit.to)) continue;
    sum += taken.length === 0 ? hit.weight : hit.weight * FURTHER;
    taken.push(hit);
  }
  return sum;
}

const WISHES: ReadonlySet<Slot['slot']> = new Set([...CHOICES, 'min_price', 'max_price', 'light', 'any']);

/** What is known of a message beside its words. */
export interface Structure {
  /** It tells the shape of a face. */
  isOfFace: boolean;
  /** It speaks of little money. */
  isCheap: boolean;
  /** It points at one frame: "it", "this one". */
  isPointing: boolean;
  words: number;
}

const OF_ONE: readonly Intent[] = [
  'product_details',
  'price',
  'availability',
  'add_to_cart',
  'remove_from_cart',
  'like',
  'compare',
  'fit_question',
];
const REQUESTS: readonly Intent[] = [
  ...OF_ONE,
  'store_question',
  'order_status',
  'handover',
  'measure_face',
  'face_shape_advice',
  'complaint',
  'medical',
];
const ASKING_WISHES: readonly (string | null)[] = ['budget', 'shape', 'color', 'occasion'];

/** Adds what the slots, the screen and the question asked say to what the phrases say. */
export function withStructure(
  scores: Scores,
  slots: readonly Slot[],
  { awaiting }: Situation,
  { isPointing, isOfFace, isCheap, words }: Structure,
): Scores {
  const all: Scores = new Map(scores);
  const of = (intent: Intent) => all.get(intent) ?? 0;
  const add = (intent: Intent, weight: number) => all.set(intent, of(intent) + weight);
  const has = (...names: Slot['slot'][]) => slots.some(({ slot }) => names.includes(slot));
  const wishes = slots.filter(({ slot }) => WISHES.has(slot)).length;
  const isChange = has('change', 'any');
  const named = slots.filter(({ slot, negated }) => (slot === 'product' && !negated) || slot === 'ordinal');

  // What delivery or lenses cost is a question to the store, whatever is said of them.
  if (of('store_question') >= WEIGHTS.sure && !has('product', 'ordinal')) {
    if (of('price') >= WEIGHTS.sure) add('store_question', 1);
    add('price', -1.5);
  }
  const isSought = of('find_frames') >= WEIGHTS.likely * OFTEN;
  if (wishes > 0) add('find_frames', 1.8 + Math.min(1.2, 0.4 * (wishes - 1)));
  if (isChange) add('find_frames', 2.2);
  if (isCheap) add('find_frames', 1.6);
  // What suits a round face is advice; for a small face one looks for small frames.
  if (isOfFace) add('face_shape_advice', 1);
  else if (has('size') && of('face_shape_advice') > 0) add('face_shape_advice', -2.5);
  // A "yes" or "no" with a wish in it is the wish.
  if (wishes > 0 || isChange)
    for (const answer of ['yes', 'no', 'greet', 'small_talk'] as const) all.delete(answer);
  if (named.length > 0 || isPointing) {
    // What suits me is advice, whether this one suits me is a question of fit.
    if (of('face_shape_advice') > 0) add('fit_question', of('face_shape_advice'));
    all.delete('face_shape_advice');
    if (has('color') && !isChange) add('availability', 1.5);
    else if (has('size') && !isChange) add('availability', 1);
    else if (wishes > 0 && !isChange && !isSought) add('product_details', 2);
  }
  if (named.length > 0) {
    for (const intent of OF_ONE) if (of(intent) > 0) add(intent, 0.8);
    add('product_details', has('color') ? 0.6 : 1.2);
    if (!isChange) add('find_frames', -1.5);
    for (const answer of ['yes', 'no', 'greet'] as const) all.delete(answer);
    if (named.length >= 2) add('compare', 1.5);
  }
  // To put in what was to be taken out would be the worst of misunderstandings.
  if (of('remove_from_cart') > 0) all.delete('add_to_cart');
  // A greeting or a yes with a request is the request.
  const asked = Math.max(...REQUESTS.map(of));
  if (asked >= WEIGHTS.sure)
    for (const polite of ['greet', 'yes', 'no'] as const) if (of(polite) > 0) add(polite, -1.5);
  // "Ok thanks bye" leaves.
  if (of('goodbye') >= WEIGHTS.sure)
    for (const polite of ['yes', 'no', 'small_talk'] as const) if (of(polite) > 0) add(polite, -1.5);
  if (of('greet') > 0 && of('find_frames') >= 1.5) add('greet', -2);
  if (awaiting !== null && words <= 4) {
    if (of('yes') > 0) add('yes', 1);
    if (of('no') > 0) add('no', 1);
  }
  if (ASKING_WISHES.includes(awaiting) && wishes > 0) add('find_frames', 2);
  return all;
}

/** Below this nothing has been understood. */
const LEAST = 0.9;

/** The likeliest intent, and how far it is ahead. */
export function chosen(scores: Scores): { intent: Intent; confidence: number } {
  let [first, second]: [Intent | null, number] = [null, 0];
  for (const intent of INTENTS) {
    const score = scores.get(intent) ?? 0;
    const top = first === null ? 0 : (scores.get(first) ?? 0);
    if (score > top) {
      second = top;
      first = intent;
    } else if (score > second) second = score;
  }
  const top = first === null ? 0 : (scores.get(first) ?? 0);
  if (first === null || top < LEAST) return { intent: 'out_of_scope', confidence: 0.2 };
  return { intent: first, confidence: Math.min(1, top / (top + Math.max(0, second) + 0.5)) };
}
