import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Send } from '../http.ts';
import { unauthorized } from '../problems.ts';
import { normalizeAddress } from './receive.ts';
import { grant, type ShopifyCredentials } from './tokens.ts';

/** How an app of one's own gets into a shop. Each way ends in credentials to keep with the store. */
export interface ShopifyInstall {
  /** Where a merchant agrees to the app. `state` is random, kept with the browser, and compared on the way back. */
  authorizeUrl(options: {
    shop: string;
    client_id: string;
    scopes: readonly string[];
    redirect_uri: string;
    state: string;
  }): string;
  /**
   * Checks the query a merchant comes back with.
   * @returns the shop's address and the code to exchange.
   * @throws Problem platform-unauthorized
   */
  checkCallback(options: { query: URLSearchParams; client_secret: string; state: string; now: number }): {
    address: string;
    code: string;
  };
  exchangeCode(options: Exchange & { code: string }): Promise<ShopifyCredentials>;
  /** Of the token App Bridge gives a page inside the admin; Shopify checks it. */
  exchangeSessionToken(options: Exchange & { session_token: string }): Promise<ShopifyCredentials>;
}

interface Exchange {
  address: string;
  client_id: string;
  client_secret: string;
  now(): number;
}

/** How far `timestamp` may be off, s. shopify-app-js: lib/utils/hmac-validator.ts */
const TOLERANCE_S = 90;
const TOKEN_TYPE = 'urn:shopify:params:oauth:token-type:offline-access-token';

export function shopifyInstall(send: Send): ShopifyInstall {
  const exchange = async (
    { address, now, client_id, client_secret }: Exchange,
    body: Record<string, string>,
  ) => ({
    client_id,
    client_secret,
    ...(await grant({ address, send, now }, { client_id, client_secret, expiring: '1', ...body })),
  });
  return {
    authorizeUrl({ shop, client_id, scopes, redirect_uri, state }) {
      const url = new URL(`${normalizeAddress(shop)}/admin/oauth/authorize`);
      url.search = String(new URLSearchParams({ client_id, scope: scopes.join(','), redirect_uri, state }));
      return url.href;
    },
    checkCallback({ query, client_secret, state, now }) {
      const refuse = (what: string) => unauthorized('shopify', what);
      for (const name of new Set(query.keys())) {
        if (query.getAll(name).length > 1) throw refuse(`The query holds ${name} twice.`);
      }
      if (!isSame(queryMark(query, client_secret), query.get('hmac') ?? '')) {
        throw refuse('The query is not signed by Shopify.');
      }
      if (state === '' || !isSame(state, query.get('state') ?? '')) {
        throw refuse('The installation was begun in another browser.');
      }
      const age = now / 1000 - Number(query.get('timestamp') ?? Number.NaN);
      if (!(Math.abs(age) <= TOLERANCE_S)) throw refuse('The installation took too long; begin again.');
      const code = query.get('code');
      if (code === null || code === '') throw refuse('Shopify sent no code.');
      return { address: normalizeAddress(query.get('shop') ?? ''), code };
    },
    exchangeCode: ({ code, ...options }) => exchange(options, { code }),
    exchangeSessionToken: ({ session_token, ...options }) =>
      exchange(options, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: session_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        requested_token_type: TOKEN_TYPE,
      }),
  };
}

/** Hex HMAC-SHA256 of the sorted query without its `hmac`, spaces as %20. shopify-app-js: lib/utils/hmac-validator.ts */
export function queryMark(query: URLSearchParams, secret: string): string {
  const pairs = [...query]
    .filter(([name]) => name !== 'hmac' && name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = String(new URLSearchParams(pairs)).replaceAll('+', '%20');
  return createHmac('sha256', secret).update(signed).digest('hex');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
