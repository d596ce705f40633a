import { minorUnitDigits } from '../catalog/index.ts';
import { isRecord } from './json-body.ts';
import { UnmappableError } from './platform.ts';

export type Body = Record<string, unknown>;

/** A member that is a list of objects; anything else in it is left out. */
export function records(value: unknown): Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Text without spaces around it, cut to what we keep; null when there is none. */
export function text(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : cut(trimmed, maxLength);
}

/** Never in the middle of a character beyond U+FFFF. */
function cut(value: string, maxLength: number): string {
  if (value.length <= maxLength) return value;
  const last = value.charCodeAt(maxLength - 1);
  return value.slice(0, last >= 0xd800 && last < 0xdc00 ? maxLength - 1 : maxLength);
}

export function texts(value: unknown, maxLength: number, most: number): string[] {
  if (!Array.isArray(value)) return [];
  const all = value.map((item) => text(item, maxLength)).filter((item) => item !== null);
  return [...new Set(all)].slice(0, most);
}

/** An id as text, whole; null when there is none (0 is how some platforms say so). */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
  return typeof value === 'string' && /^[1-9]\d{0,127}$/.test(value) ? value : null;
}

/** @throws UnmappableError */
export function needId(body: Body, name: string): string {
  return idOf(body[name]) ?? missing(name);
}

/** ms since the epoch of an ISO time with its zone; null when it is none. */
export function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

/** The same of "2026-11-20 16:51:12" or "2026-11-20T16:51:12" that is in UTC without saying so. */
export function utcTimeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/.test(value)) return null;
  const ms = Date.parse(`${value.replace(' ', 'T')}Z`);
  return Number.isFinite(ms) ? ms : null;
}

/** "2026-11-20T16:51:12", as WooCommerce and Magento filter by. */
export function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** A platform's amount ("158.70", 132.25; always with a dot) in minor units, rounded half up. null: there is none. */
export function minorUnits(value: unknown, currency: string): number | null {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return null;
  // Through the decimal text, since 1.005 * 100 is less than 100.5.
  const minor = Math.round(Number(`${amount}e${minorUnitDigits(currency)}`));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** A price of a product, which can't be less than nothing nor more than the catalogue takes. */
export function priceOf(value: unknown, currency: string): number | null {
  const price = minorUnits(value, currency);
  return price === null || price < 0 || price > 1_000_000_000 ? null : price;
}

/** Pieces in stock; a shop that oversells has none. */
export function countOf(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Math.min(10_000_000, Math.max(0, Math.floor(value)));
}

/** An address of a page or picture the catalogue takes. */
export function webAddress(value: unknown): string | null {
  const address = text(value, 2049);
  if (address === null || address.length > 2048) return null;
  const whole = address.startsWith('//') ? `https:${address}` : address;
  return /^https?:\/\//i.test(whole) && URL.canParse(whole) ? whole : null;
}

export function currencyOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : otherwise;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of a piece of HTML, for descriptions. Not a sanitizer: what it gives is shown as text. */
export function plainText(html: unknown, maxLength: number): string | null {
  if (typeof html !== 'string') return null;
  const [before = '', ...rest] = html.slice(0, maxLength * 10).split(/<(?:script|style)\b/i);
  const words = [before, ...rest.map((part) => part.split(/<\/(?:script|style)\s*>/i, 2)[1] ?? '')]
    .join(' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, entity)
    .replace(/\s+/g, ' ');
  return text(words, maxLength);
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isScalar = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isScalar ? String.fromCodePoint(code) : whole;
}

/** @throws UnmappableError always */
export function missing(name: string): never {
  throw new UnmappableError(`${name} is missing`);
}
