import { RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import type { EventType } from '../platform.ts';
import { utcText } from '../reading.ts';

const PRODUCT = 3107;
const CUSTOMER = 512;
const ORDER = 5210;

/** A body as REST v3 represents the resource, with the members that matter. */
export function sampleBody(event: EventType, address: string, now: number): Record<string, unknown> {
  const at = utcText(now);
  const dates = { date_created_gmt: at, date_modified_gmt: at };
  if (event === 'product_deleted') return { id: PRODUCT };
  if (event.startsWith('product_')) {
    return {
      id: PRODUCT,
      name: 'Alder panto',
      permalink: `${address}/product/alder-panto/`,
      ...dates,
      type: 'simple',
      status: 'publish',
      catalog_visibility: 'visible',
      description: '<p>Panto frame of acetate.</p>',
      short_description: '',
      sku: 'ALDER-1',
      price: '129.00',
      manage_stock: true,
      stock_quantity: 7,
      stock_status: 'instock',
      categories: [{ id: 4, name: 'Eyeglasses', slug: 'eyeglasses' }],
      brands: [{ id: 5, name: 'Alder', slug: 'alder' }],
      tags: [{ id: 6, name: 'panto', slug: 'panto' }],
      images: [],
      attributes: [
        { id: 1, name: 'Frame shape', slug: 'pa_frame-shape', variation: false, options: ['Panto'] },
        { id: 0, name: 'Size', slug: 'Size', variation: false, options: ['48-21-145'] },
      ],
      variations: [],
      meta_data: [],
      post_password: '',
    };
  }
  if (event.startsWith('customer_')) return { id: CUSTOMER, ...dates, role: 'customer', meta_data: [] };
  return {
    id: ORDER,
    number: String(ORDER),
    status: event === 'order_completed' ? 'completed' : 'processing',
    currency: 'EUR',
    prices_include_tax: true,
    ...dates,
    discount_total: '0.00',
    total: '133.90',
    customer_id: CUSTOMER,
    meta_data: [{ id: 1, key: SESSION_FIELD, value: 'vs_sample' }],
    line_items: [
      {
        id: 1,
        product_id: PRODUCT,
        variation_id: 0,
        quantity: 1,
        subtotal: '108.40',
        subtotal_tax: '20.60',
        meta_data: [{ id: 1, key: RECOMMENDATION_FIELD, value: 'rec_sample' }],
      },
    ],
  };
}
