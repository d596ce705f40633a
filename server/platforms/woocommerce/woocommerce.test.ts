import { describe, expect, it } from 'vitest';
import type { Answer, Call } from '../http.ts';
import type { EventType, Fact } from '../platform.ts';
import { base64Signature } from '../signature.ts';
import { codeOf, connection, context, delivery, NOW, platforms, problemOf } from '../testing.ts';
import { openClient } from './client.ts';
import { sampleBody } from './samples.ts';

const { woocommerce } = platforms;
const SECRET = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3';
const ADDRESS = 'https://alder.example';

const map = (event_type: EventType, body: object, received_at = NOW) =>
  woocommerce.map({
    event_type,
    entity_id: null,
    body: JSON.stringify(body),
    received_at,
    triggered_at: null,
    context,
  });
const sent = (topic: string, body: object, more: Record<string, string> = {}) => {
  const raw = JSON.stringify(body);
  const headers = {
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-signature': base64Signature(raw, SECRET),
    'x-wc-webhook-delivery-id': 'd1',
    'x-wc-webhook-source': `${ADDRESS}/`,
    ...more,
  };
  return woocommerce.receive(delivery('product_updated', headers, raw), [SECRET]);
};
const keyOf = (receipt: ReturnType<typeof sent>) =>
  receipt.kind === 'event' ? receipt.dedupe_key : receipt.kind;

const product = {
  ...sampleBody('product_updated', ADDRESS, NOW),
  id: 2417,
  type: 'variable',
  variations: [2418, 2419],
  date_modified_gmt: '2026-11-20T16:44:52',
  attributes: [
    { id: 3, name: 'Frame color', slug: 'pa_frame-color', variation: true, options: ['Smoke', 'Honey'] },
    { id: 0, name: 'Lens width (mm)', slug: 'Lens width (mm)', variation: false, options: ['48'] },
  ],
  meta_data: [
    { id: 1, key: '_varai_frame_width_mm', value: '138' },
    { id: 2, key: '_weight', value: '18' },
    { id: 3, key: 'bridge', value: 21 },
    { id: 4, key: 'seo', value: { title: 'x' } },
  ],
};
const variation = {
  id: 2418,
  type: 'variation',
  parent_id: 2417,
  status: 'publish',
  date_modified_gmt: '2026-11-20T16:45:00',
  price: '148.5',
  stock_status: 'instock',
  manage_stock: true,
  stock_quantity: 4,
  sku: 'A-1',
  attributes: [
    { id: 3, name: 'Frame color', option: 'Smoke' },
    { id: 0, name: 'Size', option: '50-20-145' },
  ],
  image: { src: 'https://alder.example/smoke.png' },
};

describe('a delivery', () => {
  it('that only tries the address is told apart, and does nothing', () => {
    const ping = (body: string, headers = {}) =>
      woocommerce.receive(delivery('product_updated', headers, body), [SECRET]);
    expect(ping('webhook_id=17')).toEqual({ kind: 'ping' });
    for (const body of [
      'webhook_id=17&x=1',
      'webhook_id=',
      'webhook_id=1x',
      `webhook_id=${'1'.repeat(30)}`,
      '{}',
    ]) {
      expect(codeOf(() => ping(body))).toBe('webhook-signature-missing');
    }
    expect(codeOf(() => ping('webhook_id=17', { 'x-wc-webhook-signature': 'x' }))).toBe(
      'webhook-signature-invalid',
    );
  });

  it('has a key by what it says, not by its delivery id, which two may share', () => {
    const one = keyOf(sent('product.updated', product));
    expect(keyOf(sent('product.updated', product, { 'x-wc-webhook-delivery-id': 'd2' }))).toBe(one);
    expect(keyOf(sent('product.updated', { ...product, price: '150' }))).not.toBe(one);
    expect(keyOf(sent('product.updated', { ...product, date_modified_gmt: '2026-11-20T16:44:53' }))).not.toBe(
      one,
    );
    expect(keyOf(sent('product.restored', product))).not.toBe(one);
  });

  it('of a deletion, whose body is always the same, has a key by its delivery id', () => {
    const one = keyOf(sent('product.deleted', { id: 5 }));
    expect(keyOf(sent('product.deleted', { id: 5 }))).toBe(one);
    expect(keyOf(sent('product.deleted', { id: 5 }, { 'x-wc-webhook-delivery-id': 'd2' }))).not.toBe(one);
    expect(keyOf(sent('product.deleted', { id: 6 }))).not.toBe(one);
  });

  it.each([
    ['product.created', 'product_created'],
    ['product.restored', 'product_updated'],
    ['product.deleted', 'product_deleted'],
    ['order.created', 'order_created'],
    ['order.deleted', 'order_updated'],
    ['customer.deleted', 'customer_updated'],
  ])('of %s is %s', (topic, event_type) => {
    expect(sent(topic, { id: 5 })).toMatchObject({ kind: 'event', event_type, entity_id: '5' });
  });

  it('of another topic, or with an error in place of a body, is acknowledged', () => {
    expect(sent('coupon.created', { id: 5 })).toEqual({ kind: 'unknown', topic: 'coupon.created' });
    expect(sent('constructor', { id: 5 })).toEqual({ kind: 'unknown', topic: 'constructor' });
    const error = { code: 'woocommerce_rest_cannot_view', data: { status: 401 } };
    expect(sent('product.updated', error).kind).toBe('unknown');
  });

  it('says which shop it is from', () => {
    expect(woocommerce.claimedAddress({ 'x-wc-webhook-source': 'http://Alder.example/' })).toBe(ADDRESS);
    expect(woocommerce.claimedAddress({})).toBeNull();
  });
});

