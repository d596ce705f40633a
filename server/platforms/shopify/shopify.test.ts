import { describe, expect, it } from 'vitest';
import type { EventType, Fact, Receipt } from '../platform.ts';
import { codeOf, context, delivery, NOW, platforms } from '../testing.ts';
import { map } from './map.ts';
import { factsOfBody } from './product.ts';
import { sampleBody, topicOf } from './samples.ts';

const { shopify } = platforms;
const SECRET = 'shpss_0123456789';
const ADDRESS = 'https://alder.myshopify.com';
const SENT: EventType[] = [
  'product_created',
  'product_updated',
  'product_deleted',
  'order_created',
  'order_updated',
  'order_completed',
  'customer_created',
  'customer_updated',
  'inventory_updated',
  'app_uninstalled',
  'customer_data_request',
  'customer_redact',
  'shop_redact',
];
const sample = (event: EventType) => shopify.sample(event, { secret: SECRET, address: ADDRESS, now: NOW });
const mapped = (event: EventType, body: unknown) =>
  map({
    event_type: event,
    entity_id: null,
    body: JSON.stringify(body),
    received_at: NOW,
    triggered_at: NOW - 5,
    context,
  });

describe('a delivery', () => {
  it.each(SENT)('of %s is taken, named and mapped', (event) => {
    const { headers, body } = sample(event);
    const receipt = shopify.receive(delivery(event, headers, body), [SECRET]);
    expect(receipt).toMatchObject({
      kind: 'event',
      event_type: event,
      dedupe_key: headers['x-shopify-webhook-id'],
      triggered_at: NOW,
    });
    expect(shopify.claimedAddress(headers)).toBe(ADDRESS);
    expect(mapped(event, JSON.parse(body)).length).toBeGreaterThan(0);
  });

  it('is read by the header names of newer versions too', () => {
    const { headers, body } = sample('product_updated');
    const renamed = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace(/^x-shopify/, 'shopify'), value]),
    );
    expect(shopify.receive(delivery('any', renamed, body), [SECRET])).toMatchObject({
      event_type: 'product_updated',
    });
    expect(shopify.claimedAddress(renamed)).toBe(ADDRESS);
  });

  it('goes by its topic, not by the path it came to', () => {
    const { headers, body } = sample('product_updated');
    const receipt = shopify.receive(delivery('product_deleted', headers, body), [SECRET]) as Receipt & {
      kind: 'event';
    };
    expect(receipt.event_type).toBe('product_updated');
  });

  it('of a topic we have no use for is acknowledged', () => {
    const { headers, body } = sample('product_updated');
    const sent = { ...headers, 'x-shopify-topic': 'carts/update' };
    expect(shopify.receive(delivery('x', sent, body), [SECRET])).toEqual({
      kind: 'unknown',
      topic: 'carts/update',
    });
  });

  it('older than seven days is refused', () => {
    const { headers, body } = sample('product_updated');
    const at = (days: number) =>
      codeOf(() => shopify.receive(delivery('x', headers, body, NOW + days * 86_400_000), [SECRET]));
    expect(at(6.9)).toBe('none');
    expect(at(7.1)).toBe('webhook-too-old');
  });

  it.each([
    ['product_deleted', 'products/delete', sampleBody('product_updated', 'alder.myshopify.com', NOW)],
    ['order', 'orders/updated', sampleBody('product_updated', 'alder.myshopify.com', NOW)],
    ['app_uninstalled', 'app/uninstalled', sampleBody('order_updated', 'alder.myshopify.com', NOW)],
    ['another shop', 'app/uninstalled', sampleBody('app_uninstalled', 'other.myshopify.com', NOW)],
    ['another shop', 'shop/redact', sampleBody('shop_redact', 'other.myshopify.com', NOW)],
    ['customers/redact', 'shop/redact', sampleBody('customer_redact', 'alder.myshopify.com', NOW)],
    ['no id', 'products/update', { title: 'x' }],
  ])('signed for one thing does not pass for %s', (_, topic, body) => {
    const event = 'product_updated';
    const raw = JSON.stringify(body);
    const signed = { ...sample(event).headers, 'x-shopify-topic': topic };
    const { createHmac } = process.getBuiltinModule('node:crypto');
    const sent = {
      ...signed,
      'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(raw).digest('base64'),
    };
    expect(codeOf(() => shopify.receive(delivery(event, sent, raw), [SECRET]))).toBe('webhook-body-invalid');
  });
});

