import { describe, expect, it } from 'vitest';
import { believe } from '../believe.ts';
import type { EventType, Fact, StoreContext } from '../platform.ts';
import { timedSignature } from '../signature.ts';
import { codeOf, delivery, NOW, context as plain, platforms } from '../testing.ts';
import { MAGENTO_EVENTS } from './receive.ts';
import { sampleBody } from './samples.ts';

const { magento } = platforms;
const SECRET = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3';
const context: StoreContext = {
  ...plain,
  extra: {
    media_url: 'https://alder.example/media/',
    categories: { 23: 'Korrektionsbrillen', 31: 'Damen' },
    attributes: {
      frame_shape: { label: 'Frame Shape', options: { 204: 'Round' } },
      farbe: { label: 'Fassungsfarbe', options: { 58: 'Smoke Tortoise' } },
      manufacturer: { label: 'Manufacturer', options: { 7: 'Alder' } },
      glas_b: { label: 'Glasbreite (mm)', options: null },
    },
  },
};
const map = (event_type: EventType, body: object, received_at = NOW) =>
  magento.map({
    event_type,
    entity_id: null,
    body: JSON.stringify(body),
    received_at,
    triggered_at: null,
    context,
  });
const sent = (topic: string, body: object, now = NOW) => {
  const raw = JSON.stringify(body);
  const headers = { 'x-varai-topic': topic, 'x-varai-signature': timedSignature(raw, SECRET, now) };
  return magento.receive(delivery('x', headers, raw, now), [SECRET]);
};

const child = {
  id: 2418,
  sku: 'A-1',
  name: 'Alder Smoke',
  price: 148.5,
  status: 1,
  visibility: 1,
  type_id: 'simple',
  created_at: '2026-09-14 08:21:07',
  updated_at: '2026-11-20 16:44:52',
  extension_attributes: { stock_item: { qty: 4, is_in_stock: true, manage_stock: true } },
  media_gallery_entries: [{ media_type: 'image', disabled: false, file: '/s/m/smoke 1.jpg' }],
  custom_attributes: [{ attribute_code: 'farbe', value: '58' }],
};
const parent = {
  ...child,
  id: 2417,
  sku: 'A',
  name: 'Alder round',
  price: 0,
  visibility: 4,
  type_id: 'configurable',
  extension_attributes: {
    ...child.extension_attributes,
    category_links: [{ category_id: '23' }, { category_id: '31' }],
    configurable_product_links: [2418, 2419],
  },
  media_gallery_entries: [
    { media_type: 'image', disabled: false, file: '/a.jpg' },
    { media_type: 'image', disabled: true, file: '/b.jpg' },
    { media_type: 'external-video', disabled: false, file: '/c.jpg' },
  ],
  custom_attributes: [
    { attribute_code: 'url_key', value: 'alder-round' },
    { attribute_code: 'description', value: '<p>Round &amp; light.</p>' },
    { attribute_code: 'manufacturer', value: '7' },
    { attribute_code: 'frame_shape', value: '204' },
    { attribute_code: 'glas_b', value: '48' },
    { attribute_code: 'bridge_width', value: '21' },
    { attribute_code: 'meta_keyword', value: 'acetate, unisex' },
    { attribute_code: 'category_ids', value: ['23', '31'] },
  ],
};

describe('a delivery', () => {
  it.each(MAGENTO_EVENTS)('of %s is taken and mapped', (event) => {
    const { headers, body } = magento.sample(event, {
      secret: SECRET,
      address: 'https://alder.example',
      now: NOW,
    });
    const receipt = magento.receive(delivery('x', headers, body), [SECRET]);
    expect(receipt).toMatchObject({ kind: 'event', event_type: event });
    expect(map(event, JSON.parse(body)).length).toBeGreaterThan(0);
    expect(magento.claimedAddress(headers)).toBe('https://alder.example');
  });

  it('has one key however often it is signed anew', () => {
    const keyOf = (receipt: ReturnType<typeof sent>) => (receipt.kind === 'event' ? receipt.dedupe_key : '');
    const one = keyOf(sent('product_updated', parent));
    expect(keyOf(sent('product_updated', parent, NOW + 60_000))).toBe(one);
    expect(keyOf(sent('product_updated', { ...parent, name: 'B' }))).not.toBe(one);
    expect(keyOf(sent('product_created', parent))).not.toBe(one);
  });

  it('of a product does not pass for its deletion, nor anything without an id', () => {
    expect(codeOf(() => sent('product_deleted', parent))).toBe('webhook-body-invalid');
    expect(codeOf(() => sent('product_updated', { sku: 'A' }))).toBe('webhook-body-invalid');
    expect(codeOf(() => sent('order_updated', parent))).toBe('webhook-body-invalid');
    expect(sent('cart_saved', parent)).toEqual({ kind: 'unknown', topic: 'cart_saved' });
  });
});

