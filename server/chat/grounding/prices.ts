import { minorUnitDigits } from '../../catalog/index.ts';

/** Signs for money and ISO 4217, which stand on either side of a number, and its words, which follow it. */
const SIGN =
  '€|\\$|£|¥|₹|zł|(?<!\\p{L})(?:chf|eur|usd|gbp|cad|aud|nzd|jpy|sek|dkk|nok|pln|czk|huf)(?!\\p{L})';
const MONEY = `${SIGN}|(?<!\\p{L})(?:euros?|dollars?|pounds?|bucks|quid|d[oó]lar(?:es)?|dollari|dollaro|sterline?|franken|francs?|franchi|francos?|kronen|cents?|centimes?|c[eé]ntimos?|centesimi|yen|yuan|rupees)(?!\\p{L})`;
const AMOUNT = "\\d{1,3}(?:[.,'’\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?";
const PRICE = new RegExp(
  `(?:${SIGN})[\\s\\u00a0\\u202f]?(${AMOUNT})(?:[.,][-–—])?|(${AMOUNT})(?:[.,][-–—])?[\\s\\u00a0\\u202f]?(?:${MONEY})(?!\\s?\\d)`,
  'giu',
);
const ANY_MONEY = new RegExp(MONEY, 'iu');
/** A number that a word makes a price, without a currency: "it costs 129". */
const COSTS = new RegExp(
  `((?<![\\p{L}])(?:costs?|costing|pric(?:e[ds]?|ing)|pay|only|just|kost(?:et|en)|preis\\p{L}*|zahl\\p{L}*|nur|für|co[ûu]t\\p{L}*|prix|seulement|paie[zs]?|cuestan?|precios?|solo|sólo|vale[n]?|por|costa(?:no)?|prezz[oi]|paga\\p{L}*|per)(?![\\p{L}])[^\\d.!?]{0,12}?)(${AMOUNT})(?![\\d.,]*\\s?(?:mm|g|gr|cm|%|°))(?![\\p{L}\\d])`,
  'giu',
);

const WEAK = /^(?:only|just|nur|für|seulement|solo|sólo|por|per)(?!\p{L})/iu;

export interface Price {
  start: number;
  end: number;
  /** Minor units; every way to read it ("1.299" is a thousand in one place and one in another). */
  values: readonly number[];
}

/** Every sum of money in a text, in order. */
export function pricesIn(text: string, currency: string): Price[] {
  const digits = minorUnitDigits(currency);
  const prices = [...text.matchAll(PRICE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    values: amountsOf(match[1] ?? match[2] ?? '', digits),
  }));
  for (const match of text.matchAll(COSTS)) {
    const start = match.index + (match[1]?.length ?? 0);
    const end = match.index + match[0].length;
    if (prices.some((price) => price.start < end && start < price.end)) continue;
    // "only three frames", "for two": small numbers count things there.
    if (WEAK.test(match[1] ?? '') && Number(match[2]) <= 12) continue;
    prices.push({ start, end, values: amountsOf(match[2] ?? '', digits) });
  }
  return prices.sort((a, b) => a.start - b.start);
}

/** Whether money is spoken of, also in words ("twenty euros"). */
export const speaksOfMoney = (text: string): boolean => ANY_MONEY.test(text);

function amountsOf(text: string, digits: number): number[] {
  const plain = text.replace(/['’\u00a0\u202f ]/g, '');
  const scale = 10 ** digits;
  const cut = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const after = cut < 0 ? 0 : plain.length - cut - 1;
  const whole = Number(plain.replace(/[.,]/g, ''));
  if (after === 0 || after === 3) return [Math.round(whole * scale)];
  return [Math.round((whole / 10 ** after) * scale)];
}

const formats = new Map<string, Intl.NumberFormat>();

/** As the language writes it; whole sums without their zeros. @param minor in minor units */
export function moneyIn(language: string, currency: string, minor: number): string {
  const key = `${language} ${currency}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  formats.set(key, format);
  return format.format(minor / 10 ** minorUnitDigits(currency));
}
