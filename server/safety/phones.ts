import { setImmediate as pause } from 'node:timers/promises';
import type { CountryCode } from 'libphonenumber-js';

/** Where a number without a country may be from: the languages we speak. */
const COUNTRIES: readonly CountryCode[] = ['GB', 'US', 'DE', 'FR', 'ES', 'IT', 'AT', 'CH'];
/** A frame's size, as it stands on the temple: lens, bridge, temple. */
const SIZE = /^\d{2}\s?[-–□/ ]\s?\d{2}\s?[-–/ ]\s?\d{3}$/;
const MONEY_BEFORE = /(?:€|\$|£|eur|usd|gbp|chf)\s?$/i;
const MONEY_AFTER = /^\s?(?:€|\$|£|%|mm\b|cm\b|eur|usd|gbp|chf|dollar|pound)/i;

type Find = (text: string, options: { defaultCountry: CountryCode; v2: true }) => Span[];
interface Span {
  startsAt: number;
  endsAt: number;
}

let loading: Promise<Find> | undefined;

/**
 * Where telephone numbers stand in a text, in order and apart; the numbering plans are loaded when a text has enough
 * digits for one.
 */
export async function phonesIn(text: string): Promise<[start: number, end: number][]> {
  if ((text.match(/\d/g)?.length ?? 0) < 7) return [];
  loading ??= import('libphonenumber-js').then(
    ({ findPhoneNumbersInText }) => findPhoneNumbersInText as Find,
  );
  const find = await loading;
  const spans: Span[] = [];
  for (const defaultCountry of COUNTRIES) {
    spans.push(...find(text, { defaultCountry, v2: true }));
    // A thousand digits take a few ms in each country: others get their turn between them.
    await pause();
  }
  const found = spans.filter((span) => isPhone(text, span)).sort((a, b) => a.startsAt - b.startsAt);
  const apart: [number, number][] = [];
  for (const { startsAt, endsAt } of found) {
    const last = apart.at(-1);
    if (last !== undefined && startsAt < last[1]) last[1] = Math.max(last[1], endsAt);
    else apart.push([startsAt, endsAt]);
  }
  return apart;
}

/** Plans of some countries know numbers so short that a price or a size may be one: those begin as numbers do. */
function isPhone(text: string, { startsAt, endsAt }: Span): boolean {
  const found = text.slice(startsAt, endsAt).trim();
  const digits = found.replace(/\D/g, '').length;
  if (digits < 7 || SIZE.test(found)) return false;
  if (MONEY_BEFORE.test(text.slice(0, startsAt)) || MONEY_AFTER.test(text.slice(endsAt))) return false;
  return /^[+(0]/.test(found) || digits >= 9;
}
