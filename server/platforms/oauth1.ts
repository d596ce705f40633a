import { createHmac, randomBytes } from 'node:crypto';

export interface OAuthKeys {
  consumerKey: string;
  consumerSecret: string;
  /** Left out in one-legged requests. */
  token?: string;
  tokenSecret?: string;
}

/**
 * The parameters that sign one request by OAuth 1.0a with HMAC-SHA256, the signature among them (RFC 5849 §3; Adobe
 * Commerce and WooCommerce take SHA-256 in place of SHA-1).
 * @param now ms since the epoch
 */
export function oauthParameters(
  request: { method: string; url: URL },
  keys: OAuthKeys,
  now: number,
  nonce: string = randomBytes(16).toString('hex'),
): Record<string, string> {
  const parameters: Record<string, string> = {
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(Math.floor(now / 1000)),
    ...(keys.token === undefined ? {} : { oauth_token: keys.token }),
    oauth_version: '1.0',
  };
  const base = signatureBase(request, Object.entries(parameters));
  const key = `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret ?? '')}`;
  return { ...parameters, oauth_signature: createHmac('sha256', key).update(base).digest('base64') };
}

/** `Authorization: OAuth …` (RFC 5849 §3.5.1). */
export function oauthHeader(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${encode(name)}="${encode(value)}"`);
  return `OAuth ${pairs.join(', ')}`;
}

/** What is signed (RFC 5849 §3.4.1): method, address without its query, and all parameters in order. */
export function signatureBase(
  { method, url }: { method: string; url: URL },
  parameters: Iterable<readonly [string, string]>,
): string {
  const pairs = [...url.searchParams, ...parameters]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`);
  return [method.toUpperCase(), `${url.origin}${url.pathname}`, pairs.join('&')].map(encode).join('&');
}

/** By code unit, which for percent-encoded text is by byte (RFC 5849 §3.4.1.3.2). */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986's unreserved characters stay (RFC 5849 §3.6). */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
