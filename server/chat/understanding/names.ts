import { wordsAt } from '../../catalog/index.ts';
import type { Language } from '../../recommend/index.ts';
import { LEXICONS } from './lexicon.ts';
import type { Span } from './prices.ts';
import { isKnown } from './spelling.ts';
import { LONGEST_NAME, type StoreWords } from './store-words.ts';
import { BREAK, isNameLike, type Token } from './tokens.ts';

/** What speaks for a word being the name of a frame, where it is an everyday word or a colour too. */
export interface NameSigns {
  /** The message asks about one frame: its price, its fit, whether it is there. */
  isAboutOne: boolean;
  language: Language;
}

/** Frames and brands of the store that a message names. */
export function namesIn(tokens: readonly Token[], words: StoreWords, signs: NameSigns): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < tokens.length; ) {
    const span = nameAt(tokens, at, words, signs);
    if (span !== null) spans.push(span);
    at = span?.to ?? at + 1;
  }
  return spans;
}

function nameAt(tokens: readonly Token[], at: number, words: StoreWords, signs: NameSigns): Span | null {
  const phrases = phrasesAt(tokens, at);
  for (const { phrase, to } of phrases) {
    const brand = words.brands.get(phrase);
    if (brand !== undefined) return brandSpan(tokens, { from: at, to, phrase, brand }, words);
    const ids = words.names.get(phrase);
    if (ids !== undefined && isMeant(tokens, at, to, words, signs)) return productSpan(at, to, ids);
  }
  return null;
}

/** "Quillmere Slate" is the frame; "something by Quillmere" the brand. */
function brandSpan(
  tokens: readonly Token[],
  { from, to, phrase, brand }: { from: number; to: number; phrase: string; brand: string },
  words: StoreWords,
): Span {
  for (const next of phrasesAt(tokens, to)) {
    const ids = words.names.get(next.phrase)?.filter((id) => (words.brandOf.get(id) ?? '') !== '');
    const own = ids?.filter(
      (id) => words.brands.get(words.brandOf.get(id) ?? '') === words.brands.get(phrase),
    );
    if (own !== undefined && own.length > 0 && tokens[to]?.break === BREAK.none)
      return productSpan(from, next.to, own);
  }
  return { from, to, slots: [{ slot: 'brand', value: brand, negated: false }] };
}

function productSpan(from: number, to: number, ids: readonly string[]): Span {
  return { from, to, slots: ids.map((value) => ({ slot: 'product', value, negated: false })) };
}

/** The words from here on as they were typed, the longest phrase first. */
function phrasesAt(tokens: readonly Token[], at: number): { phrase: string; to: number }[] {
  const phrases: { phrase: string; to: number }[] = [];
  let phrase = '';
  for (let to = at; to < Math.min(tokens.length, at + LONGEST_NAME); to += 1) {
    const token = tokens[to] as Token;
    if (to > at && token.break === BREAK.sentence) break;
    phrase = phrase === '' ? token.word : `${phrase} ${token.word}`;
    phrases.unshift({ phrase, to: to + 1 });
  }
  return phrases;
}

const POLITE = new Set(['please', 'pls', 'bitte', 'svp', 'porfa', 'grazie']);

/** Whether what could be a name is one here. A word that means nothing else always is. */
function isMeant(
  tokens: readonly Token[],
  from: number,
  to: number,
  words: StoreWords,
  signs: NameSigns,
): boolean {
  const token = tokens[from] as Token;
  const isColor = wordsAt([token.word], 0).words.length > 0;
  if (to - from > 1) return true;
  if (!isColor && !isKnown(token.typed)) return true;
  const before = tokens[from - 1];
  const after = tokens[to];
  const { articles, trade } = LEXICONS[signs.language];
  let signsFound = 0;
  if (isNameLike(token) && (!isColor || signs.language !== 'de' || articles.has(before?.word ?? '')))
    signsFound += 2;
  if (/^\p{Lu}/u.test(token.raw) && token.break === BREAK.sentence && after !== undefined) {
    signsFound += articles.has(after.word) ? 2 : 1;
  }
  const isAlone = after === undefined || after.break !== BREAK.none || POLITE.has(after.word);
  if (before !== undefined && articles.has(before.word) && token.break === BREAK.none) {
    signsFound += isAlone && !isColor ? 2 : 1;
  }
  if (words.brands.has(before?.word ?? '')) signsFound += 3;
  if (signs.isAboutOne) signsFound += 1;
  if (before?.word === 'in' || before?.word === 'en') signsFound -= 2;
  if (after !== undefined && after.break === BREAK.none && (trade.has(after.word) || after.word === 'ones'))
    signsFound -= 2;
  return signsFound >= 2;
}
