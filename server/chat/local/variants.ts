import { type Product, type Variant, valuesIn } from '../../catalog/index.ts';
import type { Recommendation } from '../../recommend/index.ts';

/** The variant of a colour family, in stock rather than not; null where the shop lists none. */
export function offerIn({ variants }: Product, color: string): Variant | null {
  const ofColor = variants.filter((variant) =>
    valuesIn('color', variant.color ?? '').some((each) => each === color),
  );
  return ofColor.find((variant) => variant.in_stock) ?? ofColor[0] ?? null;
}

/** The card of a product with this variant on it. */
export function cardWith(
  card: Recommendation,
  { variant_id, color, price, image_url }: Variant,
): Recommendation {
  const frame = { ...card.frame, color: color ?? card.frame.color };
  return { ...card, variant_id, price, image_url: image_url ?? card.image_url, frame };
}

/** The colours of a product that can be had, as the shop names them. */
export function colorsInStock({ variants, in_stock, eyewear }: Product): string[] {
  const offers = variants.length > 0 ? variants : [{ color: eyewear.color, in_stock }];
  const colors = offers.filter((offer) => offer.in_stock).flatMap(({ color }) => color ?? []);
  return [...new Set(colors)];
}
