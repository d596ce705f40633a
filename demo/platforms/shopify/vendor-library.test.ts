import '@shopify/shopify-api/adapters/node';
import { createHmac } from 'node:crypto';
import {
  ApiVersion,
  LogSeverity,
  RequestedTokenType,
  Session,
  type Shopify,
  shopifyApi,
} from '@shopify/shopify-api';
import { abstractFetch, setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { afterEach, expect, it } from 'vitest';
import type { ShopifyDouble } from './index.ts';
import { DOMAIN, receiver, start, subscribe } from './testing.ts';

const plainFetch = abstractFetch;

afterEach(() => setAbstractFetchFunc(plainFetch));

/** The vendor's own library, with only its network redirected: it insists on https and *.myshopify.com. */
function sdkFor({ url, credentials }: ShopifyDouble): Shopify {
  setAbstractFetchFunc((input, init) =>
    plainFetch(String(input).replace(`https://${DOMAIN}`, url), init as RequestInit),
  );
  return shopifyApi({
    apiKey: credentials.client_id ?? '',
    apiSecretKey: credentials.client_secret ?? '',
    apiVersion: ApiVersion.July26,
    hostName: 'app.example',
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}

function sessionToken({ credentials }: ShopifyDouble, claims: object = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
    iss: `https://${DOMAIN}/admin`,
    dest: `https://${DOMAIN}`,
    aud: credentials.client_id,
    sub: '1',
    exp: seconds + 60,
    nbf: seconds,
    iat: seconds,
    jti: 'one',
    sid: 'two',
    ...claims,
  })}`;
  return `${signed}.${createHmac('sha256', credentials.client_secret ?? '')
    .update(signed)
    .digest('base64url')}`;
}

it('satisfies the vendor’s library: token exchange, refresh, client credentials and queries', async () => {
  const double = await start({ frames: 3 });
  const sdk = sdkFor(double);
  const { session } = await sdk.auth.tokenExchange({
    shop: DOMAIN,
    sessionToken: sessionToken(double),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  expect(session.refreshToken).toBeTruthy();
  const client = new sdk.clients.Graphql({ session });
  const { data } = await client.request(
    '{ products(first: 2) { nodes { id title } pageInfo { hasNextPage } } }',
  );
  expect(data.products).toMatchObject({ nodes: [{}, {}], pageInfo: { hasNextPage: true } });

  const refreshed = await sdk.auth.refreshToken({ shop: DOMAIN, refreshToken: session.refreshToken ?? '' });
  expect(refreshed.session.accessToken).not.toBe(session.accessToken);
  const own = await sdk.auth.clientCredentials({ shop: DOMAIN });
  expect(own.session.accessToken).toBeTruthy();
});

it('refuses the vendor’s library what the real one refuses', async () => {
  const double = await start();
  const sdk = sdkFor(double);
  const session = new Session({
    id: 'x',
    shop: DOMAIN,
    state: '',
    isOnline: false,
    accessToken: 'shpat_wrong',
  });
  await expect(new sdk.clients.Graphql({ session }).request('{ shop { name } }')).rejects.toThrow(
    /401|Unauthorized/,
  );
  const own = await sdk.auth.clientCredentials({ shop: DOMAIN });
  await expect(
    new sdk.clients.Graphql({ session: own.session }).request('{ shop { nmae } }'),
  ).rejects.toThrow(/nmae/);
});

it('signs webhooks so that the vendor’s library takes them, and no other secret does', async () => {
  const double = await start({ frames: 1 });
  const { url, received } = await receiver();
  const sdk = sdkFor(double);
  expect((await subscribe(double, 'PRODUCTS_UPDATE', `${url}/hook`)).userErrors).toEqual([]);
  const [product] = double.products.list();
  double.products.upsert({ id: product?.id ?? '', title: 'Renamed' });
  await double.settled();
  const [hook] = received;
  const rawRequest = { method: 'POST', url: '/hook', headers: hook?.headers ?? {} };
  const valid = await sdk.webhooks.validate({ rawBody: hook?.body ?? '', rawRequest });
  expect(valid).toMatchObject({
    valid: true,
    topic: 'PRODUCTS_UPDATE',
    domain: DOMAIN,
    apiVersion: '2026-10',
  });
  const tampered = await sdk.webhooks.validate({ rawBody: `${hook?.body} `, rawRequest });
  expect(tampered.valid).toBe(false);
  expect(hook?.body).toMatch(/"id":\d+/);
  expect(JSON.parse(hook?.body ?? '')).toMatchObject({ title: 'Renamed', variant_gids: expect.any(Array) });
  expect(hook?.body).not.toMatch(/metafields/);
});

it('rotates refresh tokens, and forgives a lost answer until the new one is used', async () => {
  const double = await start();
  const { client_id, client_secret } = double.credentials;
  const grant = async (more: object) => {
    const body = JSON.stringify({ client_id, client_secret, ...more });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${double.url}/admin/oauth/access_token`, { method: 'POST', headers, body })).json();
  };
  const refresh = (refresh_token: string) => grant({ grant_type: 'refresh_token', refresh_token });
  const back = await fetch(
    `${double.url}/admin/oauth/authorize?client_id=${client_id}&state=s&redirect_uri=https://app.example/cb`,
    { redirect: 'manual' },
  );
  const code = new URL(back.headers.get('location') ?? '').searchParams.get('code');
  const first = await grant({ code, expiring: '1' });
  expect(await grant({ code, expiring: '1' })).toMatchObject({ error: 'invalid_request' });
  const lost = await refresh(first.refresh_token);
  const second = await refresh(first.refresh_token);
  expect(second.refresh_token).toBeTruthy();
  expect(await refresh(lost.refresh_token)).toMatchObject({ error: 'invalid_grant' });
  const third = await refresh(second.refresh_token);
  expect(third.refresh_token).toBeTruthy();
  expect(await refresh(first.refresh_token)).toMatchObject({ error: 'invalid_grant' });
  expect(await grant({ grant_type: 'refresh_token', client_secret: 'no' })).toMatchObject({
    error: 'invalid_client',
  });
});

it('lets an access token expire after an hour, and takes no session token of another shop', async () => {
  let ahead = 0;
  const double = await start({ now: () => Date.now() + ahead });
  const grant = async (subject_token: string) => {
    const response = await fetch(`${double.url}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: double.credentials.client_id,
        client_secret: double.credentials.client_secret,
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token,
        requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
        expiring: '1',
      }),
    });
    return response.json();
  };
  expect(await grant(sessionToken(double, { dest: 'https://other.myshopify.com' }))).toMatchObject({
    error: 'invalid_subject_token',
  });
  const { access_token } = await grant(sessionToken(double));
  const status = async () => {
    const response = await fetch(`${double.url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'x-shopify-access-token': access_token },
      body: JSON.stringify({ query: '{ shop { name } }' }),
    });
    return response.status;
  };
  expect(await status()).toBe(200);
  ahead = 3_601_000;
  expect(await status()).toBe(401);
});
