import { EXIT, Failure } from './failure.ts';

/** A length in mm as typed, with a comma or a point. @throws Failure naming the flag. */
export function millimetres(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text.replace(',', '.'));
  if (Number.isFinite(value) && value > 0) return value;
  throw new Failure(`${flag} takes a length in mm, not "${text}".`, `For example ${flag} 63.5`, EXIT.usage);
}

/** Minor units as a price in the language of the terminal. */
export function price(minor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100);
}
