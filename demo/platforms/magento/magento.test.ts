import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { openReceiver, signedHeader } from '../testing.ts';
import { type MagentoDouble, type MagentoOptions, startMagentoDouble, stockItem } from './index.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(options: MagentoOptions = {}): Promise<MagentoDouble> {
  const double = await startMagentoDouble(options);
  closing.push(double.close);
  return double;
}

const signed = (double: MagentoDouble, method: string, url: string, more: object = {}) =>
  signedHeader({
    method,
    url,
    key: double.credentials.consumer_key ?? '',
    secret: double.credentials.consumer_secret ?? '',
    token: {
      key: double.credentials.access_token ?? '',
      secret: double.credentials.access_token_secret ?? '',
    },
    ...more,
  });

async function ask(
  double: MagentoDouble,
  path: string,
  options: { method?: string; body?: object; authorization?: string } = {},
) {
  const { method = 'GET', body } = options;
  const url = `${double.url}/rest/${path}`;
  const authorization = options.authorization ?? signed(double, method, url);
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const ALL = 'V1/products?searchCriteria[pageSize]=5&fields=items[sku,type_id],total_count';

it('takes OAuth 1.0a, and a bearer token only where the merchant allowed it', async () => {
  const double = await start({ frames: 1 });
  const bearer = `Bearer ${double.credentials.access_token}`;
  expect((await ask(double, ALL)).status).toBe(200);
  const refused = await ask(double, ALL, { authorization: bearer });
  expect([refused.status, refused.body.parameters]).toEqual([
    401,
    { resources: 'Magento_Catalog::products' },
  ]);
  const url = `${double.url}/rest/${ALL}`;
  const once = signed(double, 'GET', url, { nonce: 'once' });
  expect((await ask(double, ALL, { authorization: once })).status).toBe(200);
  for (const [authorization, words] of [
    ['', /isn't authorized/],
    [once, /nonce/],
    [signed(double, 'GET', url, { secret: 'wrong' }), /signature is invalid/],
    [signed(double, 'GET', url, { timestamp: 1 }), /timestamp/],
    [signed(double, 'GET', url, { key: 'wrong' }), /consumer/],
    [signed(double, 'GET', url, { token: { key: 'wrong', secret: 'x' } }), /not authorized/],
  ] as const) {
    const { status, body } = await ask(double, ALL, { authorization });
    expect([status, body.message]).toEqual([401, expect.stringMatching(words)]);
  }
  const open = await start({ enableIntegrationAsBearer: true });
  const allowed = `Bearer ${open.credentials.access_token}`;
  expect((await ask(open, ALL, { authorization: allowed })).status).toBe(200);
});

it('searches by its criteria, repeats the last page past the end, and keeps only the fields named', async () => {
  let time = Date.parse('2026-11-01T10:00:00Z');
  const double = await start({ frames: 4, now: () => time, enableIntegrationAsBearer: true });
  const authorization = `Bearer ${double.credentials.access_token}`;
  const list = async (query: string) =>
    (await ask(double, `default/V1/products?${query}`, { authorization })).body;
  const configurable =
    'searchCriteria[filter_groups][0][filters][0][field]=type_id&searchCriteria[filter_groups][0][filters][0][value]=configurable';
  const first = await list(
    `${configurable}&searchCriteria[pageSize]=3&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=DESC&fields=items[id,extension_attributes[stock_item[qty]]],total_count`,
  );
  expect(first.total_count).toBe(4);
  expect(first.items[0]).toEqual({ id: 2060, extension_attributes: { stock_item: { qty: 0 } } });
  const last = await list(`${configurable}&searchCriteria[pageSize]=3&searchCriteria[currentPage]=2`);
  const past = await list(`${configurable}&searchCriteria[pageSize]=3&searchCriteria[currentPage]=9`);
  expect(past.items).toEqual(last.items);
  time += 60_000;
  double.products.upsert({ sku: double.products.list()[0]?.sku ?? '', price: 12.5 });
  const since =
    'searchCriteria[filterGroups][0][filters][0][field]=updated_at&searchCriteria[filterGroups][0][filters][0][value]=2026-11-01 10:00:00&searchCriteria[filterGroups][0][filters][0][conditionType]=gt';
  expect((await list(since)).items).toHaveLength(1);
});

it.each([
  ['a list without criteria', 'V1/products', 400],
  ['a page over 300', 'V1/products?searchCriteria[pageSize]=301', 400],
  ['a field that is none', 'V1/products?searchCriteria[sortOrders][0][field]=colour', 400],
  ['a part that is none', 'V1/products?searchCriteria[size]=3', 400],
  [
    'a condition that is none',
    'V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku&searchCriteria[filter_groups][0][filters][0][condition_type]=near',
    400,
  ],
  ['a product that is none', 'V1/products/nothing', 404],
  ['a route that is none', 'V1/eyewear', 404],
])('refuses %s', async (_, path, status) => {
  expect((await ask(await start({ frames: 1 }), path)).status).toBe(status);
});

it('explains its options, its stores and a product’s children', async () => {
  const double = await start({ frames: 2 });
  const [product] = double.products.list();
  const options = (await ask(double, 'V1/products/attributes/frame_shape/options')).body;
  const value = product?.custom_attributes.find(
    ({ attribute_code }) => attribute_code === 'frame_shape',
  )?.value;
  expect(options.find((option: { value: string }) => option.value === value).label).toBeTruthy();
  const children = (await ask(double, `V1/configurable-products/${product?.sku}/children`)).body;
  expect(children.map(({ id }: { id: number }) => id)).toEqual(
    product?.extension_attributes.configurable_product_links,
  );
  expect((await ask(double, 'V1/store/storeConfigs')).body[0].secure_base_media_url).toMatch(/^http/);
});

it('has webhooks only with the module, signs each try with its time, and tries again', async () => {
  const without = await start({ hasModule: false });
  expect((await ask(without, 'V1/varai/webhooks')).status).toBe(404);

  let time = Date.parse('2026-11-01T10:00:00Z');
  const double = await start({
    frames: 1,
    retryDelaysMs: [1, 1],
    now: () => time,
    enableIntegrationAsBearer: true,
  });
  const authorization = `Bearer ${double.credentials.access_token}`;
  const { url, received, close } = await openReceiver((index) => {
    time += 1000;
    return index < 2 ? 503 : 200;
  });
  closing.push(close);
  const secret = 'a secret of some length';
  const put = (topic: string) =>
    ask(double, 'V1/varai/webhooks', {
      method: 'PUT',
      authorization,
      body: { topic, address: `${url}/x`, secret },
    });
  expect((await put('product_painted')).status).toBe(400);
  const made = await put('product_updated');
  expect((await put('product_updated')).body).toEqual(made.body);
  expect((await ask(double, 'V1/varai/webhooks', { authorization })).body).toEqual([
    { id: 1, topic: 'product_updated', address: `${url}/x`, status: 'active' },
  ]);
  const [product] = double.products.list();
  double.products.upsert({
    sku: product?.sku ?? '',
    extension_attributes: {
      ...(product as NonNullable<typeof product>).extension_attributes,
      stock_item: stockItem(product?.id ?? 0, 7, true),
    },
  });
  await double.settled();
  expect(received).toHaveLength(3);
  const times = received.map(({ headers, body }) => {
    const [, t = '', v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(`${headers['x-varai-signature']}`) ?? [];
    expect(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')).toBe(v1);
    expect(headers['x-varai-store']).toBe(double.url);
    return t;
  });
  expect(new Set(times).size).toBe(3);
  const removed = await ask(double, 'V1/varai/webhooks/1', { method: 'DELETE', authorization });
  expect([removed.status, double.webhooks()]).toEqual([200, []]);
});

it('tells of a new frame with its children, and of an order when it is complete', async () => {
  const double = await start();
  const { url, received, close } = await openReceiver();
  closing.push(close);
  for (const topic of ['product_created', 'order_created', 'order_completed', 'customer_created']) {
    const body = { topic, address: url, secret: 'a secret of some length' };
    await ask(double, 'V1/varai/webhooks', { method: 'PUT', body });
  }
  const [frame] = double.frames(1, 40);
  if (frame !== undefined) double.add(frame);
  double.orders.upsert({ entity_id: 1 });
  double.orders.upsert({ entity_id: 1, state: 'complete' });
  double.customers.upsert({ id: 2 });
  await double.settled();
  const topics = received.map(({ headers }) => headers['x-varai-topic']);
  const created = (frame?.children.length ?? 0) + 1;
  expect(topics.filter((topic) => topic === 'product_created')).toHaveLength(created);
  expect(topics).toEqual(expect.arrayContaining(['order_created', 'order_completed', 'customer_created']));
});
