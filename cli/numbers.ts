import { EXIT, Failure } from './failure.ts';

/** A length in mm as typed, with a comma or a point. @throws Failure naming the flag. */
export function millimetres(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text.replace(',', '.'));
  if (Number.isFinite(value) && value > 0) return value;
  throw new Failure(`${flag} takes a length in mm, not "${text}".`, `For example ${flag} 63.5`, EXIT.usage);
}

/** Minor units as a price; how many make a whole one is the currency's own (ISO 4217, as ECMA-402 gives it). */
export function price(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
