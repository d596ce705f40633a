import { minorUnitDigits } from '../../catalog/index.ts';
import { LANGUAGES, type Language, type Recommendation } from '../../recommend/index.ts';
import type { ChatSettings } from '../settings.ts';
import { type Opening, openingOf } from './openings.ts';
import type { ChatWords, Label, ReplyKey, Said, SentenceKey, WhyCode, WordsOf } from './words.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';
import { es } from './words-es.ts';
import { fr } from './words-fr.ts';
import { it } from './words-it.ts';

export const WORDS: WordsOf = { en, de, fr, es, it };

type Values = Readonly<Record<string, string | number>>;

/** One language, in the tone of a store. */
export interface Speech {
  readonly language: Language;
  readonly words: ChatWords;
  /** The nouns of frames and faces. */
  readonly nouns: (typeof LANGUAGES)[Language];
  say(key: SentenceKey, values?: Values): string;
  /** A sentence that is said in several ways. @param turn how many turns were taken before */
  open(opening: Opening, values: Values, turn: number): string;
  reply(key: ReplyKey, values?: Values): string;
  label(label: Label): string;
  /** A number as it is written in the language. */
  number(value: number): string;
  /** A price as it is written in the language, without empty decimals. @param minor units of the currency */
  price(minor: number, currency?: string): string;
  /** "a, b and c" */
  all(parts: readonly string[]): string;
  /** "a, b or c" */
  any(parts: readonly string[]): string;
  /** What speaks for a frame, or against it: at most two short reasons, '' where there is none to tell. */
  why(card: Recommendation): string;
}

/** More reasons would not be read. */
const MOST_REASONS = 2;
const NO_FIT: ReadonlySet<string> = new Set(['width_too_wide', 'width_too_narrow']);

export function speechFor(language: Language, tone: ChatSettings['tone'], currency: string): Speech {
  const words = WORDS[language];
  const nouns = LANGUAGES[language];
  // English of Britain has no comma before "and".
  const region = language === 'en' ? 'en-GB' : language;
  const all = new Intl.ListFormat(region, { type: 'conjunction' });
  const any = new Intl.ListFormat(region, { type: 'disjunction' });
  const number = (value: number) => numberFormat(language).format(value);
  const addressed = (said: Said) => (typeof said === 'string' ? said : said[tone === 'formal' ? 1 : 0]);
  return {
    language,
    words,
    nouns,
    say: (key, values = {}) => filled(addressed(words.sentences[key]), values, number),
    open: (opening, values, turn) => filled(openingOf(language, opening, turn), values, number),
    reply: (key, values = {}) => filled(words.replies[key], values, number),
    label: (label) => words.labels[label],
    number,
    price: (minor, of = currency) => moneyFormat(language, of).format(minor / 10 ** minorUnitDigits(of)),
    all: (parts) => all.format(parts),
    any: (parts) => any.format(parts),
    why({ reason_codes }) {
      // A frame that does not fit has nothing else to say for itself.
      const against = reason_codes.filter(({ code }) => NO_FIT.has(code));
      const told = (against.length > 0 ? against : reason_codes).flatMap(({ code, values }) => {
        const clause: string | undefined = words.why[code as WhyCode];
        const face = nouns.faces[values.face as keyof typeof nouns.faces] ?? '';
        return clause === undefined ? [] : [filled(clause, { ...values, face }, number)];
      });
      return all.format(told.slice(0, MOST_REASONS));
    },
  };
}

/** Each value once where it belongs: what stands in braces within a value is the shop's own text. */
function filled(sentence: string, values: Values, number: (value: number) => string): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'number' ? number(value) : value;
  });
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language): Intl.NumberFormat {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format;
}

function moneyFormat(language: Language, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const options = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, format);
  return format;
}
