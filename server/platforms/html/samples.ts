import type { HtmlEvent } from './bodies.ts';

/** A canonical body for each event. */
export function sampleBody(event: HtmlEvent, address: string, now: number): Record<string, unknown> {
  const product_id = 'alder-panto';
  switch (event) {
    case 'product_created':
    case 'product_updated':
      return {
        product_id,
        title: 'Alder panto',
        brand: 'Alder',
        category: 'Eyeglasses',
        url: `${address}/alder-panto`,
        price: 12900,
        currency: 'EUR',
        in_stock: true,
        stock: 7,
        gender: 'unisex',
        tags: ['acetate', 'panto'],
        eyewear: { shape: 'panto', material: 'acetate', lens_width: 48, bridge: 21, temple: 145 },
        updated_at: now,
      };
    case 'product_deleted':
      return { product_id, updated_at: now };
    case 'order_created':
    case 'order_updated':
    case 'order_completed':
      return {
        order_id: '1007',
        number: '#1007',
        status: event === 'order_completed' ? 'completed' : 'pending',
        customer_id: 'c-42',
        currency: 'EUR',
        total: 13390,
        discount_total: 0,
        created_at: now,
        updated_at: now,
        session_id: 'vs_sample',
        line_items: [
          { product_id, variant_id: null, quantity: 1, price: 12900, recommendation_id: 'rec_sample' },
        ],
      };
    case 'customer_created':
    case 'customer_updated':
      return {
        customer_id: 'c-42',
        created_at: now,
        updated_at: now,
        preferences: { shape: { value: 'panto', updated_at: now } },
      };
    default:
      return {
        interaction_id: `i-${now}`,
        type: event,
        session_id: 'vs_sample',
        product_id,
        action: 'shown',
        occurred_at: now,
      };
  }
}
