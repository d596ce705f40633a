import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Asked } from './listen.ts';

/** RFC 5849 §3.6: what RFC 3986 leaves unreserved stays, the rest is percent-encoded. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The parameters of an `Authorization: OAuth …` header; null when there is none. */
export function oauthHeader(header: string | undefined): Record<string, string> | null {
  if (header === undefined || !/^OAuth\s/i.test(header)) return null;
  const found: Record<string, string> = {};
  for (const [, name, value] of header.matchAll(/([a-z_]+)="([^"]*)"/gi)) {
    if (name !== undefined && value !== undefined && name !== 'realm')
      found[name] = decodeURIComponent(value);
  }
  return found;
}

/** The base64 signature RFC 5849 §3.4 gives this request. Parameters of the header and the query are one list. */
export function oauthSignature(options: {
  method: string;
  /** Scheme, host and path. */
  url: string;
  parameters: readonly (readonly [string, string])[];
  algorithm: 'sha256' | 'sha1';
  consumerSecret: string;
  tokenSecret: string;
}): string {
  const normalized = options.parameters
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const base = [options.method.toUpperCase(), encode(options.url), encode(normalized)].join('&');
  const key = `${encode(options.consumerSecret)}&${encode(options.tokenSecret)}`;
  return createHmac(options.algorithm, key).update(base).digest('base64');
}

export type OauthFault =
  | 'parameter-missing'
  | 'consumer-unknown'
  | 'token-unknown'
  | 'method-unsupported'
  | 'timestamp-refused'
  | 'nonce-used'
  | 'signature-wrong';

/**
 * Checks OAuth 1.0a requests: signature, age, and that no nonce comes twice.
 * @param toleranceS seconds a timestamp may be off
 */
export function openOauthCheck(options: {
  url: string;
  consumer: { key: string; secret: string };
  /** null for one-legged requests. */
  token: { key: string; secret: string } | null;
  algorithms: Readonly<Record<string, 'sha256' | 'sha1'>>;
  toleranceS: number;
  now(): number;
}): (asked: Asked, given: Readonly<Record<string, string>>) => OauthFault | null {
  const { url, consumer, token, toleranceS } = options;
  const nonces = new Map<string, number>();
  return (asked, given) => {
    const {
      oauth_consumer_key: consumerKey,
      oauth_token: tokenKey,
      oauth_timestamp: timestamp,
      oauth_nonce: nonce,
      oauth_signature: signature,
      oauth_signature_method: method,
    } = given;
    if (!consumerKey || !timestamp || !nonce || !signature || !method) return 'parameter-missing';
    if (consumerKey !== consumer.key) return 'consumer-unknown';
    if (token !== null && tokenKey !== token.key) return 'token-unknown';
    const algorithm = options.algorithms[method];
    if (algorithm === undefined) return 'method-unsupported';
    const expected = oauthSignature({
      method: asked.method,
      url: `${url}${asked.path}`,
      parameters: [...[...asked.query].filter(([name]) => !(name in given)), ...Object.entries(given)],
      algorithm,
      consumerSecret: consumer.secret,
      tokenSecret: token?.secret ?? '',
    });
    if (!isEqual(signature, expected)) return 'signature-wrong';
    const seconds = options.now() / 1000;
    if (!/^\d+$/.test(timestamp) || Math.abs(seconds - Number(timestamp)) > toleranceS)
      return 'timestamp-refused';
    for (const [used, at] of nonces) if (at < seconds - toleranceS) nonces.delete(used);
    if (nonces.has(nonce)) return 'nonce-used';
    nonces.set(nonce, Number(timestamp));
    return null;
  };
}

function isEqual(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
