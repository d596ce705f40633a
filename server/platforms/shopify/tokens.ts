import { resultOf, type Send } from '../http.ts';
import { isRecord } from '../json-body.ts';
import type { ConnectOptions } from '../platform.ts';
import { credentialsInvalid, platformAnswerInvalid, unauthorized } from '../problems.ts';

/** As kept, sealed, with the store. Times are ms since the epoch. */
export interface ShopifyCredentials {
  access_token?: string;
  access_token_expires_at?: number;
  client_id?: string;
  /** Signs the webhooks, too. */
  client_secret?: string;
  refresh_token?: string;
  refresh_token_expires_at?: number;
}

/** A token is renewed this long before it ends, so that none ends on its way. */
const MARGIN_MS = 5 * 60_000;

export interface Tokens {
  /** One that is good now; renewed, and kept, before it is given out. */
  current(): Promise<string>;
  /** After Shopify refused `token`: another one, or null when there is no way to get one. */
  instead(token: string): Promise<string | null>;
}

type TokenOptions = Pick<ConnectOptions, 'address' | 'saveCredentials' | 'now'> & {
  credentials: ShopifyCredentials;
  send: Send;
};

/**
 * The access tokens of one shop: a custom app's, which stays; an expiring one with its rotating refresh token; or one
 * the app asks for with its own credentials. A new pair is saved before it is used: after a crash in between, the
 * refresh token that is still kept works until its replacement is used.
 * https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens
 * @throws Problem platform-credentials-invalid
 */
export function openTokens(options: TokenOptions): Tokens {
  const { saveCredentials, now } = options;
  let credentials = options.credentials;
  let renewing: Promise<string> | null = null;
  const canRenew = () => credentials.client_id !== undefined && credentials.client_secret !== undefined;
  if (credentials.access_token === undefined && !canRenew()) {
    throw credentialsInvalid({ detail: 'Give access_token, or client_id and client_secret.' });
  }

  const renew = async (): Promise<string> => {
    const granted = await grant(options, {
      ...clientOf(credentials),
      ...(credentials.refresh_token === undefined
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: credentials.refresh_token }),
    });
    const next = { ...credentials, ...granted };
    await saveCredentials({ ...next });
    credentials = next;
    return granted.access_token;
  };
  /** One renewal at a time: a refresh token is good for one. */
  const renewed = () => {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    return renewing;
  };
  return {
    async current() {
      const { access_token, access_token_expires_at: end } = credentials;
      const isGood = access_token !== undefined && (end === undefined || end - now() > MARGIN_MS);
      return isGood ? access_token : renewed();
    },
    async instead(token) {
      if (credentials.access_token !== token && credentials.access_token !== undefined) {
        return credentials.access_token;
      }
      const { access_token_expires_at, refresh_token } = credentials;
      const isExpiring = access_token_expires_at !== undefined || refresh_token !== undefined;
      return isExpiring && canRenew() ? renewed() : null;
    },
  };
}

export interface Granted extends ShopifyCredentials {
  access_token: string;
}

function clientOf({ client_id, client_secret }: ShopifyCredentials): Record<string, string> {
  if (client_id === undefined || client_secret === undefined) {
    throw credentialsInvalid({ detail: 'Give client_id and client_secret.' });
  }
  return { client_id, client_secret };
}

/**
 * Asks the shop for a token.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens
 * @throws Problem platform-unauthorized
 */
export async function grant(
  { address, send, now }: Pick<TokenOptions, 'address' | 'send' | 'now'>,
  body: Readonly<Record<string, string>>,
): Promise<Granted> {
  const asked = now();
  const answer = await send({
    method: 'POST',
    url: new URL(`${address}/admin/oauth/access_token`),
    headers: () => ({}),
    body,
    // A refresh may be tried again; a code or a session token is good for one try only.
    repeatable: body.grant_type === 'refresh_token' || body.grant_type === 'client_credentials',
  });
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
    const reason = isRecord(answer.json) && typeof answer.json.error === 'string' ? answer.json.error : '';
    const known = /^[a-z_]{1,40}$/.test(reason) ? ` (${reason})` : '';
    throw unauthorized('shopify', `Shopify gave no access token${known}.`);
  }
  const granted = resultOf(answer, 'The request for an access token');
  if (!isRecord(granted) || typeof granted.access_token !== 'string') {
    throw platformAnswerInvalid({ detail: 'The answer holds no access token.' });
  }
  const end = (seconds: unknown) => (typeof seconds === 'number' ? asked + seconds * 1000 : undefined);
  const { access_token, refresh_token } = granted;
  const expires = end(granted.expires_in);
  const refreshExpires = end(granted.refresh_token_expires_in);
  return {
    access_token,
    ...(expires === undefined ? {} : { access_token_expires_at: expires }),
    ...(typeof refresh_token === 'string' ? { refresh_token } : {}),
    ...(refreshExpires === undefined ? {} : { refresh_token_expires_at: refreshExpires }),
  };
}

/** @throws Problem platform-credentials-invalid when a member is no text. */
export function shopifyCredentials(given: Readonly<Record<string, unknown>>): ShopifyCredentials {
  for (const name of ['access_token', 'client_id', 'client_secret', 'refresh_token']) {
    const value = given[name];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw credentialsInvalid({ detail: `${name} must be text.` });
    }
  }
  return given;
}
