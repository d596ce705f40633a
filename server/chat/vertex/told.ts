import type { Product } from '../../catalog/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import { plainForModel } from '../../safety/index.ts';
import { type KnownFrame, moneyIn } from '../grounding/index.ts';
import type { Turn } from '../model.ts';

/** A description is there to choose by: more of it costs tokens and time. */
const LONGEST_DESCRIPTION = 400;
const LONGEST_NAME = 120;

/** What a model is told of a frame: what any page shows, and nothing of how it fits this shopper. */
export function frameFor(turn: Turn, card: Recommendation): Record<string, unknown> {
  const { frame } = card;
  const told = {
    id: card.product_id,
    title: plainForModel(card.title, LONGEST_NAME),
    brand: card.brand === null ? null : plainForModel(card.brand, LONGEST_NAME),
    price: moneyIn(turn.memory.language, card.currency, card.price),
    shape: frame.shape,
    material: frame.material,
    color: frame.color === null ? null : plainForModel(frame.color, LONGEST_NAME),
    lens_width_mm: frame.lens_width,
    bridge_mm: frame.bridge,
    temple_mm: frame.temple,
    total_width_mm: frame.total_width,
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null && value !== ''));
}

/** The same with what only the store's own record says. */
export function detailsFor(turn: Turn, product: Product, card: Recommendation): Record<string, unknown> {
  const colors = [...new Set(product.variants.flatMap(({ color }) => color ?? []))].slice(0, 12);
  return {
    ...frameFor(turn, card),
    in_stock: product.in_stock,
    weight_g: product.eyewear.weight_g ?? undefined,
    rim: product.eyewear.rim ?? undefined,
    colors: colors.map((color) => plainForModel(color, LONGEST_NAME)),
    description:
      product.description === null ? undefined : plainForModel(product.description, LONGEST_DESCRIPTION),
  };
}

/** What may be said of a frame. */
export function knownFrame(card: Recommendation, product?: Product): KnownFrame {
  const { lens_width, bridge, temple, total_width } = card.frame;
  const numbers = [
    lens_width,
    bridge,
    temple,
    total_width,
    product?.eyewear.lens_height,
    product?.eyewear.weight_g,
  ];
  return {
    product_id: card.product_id,
    title: card.title,
    brand: card.brand,
    price: card.price,
    prices: [
      ...new Set([
        card.price,
        ...(product === undefined ? [] : [product.price, ...product.variants.map(({ price }) => price)]),
      ]),
    ],
    in_stock: product?.in_stock ?? null,
    colors: [card.frame.color, ...(product?.variants ?? []).map(({ color }) => color)].filter(
      (color) => color !== null,
    ),
    numbers: numbers.filter((number): number is number => typeof number === 'number'),
  };
}
