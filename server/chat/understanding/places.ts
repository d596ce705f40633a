import type { Language } from '../../recommend/index.ts';
import { LEXICONS } from './lexicon.ts';
import type { Span } from './prices.ts';
import { BREAK, type Token } from './tokens.ts';

/**
 * Bare numbers that count the frames on the screen: "2 please", "1 or 3". A number before a noun of the trade or a unit
 * counts something else.
 * @param taken what prices have been read from
 */
export function placesIn(
  tokens: readonly Token[],
  language: Language,
  shown: number,
  taken: readonly Span[],
): Span[] {
  const { trade, prices } = LEXICONS[language];
  const spans: Span[] = [];
  for (const [at, { number }] of tokens.entries()) {
    if (number === null || !Number.isInteger(number) || number < 1 || number > shown) continue;
    if (taken.some(({ from, to }) => from <= at && at < to)) continue;
    const next = tokens[at + 1];
    const isCount =
      next !== undefined && next.break === BREAK.none && (trade.has(next.word) || isUnit(at + 1));
    if (!isCount)
      spans.push({ from: at, to: at + 1, slots: [{ slot: 'ordinal', value: number, negated: false }] });
  }
  return spans;

  function isUnit(at: number): boolean {
    return prices.at(tokens, at).some(({ value }) => value === 'measure');
  }
}
