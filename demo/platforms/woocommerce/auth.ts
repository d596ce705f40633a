import type { Answer, Asked } from '../listen.ts';
import { type OauthFault, oauthHeader, openOauthCheck } from '../oauth1.ts';

export interface WooAuthOptions {
  url: string;
  key: string;
  secret: string;
  permissions: 'read' | 'write' | 'read_write';
  /** Whether the shop is reached over TLS (which ends before this process). */
  isHttps: boolean;
  /** The host drops the Authorization header before PHP sees it. */
  stripsAuthorization: boolean;
  now(): number;
}

/** Seconds a timestamp may be off, and nonces are remembered. woocommerce: class-wc-rest-authentication.php */
const OAUTH_WINDOW_S = 15 * 60;

const FAULTS: Record<OauthFault, string> = {
  'parameter-missing': 'oauth_signature parameter is missing',
  'consumer-unknown': 'Consumer key is invalid.',
  'token-unknown': 'Token is invalid.',
  'method-unsupported': 'Invalid signature - signature method is invalid.',
  'timestamp-refused': 'Invalid timestamp.',
  'nonce-used': 'Invalid nonce - nonce has already been used.',
  'signature-wrong': 'Invalid signature - provided signature does not match.',
};

export const wooError = (status: number, code: string, message: string, data: object = {}): Answer => ({
  status,
  body: { code, message, data: { status, ...data } },
});

/**
 * Who asks, by WooCommerce's rules: Basic or keys in the query over HTTPS, one-legged OAuth 1.0a over plain HTTP.
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication
 */
export function openWooAuth(options: WooAuthOptions): (asked: Asked) => Answer | null {
  const { url, key, secret, permissions, isHttps, stripsAuthorization, now } = options;
  const checkOauth = openOauthCheck({
    url,
    consumer: { key, secret },
    token: null,
    algorithms: { 'HMAC-SHA256': 'sha256', 'HMAC-SHA1': 'sha1' },
    toleranceS: OAUTH_WINDOW_S,
    now,
  });

  const overHttps = (asked: Asked, header: string | undefined): Answer | null => {
    const [, basic] = /^Basic\s+(.+)$/i.exec(header ?? '') ?? [];
    const [user, password] = basic
      ? Buffer.from(basic, 'base64').toString().split(':')
      : [asked.query.get('consumer_key'), asked.query.get('consumer_secret')];
    if (!user) return nobody(asked);
    if (user !== key)
      return wooError(401, 'woocommerce_rest_authentication_error', 'Consumer key is invalid.');
    if (password === secret) return null;
    return wooError(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
  };

  const overHttp = (asked: Asked, header: string | undefined): Answer | null => {
    const inQuery = [...asked.query].filter(([name]) => name.startsWith('oauth_'));
    const given = oauthHeader(header) ?? Object.fromEntries(inQuery);
    if (Object.keys(given).length === 0) return nobody(asked);
    const fault = checkOauth(asked, given);
    if (fault === null) return null;
    const code =
      fault === 'parameter-missing'
        ? 'woocommerce_rest_authentication_missing_parameter'
        : 'woocommerce_rest_authentication_error';
    return wooError(401, code, FAULTS[fault]);
  };

  return (asked) => {
    const header = stripsAuthorization ? undefined : asked.headers.authorization;
    const refused = isHttps ? overHttps(asked, header) : overHttp(asked, header);
    if (refused !== null) return refused;
    const needed = asked.method === 'GET' ? 'read' : 'write';
    if (permissions === 'read_write' || permissions === needed) return null;
    const message = `The API key provided does not have ${needed} permissions.`;
    return wooError(401, 'woocommerce_rest_authentication_error', message);
  };
}

const nobody = ({ method }: Asked): Answer =>
  method === 'GET'
    ? wooError(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.')
    : wooError(401, 'woocommerce_rest_cannot_create', 'Sorry, you are not allowed to create resources.');
