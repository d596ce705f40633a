import { FRAME_RANGES, type FrameNumber } from './schema.ts';
import { plainWords, type VocabularyKind, valuesIn } from './vocabulary.ts';

/** A value that is there but cannot be read; the message is for the person who wrote the file. */
export class Unreadable extends Error {}

/** Text without markup of its own, or null when nothing is there. */
export function readText(value: unknown, name: string, maxLength: number): string | null {
  if (isAbsent(value)) return null;
  const text = asText(value, name);
  if (text.length > maxLength) throw new Unreadable(`${name} is longer than ${maxLength} characters`);
  return text;
}

/** An address of a page or a picture: absolute with http(s), or a path on the shop's own server. */
export function readUrl(value: unknown, name: string): string | null {
  const text = readText(value, name, 2048);
  if (text === null) return null;
  const fits = text.startsWith('//') || text.startsWith('\\') ? false : text.startsWith('/') || isWeb(text);
  if (!fits) throw new Unreadable(`${name} must be an address that starts with https://, http:// or /`);
  return text;
}

function isWeb(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** A length in mm (or a weight in g) within what a frame can have; "52 mm", "52,5" and 52.5 are all read. */
export function readFrameNumber(value: unknown, name: FrameNumber): number | null {
  if (isAbsent(value)) return null;
  const unit = name === 'weight_g' ? 'g' : 'mm';
  const number =
    typeof value === 'number' ? value : decimal(asShortText(value, name).replace(/\s*(mm|g)\.?$/i, ''));
  if (number === null || !Number.isFinite(number))
    throw new Unreadable(`${name} must be a number of ${unit}`);
  const [low, high] = FRAME_RANGES[name];
  if (number < low || number > high) {
    throw new Unreadable(`${name} is ${shown(number)} ${unit}; frames have ${low} to ${high}`);
  }
  return number;
}

const shown = (number: number) => String(Math.round(number * 100) / 100);

function decimal(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** "52-18-145" or "52□18-145": lens width, bridge, temple. A size of another kind ("M") is null. */
export function readSize(value: unknown): Partial<Record<FrameNumber, number>> | null {
  if (typeof value !== 'string' || value.length > LONGEST_VALUE) return null;
  const match =
    /^\s*(\d{2}(?:[.,]\d)?)\s*[^\d\s.,]?\s*(\d{2})(?:\s*[^\d\s.,]?\s*(\d{2,3}))?\s*(?:mm)?\s*$/.exec(value);
  if (match === null) return null;
  return {
    lens_width: Number(match[1]?.replace(',', '.')),
    bridge: Number(match[2]),
    ...(match[3] === undefined ? {} : { temple: Number(match[3]) }),
  };
}

export interface Money {
  amount: number;
  currency: string | null;
}

/**
 * A price in minor units. A number is minor units already; text is whole units as people write them ("149.00",
 * "1.299,00 EUR", "EUR 149", "149 €"), so that `149` in a table is never taken for 1.49.
 */
export function readMoney(value: unknown, name: string, fallbackCurrency: string | null): Money | null {
  if (isAbsent(value)) return null;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && value >= 0) return { amount: value, currency: null };
    throw new Unreadable(`${name} as a number is in minor units (14900 for 149.00) and not negative`);
  }
  const text = asShortText(value, name);
  const currency = currencyIn(text);
  const units = wholeUnits(text.replace(/^[A-Za-z€$£¥\s]+|[\s']|[A-Za-z€$£¥\s]+$/g, ''));
  if (units === null) throw new Unreadable(`${name} must be a price such as 149.00 or "149.00 EUR"`);
  if (currency === 'unknown')
    throw new Unreadable(`${name} must name its currency as ISO 4217 does, such as EUR`);
  const places = minorUnitDigits(currency ?? fallbackCurrency ?? 'EUR');
  const amount = Math.round(units * 10 ** places);
  if (amount > 1_000_000_000) throw new Unreadable(`${name} is larger than any frame's price`);
  return { amount, currency };
}

const SYMBOLS: Record<string, string> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY' };

/** ISO 4217, as this runtime knows it. */
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

function currencyIn(text: string): string | null {
  const word = /[A-Za-z]{2,}/.exec(text)?.[0].toUpperCase();
  if (word !== undefined) return CURRENCIES.has(word) ? word : word.startsWith('EURO') ? 'EUR' : 'unknown';
  const symbol = /[€£¥]/.exec(text)?.[0];
  return symbol === undefined ? null : (SYMBOLS[symbol] ?? null);
}

/** The last dot or comma is the decimal mark, unless exactly three digits follow it and it is the only kind. */
function wholeUnits(digits: string): number | null {
  if (!/^\d[\d.,]*$/.test(digits)) return null;
  const mark = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (mark < 0) return Number(digits);
  const decimals = digits.length - mark - 1;
  const kinds = new Set(digits.replace(/\d/g, ''));
  const isThousands = decimals === 3 && kinds.size === 1;
  if (isThousands) return Number(digits.replace(/[.,]/g, ''));
  if (decimals > 3) return null;
  return Number(`${digits.slice(0, mark).replace(/[.,]/g, '')}.${digits.slice(mark + 1)}`);
}

/** How many decimals a currency has (ISO 4217, as ECMA-402 gives it): 2 for EUR, 0 for JPY. */
export function minorUnitDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    digits = options.maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}
const digitsOf = new Map<string, number>();

export function readCurrency(value: unknown): string | null {
  const text = readText(value, 'currency', 3)?.toUpperCase() ?? null;
  if (text !== null && !CURRENCIES.has(text)) {
    throw new Unreadable('currency must be an ISO 4217 code such as EUR');
  }
  return text;
}

const YES = new Set([
  'true',
  'yes',
  '1',
  'y',
  'in stock',
  'instock',
  'available',
  'ja',
  'oui',
  'si',
  'backorder',
]);
const NO = new Set([
  'false',
  'no',
  '0',
  'n',
  'out of stock',
  'outofstock',
  'sold out',
  'nein',
  'non',
  'preorder',
]);

/** A yes or no, also as Google's availability. Preorders cannot be had now: no. */
export function readBoolean(value: unknown, name: string): boolean | null {
  if (isAbsent(value)) return null;
  if (typeof value === 'boolean') return value;
  const words = plainWords(asShortText(value, name)).join(' ');
  if (YES.has(words)) return true;
  if (NO.has(words)) return false;
  throw new Unreadable(`${name} must be true or false`);
}

/** A count of pieces. A shop that oversells has less than none: that is none. */
export function readCount(value: unknown, name: string): number | null {
  if (isAbsent(value)) return null;
  const number = typeof value === 'number' ? value : decimal(asShortText(value, name));
  if (number === null || !Number.isInteger(number) || number > 10_000_000) {
    throw new Unreadable(`${name} must be a whole number of pieces`);
  }
  return Math.max(0, number);
}

/** A list, or text with "|" between its parts. */
export function readList(value: unknown, name: string, maxItems: number): string[] {
  if (isAbsent(value)) return [];
  const parts = Array.isArray(value) ? value : asText(value, name).split('|');
  if (parts.some((part) => typeof part !== 'string')) throw new Unreadable(`${name} must be a list of texts`);
  const texts = [...new Set(parts.map((part: string) => part.trim()).filter((part) => part !== ''))];
  if (texts.length > maxItems) throw new Unreadable(`${name} has more than ${maxItems} entries`);
  return texts;
}

/** One value of an axis of the taxonomy, in any of the words it goes by in five languages. */
export function readWord<K extends VocabularyKind>(
  value: unknown,
  kind: K,
  name: string,
  values: readonly string[],
) {
  const text = readText(value, name, 200);
  if (text === null) return null;
  const exact = text.toLowerCase().replace(/[\s-]+/g, '_');
  if (values.includes(exact)) return exact as ReturnType<typeof valuesIn<K>>[number];
  const found = valuesIn(kind, text);
  if (found[0] === undefined) {
    throw new Unreadable(`${name} "${text.slice(0, 40)}" is not one of ${values.join(', ')}`);
  }
  return found[0];
}

/** Numbers count as text, since ids often are; objects and lists do not. */
function asText(value: unknown, name: string): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw new Unreadable(`${name} must be text`);
  return String(value).trim();
}

/** No number, price or yes is longer; what is would cost the patterns that read it too much time. */
const LONGEST_VALUE = 100;

function asShortText(value: unknown, name: string): string {
  const text = asText(value, name);
  if (text.length > LONGEST_VALUE) throw new Unreadable(`${name} is longer than ${LONGEST_VALUE} characters`);
  return text;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
