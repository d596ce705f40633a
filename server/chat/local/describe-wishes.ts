import { CHOICES, type ChoiceName, type Wishes } from '../wishes.ts';
import type { Speech } from './speech.ts';

/** One wish of several: what can be named, and left out. */
export interface WishPart {
  axis: ChoiceName | 'price' | 'light';
  side: 'want' | 'avoid';
}

/** The wishes that are set, in the order in which they are told. */
export function partsOf(wishes: Wishes): WishPart[] {
  const chosen = (side: 'want' | 'avoid') =>
    CHOICES.filter((axis) => wishes[axis][side].length > 0).map((axis): WishPart => ({ axis, side }));
  const hasPrice = wishes.min_price !== null || wishes.max_price !== null;
  return [
    ...chosen('want'),
    ...(wishes.light ? [{ axis: 'light', side: 'want' } as const] : []),
    ...(hasPrice ? [{ axis: 'price', side: 'want' } as const] : []),
    ...chosen('avoid'),
  ];
}

/** The wishes without these parts. */
export function withoutParts(wishes: Wishes, parts: readonly WishPart[]): Wishes {
  const left = structuredClone(wishes);
  for (const { axis, side } of parts) {
    if (axis === 'price') Object.assign(left, { min_price: null, max_price: null });
    else if (axis === 'light') left.light = false;
    else left[axis][side] = [];
  }
  return left;
}

/** "round, black or blue, up to €120, no acetate" */
export function inWords(parts: readonly WishPart[], wishes: Wishes, speech: Speech): string {
  return parts.map((part) => partInWords(part, wishes, speech)).join(', ');
}

function partInWords({ axis, side }: WishPart, wishes: Wishes, speech: Speech): string {
  const { not, without, light } = speech.words.wishes;
  if (axis === 'light') return light;
  if (axis === 'price') return priceInWords(wishes, speech);
  const values = speech.any(valuesInWords(axis, wishes[axis][side], speech));
  if (side === 'want') return values;
  const isNoun = axis === 'material' || axis === 'brand';
  return (isNoun ? without : not).replace('{value}', () => values);
}

function priceInWords({ min_price: low, max_price: high }: Wishes, speech: Speech): string {
  const { up_to, under, from, between } = speech.words.wishes;
  // "Cheaper than 99" leaves 98.99, which nobody says.
  const below = high !== null && speech.price(high + 1).length < speech.price(high).length ? high + 1 : null;
  const template =
    low !== null && high !== null ? between : low !== null ? from : below === null ? up_to : under;
  const bounds: Record<string, number> = { low: low ?? 0, high: high ?? 0, price: below ?? high ?? low ?? 0 };
  return template.replace(/\{(\w+)\}/g, (_, name: string) => speech.price(bounds[name] ?? 0));
}

/** Values of one axis as a language names them; brands name themselves. */
export function valuesInWords(
  axis: ChoiceName,
  values: readonly string[],
  { words, nouns }: Speech,
): string[] {
  const tables: Record<ChoiceName, Readonly<Record<string, string>>> = {
    shape: nouns.shapes,
    color: words.colors,
    material: nouns.materials,
    rim: nouns.rims,
    size: words.sizes,
    brand: {},
    gender: words.genders,
    occasion: words.occasions,
    lens_type: words.lens_types,
  };
  return values.map((value) => tables[axis][value] ?? value);
}
