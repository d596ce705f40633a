import { htmlOf, type ShopFrame, shopFrame, sizeMark, slugOf, tagsOf, titleOf } from '../frames.ts';
import { MEDIA_PATH } from '../listen.ts';

/** As `catalogProductRepositoryV1` answers; times are UTC, "2026-11-20 16:44:52". */
export interface MagentoProduct {
  id: number;
  sku: string;
  name: string;
  attribute_set_id: number;
  price: number;
  /** 1 enabled, 2 disabled. */
  status: 1 | 2;
  /** 1 not by itself, 2 in the catalogue, 3 in search, 4 in both. */
  visibility: 1 | 2 | 3 | 4;
  type_id: 'simple' | 'configurable';
  created_at: string;
  updated_at: string;
  weight: number;
  extension_attributes: {
    website_ids: number[];
    category_links: { position: number; category_id: string }[];
    stock_item: {
      item_id: number;
      product_id: number;
      stock_id: number;
      qty: number;
      is_in_stock: boolean;
      manage_stock: boolean;
    };
    configurable_product_options?: {
      id: number;
      attribute_id: string;
      label: string;
      position: number;
      values: { value_index: number }[];
      product_id: number;
    }[];
    configurable_product_links?: number[];
  };
  media_gallery_entries: {
    id: number;
    media_type: 'image';
    label: string;
    position: number;
    disabled: boolean;
    types: string[];
    file: string;
  }[];
  custom_attributes: { attribute_code: string; value: string | string[] }[];
}

export interface MagentoFrame {
  product: MagentoProduct;
  children: MagentoProduct[];
}

export interface MagentoAttribute {
  attribute_id: number;
  attribute_code: string;
  frontend_input: 'select' | 'text' | 'textarea';
  default_frontend_label: string;
  options: { label: string; value: string }[];
}

/** Values of select attributes are ids, which only the attribute's options explain. */
export class Attributes {
  readonly #byCode = new Map<string, MagentoAttribute>();
  #lastOption = 200;

  constructor() {
    const definitions: [string, string, MagentoAttribute['frontend_input']][] = [
      ['color', 'Color', 'select'],
      ['size', 'Size', 'select'],
      ['manufacturer', 'Manufacturer', 'select'],
      ['gender', 'Gender', 'select'],
      ['frame_shape', 'Frame Shape', 'select'],
      ['frame_material', 'Frame Material', 'select'],
      ['lens_width', 'Lens Width', 'text'],
      ['bridge_width', 'Bridge Width', 'text'],
      ['temple_length', 'Temple Length', 'text'],
      ['frame_width', 'Frame Width', 'text'],
      ['lens_height', 'Lens Height', 'text'],
      ['description', 'Description', 'textarea'],
      ['short_description', 'Short Description', 'textarea'],
      ['meta_keyword', 'Meta Keywords', 'textarea'],
      ['url_key', 'URL Key', 'text'],
    ];
    definitions.forEach(([attribute_code, default_frontend_label, frontend_input], i) => {
      const attribute_id = 93 + i;
      this.#byCode.set(attribute_code, {
        attribute_id,
        attribute_code,
        frontend_input,
        default_frontend_label,
        options: frontend_input === 'select' ? [{ label: ' ', value: '' }] : [],
      });
    });
  }

  get(code: string): MagentoAttribute | undefined {
    return this.#byCode.get(code);
  }

  list(): MagentoAttribute[] {
    return [...this.#byCode.values()];
  }

  /** The id that stands for a label, made when it is new. */
  valueOf(code: string, label: string): string {
    const options = this.#byCode.get(code)?.options ?? [];
    const known = options.find((option) => option.label === label);
    if (known !== undefined) return known.value;
    const value = `${++this.#lastOption}`;
    options.push({ label, value });
    return value;
  }
}

const FIRST_ID = 2000;
const IDS_EACH = 20;

