import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';
import { connectShop, delivery, productBody, SHOP } from './testing.ts';

let at: TestApp;
beforeEach(async () => {
  at = await openTestApp();
  await connectShop(at.deps.connections);
});
afterEach(() => at.close());

const NOW = Date.now();
const body = productBody({ id: 7, updated_at: NOW });
const send = (
  sent: { headers: Record<string, string>; payload: string | Buffer },
  type = 'product_updated',
) => at.app.inject({ method: 'POST', url: `/webhooks/shopify/${type}`, ...sent });
const events = async () =>
  (await at.app.inject({ url: '/admin/v1/events', headers: { 'x-api-key': at.secretKey } })).json().events;
const product = (id: string) =>
  at.app.inject({ url: `/v1/products/${id}`, headers: { 'x-api-key': at.publishableKey } });

it('keeps a signed event, says so, and makes a product of it', async () => {
  const answer = await send(delivery('products/update', body));
  expect(answer.statusCode).toBe(202);
  expect(answer.json()).toMatchObject({ result: 'accepted', event_id: expect.stringMatching(/^evt_/) });
  expect(await events()).toMatchObject([
    { event_type: 'product_updated', status: 'pending', entity_id: '7' },
  ]);
  await at.deps.sync.drain();
  expect(await events()).toMatchObject([{ status: 'done', outcome: 'applied', attempts: 1 }]);
  const shown = await product('7');
  expect(shown.json()).toMatchObject({
    title: 'Frame 7',
    price: 14_900,
    in_stock: true,
    eyewear: { lens_width: 48, bridge: 21, temple: 145 },
  });
  expect(shown.json().ai_metadata.face_shape_compatibility).toHaveProperty('oval');
});

it('takes an event once, however often it is delivered', async () => {
  const sent = delivery('products/update', body);
  await send(sent);
  const again = await send(sent);
  expect([again.statusCode, again.json().result]).toEqual([200, 'duplicate']);
  expect(await events()).toHaveLength(1);
});

it('knows the store by the address it was sent to, and refuses what another shop signed for it', async () => {
  const sentTo = (sent: { headers: Record<string, string>; payload: string }) =>
    at.app.inject({ method: 'POST', url: '/webhooks/shopify/product_updated?store=a', ...sent });
  const foreign = await sentTo(delivery('products/update', body, { domain: 'other.myshopify.com' }));
  expect([foreign.statusCode, foreign.json().code]).toEqual([404, 'webhook-store-unknown']);
  expect((await sentTo(delivery('products/update', body))).statusCode).toBe(202);
});

describe('refuses, keeps nothing and says why:', () => {
  const tampered = () => {
    const { headers } = delivery('products/update', body);
    return { headers, payload: body.replace('149.00', '1.00') };
  };
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const notUtf8 = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  const signed = (payload: Buffer) => ({
    ...delivery('products/update', payload as unknown as string),
    payload,
  });
  const week = 7 * 86_400_000;
  it.each([
    ['a tampered body', tampered, 401, 'webhook-signature-invalid'],
    [
      'a wrong secret',
      () => delivery('products/update', body, { secret: 'x' }),
      401,
      'webhook-signature-invalid',
    ],
    [
      'no signature',
      () => ({ headers: { 'x-shopify-shop-domain': SHOP.domain }, payload: body }),
      401,
      'webhook-signature-missing',
    ],
    [
      'a delivery from long ago',
      () => delivery('products/update', body, { triggered_at: NOW - week - 60_000 }),
      400,
      'webhook-too-old',
    ],
    [
      '10 MB',
      () => delivery('products/update', JSON.stringify({ id: 1, x: 'y'.repeat(10_000_000) })),
      413,
      'body-too-large',
    ],
    ['deep JSON', () => delivery('products/update', deep), 400, 'webhook-body-invalid'],
    ['invalid UTF-8', () => signed(notUtf8), 400, 'webhook-body-invalid'],
    ['what is no JSON', () => delivery('products/update', 'id=7'), 400, 'webhook-body-invalid'],
    [
      'an unknown store',
      () => delivery('products/update', body, { domain: 'nobody.myshopify.com' }),
      404,
      'webhook-store-unknown',
    ],
  ])('%s', async (_, sent, status, code) => {
    const answer = await send(sent());
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.body).not.toMatch(/\.ts:|\.js:|node_modules|hush/);
    expect(await events()).toEqual([]);
    expect(at.logged()).not.toContain('hush');
  });

  it('an event nobody knows', async () => {
    const answer = await send(delivery('products/update', body), 'nonsense');
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'webhook-type-unknown']);
  });
});

