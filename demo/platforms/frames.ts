import type { ProductInput, Variant } from '../../server/catalog/index.ts';
import { demoCatalogue } from '../frames/catalogue.ts';

/** Where a shop wrote a frame's measures down. Every shop has all of these somewhere. */
export const SIZE_PLACES = ['fields', 'option', 'title', 'tags', 'description', 'nowhere'] as const;
export type SizePlace = (typeof SIZE_PLACES)[number];

/** A frame before a platform gives it its own shape. */
export interface ShopFrame {
  /** 0, 1, 2 …: the same frame for the same number, always. */
  index: number;
  title: string;
  description: string;
  brand: string;
  category: 'Eyeglasses' | 'Sunglasses';
  gender: string;
  shape: string;
  material: string;
  /** mm. */
  lensWidth: number;
  bridge: number;
  temple: number;
  totalWidth: number;
  lensHeight: number;
  /** g. */
  weight: number;
  place: SizePlace;
  colours: readonly ShopColour[];
}

export interface ShopColour {
  name: string;
  /** Minor units. */
  price: number;
  stock: number;
  sku: string;
  /** File name of its picture. */
  picture: string;
}

let known: readonly ProductInput[] | undefined;

/** The frame's size as it is printed on the temple. */
export const sizeMark = ({ lensWidth, bridge, temple }: ShopFrame): string =>
  `${lensWidth}-${bridge}-${temple}`;

/** Frame number `index` of an endless catalogue: the demo's models, then the same again in further editions. */
export function shopFrame(index: number): ShopFrame {
  known ??= demoCatalogue();
  const model = known[index % known.length] as ProductInput;
  const edition = Math.floor(index / known.length);
  const suffix = edition === 0 ? '' : ` No. ${edition + 1}`;
  const { eyewear } = model;
  return {
    index,
    title: `${model.title}${suffix}`,
    description: model.description ?? '',
    brand: model.brand ?? '',
    category: index % 4 === 3 ? 'Sunglasses' : 'Eyeglasses',
    gender: model.gender ?? 'unisex',
    shape: (eyewear.shape ?? 'other').replaceAll('_', ' '),
    material: (eyewear.material ?? 'acetate').replaceAll('_', ' '),
    lensWidth: eyewear.lens_width ?? 50,
    bridge: eyewear.bridge ?? 19,
    temple: eyewear.temple ?? 145,
    totalWidth: eyewear.total_width ?? 138,
    lensHeight: eyewear.lens_height ?? 42,
    weight: eyewear.weight_g ?? 20,
    place: SIZE_PLACES[index % SIZE_PLACES.length] as SizePlace,
    colours: model.variants.map((variant) => colour(variant, suffix)),
  };
}

function colour({ color, price, stock, sku, image_url }: Variant, suffix: string): ShopColour {
  return {
    name: color ?? 'Black',
    price,
    stock: stock ?? 0,
    sku: `${sku ?? ''}${suffix.replace(/\W+/g, '-').toUpperCase()}`,
    picture: (image_url ?? '').split('/').pop() ?? '',
  };
}

/** Frames from one number on. */
export function shopFrames(count: number, from = 0): ShopFrame[] {
  return Array.from({ length: count }, (_, i) => shopFrame(from + i));
}

/** The title as the shop shows it, with the size where this shop writes it there. */
export const titleOf = (frame: ShopFrame): string =>
  frame.place === 'title' ? `${frame.title} ${sizeMark(frame)}` : frame.title;

/** The description as HTML, with the size where this shop writes it there. */
export const htmlOf = (frame: ShopFrame): string =>
  `<p>${frame.description}</p>${frame.place === 'description' ? `<p>Size: ${sizeMark(frame)} mm</p>` : ''}`;

/** Tags, with the measures where this shop tags them. */
export const tagsOf = (frame: ShopFrame): string[] => [
  frame.shape,
  frame.material,
  ...(frame.place === 'tags'
    ? [`lens-width:${frame.lensWidth}`, `bridge:${frame.bridge}`, `temple:${frame.temple}`]
    : []),
];

export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** "149.00" of 14900. */
export const decimal = (minor: number): string => (minor / 100).toFixed(2);