/** Frame `index` as a merchant entered it at `at`: a configurable product, and a simple one for each colour. */
export function magentoFrame(index: number, attributes: Attributes, at: string): MagentoFrame {
  const frame = shopFrame(index);
  const id = FIRST_ID + index * IDS_EACH;
  const children = frame.colours.map((_, i) => child(frame, i, id, attributes, at));
  const urlKey = slugOf(frame.title);
  const product: MagentoProduct = {
    id,
    sku: urlKey,
    name: titleOf(frame),
    attribute_set_id: 12,
    price: 0,
    status: 1,
    visibility: 4,
    type_id: 'configurable',
    created_at: at,
    updated_at: at,
    weight: frame.weight / 1000,
    extension_attributes: {
      website_ids: [1],
      category_links: [{ position: 0, category_id: frame.category === 'Sunglasses' ? '24' : '23' }],
      stock_item: stockItem(
        id,
        0,
        frame.colours.some(({ stock }) => stock > 0),
      ),
      configurable_product_options: [
        {
          id: 300 + index,
          attribute_id: `${attributes.get('color')?.attribute_id}`,
          label: 'Color',
          position: 0,
          values: frame.colours.map(({ name }) => ({
            value_index: Number(attributes.valueOf('color', name)),
          })),
          product_id: id,
        },
      ],
      configurable_product_links: children.map((one) => one.id),
    },
    media_gallery_entries: frame.colours.map((colour, i) =>
      picture(colour.picture, frame.title, id * 10 + i, i),
    ),
    custom_attributes: [
      { attribute_code: 'url_key', value: urlKey },
      { attribute_code: 'description', value: htmlOf(frame) },
      { attribute_code: 'image', value: `/${frame.colours[0]?.picture ?? ''}` },
      { attribute_code: 'category_ids', value: [frame.category === 'Sunglasses' ? '24' : '23'] },
      { attribute_code: 'manufacturer', value: attributes.valueOf('manufacturer', frame.brand) },
      { attribute_code: 'gender', value: attributes.valueOf('gender', frame.gender) },
      { attribute_code: 'frame_shape', value: attributes.valueOf('frame_shape', frame.shape) },
      { attribute_code: 'frame_material', value: attributes.valueOf('frame_material', frame.material) },
      { attribute_code: 'meta_keyword', value: tagsOf(frame).join(', ') },
      ...measures(frame, attributes),
    ],
  };
  return { product, children };
}

function measures(frame: ShopFrame, attributes: Attributes): MagentoProduct['custom_attributes'] {
  if (frame.place === 'option')
    return [{ attribute_code: 'size', value: attributes.valueOf('size', sizeMark(frame)) }];
  if (frame.place !== 'fields') return [];
  return Object.entries({
    lens_width: frame.lensWidth,
    bridge_width: frame.bridge,
    temple_length: frame.temple,
    frame_width: frame.totalWidth,
    lens_height: frame.lensHeight,
  }).map(([attribute_code, mm]) => ({ attribute_code, value: `${mm}` }));
}

function child(
  frame: ShopFrame,
  i: number,
  parent: number,
  attributes: Attributes,
  at: string,
): MagentoProduct {
  const colour = frame.colours[i];
  const id = parent + 1 + i;
  const name = colour?.name ?? '';
  return {
    id,
    sku: colour?.sku ?? '',
    name: `${frame.title}-${name}`,
    attribute_set_id: 12,
    price: (colour?.price ?? 0) / 100,
    status: 1,
    visibility: 1,
    type_id: 'simple',
    created_at: at,
    updated_at: at,
    weight: frame.weight / 1000,
    extension_attributes: {
      website_ids: [1],
      category_links: [],
      stock_item: stockItem(id, colour?.stock ?? 0, (colour?.stock ?? 0) > 0),
    },
    media_gallery_entries: [picture(colour?.picture ?? '', frame.title, id * 10, 0)],
    custom_attributes: [
      { attribute_code: 'url_key', value: slugOf(`${frame.title} ${name}`) },
      { attribute_code: 'color', value: attributes.valueOf('color', name) },
      { attribute_code: 'image', value: `/${colour?.picture ?? ''}` },
    ],
  };
}

export const stockItem = (product_id: number, qty: number, is_in_stock: boolean) => ({
  item_id: product_id,
  product_id,
  stock_id: 1,
  qty,
  is_in_stock,
  manage_stock: true,
});

const picture = (file: string, label: string, id: number, position: number) => ({
  id,
  media_type: 'image' as const,
  label,
  position: position + 1,
  disabled: false,
  types: position === 0 ? ['image', 'small_image', 'thumbnail'] : [],
  file: `/${file}`,
});

/** Where `catalog/product` lies: files of the gallery are relative to it. */
export const mediaBase = (url: string): string => `${url}${MEDIA_PATH}`;
