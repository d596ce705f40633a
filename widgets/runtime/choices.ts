import type { Wishes } from './api.ts';

/** The catalogue's values we offer as chips; the rest of its vocabulary is reached by typing. */
export const CHOICES = {
  shape: ['round', 'oval', 'panto', 'square', 'rectangle', 'cat_eye', 'aviator', 'browline', 'geometric'],
  color: ['black', 'tortoise', 'brown', 'gold', 'silver', 'clear', 'blue', 'green', 'red'],
  material: ['acetate', 'metal', 'titanium', 'stainless_steel', 'wood'],
} as const;

export type Axis = keyof typeof CHOICES;
export const AXES = Object.keys(CHOICES) as readonly Axis[];

export interface PriceRange {
  readonly id: string;
  readonly min_price?: number;
  readonly max_price?: number;
}

/** Three price ranges in minor units, from the two prices that part them. */
export function priceRanges(currency: string): readonly PriceRange[] {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const minor = 10 ** (digits.maximumFractionDigits ?? 2);
  // A currency without small coins counts in hundreds where others count in ones.
  const unit = minor === 1 ? 100 : minor;
  const [low, high] = [90 * unit, 160 * unit];
  return [
    { id: 'low', max_price: low },
    { id: 'middle', min_price: low, max_price: high },
    { id: 'high', min_price: high },
  ];
}

/** The same wishes with one axis changed; null leaves it open. */
export function withChoice(wishes: Wishes, axis: Axis, value: string | null): Wishes {
  const { [axis]: _, ...rest } = wishes;
  return value === null ? rest : { ...rest, [axis]: value };
}

export function withPrice(wishes: Wishes, range: PriceRange | null): Wishes {
  const { min_price: _min, max_price: _max, ...rest } = wishes;
  if (range === null) return rest;
  const { id: _id, ...limits } = range;
  return { ...rest, ...limits };
}

/** The range these wishes name, or null. */
export function priceOf(wishes: Wishes, ranges: readonly PriceRange[]): PriceRange | null {
  return ranges.find((r) => r.min_price === wishes.min_price && r.max_price === wishes.max_price) ?? null;
}

export const hasFilters = (wishes: Wishes) =>
  AXES.some((axis) => wishes[axis] !== undefined) ||
  wishes.min_price !== undefined ||
  wishes.max_price !== undefined;

/** Without the chips' filters; what was said about size or in words stays. */
export function withoutFilters(wishes: Wishes): Wishes {
  return AXES.reduce((rest, axis) => withChoice(rest, axis, null), withPrice(wishes, null));
}
