import { RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import { utcText } from '../reading.ts';
import type { MAGENTO_EVENTS } from './receive.ts';

const PRODUCT = 1840;
const CUSTOMER = 266;

/** A body as Magento's REST API represents the entity, with the members that matter. */
export function sampleBody(event: (typeof MAGENTO_EVENTS)[number], now: number): Record<string, unknown> {
  const at = utcText(now).replace('T', ' ');
  const dates = { created_at: at, updated_at: at };
  switch (event) {
    case 'product_created':
    case 'product_updated':
      return {
        id: PRODUCT,
        sku: 'ALDER-1',
        name: 'Alder panto 48-21-145',
        price: 129,
        status: 1,
        visibility: 4,
        type_id: 'simple',
        ...dates,
        extension_attributes: {
          website_ids: [1],
          category_links: [],
          stock_item: { product_id: PRODUCT, qty: 7, is_in_stock: true, manage_stock: true },
        },
        media_gallery_entries: [],
        custom_attributes: [
          { attribute_code: 'url_key', value: 'alder-panto' },
          { attribute_code: 'description', value: '<p>Panto frame of acetate.</p>' },
        ],
      };
    case 'product_deleted':
      return { id: PRODUCT, sku: 'ALDER-1' };
    case 'inventory_updated':
      return { product_id: PRODUCT, sku: 'ALDER-1', qty: 3, is_in_stock: true, updated_at: at };
    case 'customer_created':
    case 'customer_updated':
      return { id: CUSTOMER, group_id: 1, store_id: 1, website_id: 1, ...dates, custom_attributes: [] };
    default:
      return {
        entity_id: 940,
        increment_id: '000000940',
        state: event === 'order_completed' ? 'complete' : 'new',
        status: event === 'order_completed' ? 'complete' : 'pending',
        ...dates,
        order_currency_code: 'EUR',
        grand_total: 133.9,
        discount_amount: 0,
        customer_id: CUSTOMER,
        extension_attributes: { [SESSION_FIELD.slice(1)]: 'vs_sample' },
        items: [
          {
            item_id: 1,
            product_id: PRODUCT,
            product_type: 'simple',
            sku: 'ALDER-1',
            qty_ordered: 1,
            price: 108.4,
            price_incl_tax: 129,
            extension_attributes: { [RECOMMENDATION_FIELD.slice(1)]: 'rec_sample' },
          },
        ],
      };
  }
}