describe('facts', () => {
  it('of a variable product: its variations by id, to be read, and what its fields say of the frame', () => {
    const [fact, ...rest] = map('product_updated', product) as [Fact & { kind: 'product' }];
    expect(rest).toEqual([{ kind: 'stale', product_id: '2417', variant_id: null, inventory_item_id: null }]);
    expect(fact.updated_at).toBe(Date.parse('2026-11-20T16:44:52Z'));
    expect(fact.product).toMatchObject({
      variant_ids: ['2418', '2419'],
      variants: [],
      price: 12900,
      brand: 'Alder',
    });
    const said = Object.fromEntries((fact.product?.evidence ?? []).map((one) => [one.field, one]));
    expect(said).toMatchObject({
      color: { value: 'Smoke', source: 'option' },
      lens_width: { value: 48, source: 'attribute' },
      bridge: { value: 21, source: 'metafield' },
      total_width: { value: 138, source: 'metafield' },
    });
    expect(said.weight_g).toBeUndefined();
  });

  it('of a variation that came alone', () => {
    expect(map('product_updated', variation)).toEqual([
      {
        kind: 'variant',
        id: '2418',
        product_id: '2417',
        updated_at: Date.parse('2026-11-20T16:45:00Z'),
        variant: {
          variant_id: '2418',
          color: 'Smoke',
          price: 14850,
          in_stock: true,
          stock: 4,
          image_url: 'https://alder.example/smoke.png',
          sku: 'A-1',
        },
        evidence: expect.arrayContaining([
          { field: 'lens_width', value: 50, source: 'option', confidence: 0.63 },
        ]),
      },
    ]);
    expect(map('product_created', variation)[1]).toMatchObject({ kind: 'stale', product_id: '2417' });
    expect(map('product_updated', { ...variation, status: 'private' })).toMatchObject([{ variant: null }]);
    expect(map('product_updated', { ...variation, price: '' })).toMatchObject([{ variant: null }]);
    expect(map('product_updated', { ...variation, manage_stock: 'parent' })).toMatchObject([
      { variant: { stock: null, in_stock: true } },
    ]);
  });

  it('of a simple product: it is its only variant', () => {
    const simple = sampleBody('product_updated', ADDRESS, NOW);
    expect(map('product_updated', simple)).toMatchObject([
      { kind: 'product', product: { variant_ids: null, price: 12900, in_stock: true, stock: 7 } },
    ]);
    for (const change of [
      { status: 'draft' },
      { status: 'trash' },
      { catalog_visibility: 'hidden' },
      { type: 'grouped' },
      { post_password: 'x' },
      { price: '' },
    ]) {
      expect(map('product_updated', { ...simple, ...change })).toMatchObject([{ product: null }]);
    }
  });

  it('of a bare id: whatever it was is gone, at the time it was heard', () => {
    expect(map('product_deleted', { id: 5 }, 77)).toEqual([
      { kind: 'product', id: '5', updated_at: 77, product: null },
      { kind: 'variant', id: '5', product_id: null, updated_at: 77, variant: null, evidence: [] },
    ]);
    expect(map('order_updated', { id: 5 }, 77)).toMatchObject([
      { kind: 'order', updated_at: 77, order: null },
    ]);
    expect(map('customer_updated', { id: 5 }, 77)).toMatchObject([{ kind: 'customer', customer: null }]);
  });

  it('of an order: prices as the shop shows them, and nobody’s name', () => {
    const [fact] = map('order_created', {
      ...sampleBody('order_created', ADDRESS, NOW),
      billing: { email: 'noor@example.com' },
    });
    expect(fact).toMatchObject({
      order: {
        status: 'paid',
        total: 13390,
        session_id: 'vs_sample',
        line_items: [{ product_id: '3107', variant_id: null, price: 12900, recommendation_id: 'rec_sample' }],
      },
    });
    expect(JSON.stringify(fact)).not.toContain('noor');
    const guest = { ...sampleBody('order_created', ADDRESS, NOW), customer_id: 0, status: 'my-own-status' };
    expect(map('order_created', guest)).toMatchObject([{ order: { customer_id: null, status: 'pending' } }]);
  });

  it('of a customer: what they like, where the shop keeps it', () => {
    const meta_data = [
      { key: '_varai_pref_shape', value: 'panto' },
      { key: 'other', value: 'x' },
    ];
    expect(
      map('customer_updated', { ...sampleBody('customer_updated', ADDRESS, NOW), meta_data }),
    ).toMatchObject([
      { customer: { customer_id: '512', preferences: { shape: { value: 'panto', updated_at: NOW } } } },
    ]);
  });

  it.each(['product_updated', 'order_updated', 'customer_updated', 'shop_redact'] as const)(
    'are none of a %s that is not what is documented',
    (event) => {
      expect(() => map(event, { id: 1, status: 'publish', price: '1' })).toThrow(
        expect.objectContaining({ name: 'UnmappableError' }),
      );
    },
  );
});

