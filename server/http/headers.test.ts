import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import helmet from 'helmet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';

let at: TestApp;
let expected: Record<string, string>;
beforeAll(async () => {
  at = await openTestApp(undefined, { edge: { trustedProxies: ['10.0.0.1'] } });
  expected = await helmetsHeaders();
});
afterAll(() => at.close());

/** What helmet itself sends by its defaults. */
async function helmetsHeaders(): Promise<Record<string, string>> {
  const protect = helmet();
  const server = createServer((request, response) => protect(request, response, () => response.end()));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  const own = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);
  return Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name)));
}

/** Values that forbid at least as much as another. */
const STRICTER: Record<string, readonly string[]> = {
  'x-frame-options': ['DENY'],
  'strict-transport-security': ['max-age=63072000; includeSubDomains; preload'],
};

const directives = (policy: string) =>
  new Map(
    policy.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(/\s+/);
      return [name, values] as const;
    }),
  );

/** Every directive allows no source that helmet's doesn't; what falls back does so to the default. */
function isAsStrict(policy: string, than: string): boolean {
  const [mine, theirs] = [directives(policy), directives(than)];
  return [...theirs]
    .filter(([name]) => name !== 'upgrade-insecure-requests')
    .every(([name, allowed]) => {
      const found = mine.get(name) ?? (NO_FALLBACK.has(name) ? undefined : mine.get('default-src'));
      return found?.every((source) => source === "'none'" || allowed.includes(source)) ?? false;
    });
}
/** Content Security Policy Level 3, §6.3 and §6.4: these don't fall back to default-src. */
const NO_FALLBACK = new Set(['base-uri', 'form-action', 'frame-ancestors']);

it.each([
  ['data', '/v1/recommendations', 200],
  ['a problem', '/nowhere', 404],
  ['an address that can’t be read', '/%zz', 400],
  ['a page', '/docs/', 200],
  ['a refused call', '/admin/v1/products', 403],
  ['the API’s description', '/openapi.json', 200],
])('is at least as strict as helmet’s defaults with %s', async (_, url, status) => {
  const answer = await at.app.inject({
    url,
    remoteAddress: '10.0.0.1',
    headers: { 'x-api-key': at.publishableKey, 'x-forwarded-proto': 'https' },
  });
  expect(answer.statusCode).toBe(status);
  for (const [name, value] of Object.entries(expected)) {
    // The router refuses such an address before it looks at who forwarded it.
    if (url === '/%zz' && name === 'strict-transport-security') continue;
    const mine = answer.headers[name];
    if (name === 'content-security-policy') expect(isAsStrict(`${mine}`, value), `${mine}`).toBe(true);
    else expect([value, ...(STRICTER[name] ?? [])], name).toContain(mine);
  }
  expect(answer.headers['x-powered-by']).toBeUndefined();
});

it('asks for TLS only over TLS, and believes nobody else about it', async () => {
  const hsts = async (remoteAddress: string, proto: string) =>
    (await at.app.inject({ url: '/health/live', remoteAddress, headers: { 'x-forwarded-proto': proto } }))
      .headers['strict-transport-security'];
  expect(await hsts('10.0.0.1', 'https')).toContain('preload');
  expect(await hsts('10.0.0.1', 'http')).toBeUndefined();
  expect(await hsts('198.51.100.1', 'https')).toBeUndefined();
});
