import type { FrameShape, ProductInput, Variant } from '../../server/catalog/index.ts';
import { drawFrame } from './draw-frame.ts';
import type { FinishName } from './finishes.ts';
import {
  ACETATE_COLORS,
  HEIGHTS,
  HOUSES,
  type House,
  KIDS_COLORS,
  METAL_COLORS,
  MODEL_NAMES,
  SHAPE_SHARE,
} from './models.ts';
import { mulberry } from './paints.ts';

const SHAPE_WORDS: Record<FrameShape, string> = {
  rectangle: 'Rectangular',
  square: 'Square',
  round: 'Round',
  oval: 'Oval',
  panto: 'Panto',
  cat_eye: 'Cat-Eye',
  butterfly: 'Butterfly',
  browline: 'Browline',
  aviator: 'Aviator',
  navigator: 'Navigator',
  trapezoid: 'Trapezoid',
  geometric: 'Hexagonal',
  d_frame: 'D-Frame',
  shield: 'Shield',
  other: '',
};

/**
 * The demo shop's frames: the same every time, in canonical form, prices in euro cents.
 * Sizes run from a child's to a wide man's, and a few models are low or out of stock, as in any shop.
 */
export function demoCatalogue(): ProductInput[] {
  const random = mulberry(20250116);
  const shapes = SHAPE_SHARE.flatMap(([shape, share]) => Array<FrameShape>(share).fill(shape));
  return MODEL_NAMES.map((name, i) => {
    const house = HOUSES[i % HOUSES.length] as House;
    const shape = shapes[Math.floor((i * 61.803) % shapes.length)] as FrameShape;
    return model(name, house, shape, i, random);
  });
}

/** The picture behind a demo image's file name (`{product_id}-{variant_id}.svg`), or null. */
export function demoImage(fileName: string, catalogue: readonly ProductInput[]): string | null {
  for (const product of catalogue) {
    if (!fileName.startsWith(`${product.product_id}-`)) continue;
    const variant = product.variants.find((v) => fileName === `${product.product_id}-${v.variant_id}.svg`);
    if (variant !== undefined) return drawFrame(product, variant.color);
  }
  return null;
}

function model(name: string, house: House, shape: FrameShape, i: number, random: () => number): ProductInput {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const metal = isMetal(house, shape, random);
  const material = house.build === 'titanium' ? 'titanium' : metal ? pick(METALS) : 'acetate';
  const rim = rimOf(shape, metal, random);
  const size = sizeOf(house, shape, random);
  const productId = slug(`${house.brand} ${name}`);
  const [low, high] = house.prices;
  const price = (Math.round((low + (high - low) * random() ** 1.2) / 10) * 10 - 1) * 100;
  const colors = pickColors(house, metal, random);
  const soldOut = i % 37 === 5;
  const variants = colors.map((color) => variant(productId, color, price, soldOut, random));
  const first = variants.find((v) => v.in_stock) ?? (variants[0] as Variant);
  return {
    product_id: productId,
    title: `${name} ${SHAPE_WORDS[shape]}`,
    description: describe(name, shape, material, rim),
    brand: house.brand,
    category: house.gender === 'kids' ? 'Glasses > Children' : 'Glasses',
    url: `/demo/products/${productId}`,
    price: Math.min(...variants.map((v) => v.price)),
    currency: 'EUR',
    in_stock: variants.some((v) => v.in_stock),
    stock: variants.reduce((sum, v) => sum + (v.stock ?? 0), 0),
    images: [first, ...variants.filter((v) => v !== first)].map((v) => v.image_url ?? ''),
    gender: house.gender,
    tags: i % 9 === 0 ? ['new'] : [],
    variants,
    eyewear: {
      shape,
      material,
      color: first.color,
      rim,
      bridge_type: metal ? 'pads' : random() < 0.4 ? 'keyhole' : 'saddle',
      ...size,
      weight_g: weight(material, rim, size.total_width),
    },
  };
}

