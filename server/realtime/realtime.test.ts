import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_REDIS, startTestRedis } from '../../test/redis.ts';
import { authenticate } from '../access/index.ts';
import { createCatalog } from '../catalog/index.ts';
import { MemoryCache } from '../data/index.ts';
import { type App, answerProblems, validateBySchema } from '../http/index.ts';
import { connectShop, delivery, productBody } from '../sync/testing.ts';
import { openTestApp, refusingEngine, type TestApp, type TestStorage } from '../testing.ts';
import { openHub, realtimeFeature } from './index.ts';
import { openSocket, openStream } from './testing.ts';

let at: TestApp;
let url: string;

const listen = (app: TestApp) => app.app.listen({ port: 0, host: '127.0.0.1' });
beforeEach(async () => {
  at = await openTestApp();
  url = await listen(at);
});
afterEach(() => at.close());

/** Asks for a WebSocket and tells how a server that refuses answers. */
async function refusal(path: string, headers: Record<string, string> = {}) {
  const { port } = new URL(url);
  const asked = httpRequest({
    port,
    path,
    headers: {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  }).end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, code: JSON.parse(text).code };
}

const frame = (more: object = {}) => ({
  product_id: 'p1',
  title: 'Arc',
  price: '99.00',
  currency: 'EUR',
  ...more,
});
const sell = (more: object = {}, store_id = 'a', app = at) =>
  app.deps.catalog.import(store_id, JSON.stringify([frame(more)]), { format: 'json' });
const connections = (app = at) =>
  new Promise<number>((resolve, reject) =>
    app.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

describe.each(Object.entries({ socket: openSocket, stream: openStream }))(
  'a page that listens by %s',
  (_, open) => {
    it('hears of a changed price, of a frame that sells out, and of one that is taken away', async () => {
      await sell();
      const page = await open(url, at.publishableKey);
      await sell({ price: '89.00' });
      expect(await page.next()).toEqual({
        type: 'products_changed',
        products: [
          { product_id: 'p1', title: 'Arc', price: 8900, currency: 'EUR', in_stock: true, variants: [] },
        ],
        removed: [],
      });
      await sell({ price: '89.00', in_stock: false });
      expect(await page.next()).toMatchObject({ products: [{ in_stock: false }] });
      await at.deps.catalog.remove('a', 'p1');
      expect(await page.next()).toEqual({ type: 'products_changed', products: [], removed: ['p1'] });
      page.leave();
    });

    it('hears of what the shop’s platform says', async () => {
      await connectShop(at.deps.connections);
      const page = await open(url, at.publishableKey);
      const body = productBody({ id: 7, updated_at: Date.now(), stock: 0 });
      const sent = await at.app.inject({
        method: 'POST',
        url: '/webhooks/shopify/product_updated?store=a',
        ...delivery('products/update', body),
      });
      expect(sent.statusCode).toBeLessThan(300);
      at.deps.sync.start();
      expect(await page.next()).toMatchObject({ type: 'products_changed', products: [{ in_stock: false }] });
      await at.deps.sync.stop();
      page.leave();
    });

    it('hears nothing of other stores', async () => {
      const page = await open(url, at.publishableKey);
      await sell({ title: 'Not theirs' }, 'b');
      await sell({ title: 'Theirs' });
      expect(await page.next()).toMatchObject({ products: [{ title: 'Theirs' }] });
      page.leave();
    });

    it('is told to read again when too much changed', async () => {
      const page = await open(url, at.publishableKey);
      const many = Array.from({ length: 600 }, (_, n) => frame({ product_id: `p${n}` }));
      await at.deps.catalog.import('a', JSON.stringify(many), { format: 'json' });
      expect(await page.next()).toEqual({ type: 'catalog_changed' });
      page.leave();
    });

    it('is told to read again when another process made the change, without any way to hear of it', async () => {
      const page = await open(url, at.publishableKey);
      const { documents, now } = at.deps;
      const elsewhere = await createCatalog({ documents, cache: new MemoryCache(1000), now });
      await elsewhere.import('a', JSON.stringify([frame()]), { format: 'json' });
      expect(await page.next()).toEqual({ type: 'catalog_changed' });
      page.leave();
    });

    it('leaves nothing behind when it goes', async () => {
      const before = await connections();
      const pages = await Promise.all(Array.from({ length: 5 }, () => open(url, at.publishableKey)));
      for (const page of pages) page.leave();
      await expect.poll(() => connections()).toBeLessThanOrEqual(before + 1);
    });

    it('is let go at once when the server closes, which waits for nobody', async () => {
      const page = await open(url, at.publishableKey);
      await at.app.close();
      await page.ended;
    });

    it('never has its key in the log', async () => {
      const page = await open(url, at.publishableKey);
      await sell();
      await page.next();
      page.leave();
      await expect(open(url, 'pk_thisKeyIsNotKnownAnywhereAtAll12345')).rejects.toThrow('refused');
      await expect.poll(() => connections()).toBeLessThanOrEqual(1);
      await at.app.close();
      expect(at.logged()).toContain('/v1/realtime');
      expect(at.logged()).not.toContain(at.publishableKey);
      expect(at.logged()).not.toContain('pk_this');
    });
  },
);

describe('who may listen', () => {
  const refusals = async (query: string, headers: Record<string, string> = {}) => {
    const plain = await fetch(`${url}/v1/realtime${query}`, { headers });
    expect(plain.headers.get('content-type')).toContain('application/problem+json');
    const { status, code } = await refusal(`/v1/realtime/socket${query}`, headers);
    expect((await plain.json()).code).toBe(code);
    expect(plain.status).toBe(status);
    return code;
  };

  it('needs a publishable key, and comes from its website', async () => {
    expect(await refusals('')).toBe('api-key-missing');
    expect(await refusals('?key=pk_nothing')).toBe('api-key-invalid');
    expect(await refusals(`?key=${at.publishableKey}`, { origin: 'https://elsewhere.example' })).toBe(
      'origin-not-allowed',
    );
  });

  it('is not a server with its secret key in an address', async () => {
    expect(await refusals(`?key=${at.secretKey}`)).toBe('secret-key-in-url');
  });

  it('waits when the server serves as many as it can', async () => {
    const small: App = Fastify();
    validateBySchema(small);
    answerProblems(small);
    authenticate(small, at.deps);
    await small.register(realtimeFeature({ hub: openHub(at.deps), mostConnections: 1 }));
    url = await small.listen({ port: 0, host: '127.0.0.1' });
    const page = await openStream(url, at.publishableKey);
    expect(await refusals(`?key=${at.publishableKey}`)).toBe('too-many-listeners');
    page.leave();
    await expect.poll(() => openSocket(url, at.publishableKey).then(() => 'let in')).toBe('let in');
    await small.close();
  });

  it('is told what the address of the socket is for', async () => {
    const answer = await fetch(`${url}/v1/realtime/socket?key=${at.publishableKey}`);
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect((await answer.json()).code).toBe('upgrade-required');
  });
});

describe('the stream', () => {
  it('tells who comes back to read again only if something changed meanwhile', async () => {
    await sell();
    const version = `${await at.deps.catalog.version('a')}`;
    const same = await openStream(url, at.publishableKey, { 'last-event-id': version });
    const behind = await openStream(url, at.publishableKey, { 'last-event-id': '0' });
    expect(await behind.next()).toEqual({ type: 'catalog_changed' });
    await sell({ price: '79.00' });
    expect(await same.next()).toMatchObject({ type: 'products_changed' });
    for (const page of [same, behind]) page.leave();
  });

  it('is cut off where nobody reads it', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET /v1/realtime?key=${at.publishableKey} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await once(socket, 'readable');
    const before = await connections();
    const message = { type: 'products_changed', products: [], removed: ['x'.repeat(500_000)] };
    for (let version = 1; version <= 60; version++)
      await at.deps.cache.publish('realtime:a', JSON.stringify({ version: version + 1, message }));
    await sell();
    await expect.poll(() => connections()).toBe(before - 1);
    socket.destroy();
  });
});

