import type { Language } from '../../recommend/index.ts';
import type { Change, Intent, Slot } from '../understanding.ts';
import { CHOICES, type ChoiceName } from '../wishes.ts';
import { type Cues, WEIGHTS, type Weight } from './cues.ts';
import { de } from './cues-de.ts';
import { en } from './cues-en.ts';
import { es } from './cues-es.ts';
import { fr } from './cues-fr.ts';
import { it } from './cues-it.ts';
import { Phrases } from './phrases.ts';

export const CUES: Record<Language, Cues> = { en, de, fr, es, it };
export const LANGUAGE_NAMES = Object.keys(CUES) as Language[];

/** Currencies as they are written and as people call them. */
export const MONEY: ReadonlySet<string> = wordSet(
  `eur euro euros eurs usd dollar dollars dolares dollari gbp pound pounds pfund livres libras sterline chf franken francs franchi quid bucks pavos pelas eurillos balles euronen tacken mucken steine kroten`,
);

/** What a phrase does to the wishes of a message. */
export type Meaning =
  | { role: 'slot'; slot: Slot }
  | { role: 'not' | 'but' | 'or' | 'and' | 'unmeant' | 'pronoun' | 'whatever' | 'cheap' | 'rather' | 'face' }
  | { role: 'topic'; topic: ChoiceName | 'price' };

export type PriceRole = keyof Cues['price'];

/** The cues of one language, ready to be looked for. */
export interface Lexicon {
  common: ReadonlySet<string>;
  trade: ReadonlySet<string>;
  intents: Phrases<{ intent: Intent; weight: number }>;
  /** What a slip of typing may be mended to: nobody means to ask for what is none of a shop's business. */
  mendable: { words: ReadonlySet<string>; stems: ReadonlySet<string> };
  meanings: Phrases<Meaning>;
  prices: Phrases<PriceRole>;
  articles: ReadonlySet<string>;
  numbers: ReadonlyMap<string, number>;
}

export const LEXICONS = Object.fromEntries(
  LANGUAGE_NAMES.map((language) => [language, lexiconOf(CUES[language])]),
) as Record<Language, Lexicon>;

function lexiconOf(cues: Cues): Lexicon {
  const intents: Lexicon['intents'] = new Phrases();
  const mendable: Phrases<null> = new Phrases();
  for (const [intent, byWeight] of Object.entries(cues.intents)) {
    for (const [weight, patterns] of Object.entries(byWeight)) {
      intents.add(patterns, { intent: intent as Intent, weight: WEIGHTS[weight as Weight] });
      if (intent !== 'out_of_scope') mendable.add(patterns, null);
    }
  }
  const prices: Lexicon['prices'] = new Phrases();
  for (const [role, patterns] of Object.entries(cues.price)) prices.add(patterns, role as PriceRole);
  return {
    common: wordSet(cues.common),
    trade: wordSet(cues.trade),
    intents,
    mendable,
    meanings: meaningsOf(cues),
    prices,
    articles: wordSet(cues.article),
    numbers: new Map(Object.entries(cues.numbers)),
  };
}

/** Whether a word is one of this language's own cues. */
export function isSpoken(word: string, language: Language): boolean {
  const { common, trade, intents, meanings, prices } = LEXICONS[language];
  if (common.has(word) || trade.has(word)) return true;
  return [intents, meanings, prices].some(
    ({ words, stems }) => words.has(word) || startsWithOne(word, stems),
  );
}

function startsWithOne(word: string, stems: ReadonlySet<string>): boolean {
  for (let length = word.length; length >= 3; length -= 1) if (stems.has(word.slice(0, length))) return true;
  return false;
}

/** Of phrases that are equally long, the one named first here counts. */
function meaningsOf(cues: Cues): Phrases<Meaning> {
  const phrases = new Phrases<Meaning>();
  const slot = (patterns: string, found: Slot) => phrases.add(patterns, { role: 'slot', slot: found });
  phrases.add(cues.face, { role: 'face' });
  phrases.add(cues.unmeant, { role: 'unmeant' });
  for (const [of, patterns] of Object.entries(cues.any)) {
    slot(patterns, { slot: 'any', value: of as ChoiceName | 'price', negated: false });
  }
  for (const [change, patterns] of Object.entries(cues.changes)) {
    slot(patterns, { slot: 'change', value: change as Change, negated: false });
  }
  slot(cues.light, { slot: 'light', value: true, negated: false });
  for (const [place, patterns] of Object.entries(cues.ordinals)) {
    slot(patterns, { slot: 'ordinal', value: Number(place), negated: false });
  }
  phrases.add(cues.cheap, { role: 'cheap' });
  phrases.add(cues.whatever, { role: 'whatever' });
  for (const [topic, patterns] of Object.entries(cues.topics)) {
    phrases.add(patterns, { role: 'topic', topic: topic as ChoiceName | 'price' });
  }
  phrases.add(cues.pronoun, { role: 'pronoun' });
  for (const choice of CHOICES) {
    for (const [value, patterns] of Object.entries(cues.values[choice] ?? {})) {
      slot(patterns, { slot: choice, value, negated: false });
    }
  }
  for (const role of ['not', 'but', 'rather', 'or', 'and'] as const) phrases.add(cues[role], { role });
  return phrases;
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
