import { Eyewear } from './schema.ts';

/** What a table says of a frame itself: the schema's own names. */
export const EYEWEAR_COLUMNS = Object.keys(Eyewear.properties) as (keyof Eyewear)[];

/** The other columns of a table of products, one row a variant. */
const PRODUCT_COLUMNS = [
  'product_id',
  'title',
  'description',
  'brand',
  'category',
  'url',
  'price',
  'sale_price',
  'currency',
  'in_stock',
  'stock',
  'images',
  'gender',
  'tags',
  'variant_id',
  'image_url',
  'sku',
  'size',
  'product_detail',
] as const;
export type Column = (typeof PRODUCT_COLUMNS)[number] | keyof Eyewear;

/** What other programs call these columns, and how people write them. */
const ALIASES: Record<string, Column> = {
  id: 'product_id',
  item_id: 'product_id',
  handle: 'product_id',
  item_group_id: 'product_id',
  name: 'title',
  product_name: 'title',
  body: 'description',
  vendor: 'brand',
  manufacturer: 'brand',
  product_type: 'category',
  google_product_category: 'category',
  link: 'url',
  product_url: 'url',
  availability: 'in_stock',
  quantity: 'stock',
  inventory: 'stock',
  qty: 'stock',
  additional_image_link: 'images',
  image_link: 'image_url',
  image: 'image_url',
  colour: 'color',
  frame_color: 'color',
  frame_colour: 'color',
  frame_shape: 'shape',
  frame_material: 'material',
  rim_type: 'rim',
  frame_rim: 'rim',
  frame_style: 'rim',
  bridge_style: 'bridge_type',
  eye_size: 'lens_width',
  eyesize: 'lens_width',
  lens: 'lens_width',
  lens_size: 'lens_width',
  dbl: 'bridge',
  bridge_width: 'bridge',
  bridge_size: 'bridge',
  temple_length: 'temple',
  arm_length: 'temple',
  temple_size: 'temple',
  frame_width: 'total_width',
  width: 'total_width',
  front_width: 'total_width',
  height: 'lens_height',
  frame_height: 'lens_height',
  lens_depth: 'lens_height',
  weight: 'weight_g',
  frame_weight: 'weight_g',
  frame_size: 'size',
};

const known = new Set<string>([...PRODUCT_COLUMNS, ...EYEWEAR_COLUMNS]);

/** Our name for a heading such as "Lens width (mm)" or "g:link", or null when it is none of ours. */
export function columnOf(heading: string): Column | null {
  const plain = heading
    .toLowerCase()
    .replace(/^g:/, '')
    .replace(/\((mm|g)\)|\[(mm|g)\]/g, '')
    .trim()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/_mm$/, '');
  if (known.has(plain)) return plain as Column;
  return Object.hasOwn(ALIASES, plain) ? (ALIASES[plain] as Column) : null;
}

/** One row of a table, by our column names; empty cells are absent. */
export interface FlatRow {
  row: number;
  cells: Partial<Record<Column, string>>;
}
