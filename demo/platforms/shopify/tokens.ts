import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Answer, type Asked, jsonOf } from '../listen.ts';

/** Seconds. https://shopify.dev/changelog/offline-access-tokens-now-support-expiry-and-refresh */
const TOKEN_SECONDS = 3600;
const REFRESH_SECONDS = 90 * 24 * 3600;
/** How long a refresh token that was replaced may be tried again, while its replacement is unused. */
const RETRY_SECONDS = 30 * 24 * 3600;
/** How far a session token's clock may be off. */
const LEEWAY_SECONDS = 10;

export interface TokenOptions {
  clientId: string;
  clientSecret: string;
  /** A custom app's token, which never expires. */
  accessToken: string;
  scopes: string;
  /** The shop's *.myshopify.com name. */
  domain: string;
  now(): number;
}

interface Pair {
  refresh: string;
  expiresAt: number;
  /** The token it replaced, and until when that one may be tried again. */
  replaces: { refresh: string; until: number } | null;
}

export type Tokens = ReturnType<typeof openTokens>;

/** Issues and checks access tokens as https://shopify.dev/docs/apps/build/authentication-authorization says. */
export function openTokens(options: TokenOptions) {
  const { clientId, clientSecret, scopes, domain, now } = options;
  const accessTokens = new Map<string, number | null>([[options.accessToken, null]]);
  const onlineTokens = new Set<string>();
  const codes = new Set<string>();
  const pairs = new Map<string, Pair>();
  const random = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`;
  const refuse = (error: string, description: string): Answer => ({
    status: 400,
    body: { error, error_description: description },
  });

  const issue = (expires: boolean, replaces: Pair['replaces'] = null): Answer => {
    const access_token = random('shpat_');
    accessTokens.set(access_token, expires ? now() + TOKEN_SECONDS * 1000 : null);
    if (!expires) return { status: 200, body: { access_token, scope: scopes } };
    const refresh = random('shprt_');
    pairs.set(refresh, { refresh, expiresAt: now() + REFRESH_SECONDS * 1000, replaces });
    return {
      status: 200,
      body: {
        access_token,
        scope: scopes,
        expires_in: TOKEN_SECONDS,
        refresh_token: refresh,
        refresh_token_expires_in: REFRESH_SECONDS,
      },
    };
  };

  const refreshed = (token: unknown): Answer => {
    const retried = [...pairs.values()].find(({ replaces }) => replaces?.refresh === token);
    const pair = pairs.get(`${token}`);
    if (pair !== undefined && pair.expiresAt > now()) {
      pairs.delete(pair.refresh);
      return issue(true, { refresh: pair.refresh, until: now() + RETRY_SECONDS * 1000 });
    }
    // The answer got lost: the client still holds the old one, and nobody has used the new one.
    if (retried?.replaces && retried.replaces.until > now()) {
      pairs.delete(retried.refresh);
      return issue(true, retried.replaces);
    }
    return refuse('invalid_grant', 'The refresh token is invalid, expired or was used before');
  };

  const exchanged = (given: Record<string, unknown>): Answer => {
    const offline = 'urn:shopify:params:oauth:token-type:offline-access-token';
    if (
      given.requested_token_type !== offline &&
      !`${given.requested_token_type}`.endsWith('online-access-token')
    )
      return refuse('invalid_request', 'requested_token_type is not supported');
    const isMigration = given.subject_token_type === offline && accessTokens.has(`${given.subject_token}`);
    if (
      !isMigration &&
      !isSessionToken(`${given.subject_token}`, { clientId, clientSecret, domain, now: now() })
    )
      return refuse('invalid_subject_token', 'The session token is invalid or expired');
    if (isMigration) accessTokens.delete(`${given.subject_token}`);
    const answer = issue(`${given.expiring}` === '1');
    if (given.requested_token_type !== offline)
      onlineTokens.add((answer.body as { access_token: string }).access_token);
    return answer;
  };

  return {
    isValid(token: unknown): boolean {
      const expiresAt = accessTokens.get(`${token}`);
      return expiresAt === null || (expiresAt !== undefined && expiresAt > now());
    },
    /** Whether it goes on when its user has left: only with such a one may bulk operations be run. */
    isOffline: (token: unknown): boolean => !onlineTokens.has(`${token}`),
    /** Ends every token at once, as an uninstalled app finds them. */
    revokeAll(): void {
      accessTokens.clear();
      pairs.clear();
    },
    /** The page where a merchant would agree: agrees at once and goes back to the app. */
    authorize({ query }: Asked): Answer {
      const back = query.get('redirect_uri');
      if (query.get('client_id') !== clientId || back === null || !URL.canParse(back))
        return { status: 400, body: 'Oauth error invalid_request' };
      const code = random('');
      codes.add(code);
      const answer = new URLSearchParams({
        code,
        host: Buffer.from(`${domain}/admin`).toString('base64'),
        shop: domain,
        state: query.get('state') ?? '',
        timestamp: `${Math.floor(now() / 1000)}`,
      });
      answer.sort();
      const signed = [...answer].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
      answer.set('hmac', createHmac('sha256', clientSecret).update(signed).digest('hex'));
      return { status: 302, headers: { location: `${back}?${answer}` } };
    },
    /** `POST /admin/oauth/access_token` */
    grant({ body, headers }: Asked): Answer {
      const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
      const given = isForm ? Object.fromEntries(new URLSearchParams(body)) : jsonOf(body);
      if (typeof given !== 'object' || given === null)
        return refuse('invalid_request', 'The body is not understood');
      const request = given as Record<string, unknown>;
      if (request.client_id !== clientId || request.client_secret !== clientSecret)
        return refuse('invalid_client', 'Client authentication failed');
      switch (request.grant_type ?? 'authorization_code') {
        case 'authorization_code':
          if (!codes.delete(`${request.code}`))
            return refuse('invalid_request', 'The authorization code was not found or was already used');
          return issue(`${request.expiring}` === '1');
        case 'urn:ietf:params:oauth:grant-type:token-exchange':
          return exchanged(request);
        case 'refresh_token':
          return refreshed(request.refresh_token);
        case 'client_credentials':
          return withoutRefresh(issue(true));
        default:
          return refuse('unsupported_grant_type', 'The grant type is not supported');
      }
    },
  };
}

/** An own-organisation app asks again instead of refreshing. */
function withoutRefresh({ status, body }: Answer): Answer {
  const { access_token, scope, expires_in } = body as Record<string, unknown>;
  return { status, body: { access_token, scope, expires_in } };
}

/** https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens */
function isSessionToken(
  token: string,
  {
    clientId,
    clientSecret,
    domain,
    now,
  }: { clientId: string; clientSecret: string; domain: string; now: number },
): boolean {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', clientSecret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const claims = jsonOf(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown> | undefined;
  const seconds = now / 1000;
  return (
    claims !== undefined &&
    claims.aud === clientId &&
    Number(claims.exp) > seconds - LEEWAY_SECONDS &&
    Number(claims.nbf ?? 0) < seconds + LEEWAY_SECONDS &&
    URL.canParse(`${claims.dest}`) &&
    new URL(`${claims.dest}`).host === domain
  );
}
