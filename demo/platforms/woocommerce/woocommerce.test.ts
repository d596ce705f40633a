import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { openReceiver, signedHeader } from '../testing.ts';
import { startWooDouble, stockOf, type WooDouble, type WooOptions } from './index.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(options: WooOptions = {}): Promise<WooDouble> {
  const double = await startWooDouble(options);
  closing.push(double.close);
  return double;
}

async function receiver(status?: (index: number) => number) {
  const opened = await openReceiver(status);
  closing.push(opened.close);
  return opened;
}

const keysOf = ({ credentials }: WooDouble) => ({
  key: credentials.consumer_key ?? '',
  secret: credentials.consumer_secret ?? '',
});

async function ask(
  double: WooDouble,
  path: string,
  options: { method?: string; body?: object; authorization?: string } = {},
) {
  const { method = 'GET', body } = options;
  const url = `${double.url}${path}`;
  const authorization = options.authorization ?? signedHeader({ method, url, ...keysOf(double) });
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const hook = (double: WooDouble, topic: string, delivery_url: string) =>
  ask(double, '/wp-json/wc/v3/webhooks', {
    method: 'POST',
    body: { topic, delivery_url, secret: 'secret1234' },
  });

const PRODUCTS = '/wp-json/wc/v3/products';

it('takes signed requests over plain HTTP, and refuses every way of getting them wrong', async () => {
  const double = await start({ frames: 2 });
  const url = `${double.url}${PRODUCTS}`;
  const keys = keysOf(double);
  expect((await ask(double, `${PRODUCTS}?per_page=1&search=a%20b`)).status).toBe(200);
  const basic = `Basic ${Buffer.from(`${keys.key}:${keys.secret}`).toString('base64')}`;
  const once = signedHeader({ method: 'GET', url, ...keys, nonce: 'once' });
  expect((await ask(double, PRODUCTS, { authorization: once })).status).toBe(200);
  for (const [authorization, words] of [
    ['', /cannot list/],
    [basic, /cannot list/],
    [once, /nonce has already been used/],
    [signedHeader({ method: 'GET', url, ...keys, secret: 'cs_wrong' }), /signature does not match/],
    [signedHeader({ method: 'POST', url, ...keys }), /signature does not match/],
    [signedHeader({ method: 'GET', url: `${url}?page=2`, ...keys }), /signature does not match/],
    [signedHeader({ method: 'GET', url, ...keys, key: 'ck_wrong' }), /Consumer key is invalid/],
    [signedHeader({ method: 'GET', url, ...keys, timestamp: 1 }), /Invalid timestamp/],
  ] as const) {
    const { status, body } = await ask(double, PRODUCTS, { authorization });
    expect([status, body.message]).toEqual([401, expect.stringMatching(words)]);
  }
});

it('over TLS takes Basic, or keys in the query where the host strips the header', async () => {
  const double = await start({ isHttps: true, stripsAuthorization: true });
  const { key, secret } = keysOf(double);
  const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  expect((await ask(double, PRODUCTS, { authorization: basic })).status).toBe(401);
  const inQuery = `${PRODUCTS}?consumer_key=${key}&consumer_secret=${secret}`;
  expect((await ask(double, inQuery, { authorization: basic })).status).toBe(200);
  const open = await start({ isHttps: true });
  expect((await ask(open, PRODUCTS, { authorization: basic })).status).toBe(200);
});

it('lets a key that may only read, only read', async () => {
  const double = await start({ permissions: 'read' });
  const { status, body } = await hook(double, 'product.updated', 'https://varai.example/x');
  expect([status, body.message]).toEqual([401, expect.stringMatching(/write permissions/)]);
});

it('pages with totals and links, and refuses pages over 100 and orders it does not know', async () => {
  const double = await start({ frames: 25 });
  const { headers, body } = await ask(
    double,
    `${PRODUCTS}?per_page=10&page=3&orderby=id&order=asc&_fields=id,attributes.name`,
  );
  expect([headers.get('x-wp-total'), headers.get('x-wp-totalpages')]).toEqual(['25', '3']);
  expect(headers.get('link')).toMatch(/page=2&.*>; rel="prev"$/);
  expect(body).toHaveLength(5);
  expect(Object.keys(body[0])).toEqual(['id', 'attributes']);
  expect(body[0].attributes[0]).toEqual({ name: 'Frame color' });
  expect((await ask(double, `${PRODUCTS}?page=9`)).body).toEqual([]);
  for (const query of [
    'per_page=101',
    'per_page=0',
    'orderby=size',
    'order=up',
    'modified_after=yesterday',
  ]) {
    expect((await ask(double, `${PRODUCTS}?${query}`)).status, query).toBe(400);
  }
});

it('reads times as the shop’s own unless told they are GMT', async () => {
  let time = Date.parse('2026-11-01T10:00:00Z');
  const double = await start({ frames: 3, now: () => time });
  time = Date.parse('2026-11-01T12:00:00Z');
  double.products.upsert({ id: double.products.list()[0]?.id ?? 0, name: 'Renamed' });
  const list = async (query: string) => {
    const url = `${double.url}${PRODUCTS}?${query}`;
    const authorization = signedHeader({ method: 'GET', url, ...keysOf(double), timestamp: time / 1000 });
    return (await ask(double, `${PRODUCTS}?${query}`, { authorization })).body.length;
  };
  expect(await list('modified_after=2026-11-01T11:00:00&dates_are_gmt=true')).toBe(1);
  expect(await list('modified_after=2026-11-01T12:30:00&dates_are_gmt=true')).toBe(0);
  expect(await list('modified_after=2026-11-01T12:30:00')).toBe(1);
});

it('answers under ?rest_route= alone with plain permalinks, and 429 when pushed', async () => {
  const double = await start({ frames: 1, hasPlainPermalinks: true, requestsPerSecond: 1 });
  expect((await fetch(`${double.url}${PRODUCTS}`)).status).toBe(404);
  expect((await ask(double, '/?rest_route=/wc/v3/products')).body).toHaveLength(1);
  await ask(double, '/?rest_route=/wc/v3/products');
  const pushed = await ask(double, '/?rest_route=/wc/v3/products');
  expect([pushed.status, pushed.headers.get('retry-after')]).toEqual([429, '1']);
});

it('pings a new webhook, signs what it sends, and tells variations and deletions as it does', async () => {
  const double = await start({ frames: 1 });
  const { url, received } = await receiver();
  for (const topic of ['product.updated', 'product.deleted']) await hook(double, topic, url);
  await double.settled();
  expect(received.map(({ body }) => body)).toEqual(['webhook_id=1', 'webhook_id=2']);
  expect(received[0]?.headers['x-wc-webhook-signature']).toBeUndefined();
  received.splice(0);
  const [variation] = double.variations.list();
  double.variations.upsert({ id: variation?.id ?? 0, ...stockOf(0) });
  await double.settled();
  double.products.remove(`${double.products.list()[0]?.id}`);
  await double.settled();
  const [saved, trashed] = received;
  expect(JSON.parse(saved?.body ?? '')).toMatchObject({
    type: 'variation',
    parent_id: variation?.parent_id,
    stock_status: 'outofstock',
  });
  expect(JSON.parse(trashed?.body ?? '')).toEqual({ id: variation?.parent_id });
  const signature = createHmac('sha256', 'secret1234')
    .update(saved?.body ?? '')
    .digest('base64');
  expect(saved?.headers['x-wc-webhook-signature']).toBe(signature);
});

it('never tries again, and disables a webhook with its seventh failure in a row', async () => {
  const double = await start({ frames: 1 });
  const { url, received } = await receiver((index) => (index === 0 ? 200 : 500));
  await hook(double, 'product.updated', url);
  const id = double.products.list()[0]?.id ?? 0;
  for (let i = 1; i <= 8; i++) {
    double.products.upsert({ id });
    await double.settled();
    expect(double.webhooks()[0]?.status).toBe(i < 7 ? 'active' : 'disabled');
  }
  expect(received).toHaveLength(8);
});

it('refuses topics and addresses that are none, and deletes webhooks only for good', async () => {
  const double = await start();
  const { url } = await receiver();
  expect((await hook(double, 'product.painted', url)).status).toBe(400);
  expect((await hook(double, 'product.updated', 'nowhere')).status).toBe(400);
  const { body } = await hook(double, 'product.updated', url);
  expect(body).not.toHaveProperty('secret');
  const path = `/wp-json/wc/v3/webhooks/${body.id}`;
  expect((await ask(double, path, { method: 'DELETE' })).status).toBe(501);
  expect((await ask(double, `${path}?force=true`, { method: 'DELETE' })).status).toBe(200);
  expect((await ask(double, path)).status).toBe(404);
});

it('tells of a new frame once it is put on sale, and of orders and customers', async () => {
  const double = await start();
  const { url, received } = await receiver();
  for (const topic of ['product.created', 'order.created', 'customer.created'])
    await hook(double, topic, url);
  await double.settled();
  received.splice(0);
  for (const frame of double.frames(2, 40)) double.add(frame);
  double.orders.upsert({ id: 1 });
  double.customers.upsert({ id: 2 });
  await double.settled();
  const topics = received.map(({ headers }) => headers['x-wc-webhook-topic']);
  expect(topics.sort()).toEqual(['customer.created', 'order.created', 'product.created', 'product.created']);
});