describe('a request that offers another protocol', () => {
  it('is answered as the plain request it is, body and all', async () => {
    const body = JSON.stringify([frame({ title: 'Sent with an offer' })]);
    const asked = httpRequest(`${url}/admin/v1/products/import`, {
      method: 'POST',
      headers: {
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
        'x-api-key': at.secretKey,
        'content-type': 'application/json',
        'content-length': `${Buffer.byteLength(body)}`,
      },
    });
    asked.write(body.slice(0, 20));
    asked.end(body.slice(20));
    const [response] = await once(asked, 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
    expect((await at.deps.catalog.product('a', 'p1'))?.title).toBe('Sent with an offer');
  });

  it('does not open a socket elsewhere', async () => {
    expect(await refusal('/v1/products/nothing', { 'x-api-key': at.publishableKey })).toMatchObject({
      status: 404,
    });
  });
});

const redis = await startTestRedis();
describe.skipIf(redis === null)(
  redis === null ? `two instances (skipped: ${NO_REDIS})` : 'two instances',
  () => {
    it('tell each other’s pages over Redis what changed, once and in order', async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'varai-two-'));
      const storage: TestStorage = { dataDir, redisUrl: redis?.url };
      const one = await openTestApp(refusingEngine(), storage);
      const two = await openTestApp(refusingEngine(), storage);
      const [first, second] = [await listen(one), await listen(two)];
      const pages = [
        await openSocket(first, one.publishableKey),
        await openStream(second, one.publishableKey),
      ];
      await sell({}, 'a', one);
      await sell({ price: '59.00' }, 'a', two);
      for (const page of pages) {
        expect(await page.next()).toMatchObject({ products: [{ price: 9900 }] });
        expect(await page.next()).toMatchObject({ products: [{ price: 5900 }] });
        page.leave();
      }
      for (const app of [one, two]) {
        await app.close();
        await app.deps.cache.close();
      }
      await redis?.end();
      await rm(dataDir, { recursive: true });
    });
  },
);
