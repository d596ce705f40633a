import { afterEach, describe, expect, it } from 'vitest';
import { openOutbound } from '../outbound/index.ts';
import { createSend } from './http.ts';
import { type Loopback, loopback, outbound, problemOf } from './testing.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const waits: number[] = [];
const send = createSend({
  platform: 'woocommerce',
  version: '1.2.3',
  outbound,
  sleep: async (ms) => void waits.push(ms),
});
const call = (path = '/', more: object = {}) =>
  send({
    method: 'GET',
    url: new URL(`${server?.url ?? 'http://127.0.0.1:1'}${path}`),
    headers: () => ({ authorization: 'Basic c2VjcmV0' }),
    ...more,
  });

describe('a call to a store', () => {
  it('says who asks, keeps no cookies, and reads JSON with its long numbers whole', async () => {
    server = await loopback((_, response) => {
      response.writeHead(200, { 'set-cookie': 'a=1', 'x-wp-total': '7' }).end('{"id":788032119674292922}');
    });
    const answer = await call();
    await call();
    expect(answer).toMatchObject({ status: 200, json: { id: '788032119674292922' } });
    expect(answer.header('x-wp-total')).toBe('7');
    expect(server.requests[1]?.headers).toMatchObject({ 'user-agent': 'varai/1.2.3' });
    expect(server.requests[1]?.headers.cookie).toBeUndefined();
  });

  it('is tried again after 429 and 503, as long as Retry-After says, with new headers each time', async () => {
    waits.length = 0;
    server = await loopback((_, response, n) => {
      if (n === 1) response.writeHead(429, { 'retry-after': '2' }).end();
      else if (n === 2) response.writeHead(503).end();
      else response.writeHead(200).end('{}');
    });
    let nonce = 0;
    const answer = await call('/', { headers: () => ({ 'x-nonce': String(++nonce) }) });
    expect(answer.status).toBe(200);
    expect(waits[0]).toBe(2000);
    expect(waits[1]).toBeGreaterThan(0);
    expect(server.requests.map(({ headers }) => headers['x-nonce'])).toEqual(['1', '2', '3']);
  });

  it('is given up after four tries, or at once when the store wants a longer rest', async () => {
    server = await loopback((_, response) => response.writeHead(502).end());
    expect((await problemOf(call())).kind.code).toBe('platform-unreachable');
    expect(server.requests).toHaveLength(4);
    await server.close();
    server = await loopback((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    const problem = await problemOf(call());
    expect(problem.kind.code).toBe('platform-throttled');
    expect(problem.details.headers).toEqual({ 'retry-after': '3600' });
    expect(server.requests).toHaveLength(1);
  });

  it('that changes something is not repeated when it may have been done', async () => {
    server = await loopback((_, response) => response.writeHead(504).end());
    expect((await problemOf(call('/', { method: 'POST', body: {} }))).kind.code).toBe('platform-unreachable');
    expect(server.requests).toHaveLength(1);
  });

  it('is tried again when the connection breaks', async () => {
    server = await loopback((_, response, n) => {
      if (n < 3) response.destroy();
      else response.end('{}');
    });
    expect((await call()).status).toBe(200);
    expect(server.requests).toHaveLength(3);
  });

  it('follows no redirect and says where it leads, without anything secret', async () => {
    server = await loopback((_, response) =>
      response.writeHead(301, { location: 'https://www.shop.example/x?consumer_secret=cs_1' }).end(),
    );
    const problem = await problemOf(call('/?consumer_secret=cs_1'));
    expect(problem.kind.code).toBe('platform-address-invalid');
    expect(problem.message).toContain('https://www.shop.example');
    expect(JSON.stringify(problem.body('r'))).not.toMatch(/cs_1|c2VjcmV0/);
  });

  it('is made to no private address unless the operator allows it, and says what to set', async () => {
    server = await loopback((_, response) => response.end('{}'));
    const strict = createSend({
      platform: 'magento',
      version: '1',
      outbound: openOutbound({ allowPrivate: false }),
    });
    const { port } = new URL(server.url);
    for (const address of [server.url, `https://127.0.0.1:${port}`, `https://localhost:${port}`]) {
      const asked = strict({ method: 'GET', url: new URL(address), headers: () => ({}) });
      const problem = await problemOf(asked);
      expect(problem.kind.code).toBe('platform-address-invalid');
      expect(problem.message).toContain('VARAI_ALLOW_PRIVATE_SHOPS');
    }
    expect(server.requests).toEqual([]);
  });

  it('reads no more than 20 MB', async () => {
    server = await loopback((_, response) => {
      response.writeHead(200);
      response.end(Buffer.alloc(21 * 1024 * 1024, 32));
    });
    expect((await problemOf(call())).kind.code).toBe('platform-answer-invalid');
  });

  it('to nobody is a store out of reach, and names no secret', async () => {
    server = await loopback((_, response) => response.end());
    const { url } = server;
    await server.close();
    server = undefined;
    const problem = await problemOf(call('', { url: new URL(`${url}/?consumer_secret=cs_1`) }));
    expect(problem.kind.code).toBe('platform-unreachable');
    expect(JSON.stringify(problem.body('r'))).not.toContain('cs_1');
  });
});
