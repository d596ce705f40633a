import type { Language } from '../../recommend/index.ts';
import type { Slot } from '../understanding.ts';
import { LANGUAGE_NAMES, LEXICONS, MONEY, type PriceRole } from './lexicon.ts';
import { BREAK, type Token } from './tokens.ts';

/** Slots read from tokens `from` up to, not including, `to`. */
export interface Span {
  from: number;
  to: number;
  slots: readonly Slot[];
}

/** A number of a message, with its sign or word of money where it has one. */
interface Amount {
  from: number;
  to: number;
  value: number;
  isMoney: boolean;
}

/** Where phrases of the prices' grammar stand, by where they end and where they start. */
interface Grammar {
  before(role: PriceRole, at: number): number | null;
  after(role: PriceRole, at: number): number | null;
}

/** Lower numbers count things. */
const LOWEST_PRICE = 10;

/** Bounds on the price: "under 120", "zwischen 100 und 200", "about 150", "1.200,50 € max". */
export function pricesIn(tokens: readonly Token[], language: Language, isAwaited: boolean): Span[] {
  const grammar = grammarOf(tokens, language);
  const amounts = amountsIn(tokens, language);
  const spans: Span[] = [];
  for (let i = 0; i < amounts.length; i += 1) {
    const amount = amounts[i] as Amount;
    const range = rangeOf(amount, amounts[i + 1], tokens, grammar);
    const span = range ?? boundOf(amount, grammar) ?? bareOf(amount, tokens, isAwaited);
    if (span === null) continue;
    spans.push(span);
    if (range !== null) i += 1;
  }
  return spans;
}

function grammarOf(tokens: readonly Token[], language: Language): Grammar {
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const spoken of [language, ...LANGUAGE_NAMES.filter((other) => other !== language)]) {
    for (const { from, to, value } of LEXICONS[spoken].prices.in(tokens)) {
      const [start, end] = [`${value} ${from}`, `${value} ${to}`];
      starts.set(start, Math.max(starts.get(start) ?? to, to));
      ends.set(end, Math.min(ends.get(end) ?? from, from));
    }
  }
  return {
    before: (role, at) => ends.get(`${role} ${at}`) ?? null,
    after: (role, at) =>
      tokens[at]?.break === BREAK.sentence ? null : (starts.get(`${role} ${at}`) ?? null),
  };
}

function amountsIn(tokens: readonly Token[], language: Language): Amount[] {
  const amounts: Amount[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const spelled = spelledNumber(tokens, at, language);
    const value = tokens[at]?.number ?? spelled?.value ?? null;
    if (value === null || value < LOWEST_PRICE) continue;
    const end = spelled?.to ?? at + 1;
    const hasSign = MONEY.has(tokens[at - 1]?.word ?? '');
    const hasWord = MONEY.has(tokens[end]?.word ?? '') && tokens[end]?.break !== BREAK.sentence;
    amounts.push({
      from: hasSign ? at - 1 : at,
      to: hasWord ? end + 1 : end,
      value,
      isMoney: hasSign || hasWord,
    });
    at = end - 1;
  }
  return amounts;
}

/** "two hundred", "hundertfünfzig", "cent cinquante": the words of a number, multiplied and added. */
function spelledNumber(tokens: readonly Token[], at: number, language: Language) {
  const { numbers } = LEXICONS[language];
  let [sum, last, to] = [0, 0, at];
  for (; to < tokens.length && to < at + 5; to += 1) {
    const part = numbers.get(tokens[to]?.word ?? '');
    if (part === undefined || (to > at && tokens[to]?.break !== BREAK.none)) break;
    if (part >= 100 && last > 0 && last < 20) sum += last * part - last;
    else sum += part;
    last = part;
  }
  return sum >= LOWEST_PRICE ? { value: sum, to } : null;
}

/** "between 100 and 200", "100-200 €", "von 80 bis 120". */
function rangeOf(
  low: Amount,
  high: Amount | undefined,
  tokens: readonly Token[],
  grammar: Grammar,
): Span | null {
  if (high === undefined) return null;
  const isDash = high.from === low.to + 1 && tokens[low.to]?.word === '-';
  const isJoined = grammar.after('to', low.to) === high.from;
  if (!isDash && !isJoined) return null;
  const from = grammar.before('between', low.from);
  const isSize = isDash && (tokens[high.to]?.word === '-' || tokens[low.from - 1]?.word === '-');
  const isPrice = from !== null || low.isMoney || high.isMoney || (isDash && high.value >= 60);
  if (!isPrice || isSize || isMeasured(high, grammar)) return null;
  const [min, max] = [Math.min(low.value, high.value), Math.max(low.value, high.value)];
  return { from: from ?? low.from, to: high.to, slots: [bound('min_price', min), bound('max_price', max)] };
}

function boundOf(amount: Amount, grammar: Grammar): Span | null {
  if (isMeasured(amount, grammar)) return null;
  const { from, to, value } = amount;
  const about = grammar.before('about', from);
  const start = about ?? from;
  for (const [before, after, name] of [
    ['at_most', 'or_less', 'max_price'],
    ['at_least', 'or_more', 'min_price'],
  ] as const) {
    const begin = grammar.before(before, start);
    if (begin !== null) return { from: begin, to, slots: [bound(name, value)] };
    const end = grammar.after(after, to);
    if (end !== null) return { from: start, to: end, slots: [bound(name, value)] };
  }
  // "About 150" says what somebody is ready to pay.
  return about === null ? null : { from: about, to, slots: [bound('max_price', value)] };
}

/** "150 €" is what somebody is ready to pay; a bare number is a price only where one was asked for. */
function bareOf(amount: Amount, tokens: readonly Token[], isAwaited: boolean): Span | null {
  const isAnswer = isAwaited && tokens.length <= 4;
  return amount.isMoney || isAnswer
    ? { from: amount.from, to: amount.to, slots: [bound('max_price', amount.value)] }
    : null;
}

function isMeasured(amount: Amount, grammar: Grammar): boolean {
  return !amount.isMoney && grammar.after('measure', amount.to) !== null;
}

function bound(slot: 'min_price' | 'max_price', value: number): Slot {
  return { slot, value, negated: false };
}