describe('facts', () => {
  it('of a configurable product: its parts by id, its words, and nothing of its price', () => {
    const [fact, ...rest] = map('product_updated', parent) as [Fact & { kind: 'product' }];
    expect(rest).toEqual([]);
    expect(fact).toMatchObject({ id: '2417', updated_at: Date.parse('2026-11-20T16:44:52Z') });
    expect(fact.product).toMatchObject({
      title: 'Alder round',
      description: 'Round & light.',
      brand: 'Alder',
      category: 'Damen',
      url: 'https://alder.example/alder-round.html',
      images: ['https://alder.example/media/catalog/product/a.jpg'],
      tags: ['acetate', 'unisex'],
      price: null,
      variant_ids: ['2418', '2419'],
      variants: [],
    });
    const { eyewear, gender } = believe(fact.product?.evidence ?? []);
    expect(eyewear).toMatchObject({ shape: 'round', lens_width: 48, bridge: 21, material: 'acetate' });
    expect(gender).toBe('unisex');
  });

  it('of a part: a variant whose product will tell', () => {
    expect(map('product_updated', child)).toEqual([
      {
        kind: 'variant',
        id: '2418',
        product_id: null,
        updated_at: Date.parse('2026-11-20T16:44:52Z'),
        variant: {
          variant_id: '2418',
          color: 'Smoke Tortoise',
          price: 14850,
          in_stock: true,
          stock: 4,
          image_url: 'https://alder.example/media/catalog/product/s/m/smoke%201.jpg',
          sku: 'A-1',
        },
        evidence: [],
      },
    ]);
    expect(map('product_updated', { ...child, status: 2 })).toMatchObject([
      { kind: 'variant', variant: null },
    ]);
  });

  it('of a visible simple product: both, since it may be a part, too', () => {
    const facts = map('product_updated', { ...child, visibility: 4 });
    expect(facts).toMatchObject([
      { kind: 'product', product: { variant_ids: null, price: 14850, stock: 4 } },
      { kind: 'variant', variant: { price: 14850 } },
    ]);
    const bundle = map('product_updated', { ...child, visibility: 4, type_id: 'bundle' });
    expect(bundle).toMatchObject([{ product: null }]);
  });

  it('of a price: the special one while it lasts', () => {
    const at = (received: string, special: string) =>
      map(
        'product_updated',
        {
          ...child,
          custom_attributes: [
            { attribute_code: 'special_price', value: special },
            { attribute_code: 'special_from_date', value: '2026-11-20 00:00:00' },
            { attribute_code: 'special_to_date', value: '2026-11-30 00:00:00' },
          ],
        },
        Date.parse(received),
      );
    expect(at('2026-11-21T00:00:00Z', '99.000000')).toMatchObject([{ variant: { price: 9900 } }]);
    expect(at('2026-11-19T00:00:00Z', '99.000000')).toMatchObject([{ variant: { price: 14850 } }]);
    expect(at('2026-12-01T00:00:00Z', '99.000000')).toMatchObject([{ variant: { price: 14850 } }]);
    expect(at('2026-11-21T00:00:00Z', '199.000000')).toMatchObject([{ variant: { price: 14850 } }]);
  });

  it('of an option nobody has the words for are what is known, and to read again', () => {
    const unknown = { ...child, custom_attributes: [{ attribute_code: 'farbe', value: '99' }] };
    expect(map('product_updated', unknown)).toMatchObject([
      { kind: 'variant', variant: { color: null } },
      { kind: 'stale', product_id: null, variant_id: '2418' },
    ]);
  });

  it('of an order: a configurable line is one, with the part that was chosen', () => {
    const body = {
      ...sampleBody('order_updated', NOW),
      state: 'processing',
      items: [
        { item_id: 1, product_id: 2417, qty_ordered: 2, price: 124.79, price_incl_tax: 148.5 },
        { item_id: 2, parent_item_id: 1, product_id: 2418, qty_ordered: 2, price: 0 },
      ],
      customer_email: 'noor@example.com',
    };
    const [fact] = map('order_updated', body);
    expect(fact).toMatchObject({
      order: {
        status: 'paid',
        session_id: 'vs_sample',
        line_items: [{ product_id: '2417', variant_id: '2418', quantity: 2, price: 14850 }],
      },
    });
    expect(JSON.stringify(fact)).not.toContain('noor');
    const states = ['new', 'holded', 'complete', 'closed', 'canceled'].map((state) => {
      const [one] = map('order_updated', { ...body, state });
      return one?.kind === 'order' ? one.order?.status : null;
    });
    expect(states).toEqual(['pending', 'pending', 'completed', 'refunded', 'cancelled']);
  });

  it('of what is no product are none', () => {
    for (const body of [{}, { id: 1 }, { ...child, updated_at: 'today' }, { ...parent, name: '' }]) {
      expect(() => map('product_updated', body)).toThrow(
        expect.objectContaining({ name: 'UnmappableError' }),
      );
    }
  });
});
