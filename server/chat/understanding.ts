import type { Language } from '../recommend/index.ts';
import type { ChoiceName } from './wishes.ts';

/** What a message is about. */
export const INTENTS = [
  'greet',
  'find_frames',
  'product_details',
  'fit_question',
  'face_shape_advice',
  'measure_face',
  'compare',
  'price',
  'availability',
  'store_question',
  'order_status',
  'like',
  'add_to_cart',
  'remove_from_cart',
  'handover',
  'medical',
  'yes',
  'no',
  'small_talk',
  'complaint',
  'goodbye',
  'out_of_scope',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Ways to ask for others than those shown. */
export const CHANGES = [
  'cheaper',
  'dearer',
  'smaller',
  'larger',
  'lighter',
  'more',
  'different',
  'start_over',
] as const;
export type Change = (typeof CHANGES)[number];

/** One value found in a message. Prices are in whole units of the store's currency. */
export type Slot =
  | { slot: ChoiceName; value: string; negated: boolean }
  | { slot: 'min_price' | 'max_price'; value: number; negated: false }
  | { slot: 'light'; value: true; negated: boolean }
  /** A wish of this kind is taken back: "any colour", "price doesn't matter". */
  | { slot: 'any'; value: ChoiceName | 'price'; negated: false }
  | { slot: 'change'; value: Change; negated: false }
  /** Which of the frames shown: 1 is the first, -1 the last; 0 is "this one", "it". */
  | { slot: 'ordinal'; value: number; negated: false }
  /** A frame of the store by its name: the product_id. */
  | { slot: 'product'; value: string; negated: boolean };

/** What a message says, before anything is done about it. */
export interface Understanding {
  intent: Intent;
  /** 0 to 1: how far the intent is ahead of the next likely one. */
  confidence: number;
  /** The language it is written in, or the conversation's where a message is too short to tell. */
  language: Language;
  slots: readonly Slot[];
}

/** What a message is understood against. */
export interface Situation {
  /** The conversation's language so far, or the page's. */
  language: Language;
  /** How many frames are on the screen. */
  shown: number;
  /** What the assistant has just asked. */
  awaiting: Question | null;
}

/** Questions the assistant asks, which a bare "yes", "200" or "blue" answers. */
export const QUESTIONS = [
  'budget',
  'shape',
  'color',
  'occasion',
  'measure_face',
  'relax',
  'handover',
  'to_cart',
  'satisfaction',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** Reads messages against one store's own words. Pure, deterministic, quick (a few ms at most). */
export type Understand = (text: string, situation: Situation) => Understanding;
