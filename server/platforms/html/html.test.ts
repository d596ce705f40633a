import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { canonicalSchemas, PLATFORM_NAMES } from '../index.ts';
import { EVENT_TYPES, type EventType } from '../platform.ts';
import { timedSignature } from '../signature.ts';
import { codeOf, connection, context, delivery, NOW, platforms, problemOf } from '../testing.ts';
import { HTML_EVENTS } from './bodies.ts';
import { sampleBody } from './samples.ts';

const { html } = platforms;
const SECRET = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3';
const ADDRESS = 'https://alder.example';

const sent = (event: EventType, body: unknown, now = NOW) => {
  const raw = JSON.stringify(body);
  return html.receive(delivery(event, { 'x-varai-signature': timedSignature(raw, SECRET, now) }, raw, now), [
    SECRET,
  ]);
};
const mapped = (event_type: EventType, body: unknown) =>
  html.map({
    event_type,
    entity_id: null,
    body: JSON.stringify(body),
    received_at: NOW + 9,
    triggered_at: NOW,
    context,
  });
const product = sampleBody('product_updated', ADDRESS, NOW);
const keyOf = (receipt: ReturnType<typeof sent>) => (receipt.kind === 'event' ? receipt.dedupe_key : '');

describe('an event of a plain shop', () => {
  it.each(HTML_EVENTS)('%s is taken, named and mapped', (event) => {
    const { headers, body } = html.sample(event, { secret: SECRET, address: ADDRESS, now: NOW });
    expect(html.receive(delivery(event, headers, body), [SECRET])).toMatchObject({
      kind: 'event',
      event_type: event,
      triggered_at: NOW,
    });
    expect(mapped(event, JSON.parse(body))).toMatchObject([{ updated_at: NOW }]);
    expect(html.claimedAddress(headers)).toBe(ADDRESS);
  });

  it.each([
    ['product_updated', { ...product, price: '129.00' }, '/price'],
    ['product_updated', { ...product, price: undefined }, 'price'],
    ['product_updated', { ...product, colour: 'black' }, 'additional'],
    ['product_updated', { ...product, eyewear: { lens_width: 520 } }, '/eyewear/lens_width'],
    ['product_updated', { ...product, variants: [{ variant_id: 'a' }] }, '/variants/0'],
    ['product_updated', { ...product, variants: 'none' }, '/variants'],
    ['product_deleted', product, '/title is not a member'],
    ['order_created', { order_id: '1' }, 'status'],
    ['customer_updated', { customer_id: 'c', email: 'a@b.c' }, '/email is not a member'],
    ['ai_interaction', sampleBody('face_analysis_completed', ADDRESS, NOW), '/type'],
    ['product_updated', [], 'object'],
  ] as const)('%s with a fault is refused, and told where it is', (event, body, where) => {
    expect(codeOf(() => sent(event, body))).toBe('webhook-body-invalid');
    expect(() => sent(event, body)).toThrow(where);
  });

  it('may leave open what it does not know', () => {
    const least = { product_id: 'a', title: 'A', price: 100, currency: 'EUR', in_stock: true };
    expect(sent('product_created', least).kind).toBe('event');
    expect(mapped('product_created', least)).toMatchObject([
      { id: 'a', updated_at: NOW, product: { variant_ids: null, evidence: [], stock: null } },
    ]);
  });

  it('is the same event when it says when it was true, and another when only its signature is new', () => {
    expect(keyOf(sent('product_updated', product, NOW))).toBe(
      keyOf(sent('product_updated', product, NOW + 5000)),
    );
    const { updated_at: _, ...undated } = product;
    const first = keyOf(sent('product_updated', undated, NOW));
    expect(keyOf(sent('product_updated', undated, NOW))).toBe(first);
    expect(keyOf(sent('product_updated', undated, NOW + 5000))).not.toBe(first);
  });

  it('states the frame as the merchant’s own word, or with the source that is given', () => {
    const [fact] = mapped('product_updated', {
      ...product,
      eyewear_sources: {
        bridge: { source: 'title', confidence: 0.8 },
        temple: { source: 'guess', confidence: 0.2 },
      },
    });
    expect(fact?.kind === 'product' ? fact.product?.evidence : []).toEqual(
      expect.arrayContaining([
        { field: 'lens_width', value: 48, source: 'merchant', confidence: 1 },
        { field: 'bridge', value: 21, source: 'title', confidence: 0.8 },
        { field: 'temple', value: 145, source: 'merchant', confidence: 0.2 },
        { field: 'gender', value: 'unisex', source: 'merchant', confidence: 1 },
      ]),
    );
  });

  it('of a type it never sends is acknowledged; there is no API to ask', async () => {
    expect(sent('shop_redact', {})).toEqual({ kind: 'unknown', topic: 'shop_redact' });
    expect(() => mapped('shop_redact', {})).toThrow(expect.objectContaining({ name: 'UnmappableError' }));
    const asked = (async () => html.connect(connection(ADDRESS, {})))();
    expect((await problemOf(asked)).kind.code).toBe('platform-has-no-api');
  });
});

describe('all platforms', () => {
  it('map what they sample to what the canonical schemas say', () => {
    const schemas = {
      order: 'order_schema_v1',
      customer: 'customer_schema_v1',
      interaction: 'ai_interaction_schema_v1',
    };
    let checked = 0;
    for (const name of PLATFORM_NAMES) {
      const address = name === 'shopify' ? 'https://alder.myshopify.com' : ADDRESS;
      for (const event of EVENT_TYPES) {
        const make = () => platforms[name].sample(event, { secret: SECRET, address, now: NOW });
        if (codeOf(make) !== 'none') continue;
        const { body } = make();
        const told = { event_type: event, entity_id: null, received_at: NOW, triggered_at: NOW };
        for (const fact of platforms[name].map({ ...told, body, context })) {
          const schema = canonicalSchemas[schemas[fact.kind as keyof typeof schemas] ?? ''];
          if (schema === undefined) continue;
          const value = fact[fact.kind as never];
          expect([...Value.Errors(schema, value)], `${name} ${event}`).toEqual([]);
          checked += 1;
        }
      }
    }
    expect(checked).toBe(23);
    expect(Object.keys(canonicalSchemas)).toHaveLength(4);
  });
});
