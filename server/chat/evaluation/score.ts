import type { Language } from '../../recommend/index.ts';
import type { Intent, Slot, Understand, Understanding } from '../understanding.ts';
import type { LabelledSlot, Utterance } from './format.ts';

/** How well a group of messages is understood. All shares are 0 to 1. */
export interface Figures {
  utterances: number;
  /** Share of messages whose intent is right. */
  intent_accuracy: number;
  /** Of the slots found, the share that is right. */
  slot_precision: number;
  /** Of the slots labelled, the share that was found. */
  slot_recall: number;
  /** Their harmonic mean over all slots together (micro F1). A slot is right when name, value and negation are. */
  slot_f1: number;
}

export interface Mistake {
  text: string;
  language: Language;
  expected: { intent: Intent; language: Language; slots: string[] };
  understood: { intent: Intent; language: Language; slots: string[] };
}

export interface Evaluation extends Figures {
  language_accuracy: number;
  by_intent: Partial<Record<Intent, Figures>>;
  by_language: Partial<Record<Language, Figures>>;
  /** In the order of the set. */
  mistakes: Mistake[];
}

interface Judged {
  utterance: Utterance;
  understood: Understanding;
  expected: ReadonlySet<string>;
  found: ReadonlySet<string>;
}

/** Judges what is understood of a set. Pure and deterministic. */
export function evaluate(utterances: readonly Utterance[], understand: Understand): Evaluation {
  const judged = utterances.map((utterance) => judge(utterance, understand));
  return {
    ...figuresOf(judged),
    language_accuracy: share(judged.filter(isLanguageRight).length, judged.length),
    by_intent: grouped(judged, ({ utterance }) => utterance.intent),
    by_language: grouped(judged, ({ utterance }) => utterance.language),
    mistakes: judged.filter((one) => !isRight(one)).map(mistakeOf),
  };
}

function judge(utterance: Utterance, understand: Understand): Judged {
  const { text, language, page_language, shown, awaiting, slots } = utterance;
  const situation = { language: page_language ?? language, shown: shown ?? 0, awaiting: awaiting ?? null };
  const understood = understand(text, situation);
  return {
    utterance,
    understood,
    expected: new Set(slots.map(slotText)),
    found: new Set(understood.slots.map(slotText)),
  };
}

/** `not color=black` */
function slotText({ slot, value, negated }: Slot | LabelledSlot): string {
  return `${negated ? 'not ' : ''}${slot}=${value}`;
}

function isLanguageRight({ utterance, understood }: Judged): boolean {
  return understood.language === utterance.language;
}

function isRight(one: Judged): boolean {
  const { utterance, understood, expected, found } = one;
  return (
    understood.intent === utterance.intent &&
    isLanguageRight(one) &&
    expected.size === found.size &&
    [...expected].every((slot) => found.has(slot))
  );
}

function figuresOf(judged: readonly Judged[]): Figures {
  let [right, found, expected, intents] = [0, 0, 0, 0];
  for (const one of judged) {
    found += one.found.size;
    expected += one.expected.size;
    for (const slot of one.found) if (one.expected.has(slot)) right += 1;
    if (one.understood.intent === one.utterance.intent) intents += 1;
  }
  return {
    utterances: judged.length,
    intent_accuracy: share(intents, judged.length),
    slot_precision: share(right, found),
    slot_recall: share(right, expected),
    slot_f1: share(2 * right, found + expected),
  };
}

/** Nothing to get wrong is all right. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.round((part / whole) * 10_000) / 10_000;
}

function grouped<K extends string>(
  judged: readonly Judged[],
  keyOf: (one: Judged) => K,
): Partial<Record<K, Figures>> {
  const groups = new Map<K, Judged[]>();
  for (const one of judged) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  const entries = [...groups].map(([key, members]) => [key, figuresOf(members)] as const);
  return Object.fromEntries(entries) as Partial<Record<K, Figures>>;
}

function mistakeOf({ utterance, understood, expected, found }: Judged): Mistake {
  return {
    text: utterance.text,
    language: utterance.language,
    expected: { intent: utterance.intent, language: utterance.language, slots: [...expected].sort() },
    understood: { intent: understood.intent, language: understood.language, slots: [...found].sort() },
  };
}
