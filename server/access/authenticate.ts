import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Access, App } from '../http/index.ts';
import type { RouteEntry } from './explain.ts';
import type { Failures } from './failures.ts';
import { isJwt } from './key-text.ts';
import type { ApiKeys } from './keys.ts';
import type { Known } from './known.ts';
import type { Policies } from './policies.ts';
import {
  apiKeyExpired,
  apiKeyInvalid,
  apiKeyMissing,
  apiKeyRevoked,
  originNotAllowed,
  secretKeyInUrl,
  storeNameInvalid,
  storeNotGranted,
  tokenInvalid,
  twoCallers,
} from './problems.ts';
import { EVERYTHING, ROLES } from './roles.ts';
import { sameSecret } from './same-secret.ts';
import type { Tokens } from './tokens.ts';
import { UNCOUNTED } from './usage.ts';

/** Short enough to stand in the key of every document of the store. */
const STORE_NAME = /^[\w.-]{1,64}$/;
const CORS_METHODS = 'GET, POST, DELETE';
const CORS_HEADERS = 'X-API-Key, Authorization, Content-Type, Accept-Language';
const CORS_EXPOSED = 'Retry-After, X-Request-Id, RateLimit, RateLimit-Policy';
/** Told to whoever holds a secret that should be replaced. */
const NOTICE = 'x-varai-key-notice';

export interface AuthenticateDeps {
  keys: ApiKeys;
  tokens: Tokens;
  policies: Policies;
  failures: Failures;
  /** What the command line on this machine shows in `X-Varai-Operator`; empty when there is none. */
  operatorToken: string;
  now(): number;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route and what it needs, complete once the application is ready. */
    routeTable: readonly RouteEntry[];
  }
}

/**
 * Adds the one check every request passes: who is calling, and may they call this route. Deny by default: a route
 * that doesn't state its access, or states one that nobody can have, keeps the app from starting.
 */
export function authenticate(app: App, deps: AuthenticateDeps): void {
  app.decorateRequest('caller', null);
  app.decorate('routeTable', collectRoutes(app));
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
      answerPreflight(request, reply, deps.keys).catch(done);
      return;
    }
    const access = request.routeOptions.config.access ?? 'public';
    if (access === 'public') return done();
    // Without a promise where the caller is known: this is on the path of every answer.
    let known: Known | Promise<Known>;
    try {
      known = whoCalls(request, deps);
      if (!(known instanceof Promise)) admit(known, access, request, reply, deps);
    } catch (error) {
      return done(error as Error);
    }
    if (known instanceof Promise)
      known.then((found) => admit(found, access, request, reply, deps)).then(() => done(), done);
    else done();
  });
}

/** Each route's access is read once all are there: plugins have it set by a hook of their own. */
function collectRoutes(app: App): readonly RouteEntry[] {
  const registered: RouteOptions[] = [];
  const routes: RouteEntry[] = [];
  app.addHook('onRoute', (route) => void registered.push(route));
  app.addHook('onReady', async () => {
    const undeclared = registered.filter(({ config }) => config?.access === undefined);
    refuseStart('routes that do not state their access', undeclared);
    for (const { method, url, config } of registered)
      for (const each of [method].flat())
        routes.push({ method: each, url, access: config?.access ?? 'public' });
    const dead = routes.filter(({ access }) => !ATTAINABLE.has(access));
    refuseStart('routes whose permission no role has', dead);
  });
  return routes;
}

function refuseStart(what: string, routes: readonly { url: string }[]): void {
  if (routes.length > 0) throw new Error(`${what}: ${routes.map(({ url }) => url).join(', ')}`);
}

const ATTAINABLE: ReadonlySet<string> = new Set([
  'public',
  'manage:installation',
  ...Object.values(ROLES).flat(),
]);

/**
 * Who is calling, by what they show: the operator's token, an API key, or an access token.
 * @throws Problem when they show nothing, or two things.
 */
