import type { ShownFrame } from '../model.ts';
import type { Change } from '../understanding.ts';
import type { Size, Wishes } from '../wishes.ts';

/**
 * The wishes for others than those shown. Cheaper is cheaper than the one that is pointed at, else than the middle one
 * of those shown: they lie in no order of price, and below the cheapest of them there is often nothing. Dearer alike.
 */
export function changed(
  wishes: Wishes,
  change: Change,
  shown: readonly ShownFrame[],
  pointed: string | null,
): Wishes {
  const meant = shown.filter(({ product_id }) => product_id === pointed);
  const prices = (meant.length > 0 ? meant : shown).map(({ price }) => price);
  switch (change) {
    case 'cheaper':
      return prices.length === 0 ? wishes : below(wishes, middle(prices, Math.ceil));
    case 'dearer':
      return prices.length === 0 ? wishes : above(wishes, middle(prices, Math.floor));
    case 'smaller':
      return { ...wishes, size: { want: [nextSize(wishes, SMALLER)], avoid: [] } };
    case 'larger':
      return { ...wishes, size: { want: [nextSize(wishes, LARGER)], avoid: [] } };
    case 'lighter':
      return { ...wishes, light: true };
    case 'more':
    case 'different':
    case 'start_over':
      return wishes;
  }
}

/** The median; of two in the middle the one that leaves the other to be found. */
function middle(prices: readonly number[], round: (at: number) => number): number {
  const sorted = [...prices].sort((a, b) => a - b);
  return sorted[round((sorted.length - 1) / 2)] ?? 0;
}

const SMALLER: Record<Size, Size> = { wide: 'medium', medium: 'narrow', narrow: 'narrow' };
const LARGER: Record<Size, Size> = { narrow: 'medium', medium: 'wide', wide: 'wide' };

/** Frames are of medium width where nobody has said otherwise. */
function nextSize({ size }: Wishes, next: Record<Size, Size>): Size {
  return next[size.want[0] ?? 'medium'];
}

/** Nothing is cheaper than free: then the wish stands at 0 and finds nothing. */
function below(wishes: Wishes, price: number): Wishes {
  const max_price = Math.max(0, price - 1);
  const keepsLow = wishes.min_price !== null && wishes.min_price <= max_price;
  return { ...wishes, max_price, min_price: keepsLow ? wishes.min_price : null };
}

function above(wishes: Wishes, price: number): Wishes {
  const min_price = price + 1;
  const keepsHigh = wishes.max_price !== null && wishes.max_price >= min_price;
  return { ...wishes, min_price, max_price: keepsHigh ? wishes.max_price : null };
}