const METALS = ['metal', 'stainless_steel', 'metal'] as const;

function isMetal(house: House, shape: FrameShape, random: () => number): boolean {
  if (shape === 'aviator' || shape === 'navigator') return house.build !== 'acetate';
  if (shape === 'browline' || shape === 'd_frame' || shape === 'trapezoid') return house.build === 'titanium';
  return house.build === 'metal' || house.build === 'titanium' || (house.build === 'both' && random() < 0.4);
}

function rimOf(shape: FrameShape, metal: boolean, random: () => number): 'full' | 'semi' | 'rimless' {
  if (!metal || shape === 'aviator' || shape === 'navigator') return 'full';
  const draw = random();
  return draw < 0.14 ? 'rimless' : draw < 0.3 ? 'semi' : 'full';
}

/** Lens, bridge and temple that add up to the front's width: two lenses, the bridge, and 11 to 16 mm of ends. */
function sizeOf(house: House, shape: FrameShape, random: () => number) {
  const [narrow, wide] = house.widths;
  const total = Math.round(narrow + (wide - narrow) * ((random() + random()) / 2));
  const small = house.gender === 'kids';
  const bridge = Math.round(small ? 14 + random() * 3 : 16 + ((total - 126) / 22) * 3 + random() * 3);
  const ends = 11 + Math.round(random() * 5);
  const lensWidth = Math.round((total - ends - bridge) / 2);
  const [flat, deep] = HEIGHTS[shape];
  return {
    lens_width: lensWidth,
    bridge,
    temple: small ? 120 + Math.round(random() * 3) * 5 : total < 132 ? 140 : total < 142 ? 145 : 150,
    total_width: total,
    lens_height: Math.round(lensWidth * (flat + (deep - flat) * random())),
  };
}

function pickColors(house: House, metal: boolean, random: () => number): FinishName[] {
  const palette = metal ? METAL_COLORS : house.gender === 'kids' ? KIDS_COLORS : ACETATE_COLORS;
  const wanted = 2 + Math.floor(random() * (metal ? 2 : 3));
  const chosen = new Set<FinishName>();
  while (chosen.size < wanted) {
    chosen.add(palette[Math.floor(random() ** 1.5 * palette.length)] as FinishName);
  }
  return [...chosen];
}

function variant(
  productId: string,
  color: FinishName,
  base: number,
  soldOut: boolean,
  random: () => number,
): Variant {
  const id = slug(color);
  const draw = soldOut ? 0 : random();
  const stock = draw < 0.1 ? 0 : draw < 0.2 ? 1 + Math.floor(random() * 2) : 3 + Math.floor(random() * 22);
  const dear = /Tortoise|Fade|Gold/.test(color) ? 1000 : 0;
  return {
    variant_id: id,
    color,
    price: base + dear,
    in_stock: stock > 0,
    stock,
    image_url: `/demo/frames/${productId}-${id}.svg`,
    sku: `${productId}-${id}`.toUpperCase(),
  };
}

/** About what such frames weigh: titanium and rimless light, thick acetate heavy; g. */
function weight(material: string, rim: string, totalWidth: number): number {
  const base = material === 'titanium' ? 12 : material === 'acetate' ? 25 : 17;
  return Math.round((base - (rim === 'full' ? 0 : 4)) * (totalWidth / 138) ** 1.5);
}

function describe(name: string, shape: FrameShape, material: string, rim: string): string {
  const form = SHAPE_WORDS[shape].toLowerCase();
  const stuff = material.replace('_', ' ');
  const made =
    rim === 'full'
      ? `${stuff} front`
      : rim === 'semi'
        ? `half rim in ${stuff}`
        : `rimless build with ${stuff}`;
  return `${name} is ${withArticle(form)} frame with ${withArticle(made)}, drawn true to its measurements.`;
}

function withArticle(words: string): string {
  return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