function whoCalls(request: FastifyRequest, deps: AuthenticateDeps): Known | Promise<Known> {
  const { headers } = request;
  if (isOperator(request, deps.operatorToken)) return operatorOf(request);
  const { keyInQuery } = request.routeOptions.config;
  const key = keyInQuery ? (request.query as { key?: unknown }).key : headers['x-api-key'];
  const token = accessToken(request);
  if (typeof key === 'string') {
    if (token !== undefined) throw twoCallers();
    const known = deps.keys.recall(key);
    if (known) return known;
    return lookUp(known, () => deps.keys.look(key), apiKeyInvalid, request, deps);
  }
  if (token === undefined) throw apiKeyMissing({ headers: { 'www-authenticate': 'Bearer realm="varai"' } });
  const known = deps.tokens.recall(token);
  if (known) return known;
  return lookUp(known, () => deps.tokens.look(token), badToken, request, deps);
}

/** A JWT shown as bearer token; the token of a shopper's session, which is none, goes together with a key. */
function accessToken({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined || !authorization.startsWith('Bearer ')) return undefined;
  const token = authorization.slice('Bearer '.length);
  return isJwt(token) ? token : undefined;
}

function badToken(): Error {
  return tokenInvalid({
    headers: { 'www-authenticate': 'Bearer realm="varai", error="invalid_token"' },
  });
}

async function lookUp(
  known: null | undefined,
  look: () => Promise<Known | null>,
  refusal: () => Error,
  request: FastifyRequest,
  { failures }: AuthenticateDeps,
): Promise<Known> {
  const found = known === undefined ? await look() : known;
  if (found !== null) return found;
  await failures.note(request.ip);
  throw refusal();
}

/** Lets the caller through or throws why not. */
function admit(
  known: Known,
  access: Access,
  request: FastifyRequest,
  reply: FastifyReply,
  { policies, now }: AuthenticateDeps,
): void {
  if (known.state === 'expired') throw apiKeyExpired();
  if (known.state === 'revoked') throw apiKeyRevoked();
  if (request.routeOptions.config.keyInQuery && known.caller.kind === 'secret') throw secretKeyInUrl();
  if (known.allowed_origins !== null) admitOrigin(request, reply, known.allowed_origins);
  const caller = callerIn(known, request.headers['x-varai-store']);
  policies.admit(caller, access);
  if (known.notice !== null) reply.header(NOTICE, known.notice);
  known.use.note(now());
  request.caller = caller;
}

/** In the store that is named, if it was opened to them, else in their own. @throws Problem store-not-granted */
function callerIn({ caller, elsewhere }: Known, named: string | string[] | undefined) {
  if (named === undefined || named === caller.store_id) return caller;
  const found = elsewhere.get(`${named}`);
  if (found === undefined) throw storeNotGranted();
  return found;
}

/** @throws Problem store-name-invalid */
function operatorOf(request: FastifyRequest): Known {
  const store_id = `${request.headers['x-varai-store'] ?? 'default'}`;
  if (!STORE_NAME.test(store_id)) throw storeNameInvalid();
  const requests_per_minute = Number.POSITIVE_INFINITY;
  return {
    state: 'active',
    caller: { kind: 'operator', store_id, key_id: 'operator', permissions: EVERYTHING, requests_per_minute },
    elsewhere: new Map(),
    allowed_origins: null,
    notice: null,
    until: Number.POSITIVE_INFINITY,
    use: UNCOUNTED,
  };
}

/**
 * A browser names the page's website in `Origin`, and a page can't forge it. Pages of this very server are welcome;
 * callers that send no origin are no browsers, and there the header would prove nothing.
 */
function admitOrigin(request: FastifyRequest, reply: FastifyReply, allowed: readonly string[]): void {
  const origin = request.headers.origin;
  if (origin === undefined) return;
  reply.header('vary', 'Origin');
  const isOurs = origin === `${request.protocol}://${request.host}`;
  if (!isOurs && !allowed.includes(origin)) throw originNotAllowed();
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-expose-headers', CORS_EXPOSED);
}

async function answerPreflight(request: FastifyRequest, reply: FastifyReply, keys: ApiKeys): Promise<void> {
  const { origin } = request.headers;
  reply.header('vary', 'Origin');
  if (origin !== undefined && (await keys.allowsOrigin(origin))) {
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-allow-methods', CORS_METHODS);
    reply.header('access-control-allow-headers', CORS_HEADERS);
    reply.header('access-control-max-age', '7200');
  }
  await reply.code(204).send();
}

function isOperator(request: FastifyRequest, token: string): boolean {
  const shown = request.headers['x-varai-operator'];
  return token !== '' && typeof shown === 'string' && sameSecret(shown, token);
}
