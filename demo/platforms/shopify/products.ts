import { createHash } from 'node:crypto';
import { decimal, htmlOf, type ShopFrame, shopFrame, sizeMark, slugOf, tagsOf, titleOf } from '../frames.ts';
import { MEDIA_PATH } from '../listen.ts';

/** Ids are kept as text: some are above 2^53, as they are in the world. */
export interface ShopifyVariant {
  id: string;
  title: string;
  sku: string;
  barcode: string | null;
  price: string;
  compare_at_price: string | null;
  option1: string | null;
  option2: string | null;
  option3: string | null;
  inventory_item_id: string;
  inventory_quantity: number;
  inventory_policy: 'deny' | 'continue';
  image_id: string | null;
  created_at: string;
  updated_at: string;
}

export interface ShopifyImage {
  id: string;
  alt: string | null;
  src: string;
  width: number;
  height: number;
  variant_ids: string[];
}

export interface ShopifyMetafield {
  namespace: string;
  key: string;
  type: string;
  value: string;
  /** Entries it refers to, by what they are called. */
  references?: readonly { type: string; handle: string; label: string }[];
}

/** A product as the Admin API's REST resource describes it, with its metafields. Times are UTC. */
export interface ShopifyProduct {
  id: string;
  title: string;
  handle: string;
  body_html: string;
  vendor: string;
  product_type: string;
  status: 'active' | 'archived' | 'draft';
  /** Separated by commas. */
  tags: string;
  published_at: string | null;
  created_at: string;
  updated_at: string;
  options: { id: string; name: string; values: string[] }[];
  variants: ShopifyVariant[];
  images: ShopifyImage[];
  category: { id: string; name: string; full_name: string } | null;
  metafields: ShopifyMetafield[];
}

/** Taxonomy of 2026: Apparel > Sunglasses, Health > Vision care > Eyeglasses. github.com/Shopify/product-taxonomy */
const CATEGORIES = {
  Eyeglasses: {
    id: 'gid://shopify/TaxonomyCategory/hb-3-19-4',
    name: 'Eyeglasses',
    full_name: 'Health & Beauty > Personal Care > Vision Care > Eyeglasses',
  },
  Sunglasses: {
    id: 'gid://shopify/TaxonomyCategory/aa-2-27',
    name: 'Sunglasses',
    full_name: 'Apparel & Accessories > Clothing Accessories > Sunglasses',
  },
} as const;

/** shopify.dev's own samples hold ids above 2^53; every seventh product here has one. */
const idAt = (base: bigint, index: number) =>
  `${(index % 7 === 6 ? 788_032_119_000_000_000n : base) + BigInt(index) * 100n}`;

/** Frame `index` as a merchant entered it at `at` (UTC). */
export function shopifyProduct(index: number, url: string, at: string): ShopifyProduct {
  const frame = shopFrame(index);
  const id = idAt(8_123_400_000_000n, index);
  const hasSizeOption = frame.place === 'option';
  const images = frame.colours.map(({ picture, name }, i) => ({
    id: `${39_220_000_000_000 + index * 100 + i}`,
    alt: `${frame.title} in ${name}`,
    src: `${url}${MEDIA_PATH}${picture}`,
    width: 1200,
    height: 600,
    variant_ids: [`${BigInt(id) * 10n + BigInt(i)}`],
  }));
  return {
    id,
    title: titleOf(frame),
    handle: slugOf(frame.title),
    body_html: htmlOf(frame),
    vendor: frame.brand,
    product_type: frame.category,
    status: 'active',
    tags: tagsOf(frame).join(', '),
    published_at: at,
    created_at: at,
    updated_at: at,
    options: [
      {
        id: `${10_550_000_000_000 + index * 10}`,
        name: 'Frame color',
        values: frame.colours.map(({ name }) => name),
      },
      ...(hasSizeOption
        ? [{ id: `${10_550_000_000_001 + index * 10}`, name: 'Size', values: [sizeMark(frame)] }]
        : []),
    ],
    variants: frame.colours.map((colour, i) => ({
      id: `${BigInt(id) * 10n + BigInt(i)}`,
      title: hasSizeOption ? `${colour.name} / ${sizeMark(frame)}` : colour.name,
      sku: colour.sku,
      barcode: null,
      price: decimal(colour.price),
      compare_at_price: index % 5 === 0 ? decimal(colour.price + 2000) : null,
      option1: colour.name,
      option2: hasSizeOption ? sizeMark(frame) : null,
      option3: null,
      inventory_item_id: `${46_220_000_000_000 + index * 100 + i}`,
      inventory_quantity: colour.stock,
      inventory_policy: 'deny',
      image_id: images[i]?.id ?? null,
      created_at: at,
      updated_at: at,
    })),
    images,
    category: CATEGORIES[frame.category],
    metafields: [...taxonomyFields(frame), ...(frame.place === 'fields' ? measureFields(frame) : [])],
  };
}

/** What the taxonomy's attributes become on a product: metafields that refer to entries. */
function taxonomyFields(frame: ShopFrame): ShopifyMetafield[] {
  const gender = { men: 'male', women: 'female' }[frame.gender] ?? 'unisex';
  return [
    reference('eyewear-frame-design', frame.shape),
    reference('eyewear-frame-material', frame.material),
    reference('target-gender', gender),
  ];
}

function reference(key: string, label: string): ShopifyMetafield {
  const handle = slugOf(label);
  return {
    namespace: 'shopify',
    key,
    type: 'list.metaobject_reference',
    value: JSON.stringify([metaobjectId({ type: `shopify--${key}`, handle })]),
    references: [{ type: `shopify--${key}`, handle, label: label[0]?.toUpperCase() + label.slice(1) }],
  };
}

/** The same number for the same entry, always. */
export function metaobjectId({ type, handle }: { type: string; handle: string }): string {
  const digest = createHash('sha256').update(`${type}/${handle}`).digest();
  return `gid://shopify/Metaobject/${100_000_000_000 + digest.readUIntBE(0, 5)}`;
}

/** Measures as merchants define them themselves: no taxonomy has any. */
function measureFields(frame: ShopFrame): ShopifyMetafield[] {
  const whole = (key: string, value: number): ShopifyMetafield => ({
    namespace: 'custom',
    key,
    type: 'number_integer',
    value: `${value}`,
  });
  return [
    whole('lens_width', frame.lensWidth),
    whole('bridge_width', frame.bridge),
    whole('temple_length', frame.temple),
    {
      namespace: 'custom',
      key: 'frame_width',
      type: 'dimension',
      value: JSON.stringify({ value: frame.totalWidth, unit: 'mm' }),
    },
    whole('lens_height', frame.lensHeight),
  ];
}
