import type { Steps } from '../../catalog/index.ts';
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

/** Filled by `readLexicons`. */
export const LEXICONS = {} as Record<Language, Lexicon>;

/** Reads the cues, once, in steps: it takes longer than a request may wait, and a server without a chat needs none. */
export function* readLexicons(): Steps<void> {
  for (const language of LANGUAGE_NAMES) LEXICONS[language] ??= yield* lexiconOf(CUES[language]);
}

function* lexiconOf(cues: Cues): Steps<Lexicon> {
  const intents: Lexicon['intents'] = new Phrases();
  const mendable: Phrases<null> = new Phrases();
  for (const [intent, byWeight] of Object.entries(cues.intents)) {
    for (const [weight, patterns] of Object.entries(byWeight)) {
      intents.add(patterns, { intent: intent as Intent, weight: WEIGHTS[weight as Weight] });
      if (intent !== 'out_of_scope') mendable.add(patterns, null);
      yield;
    }
  }
  const prices: Lexicon['prices'] = new Phrases();
  for (const [role, patterns] of Object.entries(cues.price)) prices.add(patterns, role as PriceRole);
  yield;
  return {
    common: wordSet(cues.common),
    trade: wordSet(cues.trade),
    intents,
    mendable,
    meanings: yield* meaningsOf(cues),
    prices,
    articles: wordSet(cues.article),
    numbers: new Map(
      cues.numbers.split(/\s+/).map((pair) => [pair.split('=')[0] ?? '', Number(pair.split('=')[1])]),
    ),
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

function* meaningsOf(cues: Cues): Steps<Phrases<Meaning>> {
  const phrases = new Phrases<Meaning>();
  for (const [patterns, meaning] of meaningsIn(cues)) {
    phrases.add(patterns, meaning);
    yield;
  }
  return phrases;
}

/** Of phrases that are equally long, the one named first here counts. */
function* meaningsIn(cues: Cues): Generator<[patterns: string, meaning: Meaning]> {
  const slot = (patterns: string, found: Slot): [string, Meaning] => [
    patterns,
    { role: 'slot', slot: found },
  ];
  yield [cues.face, { role: 'face' }];
  yield [cues.unmeant, { role: 'unmeant' }];
  for (const [of, patterns] of Object.entries(cues.any)) {
    yield slot(patterns, { slot: 'any', value: of as ChoiceName | 'price', negated: false });
  }
  for (const [change, patterns] of Object.entries(cues.changes)) {
    yield slot(patterns, { slot: 'change', value: change as Change, negated: false });
  }
  yield slot(cues.light, { slot: 'light', value: true, negated: false });
  for (const [place, patterns] of Object.entries(cues.ordinals)) {
    yield slot(patterns, { slot: 'ordinal', value: Number(place), negated: false });
  }
  yield [cues.cheap, { role: 'cheap' }];
  yield [cues.whatever, { role: 'whatever' }];
  for (const [topic, patterns] of Object.entries(cues.topics)) {
    yield [patterns, { role: 'topic', topic: topic as ChoiceName | 'price' }];
  }
  yield [cues.pronoun, { role: 'pronoun' }];
  for (const choice of CHOICES) {
    for (const [value, patterns] of Object.entries(cues.values[choice] ?? {})) {
      yield slot(patterns, { slot: choice, value, negated: false });
    }
  }
  for (const role of ['not', 'but', 'rather', 'or', 'and'] as const) yield [cues[role], { role }];
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
