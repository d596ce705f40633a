import { createHmac } from 'node:crypto';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import '@shopify/shopify-api/adapters/node';
import { afterEach, describe, expect, it } from 'vitest';
import { createSend } from '../http.ts';
import { openShopifyInstall } from '../index.ts';
import { codeOf, type Loopback, loopback, outbound, problemOf } from '../testing.ts';
import { queryMark } from './install.ts';
import { openTokens, type ShopifyCredentials } from './tokens.ts';

const send = createSend({ platform: 'shopify', version: 'test', outbound, sleep: async () => undefined });
const HOUR = 3_600_000;
let now = 1_800_000_000_000;
let server: Loopback;
afterEach(() => server?.close());

const client = { client_id: 'id', client_secret: 'secret' };

/** A shop that hands out numbered pairs. */
async function shop(refuses = false) {
  server = await loopback((_, response, n) => {
    if (refuses) response.writeHead(400).end('{"error":"invalid_grant","error_description":"secret"}');
    else {
      const pair = { access_token: `at-${n}`, expires_in: 3600, refresh_token: `rt-${n}` };
      response.end(JSON.stringify({ ...pair, refresh_token_expires_in: 7_776_000, scope: 'read_products' }));
    }
  });
}

function tokens(credentials: ShopifyCredentials, save = async (_: object) => undefined as unknown) {
  return openTokens({
    address: server.url,
    credentials,
    send,
    saveCredentials: async (next) => void (await save(next)),
    now: () => now,
  });
}

const bodies = () => server.requests.map(({ body }) => JSON.parse(body) as Record<string, string>);

