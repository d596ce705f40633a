import type { Permission } from '../http/index.ts';
import type { Clients } from './clients.ts';
import type { Failures } from './failures.ts';
import { isJwt } from './key-text.ts';
import type { Known } from './known.ts';
import { OAUTH_PROBLEMS, type OAuthError } from './oauth-problems.ts';
import type { Families, Family } from './refresh.ts';
import { TOKEN_MS, type Tokens } from './tokens.ts';

/** The form of a token or revocation request; what stands in it twice is a list. */
export type Form = Readonly<Record<string, unknown>>;

export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  scope: string;
  refresh_token: string;
}

export interface OAuth {
  /** RFC 6749 §4.4 and §6. @throws Problem with the members of §5.2 */
  token(form: Form, authorization: string | undefined, ip: string): Promise<TokenAnswer>;
  /** RFC 7009. A token nobody knows is revoked already. */
  revoke(form: Form, authorization: string | undefined, ip: string): Promise<void>;
}

const BASIC = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i;

export function oauthError(error: OAuthError, headers: Record<string, string> = {}): Error {
  const { title } = OAUTH_PROBLEMS[error]().kind;
  return OAUTH_PROBLEMS[error]({ extensions: { error, error_description: title }, headers });
}

export function openOAuth(deps: {
  clients: Clients;
  families: Families;
  tokens: Tokens;
  failures: Failures;
  now(): number;
}): OAuth {
  const { clients, families, tokens, failures, now } = deps;

  async function authenticated(form: Form, authorization: string | undefined, ip: string): Promise<Known> {
    const { client_id, client_secret } = credentialsIn(form, authorization);
    const who = `client:${ip}:${client_id}`;
    failures.refuse(who);
    const client = await clients.recognise(client_id, client_secret);
    if (client !== null) return client;
    await failures.note(who);
    await failures.note(`client:${ip}`);
    throw oauthError('invalid_client', { 'www-authenticate': 'Basic realm="varai", charset="UTF-8"' });
  }

  async function answer(client: Known, family: Family, refresh_token: string, permissions: Permission[]) {
    return {
      access_token: await tokens.issue(family, client.caller.store_id, permissions),
      token_type: 'Bearer' as const,
      expires_in: TOKEN_MS / 1000,
      scope: permissions.join(' '),
      refresh_token,
    };
  }

  return {
    async token(form, authorization, ip) {
      const grantType = textOf(form, 'grant_type');
      if (grantType === undefined) throw oauthError('invalid_request');
      const client = await authenticated(form, authorization, ip);
      const { key_id: client_id, store_id, permissions } = client.caller;
      const scope = textOf(form, 'scope');
      client.use.note(now());
      if (grantType === 'client_credentials') {
        const given = scopeWithin(scope, permissions);
        const { family, refresh_token } = await families.begin({ client_id, store_id }, given);
        return answer(client, family, refresh_token, given);
      }
      if (grantType !== 'refresh_token') throw oauthError('unsupported_grant_type');
      const standing = textOf(form, 'refresh_token');
      if (standing === undefined) throw oauthError('invalid_request');
      const family = await families.owner(standing);
      // A scope that is refused must not use the token up.
      const still = (family?.permissions ?? []).filter((permission) => permissions.has(permission));
      const given = family === null ? [] : scopeWithin(scope, new Set(still));
      const taken = await families.take(client_id, standing);
      if (typeof taken === 'string') throw oauthError('invalid_grant');
      return answer(client, taken.family, taken.refresh_token, given);
    },
    async revoke(form, authorization, ip) {
      const token = textOf(form, 'token');
      if (token === undefined) throw oauthError('invalid_request');
      const client = await authenticated(form, authorization, ip);
      const family = isJwt(token) ? await tokens.familyOf(token) : await families.owner(token);
      if (family === null) return;
      if (family.client_id !== client.caller.key_id) throw oauthError('unauthorized_client');
      await families.end(family.family_id);
    },
  };
}

/** A parameter; RFC 6749 §3.2: empty is as good as absent, and twice is an error. */
function textOf(form: Form, name: string): string | undefined {
  const value = form[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw oauthError('invalid_request');
  return value;
}

/** client_secret_basic or client_secret_post, never both (RFC 6749 §2.3). */
function credentialsIn(form: Form, authorization: string | undefined) {
  const posted = { client_id: textOf(form, 'client_id'), client_secret: textOf(form, 'client_secret') };
  if (authorization === undefined) {
    const { client_id, client_secret } = posted;
    if (client_id === undefined || client_secret === undefined) throw invalidClient();
    return { client_id, client_secret };
  }
  if (posted.client_secret !== undefined) throw oauthError('invalid_request');
  const [, encoded] = BASIC.exec(authorization) ?? [];
  if (encoded === undefined) throw invalidClient();
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw invalidClient();
  const client_id = formDecoded(text.slice(0, colon));
  if (posted.client_id !== undefined && posted.client_id !== client_id) throw oauthError('invalid_request');
  return { client_id, client_secret: formDecoded(text.slice(colon + 1)) };
}

function invalidClient(): Error {
  return oauthError('invalid_client', { 'www-authenticate': 'Basic realm="varai", charset="UTF-8"' });
}

/** RFC 6749 §2.3.1: id and secret are form-encoded before they are joined. */
function formDecoded(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26').replaceAll('=', '%3D')}`).get('v') ?? '';
}

/** What is asked for, or all there is when nothing is named. */
function scopeWithin(scope: string | undefined, allowed: ReadonlySet<Permission>): Permission[] {
  if (scope === undefined) return [...allowed];
  const wanted = [...new Set(scope.split(' '))];
  if (wanted.some((name) => !allowed.has(name as Permission))) throw oauthError('invalid_scope');
  return wanted as Permission[];
}