describe('the way in over https', () => {
  const answer = (status: number, json: unknown = {}): Answer => ({ status, json, header: () => null });
  const client = (reply: (call: Call) => Answer) => {
    const calls: Call[] = [];
    const store = connection(ADDRESS, { consumer_key: 'ck_1', consumer_secret: 'cs_1' });
    const send = async (call: Call) => {
      calls.push(call);
      return reply(call);
    };
    return { calls, client: openClient(store, send) };
  };
  const isBasic = (call: Call) => call.headers().authorization === `Basic ${btoa('ck_1:cs_1')}`;
  const hasQuery = (call: Call) => call.url.searchParams.get('consumer_secret') === 'cs_1';

  it('is Basic', async () => {
    const { client: woo, calls } = client(() => answer(200, []));
    await woo.get('products');
    expect(calls.map((call) => [isBasic(call), hasQuery(call)])).toEqual([[true, false]]);
  });

  it('is by the query where the host keeps the header to itself, which is found out once', async () => {
    const { client: woo, calls } = client((call) => answer(hasQuery(call) ? 200 : 401, []));
    await woo.get('products');
    await woo.get('products');
    expect(calls.map(hasQuery)).toEqual([false, true, true]);
    expect(calls.filter(hasQuery).some(isBasic)).toBe(false);
  });

  it('is Basic again when neither is taken, and the error holds no key', async () => {
    const { client: woo, calls } = client(() =>
      answer(401, { code: 'x', message: 'Consumer key ck_1 is invalid.' }),
    );
    const problem = await problemOf(woo.get('products'));
    expect(problem.kind.code).toBe('platform-unauthorized');
    expect(JSON.stringify(problem.body('r'))).not.toMatch(/ck_1|cs_1/);
    await problemOf(woo.get('products'));
    expect(calls.map(hasQuery)).toEqual([false, true, false, true]);
  });

  it('needs both halves of the key', () => {
    expect(codeOf(() => woocommerce.connect(connection(ADDRESS, { consumer_key: 'ck_1' })))).toBe(
      'platform-credentials-invalid',
    );
  });
});
