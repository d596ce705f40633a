import {
  decimal,
  htmlOf,
  type ShopColour,
  type ShopFrame,
  shopFrame,
  sizeMark,
  slugOf,
  tagsOf,
  titleOf,
} from '../frames.ts';
import { MEDIA_PATH } from '../listen.ts';

export interface WooTerm {
  id: number;
  name: string;
  slug: string;
}

export interface WooImage {
  id: number;
  src: string;
  name: string;
  alt: string;
}

export interface WooMeta {
  id: number;
  key: string;
  value: unknown;
}

/** Both products and variations have these. Times are UTC, to the second, without a zone. */
interface Sold {
  id: number;
  name: string;
  permalink: string;
  date_created_gmt: string;
  date_modified_gmt: string;
  status: 'publish' | 'draft' | 'pending' | 'private';
  description: string;
  sku: string;
  global_unique_id: string;
  price: string;
  regular_price: string;
  sale_price: string;
  on_sale: boolean;
  manage_stock: boolean;
  stock_quantity: number | null;
  stock_status: 'instock' | 'outofstock' | 'onbackorder';
  weight: string;
  meta_data: WooMeta[];
}

export interface WooProduct extends Sold {
  slug: string;
  type: 'simple' | 'variable';
  catalog_visibility: 'visible' | 'catalog' | 'search' | 'hidden';
  short_description: string;
  parent_id: number;
  categories: WooTerm[];
  brands: WooTerm[];
  tags: WooTerm[];
  images: WooImage[];
  attributes: {
    id: number;
    name: string;
    slug: string;
    position: number;
    visible: boolean;
    variation: boolean;
    options: string[];
  }[];
  /** Ids only. */
  variations: number[];
  menu_order: number;
}

export interface WooVariation extends Sold {
  type: 'variation';
  parent_id: number;
  image: WooImage | null;
  attributes: { id: number; name: string; slug: string; option: string }[];
  menu_order: number;
}

export interface WooFrame {
  product: WooProduct;
  variations: WooVariation[];
}

const FIRST_ID = 1000;
/** A product and its variations lie together in the table of posts. */
const IDS_EACH = 20;

/** Frame `index` as a merchant entered it at `at`. */
export function wooFrame(index: number, url: string, at: string): WooFrame {
  const frame = shopFrame(index);
  const id = FIRST_ID + index * IDS_EACH;
  const slug = slugOf(frame.title);
  const shared = {
    permalink: `${url}/product/${slug}/`,
    date_created_gmt: at,
    date_modified_gmt: at,
    status: 'publish' as const,
    global_unique_id: '',
    sale_price: '',
    on_sale: false,
    weight: `${(frame.weight / 1000).toFixed(3)}`,
  };
  const images = frame.colours.map((colour, i) => image(colour, frame, id * 10 + i, url));
  const variations = frame.colours.map(
    (colour, i): WooVariation => ({
      ...shared,
      id: id + 1 + i,
      name: colour.name,
      type: 'variation',
      parent_id: id,
      description: '',
      sku: colour.sku,
      price: decimal(colour.price),
      regular_price: decimal(colour.price),
      ...stockOf(colour.stock),
      image: images[i] ?? null,
      attributes: [
        { id: 3, name: 'Frame color', slug: 'pa_frame-color', option: colour.name },
        ...(frame.place === 'option' ? [{ id: 0, name: 'Size', slug: 'Size', option: sizeMark(frame) }] : []),
      ],
      menu_order: i,
      meta_data: [],
    }),
  );
  const lowest = Math.min(...frame.colours.map(({ price }) => price));
  const product: WooProduct = {
    ...shared,
    id,
    name: titleOf(frame),
    slug,
    type: 'variable',
    catalog_visibility: 'visible',
    description: htmlOf(frame),
    short_description: `<p>${frame.shape} frame by ${frame.brand}.</p>\n`,
    sku: `${frame.colours[0]?.sku ?? slug}-P`,
    price: decimal(lowest),
    regular_price: '',
    manage_stock: false,
    stock_quantity: null,
    stock_status: frame.colours.some(({ stock }) => stock > 0) ? 'instock' : 'outofstock',
    parent_id: 0,
    categories: [
      { id: frame.category === 'Sunglasses' ? 24 : 23, name: frame.category, slug: slugOf(frame.category) },
    ],
    brands: [{ id: 50 + frame.brand.length, name: frame.brand, slug: slugOf(frame.brand) }],
    tags: tagsOf(frame).map((name, i) => ({ id: 70 + i, name, slug: slugOf(name) })),
    images,
    attributes: attributes(frame),
    variations: variations.map((variation) => variation.id),
    menu_order: 0,
    meta_data:
      frame.place === 'fields'
        ? [{ id: id * 10 + 9, key: '_frame_width_mm', value: `${frame.totalWidth}` }]
        : [],
  };
  return { product, variations };
}

export const stockOf = (stock: number) => ({
  manage_stock: true,
  stock_quantity: stock,
  stock_status: stock > 0 ? ('instock' as const) : ('outofstock' as const),
});

function image(colour: ShopColour, frame: ShopFrame, id: number, url: string): WooImage {
  return {
    id,
    src: `${url}${MEDIA_PATH}${colour.picture}`,
    name: colour.picture.replace(/\.\w+$/, ''),
    alt: `${frame.title} in ${colour.name}`,
  };
}

function attributes(frame: ShopFrame): WooProduct['attributes'] {
  const attribute = (name: string, options: string[], isGlobal = false, variation = false) => ({
    id: isGlobal ? name.length : 0,
    name,
    slug: isGlobal ? `pa_${slugOf(name)}` : name,
    visible: true,
    variation,
    options,
  });
  const measures =
    frame.place === 'fields'
      ? [
          attribute('Lens width (mm)', [`${frame.lensWidth}`]),
          attribute('Bridge (mm)', [`${frame.bridge}`]),
          attribute('Temple (mm)', [`${frame.temple}`]),
        ]
      : frame.place === 'option'
        ? [attribute('Size', [sizeMark(frame)], false, true)]
        : [];
  return [
    attribute(
      'Frame color',
      frame.colours.map(({ name }) => name),
      true,
      true,
    ),
    attribute('Frame shape', [frame.shape], true),
    attribute('Material', [frame.material], true),
    attribute('Gender', [frame.gender], true),
    ...measures,
  ].map((one, position) => ({ ...one, position }));
}
