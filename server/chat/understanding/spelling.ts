import { distance } from 'fastest-levenshtein';
import { type Steps, vocabularyWords } from '../../catalog/index.ts';
import type { Language } from '../../recommend/index.ts';
import { isSpoken, LANGUAGE_NAMES, LEXICONS, MONEY } from './lexicon.ts';

/** Words by their length and first letter, so that only near ones are compared. */
export class WordShelf {
  readonly #words = new Set<string>();
  readonly #shelves = new Map<string, string[]>();

  add(word: string): void {
    if (this.#words.has(word)) return;
    this.#words.add(word);
    for (const key of new Set([`${word.length}${word[0]}`, `${word.length}${word[1]}`])) {
      const shelf = this.#shelves.get(key);
      if (shelf === undefined) this.#shelves.set(key, [word]);
      else shelf.push(word);
    }
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** The nearest word a slip of typing away, or null; of equally near ones the first added. */
  nearest(typed: string): { word: string; slips: number } | null {
    const allowed = slipsAllowed(typed);
    let best: { word: string; slips: number } | null = null;
    for (let length = typed.length - 2; length <= typed.length + 2; length += 1) {
      for (const word of this.#near(typed, length)) {
        const slips = slipsBetween(typed, word);
        if (slips <= allowed && (best === null || slips < best.slips)) best = { word, slips };
      }
    }
    return best;
  }

  /** The first letter is right, or the first two are swapped. */
  *#near(typed: string, length: number): Generator<string> {
    for (const word of this.#shelves.get(`${length}${typed[0]}`) ?? []) {
      if (word[0] === typed[0] || (word[1] === typed[0] && word[0] === typed[1])) yield word;
    }
  }
}

/** One slip in a short word, two in a long one: Elasticsearch's fuzziness AUTO, with its bounds moved up for shop talk. */
function slipsAllowed(typed: string): number {
  return typed.length < 8 ? 1 : 2;
}

/** Letters added, left out, mistaken, or two neighbours swapped; a mistaken letter in a short word makes another word. */
function slipsBetween(typed: string, word: string): number {
  if (isSwapped(typed, word)) return 1;
  const slips = distance(typed, word);
  if (slips === 1 && typed.length === 4 && word.length <= 4) return 2;
  return slips;
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** Shorter words are too like each other. */
export const SHORTEST_MENDED = 4;

const ENDINGS = ['', 'e', 's', 'n', 'en', 'er', 'es', 'em', 'a', 'o', 'as', 'os', 'i', 'al', 'as', 'd', 'is'];

/** What may stand in a message: it is never mended. */
const known = new Set<string>();
const stems = new Set<string>();
/** What a slip of typing is mended to, by language: the vocabulary is every language's. */
const shelves = new Map<Language, WordShelf>();

/** Reads the words that messages may be made of, once, in steps. The lexicons must have been read. */
export function* readSpelling(): Steps<void> {
  const vocabulary = vocabularyWords();
  for (const language of LANGUAGE_NAMES) {
    if (shelves.has(language)) continue;
    const { common, trade, intents, meanings, prices, numbers } = LEXICONS[language];
    const lists = [vocabulary.words, MONEY, common, trade, intents.words, meanings.words, prices.words];
    for (const words of [...lists, numbers.keys()]) {
      for (const word of words) known.add(word);
      yield;
    }
    for (const list of [vocabulary.stems, intents.stems, meanings.stems])
      for (const stem of list) stems.add(stem);
    yield;
    shelves.set(language, yield* shelfOf(language, vocabulary));
  }
}

function* shelfOf(language: Language, vocabulary: ReturnType<typeof vocabularyWords>): Steps<WordShelf> {
  const shelf = new WordShelf();
  const { trade, mendable, meanings, prices } = LEXICONS[language];
  const put = (word: string) => {
    if (word.length >= SHORTEST_MENDED) shelf.add(word);
  };
  for (const words of [trade, meanings.words, prices.words, mendable.words]) {
    for (const word of words) put(word);
    yield;
  }
  for (const word of vocabulary.words) {
    if (mayBeOf(word, language)) put(word);
    yield;
  }
  for (const stem of [...vocabulary.stems.filter((one) => mayBeOf(one, language)), ...meanings.stems]) {
    for (const ending of ENDINGS) put(stem + ending);
    yield;
  }
  for (const stem of mendable.stems) put(stem);
  return shelf;
}

/** The vocabulary does not say whose its words are, the cues of each language do: "June" is no "jaune" in English. */
function mayBeOf(word: string, language: Language): boolean {
  return isSpoken(word, language) || !LANGUAGE_NAMES.some((other) => isSpoken(word, other));
}

/** Whether a word is in the lists as it stands, not by its beginning alone. */
export function isListed(word: string): boolean {
  return known.has(word) || stems.has(word);
}

/** Whether a word needs no mending. */
export function isKnown(word: string): boolean {
  if (known.has(word)) return true;
  for (let length = word.length; length >= 3; length -= 1) {
    if (stems.has(word.slice(0, length))) return true;
  }
  return false;
}

/** The word that was probably meant, or null. */
export function mended(typed: string, language: Language): { word: string; slips: number } | null {
  return shelves.get(language)?.nearest(typed) ?? null;
}

/** "gruen" is "grün", typed where there are no dots. */
export function withoutDigraphs(typed: string): string | null {
  const plain = typed.replace(/(?<=[^aeq])ue|ae|oe/g, (pair) => pair[0] ?? '');
  return plain !== typed && isKnown(plain) ? plain : null;
}

/** "heyyy" is "hey", "soooo" is "so", "coool" is "cool". */
export function withoutDrawl(typed: string): string | null {
  if (!/(.)\1\1/.test(typed)) return null;
  return ['$1', '$1$1'].map((kept) => typed.replace(/(.)\1{2,}/g, kept)).find(isKnown) ?? null;
}
