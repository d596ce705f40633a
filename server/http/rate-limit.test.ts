import { afterEach, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';
import { addressKey, addressList } from './addresses.ts';

let at: TestApp;
afterEach(async () => {
  await at?.close();
  at = undefined as never;
});

const roomy = { ip: 1e6, store: 1e6, session: 1e6 };
const open = async (rates: object, trustedProxies: string[] = []) => {
  at = await openTestApp(undefined, { edge: { rates: { ...roomy, ...rates }, trustedProxies } });
};
const from = (remoteAddress: string, url = '/v1/widget-config', headers: object = {}) =>
  at.app.inject({ url, remoteAddress, headers: { 'x-api-key': at.publishableKey, ...headers } });

it('tells each client its quota and what is left of it, in structured fields', async () => {
  await open({});
  const first = await from('198.51.100.1');
  const second = await from('198.51.100.1');
  expect(first.headers['ratelimit-policy']).toMatch(/^"client";q=1000;w=60, "ip";q=1000000;w=60$/);
  expect(first.headers.ratelimit).toBe('"client";r=999;t=1');
  // One comes back each 60 ms.
  expect(second.headers.ratelimit).toMatch(/^"client";r=99[89];t=1$/);
});

it('refuses what is beyond a client’s quota, says until when, and lets it go on then', async () => {
  await open({});
  const { key } = await at.deps.keys.create({ kind: 'publishable', store_id: 'a', requests_per_minute: 5 });
  const mine = (address: string) => from(address, undefined, { 'x-api-key': key });
  for (let n = 0; n < 5; n++) expect((await mine('198.51.100.1')).statusCode).toBe(200);
  const refused = await mine('198.51.100.1');
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['content-type']).toContain('application/problem+json');
  expect(refused.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
  expect(refused.headers.ratelimit).toMatch(/^"client";r=0;t=60$/);
  expect(Number(refused.headers['retry-after'])).toBe(12);
  expect((await mine('198.51.100.2')).statusCode).toBe(200);
  at.advance(12_000);
  expect((await mine('198.51.100.1')).statusCode).toBe(200);
});

it('counts a secret key from all addresses together', async () => {
  await open({});
  const { key } = await at.deps.keys.create({ kind: 'secret', store_id: 'a', requests_per_minute: 5 });
  const headers = { 'x-api-key': key };
  for (let n = 0; n < 5; n++)
    expect((await from(`198.51.100.${n}`, '/v1/widget-config', headers)).statusCode).toBe(200);
  expect((await from('198.51.100.9', '/v1/widget-config', headers)).statusCode).toBe(429);
});

it('counts calls without a key and with wrong ones by address, in a /64 as one', async () => {
  await open({ ip: 10 });
  const call = (n: number, key?: string) =>
    at.app.inject({
      url: '/v1/widget-config',
      remoteAddress: `2001:db8:1:2::${n.toString(16)}`,
      headers: key === undefined ? {} : { 'x-api-key': key },
    });
  for (let n = 1; n <= 10; n++) expect((await call(n, n % 2 ? 'pk_wrong' : undefined)).statusCode).toBe(401);
  const refused = await call(11, at.publishableKey);
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['access-control-allow-origin']).toBe('*');
  expect(refused.headers['access-control-expose-headers']).toContain('RateLimit');
  expect((await from('2001:db8:1:3::1')).statusCode).toBe(200);
});

it('counts a store’s shoppers together, and a session from wherever it comes', async () => {
  await open({ store: 30, session: 5 });
  const { session_id } = await at.newSession();
  const url = `/v1/recommendations?session_id=${session_id}`;
  const asked = (n: number) => from(`198.51.100.${n}`, url, at.shopper(session_id));
  for (let n = 1; n <= 5; n++) expect((await asked(n)).statusCode).toBe(200);
  const refused = await asked(6);
  expect(refused.json().detail).toContain('session');
  for (let n = 1; n <= 23; n++) await from(`198.51.100.${n}`);
  expect((await from('198.51.100.99')).json().detail).toContain('store');
});

it('never refuses probes, metrics and the files of the widget', async () => {
  await open({ ip: 1 });
  for (const url of [
    '/health/live',
    '/health/live',
    '/metrics',
    '/metrics',
    '/widgets/none.js',
    '/widgets/none.js',
  ])
    expect((await at.app.inject(url)).statusCode, url).not.toBe(429);
});

it('believes X-Forwarded-For from a trusted proxy alone', async () => {
  await open({ ip: 2 }, ['10.0.0.0/8']);
  const forwarded = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` });
  for (let n = 0; n < 5; n++) expect((await from('10.0.0.1', undefined, forwarded(n))).statusCode).toBe(200);
  const statuses = [];
  for (let n = 10; n < 15; n++)
    statuses.push((await from('198.51.100.1', undefined, forwarded(n))).statusCode);
  expect(statuses).toEqual([200, 200, 429, 429, 429]);
});

it('shows metrics to this machine and to whom the operator has named', async () => {
  at = await openTestApp(undefined, { edge: { metricsFrom: ['10.0.0.0/8'] } });
  const asked = async (remoteAddress: string, headers = {}) =>
    (await at.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  expect(await asked('127.0.0.1')).toBe(200);
  expect(await asked('10.1.2.3')).toBe(200);
  expect(await asked('198.51.100.1')).toBe(403);
  expect(await asked('127.0.0.1', { 'x-forwarded-for': '198.51.100.1' })).toBe(403);
  expect(await asked('198.51.100.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['192.0.2.1:50123', '192.0.2.1'],
  ['[2001:db8:1:2::7]:50123', '2001:db8:1:2'],
  ['[::ffff:192.0.2.1]', '192.0.2.1'],
])('counts %s as %s', (ip, key) => {
  expect(addressKey(ip)).toBe(key);
});

it('names what is no address or network', () => {
  expect(() => addressList(['10.0.0.0/33'])).toThrow('10.0.0.0/33');
  expect(() => addressList(['proxy'])).toThrow('proxy');
  expect(addressList(['::1', '10.0.0.0/8'])('::ffff:10.2.3.4')).toBe(true);
});
