import { plainWords } from '../../catalog/index.ts';
import type { FaceShape } from '../../face/index.ts';
import type { Memory } from '../model.ts';
import type { Slot, Understanding } from '../understanding.ts';
import { CHOICES, type ChoiceName, noWishes, type Wishes } from '../wishes.ts';
import { changed } from './change-wishes.ts';

/** What stands around a message besides the memory. */
export interface Here {
  /** The product whose page is open. */
  page_product_id: string | null;
  /** How many minor units make a whole one of the store's currency: 100 for EUR, 1 for JPY. */
  minorUnits: number;
  /** The shape of a face that the message names. */
  face_said: FaceShape | null;
}

/** As many values as one choice of the wishes holds. */
const MOST_VALUES = 20;
const LONGEST_BRAND = 120;
const HIGHEST_PRICE = 1_000_000_000;
/** As many frames as are remembered as seen, and as liked. */
export const MOST_FRAMES = 50;

/**
 * What is remembered once a message is understood: wishes, the frame spoken of, what is liked. What was said last
 * counts. What the assistant has asked stays, for whoever answers. Pure; the same for every model.
 */
export function remember(memory: Memory, understood: Understanding, here: Here): Memory {
  const { intent, language, slots } = understood;
  const startsOver = slots.some((slot) => slot.slot === 'change' && slot.value === 'start_over');
  const before: Memory = startsOver ? { ...begun(memory.liked), language } : { ...memory, language };
  const focus = focusOf(before, slots, here);
  const wishes = wishesAfter(before, understood, here, focus);
  // Who has their face measured wants that to count.
  const face_said = intent === 'measure_face' ? null : (here.face_said ?? before.face_said);
  const isLiked = intent === 'like' && focus !== null;
  const liked = isLiked ? lately(before.liked, [focus]) : before.liked;
  return { ...before, wishes, face_said, focus, liked };
}

/** A conversation in which nothing has been said. */
export function newMemory(language: Memory['language']): Memory {
  return { language, ...begun([]) };
}

function begun(liked: readonly string[]): Omit<Memory, 'language'> {
  const nothing = { shown: [], seen: [], focus: null, awaiting: null, asked: 0 };
  return { wishes: noWishes(), face_said: null, ...nothing, liked };
}

/** These ids last, each once, no more than are kept. */
export function lately(known: readonly string[], more: readonly string[]): string[] {
  return [...known.filter((id) => !more.includes(id)), ...new Set(more)].slice(-MOST_FRAMES);
}

/** The frames that a message names or points at, in its order. */
export function pointedAt(memory: Memory, slots: readonly Slot[], page_product_id: string | null): string[] {
  const ids = slots.map((slot) => {
    if (slot.slot === 'product') return slot.negated ? null : slot.value;
    return slot.slot === 'ordinal' ? byOrdinal(memory, slot.value, page_product_id) : null;
  });
  return [...new Set(ids.filter((id) => id !== null))];
}

function byOrdinal({ shown, focus }: Memory, ordinal: number, page: string | null): string | null {
  if (ordinal > 0) return shown[ordinal - 1]?.product_id ?? null;
  if (ordinal < 0) return shown.at(ordinal)?.product_id ?? null;
  const isOnScreen = shown.some(({ product_id }) => product_id === focus);
  const spokenOf = page !== null && !isOnScreen ? page : (focus ?? page);
  return spokenOf ?? (shown.length === 1 ? (shown[0]?.product_id ?? null) : null);
}

function focusOf(memory: Memory, slots: readonly Slot[], { page_product_id }: Here): string | null {
  return pointedAt(memory, slots, page_product_id).at(-1) ?? memory.focus;
}

/** Whether what is named is wished for: "is this one titanium?" only asks. */
function asksForFrames(memory: Memory, { intent, slots }: Understanding, here: Here): boolean {
  if (intent === 'find_frames' || intent === 'face_shape_advice') return true;
  if (intent !== 'price' && intent !== 'availability') return false;
  const points = slots.some(({ slot }) => slot === 'ordinal' || slot === 'product');
  const isOfOne = memory.focus !== null || memory.shown.length === 1;
  return !points && !isOfOne && (here.page_product_id === null || memory.shown.length > 0);
}

function wishesAfter(memory: Memory, understood: Understanding, here: Here, focus: string | null): Wishes {
  const { intent, slots } = understood;
  let wishes = structuredClone(memory.wishes);
  if (!asksForFrames(memory, understood, here)) return wishes;
  for (const slot of slots) {
    if (slot.slot !== 'any') continue;
    if (slot.value === 'price') wishes = { ...wishes, min_price: null, max_price: null };
    else wishes[slot.value] = { want: [], avoid: [] };
  }
  // A round face is no wish for round frames.
  const isOfFace = (name: ChoiceName) => intent === 'face_shape_advice' && name === 'shape';
  for (const name of CHOICES) if (!isOfFace(name)) choose(wishes, name, slots);
  for (const slot of slots) if (slot.slot === 'light') wishes.light = !slot.negated;
  boundPrices(wishes, slots, here.minorUnits);
  const pointed = slots.some(({ slot }) => slot === 'ordinal' || slot === 'product') ? focus : null;
  return slots.reduce(
    (standing, slot) =>
      slot.slot === 'change' ? changed(standing, slot.value, memory.shown, pointed) : standing,
    wishes,
  );
}

/** New wanted values take the place of the older ones; avoided ones are added. No value stands on both sides. */
function choose(wishes: Wishes, name: ChoiceName, slots: readonly Slot[]): void {
  const said = slots.flatMap((slot) =>
    slot.slot === name ? [{ value: slot.value.slice(0, LONGEST_BRAND), negated: slot.negated }] : [],
  );
  if (said.length === 0) return;
  const standing: { want: readonly string[]; avoid: readonly string[] } = wishes[name];
  let want = said.some(({ negated }) => !negated) ? [] : [...standing.want];
  let avoid = [...standing.avoid];
  for (const { value, negated } of said) {
    want = without(want, value);
    avoid = without(avoid, value);
    (negated ? avoid : want).push(value);
  }
  const both = { want: want.slice(-MOST_VALUES), avoid: avoid.slice(-MOST_VALUES) };
  Object.assign(wishes, { [name]: both });
}

function without(values: readonly string[], value: string): string[] {
  const key = plainWords(value).join(' ');
  return values.filter((other) => plainWords(other).join(' ') !== key);
}

/** An older bound that no longer goes with a new one is given up. */
function boundPrices(wishes: Wishes, slots: readonly Slot[], minorUnits: number): void {
  const inMinor = (value: number) => Math.min(HIGHEST_PRICE, Math.max(0, Math.round(value * minorUnits)));
  for (const slot of slots) {
    if (slot.slot === 'min_price') wishes.min_price = inMinor(slot.value);
    if (slot.slot === 'max_price') wishes.max_price = inMinor(slot.value);
  }
  const { min_price: low, max_price: high } = wishes;
  if (low === null || high === null || low <= high) return;
  const saysBoth = ['min_price', 'max_price'].every((name) => slots.some(({ slot }) => slot === name));
  if (saysBoth) Object.assign(wishes, { min_price: high, max_price: low });
  else if (slots.some(({ slot }) => slot === 'max_price')) wishes.min_price = null;
  else wishes.max_price = null;
}