describe('facts', () => {
  it('of a product: variants with their colours, stock and pictures, and what its words say of the frame', () => {
    const body = sampleBody('product_updated', 'alder.myshopify.com', NOW);
    const [fact, ...rest] = mapped('product_updated', {
      ...body,
      images: [{ id: 9, src: 'https://cdn.example/green.png' }],
      variants: (body.variants as object[]).map((variant) => ({ ...variant, image_id: 9 })),
    }) as [Fact & { kind: 'product' }];
    expect(rest).toEqual([]);
    expect(fact).toMatchObject({ id: '8412350000017', updated_at: NOW });
    expect(fact.product).toMatchObject({
      title: 'Alder panto',
      description: 'Panto frame of acetate, 48-21-145.',
      url: 'https://alder.example/products/alder-panto',
      price: 12900,
      variant_ids: ['45120000000310', '45120000000311'],
      variants: [
        { color: 'Moss green', in_stock: true, stock: 7, image_url: 'https://cdn.example/green.png' },
        { color: 'Black', in_stock: true, stock: 6 },
      ],
    });
    expect(fact.product?.evidence).toContainEqual({
      field: 'lens_width',
      value: 48,
      source: 'option',
      confidence: 0.9,
    });
  });

  it.each([{ status: 'draft' }, { status: 'archived' }, { status: 'unlisted' }, { published_at: null }])(
    'of a product that is not shown (%o) are that it is gone',
    (change) => {
      const body = { ...sampleBody('product_updated', 'alder.myshopify.com', NOW), ...change };
      expect(mapped('product_updated', body)).toMatchObject([{ kind: 'product', product: null }]);
    },
  );

  it('of a body that names more variants than it describes are what it says, and to read again', () => {
    const body = sampleBody('product_updated', 'alder.myshopify.com', NOW);
    const facts = mapped('product_updated', { ...body, variants: (body.variants as object[]).slice(0, 1) });
    expect(facts).toMatchObject([
      { kind: 'product', product: { variant_ids: { length: 2 }, variants: { length: 1 } } },
      { kind: 'stale', product_id: '8412350000017' },
    ]);
  });

  it('of stock: none left is sold out, unless the shop sells on or nobody counts', () => {
    const body = sampleBody('product_updated', 'alder.myshopify.com', NOW);
    const first = (change: object, extra = {}) =>
      factsOfBody(
        {
          ...body,
          variants: [{ ...(body.variants as object[])[0], inventory_quantity: 0, ...change }],
          variant_gids: [],
        },
        { ...context, extra },
      );
    const stock = (facts: Fact[]) => (facts[0]?.kind === 'product' ? facts[0].product?.variants[0] : null);
    expect(stock(first({}))).toMatchObject({ in_stock: false, stock: 0 });
    expect(stock(first({ inventory_quantity: -3 }))).toMatchObject({ in_stock: false, stock: 0 });
    expect(stock(first({ inventory_policy: 'continue' }))).toMatchObject({ in_stock: true });
    expect(stock(first({ inventory_management: null }))).toMatchObject({ in_stock: true, stock: null });
    const open = first({}, { has_uncounted_stock: true });
    expect(stock(open)).toBeUndefined();
    expect(open[1]).toMatchObject({ kind: 'stale' });
  });

  it('of a deletion stand at the time it was triggered', () => {
    expect(mapped('product_deleted', { id: 17 })).toEqual([
      { kind: 'product', id: '17', updated_at: NOW - 5, product: null },
    ]);
  });

  it('of a stock movement are to read again what it can only name by its inventory item', () => {
    expect(mapped('inventory_updated', { inventory_item_id: 5, available: 1 })).toEqual([
      { kind: 'stale', product_id: null, variant_id: null, inventory_item_id: '5' },
    ]);
  });

  it('of an order: what attribution needs, and nobody’s name', () => {
    const [fact] = mapped('order_completed', {
      ...sampleBody('order_completed', 'alder.myshopify.com', NOW),
      email: 'noor@example.com',
      billing_address: { name: 'Noor' },
    });
    expect(fact).toEqual({
      kind: 'order',
      id: '6120000000205',
      updated_at: NOW,
      order: {
        order_id: '6120000000205',
        number: '#1007',
        status: 'paid',
        customer_id: '7310000000042',
        currency: 'EUR',
        total: 13390,
        discount_total: 0,
        created_at: NOW,
        updated_at: NOW,
        session_id: 'vs_sample',
        line_items: [
          {
            product_id: '8412350000017',
            variant_id: '45120000000310',
            quantity: 1,
            price: 12900,
            recommendation_id: 'rec_sample',
          },
        ],
      },
    });
  });

  it.each([
    [{ financial_status: 'pending' }, 'pending'],
    [{ financial_status: 'authorized' }, 'pending'],
    [{ financial_status: 'paid' }, 'paid'],
    [{ financial_status: 'paid', fulfillment_status: 'fulfilled' }, 'completed'],
    [{ financial_status: 'partially_refunded' }, 'paid'],
    [{ financial_status: 'refunded' }, 'refunded'],
    [{ financial_status: 'voided' }, 'cancelled'],
    [{ financial_status: 'paid', cancelled_at: '2026-11-20T00:00:00Z' }, 'cancelled'],
  ])('of an order with %o say %s', (change, status) => {
    const body = { ...sampleBody('order_updated', 'alder.myshopify.com', NOW), ...change };
    expect(mapped('order_updated', body)).toMatchObject([{ order: { status } }]);
  });

  it('of a customer hold no name', () => {
    expect(
      mapped('customer_updated', {
        id: 3,
        updated_at: '2026-11-20T17:00:00Z',
        first_name: 'Noor',
        email: 'n@e.x',
      }),
    ).toEqual([
      {
        kind: 'customer',
        id: '3',
        updated_at: NOW,
        customer: { customer_id: '3', created_at: null, updated_at: NOW, preferences: {} },
      },
    ]);
  });

  it('of a privacy request name the customer and the orders by their ids alone', () => {
    expect(mapped('customer_redact', sampleBody('customer_redact', 'alder.myshopify.com', NOW))).toEqual([
      {
        kind: 'privacy',
        request: 'customer_redact',
        customer_id: '7310000000042',
        order_ids: ['6120000000205'],
      },
    ]);
  });

  it.each([
    ['nothing'],
    ['[]'],
    ['{}'],
    ['{"id":1}'],
    ['{"id":1,"updated_at":"2026-11-20T17:00:00Z","status":"active"}'],
  ])('are none of what is no product: %s', (body) => {
    const event = {
      event_type: 'product_updated',
      entity_id: null,
      received_at: NOW,
      triggered_at: null,
    } as const;
    expect(() => map({ ...event, body, context })).toThrow(
      expect.objectContaining({ name: 'UnmappableError' }),
    );
  });

  it('has a topic for each event it sends', () => {
    expect(SENT.map(topicOf)).not.toContain(undefined);
    expect(codeOf(() => sample('ai_interaction'))).toBe('platform-event-unknown');
  });
});