it('acknowledges a topic it has no use for, and counts it', async () => {
  const answer = await send(delivery('themes/publish', '{"id":1}'));
  expect([answer.statusCode, answer.json().result]).toEqual([200, 'unknown_topic']);
  const { body: metrics } = await at.app.inject('/metrics');
  expect(metrics).toContain('webhook_deliveries_total{platform="shopify",result="unknown_topic"} 1');
});

it('takes the old secret for a while after a new one is in use', async () => {
  const connection = (await at.deps.connections.get('a'))!;
  const secrets = [
    { secret: 'new', until: null },
    { secret: SHOP.secret, until: NOW + 3_600_000 },
  ];
  await at.deps.connections.save({ ...connection, secrets });
  expect((await send(delivery('products/update', body))).statusCode).toBe(202);
  expect((await send(delivery('products/update', body, { secret: 'new' }))).statusCode).toBe(202);
  at.advance(2 * 3_600_000);
  expect((await send(delivery('products/update', body))).statusCode).toBe(401);
});

it('slows down who forges signatures, and nobody else', async () => {
  const forged = delivery('products/update', body, { secret: 'x' });
  const codes: number[] = [];
  for (let n = 0; n < 70; n++) codes.push((await send(forged)).statusCode);
  expect(codes.at(0)).toBe(401);
  expect(codes.at(-1)).toBe(429);
  expect((await send(delivery('products/update', body))).statusCode).toBe(202);
});

it('keeps no name of a customer readable, and forgets an order with its customer', async () => {
  const order = JSON.stringify({
    id: 11,
    admin_graphql_api_id: 'gid://shopify/Order/11',
    created_at: new Date(NOW).toISOString(),
    updated_at: new Date(NOW).toISOString(),
    currency: 'EUR',
    total_price: '149.00',
    total_discounts: '0.00',
    financial_status: 'paid',
    customer: { id: 22, email: 'someone@mail.example', first_name: 'Avery' },
    billing_address: { address1: '1 Harbour Street' },
    note_attributes: [],
    line_items: [],
  });
  const answer = await send(delivery('orders/create', order), 'order_created');
  expect(answer.statusCode).toBe(202);
  await at.deps.sync.drain();
  const kept = JSON.stringify([
    ...(await at.deps.documents.collection('events').find({})),
    ...(await at.deps.documents.collection('orders').find({})),
  ]);
  expect(kept).toContain('"customer_id":"22"');
  expect(kept).not.toMatch(/mail\.example|Avery|Harbour/);
  const redact = JSON.stringify({
    shop_id: 1,
    shop_domain: SHOP.domain,
    customer: { id: 22 },
    orders_to_redact: [11],
  });
  expect((await send(delivery('customers/redact', redact), 'customer_redact')).statusCode).toBe(202);
  await at.deps.sync.drain();
  const left = JSON.stringify(await at.deps.documents.collection('orders').find({}));
  expect(left).not.toContain('"customer_id":"22"');
  // The request itself names the customer: that it was dealt with stands among the privacy requests.
  expect(await events()).toEqual([]);
});

it('shows, finds and replays events, and tries a broken one no second time', async () => {
  await send(delivery('products/update', body));
  await send(delivery('products/update', '{"id":8,"updated_at":"yesterday"}'));
  await at.deps.sync.drain();
  const headers = { 'x-api-key': at.secretKey };
  const dead = (await at.app.inject({ url: '/admin/v1/events?status=dead', headers })).json().events;
  expect(dead).toMatchObject([{ entity_id: '8', status: 'dead', attempts: 1, error: expect.any(String) }]);
  const shown = await at.app.inject({ url: `/admin/v1/events/${dead[0].event_id}`, headers });
  expect(shown.json().body).toContain('yesterday');
  const replay = (payload: object) =>
    at.app.inject({ method: 'POST', url: '/admin/v1/events/replay', headers, payload });
  expect((await replay({})).statusCode).toBe(422);
  expect((await replay({ status: 'done', dry_run: true })).json()).toEqual({ replayed: 1, dry_run: true });
  expect((await replay({ since: 0 })).json()).toEqual({ replayed: 2, dry_run: false });
  expect(await at.deps.sync.drain()).toBe(2);
  const foreign = await at.deps.keys.create({ kind: 'secret', store_id: 'b' });
  const other = await at.app.inject({
    url: `/admin/v1/events/${dead[0].event_id}`,
    headers: { 'x-api-key': foreign.key },
  });
  expect(other.statusCode).toBe(404);
});

it('signs a sample that its own intake accepts', async () => {
  const headers = { 'x-api-key': at.secretKey };
  const payload = { event_type: 'product_created' };
  const sample = (
    await at.app.inject({ method: 'POST', url: '/admin/v1/events/sample', headers, payload })
  ).json();
  const answer = await at.app.inject({
    method: 'POST',
    url: sample.path,
    headers: sample.headers,
    payload: sample.body,
  });
  expect(answer.statusCode).toBe(202);
});
