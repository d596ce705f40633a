import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Doc } from '../data/index.ts';
import { openTestApp, type TestApp } from '../testing.ts';
import { connectShop, delivery, productBody, SHOP } from './testing.ts';

let at: TestApp;
beforeEach(async () => {
  at = await openTestApp();
  await connectShop(at.deps.connections);
});
afterEach(() => at.close());

const NOW = Date.now();
const send = (topic: string, type: string, body: object) =>
  at.app.inject({
    method: 'POST',
    url: `/webhooks/shopify/${type}`,
    ...delivery(topic, JSON.stringify({ shop_id: 1, shop_domain: SHOP.domain, ...body })),
  });
const redactCustomer = () =>
  send('customers/redact', 'customer_redact', { customer: { id: 22 }, orders_to_redact: [11] });
const redactShop = () => send('shop/redact', 'shop_redact', {});
const all = (name: string) => at.deps.documents.collection(name).find({});
const put = (name: string, doc: object) => at.deps.documents.collection(name).insert(doc as Doc);

/** What was kept of a customer beside their orders. */
async function keepCustomer() {
  const of = { store_id: 'a', entity: 'customer', entity_id: '22', resolved_at: NOW };
  await put('sync_conflicts', { _id: 'c1', ...of, platform: 'gold frames', varai: 'black frames' });
  await put('sync_conflicts', { ...of, _id: 'c2', entity: 'product', entity_id: '7' });
  await put('orders', { _id: 'a:12', store_id: 'a', customer_id: '22', version: '1' });
}

it('removes what was noted of a customer, wherever it lies', async () => {
  await keepCustomer();
  await put('events', { ...(await keptEvent()), _id: 'evt_of_12', entity_id: '12' });
  await redactCustomer();
  await at.deps.sync.drain();
  expect((await all('sync_conflicts')).map(({ _id }) => _id)).toEqual(['c2']);
  const orders = await all('orders');
  expect(orders.map(({ _id }) => _id)).not.toContain('a:12');
  expect(orders).toContainEqual(
    expect.objectContaining({ order_id: expect.stringMatching(/^erased_/), customer_id: null }),
  );
  expect(await all('privacy_requests')).toMatchObject([{ kind: 'erasure', state: 'done', subject: null }]);
  expect((await all('events')).map(({ _id }) => _id)).not.toContain('evt_of_12');
});

/** An order's event that was dealt with. */
async function keptEvent(): Promise<object> {
  await send('orders/create', 'order_created', {
    id: 99,
    admin_graphql_api_id: 'gid://shopify/Order/99',
    updated_at: new Date(NOW).toISOString(),
    currency: 'EUR',
    line_items: [],
  });
  await at.deps.sync.drain();
  const [event] = await all('events');
  return event ?? {};
}

it('forgets a shop to the last word, also when it was cut off on the way', async () => {
  await keepCustomer();
  await put('ai_interactions', { _id: 'i1', store_id: 'a', received_at: NOW, occurred_at: NOW });
  await put('training_samples', { _id: 't1', store_id: 'a', day: 0 });
  const product = productBody({ id: 7, updated_at: NOW });
  await at.app.inject({
    method: 'POST',
    url: '/webhooks/shopify/product_updated',
    ...delivery('products/update', product),
  });
  await at.deps.sync.drain();
  await redactShop();
  const cut = vi.spyOn(at.deps.connections, 'remove').mockRejectedValueOnce(new Error('cut off'));
  await at.deps.sync.drain();
  expect(cut).toHaveBeenCalled();
  expect(await at.deps.connections.get('a')).not.toBeNull();
  at.advance(60_000);
  await at.deps.sync.drain();
  expect(await at.deps.connections.get('a')).toBeNull();
  const kept = ['events', 'orders', 'products', 'sync_conflicts', 'ai_interactions', 'training_samples'];
  for (const name of kept) expect(await all(name), name).toEqual([]);
});

describe('an order that came from a visit in somebody else’s cart', () => {
  /** A second person orders with the session of the first in their cart: both know its id. */
  async function orderWith(session_id: string, id = 71) {
    await send('orders/create', 'order_created', {
      id,
      updated_at: new Date(NOW).toISOString(),
      created_at: new Date(NOW).toISOString(),
      currency: 'EUR',
      email: 'second@person.example',
      customer: { id: 23 },
      note_attributes: [{ name: '_varai_session', value: session_id }],
      line_items: [],
    });
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const archive = async (token: string) =>
    (await at.app.inject({ url: '/privacy/v1/export', headers: bearer(token) })).body;

  it('is not shown to the visit, whether it waits or was dealt with', async () => {
    const { session_id, token } = await at.newSession();
    await orderWith(session_id);
    expect(await archive(token)).not.toContain('second@person.example');
    await at.deps.sync.drain();
    expect(await all('orders')).toMatchObject([{ _id: 'a:71', session_id }]);
    expect(await archive(token)).not.toContain('second@person.example');
  });

  it('is not lost when the visit is erased while it waits, and forgets the visit', async () => {
    const { session_id, token } = await at.newSession();
    await orderWith(session_id);
    await at.post('/privacy/v1/erase', {}, bearer(token));
    await at.deps.sync.drain();
    expect(await all('orders')).toMatchObject([{ _id: 'a:71', customer_id: '23', session_id: null }]);
    expect(await all('events')).toEqual([]);
  });
});

it('learns nothing from a visit whose consent is withdrawn while it is learned from', async () => {
  const address = 'https://shop.example';
  await at.deps.connections.save({
    store_id: 'a',
    platform: 'html',
    address,
    status: 'connected',
    credentials: {},
    secrets: [{ secret: SHOP.secret, until: null }],
    webhooks_url: null,
    context: { currency: 'EUR', locale: 'en', address, extra: {} },
    connected_at: 1,
  });
  const headers = { 'x-api-key': at.secretKey };
  const sample = await at.post('/admin/v1/events/sample', { event_type: 'ai_interaction' }, headers);
  const { path, headers: signed, body } = sample.json();
  await at.app.inject({ method: 'POST', url: path, headers: signed, payload: body });
  const asked = vi.spyOn(at.deps.privacy.consents, 'isGranted').mockResolvedValueOnce(true);
  await at.deps.sync.drain();
  expect(asked).toHaveBeenCalledTimes(2);
  expect(await all('training_samples')).toEqual([]);
});

it('takes a customer’s number for no order’s', async () => {
  await keptEvent();
  const operator = { 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' };
  const archive = await at.post('/admin/v1/privacy/export', { customer_id: '99' }, operator);
  expect(archive.json().data.shop_events).toEqual([]);
  await at.post('/admin/v1/privacy/erase', { customer_id: '99' }, operator);
  expect(await all('events')).toHaveLength(1);
});