describe('access tokens', () => {
  it('of a custom app stay as they are', async () => {
    await shop();
    const one = tokens({ access_token: 'shpat_1', client_secret: 'secret' });
    expect(await one.current()).toBe('shpat_1');
    expect(await one.instead('shpat_1')).toBeNull();
    expect(server.requests).toHaveLength(0);
  });

  it('that expire are renewed before they end, once for all who ask, and kept before they are used', async () => {
    await shop();
    const saved: ShopifyCredentials[] = [];
    const one = tokens(
      { ...client, access_token: 'at-0', access_token_expires_at: now + HOUR, refresh_token: 'rt-0' },
      async (next) => saved.push(next),
    );
    expect(await one.current()).toBe('at-0');
    now += HOUR - 60_000;
    expect(await Promise.all([one.current(), one.current(), one.current()])).toEqual([
      'at-1',
      'at-1',
      'at-1',
    ]);
    expect(bodies()).toEqual([{ ...client, grant_type: 'refresh_token', refresh_token: 'rt-0' }]);
    expect(saved).toMatchObject([
      { access_token: 'at-1', refresh_token: 'rt-1', access_token_expires_at: now + HOUR, client_id: 'id' },
    ]);
    now += 2 * HOUR;
    expect(await one.current()).toBe('at-2');
    expect(bodies()[1]?.refresh_token).toBe('rt-1');
  });

  it('are not used when they could not be kept, and the refresh token before is tried again', async () => {
    await shop();
    let fails = true;
    const one = tokens({ ...client, refresh_token: 'rt-0' }, async () => {
      if (fails) throw new Error('disk full');
    });
    await expect(one.current()).rejects.toThrow('disk full');
    fails = false;
    expect(await one.current()).toBe('at-2');
    expect(bodies().map(({ refresh_token }) => refresh_token)).toEqual(['rt-0', 'rt-0']);
  });

  it('refused by the shop are renewed once', async () => {
    await shop();
    const one = tokens({ ...client, access_token: 'at-0', refresh_token: 'rt-0' });
    expect(await one.instead('at-0')).toBe('at-1');
    expect(await one.instead('at-0')).toBe('at-1');
    expect(server.requests).toHaveLength(1);
  });

  it('are asked for with the app’s own credentials where it has nothing else', async () => {
    await shop();
    expect(await tokens(client).current()).toBe('at-1');
    expect(bodies()).toEqual([{ ...client, grant_type: 'client_credentials' }]);
  });

  it('that can’t be had say where to find new credentials, and no secret', async () => {
    await shop(true);
    const problem = await problemOf(tokens({ ...client, refresh_token: 'rt-0' }).current());
    expect(problem.kind.code).toBe('platform-unauthorized');
    expect(problem.message).toContain('invalid_grant');
    expect(problem.message).toContain('API credentials');
    expect(JSON.stringify(problem.body('r'))).not.toMatch(/rt-0|secret"/);
    expect(codeOf(() => tokens({}))).toBe('platform-credentials-invalid');
  });
});

describe('the way in', () => {
  const install = openShopifyInstall({ outbound, sleep: async () => undefined });
  const SECRET = 'shpss_x';
  const query = (change: Record<string, string> = {}, secret = SECRET) => {
    const found = new URLSearchParams({
      code: 'c0de',
      host: 'YWRtaW4uc2hvcGlmeS5jb20',
      shop: 'alder.myshopify.com',
      state: 'st4te with space',
      timestamp: String(now / 1000),
      ...change,
    });
    found.set('hmac', queryMark(found, secret));
    return found;
  };
  const check = (found: URLSearchParams, state = 'st4te with space', at = now) =>
    install.checkCallback({ query: found, client_secret: SECRET, state, now: at });

  it('leads to the shop and to nobody else', () => {
    const url = new URL(
      install.authorizeUrl({
        shop: 'alder',
        client_id: 'id',
        scopes: ['read_products', 'read_orders'],
        redirect_uri: 'https://varai.example/back',
        state: 's',
      }),
    );
    expect(url.origin + url.pathname).toBe('https://alder.myshopify.com/admin/oauth/authorize');
    expect(url.searchParams.get('scope')).toBe('read_products,read_orders');
    const evil = { client_id: 'id', scopes: [], redirect_uri: '', state: '', shop: 'evil.example' };
    expect(codeOf(() => install.authorizeUrl(evil))).toBe('platform-address-invalid');
  });

  it('back is checked: signature, state, time, shop', () => {
    expect(check(query())).toEqual({ address: 'https://alder.myshopify.com', code: 'c0de' });
    const refused = [
      () => check(query({}, 'another')),
      () => check(query(), 'another'),
      () => check(query({ state: '' }), ''),
      () => check(query(), undefined, now + 91_000),
      () => check(query(), undefined, now - 91_000),
      () => check(query({ timestamp: 'soon' })),
      () => check(query({ code: '' })),
      () => check(new URLSearchParams(`${query()}&shop=evil.myshopify.com`)),
      () => check(new URLSearchParams(String(query()).replace('alder', 'evil1'))),
      () => check(new URLSearchParams()),
    ];
    for (const attempt of refused) expect(codeOf(attempt)).toBe('platform-unauthorized');
    expect(codeOf(() => check(query({ shop: 'evil.example' })))).toBe('platform-address-invalid');
  });

  it('agrees with the SDK on every query', async () => {
    const sdk = shopifyApi({
      apiKey: 'id',
      apiSecretKey: SECRET,
      apiVersion: ApiVersion.July26,
      hostName: 'varai.example',
      isEmbeddedApp: false,
      logger: { level: LogSeverity.Error },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    // No spaces: this version of the SDK writes them as "+", which its next one mends.
    const changes = [{}, { state: "a+b&c=d'ü!(~)*" }, { host: 'x/y==' }, { locale: 'de-DE' }];
    const queries = changes.map((change) => query({ timestamp, state: 'plain', ...change }));
    for (const right of queries) {
      expect(await sdk.utils.validateHmac(Object.fromEntries(right))).toBe(true);
      expect(await sdk.utils.validateHmac({ ...Object.fromEntries(right), code: 'other' })).toBe(false);
    }
  });

  it('ends in credentials to keep, from a code or a session token', async () => {
    await shop();
    const to = { address: server.url, ...client, now: () => now };
    expect(await install.exchangeCode({ ...to, code: 'c0de' })).toEqual({
      ...client,
      access_token: 'at-1',
      access_token_expires_at: now + HOUR,
      refresh_token: 'rt-1',
      refresh_token_expires_at: now + 90 * 24 * HOUR,
    });
    await install.exchangeSessionToken({ ...to, session_token: 'jwt' });
    expect(bodies()).toMatchObject([
      { code: 'c0de', expiring: '1' },
      {
        subject_token: 'jwt',
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
        expiring: '1',
      },
    ]);
  });
});

it('a callback’s mark is the one Shopify makes: sorted, spaces as %20, hex', () => {
  const marked = new URLSearchParams({ b: 'x y', a: '1', hmac: 'ignored', signature: 'ignored' });
  expect(queryMark(marked, 'k')).toBe(createHmac('sha256', 'k').update('a=1&b=x%20y').digest('hex'));
});
