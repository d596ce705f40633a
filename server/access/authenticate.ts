import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, App, Caller, Permission } from '../http/index.ts';
import type { ApiKeys } from './keys.ts';
import {
  apiKeyInvalid,
  apiKeyMissing,
  originNotAllowed,
  permissionMissing,
  secretKeyInUrl,
  storeNameInvalid,
} from './problems.ts';
import { EVERYTHING, permissionsOf } from './roles.ts';
import { sameSecret } from './same-secret.ts';
import type { ApiKey } from './schema.ts';

/** Short enough to stand in the key of every document of the store. */
const STORE_NAME = /^[\w.-]{1,64}$/;
const CORS_METHODS = 'GET, POST, DELETE';
const CORS_HEADERS = 'X-API-Key, Authorization, Content-Type, Accept-Language';
const CORS_EXPOSED = 'Retry-After, X-Request-Id';

export interface AuthenticateDeps {
  keys: ApiKeys;
  /** What the command line on this machine shows in `X-Varai-Operator`; empty when there is none. */
  operatorToken: string;
}

/**
 * Adds the one check every request passes: who is calling, and may they call this route. Deny by default: a route
 * that doesn't state its access keeps the app from starting.
 */
export function authenticate(app: App, deps: AuthenticateDeps): void {
  app.decorateRequest('caller', null);
  const routes: { url: string; config?: { access?: Access } }[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const open = routes.filter(({ config }) => config?.access === undefined).map(({ url }) => url);
    if (open.length > 0) throw new Error(`routes that do not state their access: ${open.join(', ')}`);
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
      answerPreflight(request, reply, deps.keys).catch(done);
      return;
    }
    const access = request.routeOptions.config.access ?? 'public';
    if (access === 'public') return done();
    // Without a promise where the key is at hand: this is on the path of every answer.
    if (isOperator(request, deps.operatorToken))
      return done(refusal(() => admit(operatorOf(request), access, request, reply)));
    const record = recordOf(request, deps.keys);
    if (record instanceof Promise)
      record.then((found) => admit(found, access, request, reply)).then(() => done(), done);
    else done(refusal(() => admit(record, access, request, reply)));
  });
}

function recordOf(
  request: FastifyRequest,
  keys: ApiKeys,
): ApiKey | null | undefined | Promise<ApiKey | null> {
  const { keyInQuery } = request.routeOptions.config;
  const key = keyInQuery ? (request.query as { key?: unknown }).key : request.headers['x-api-key'];
  return typeof key === 'string' ? keys.find(key) : undefined;
}

/** Lets the caller through or throws why not. */
function admit(
  found: ApiKey | Caller | null | undefined,
  access: Permission,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (found === undefined) throw apiKeyMissing();
  if (found === null) throw apiKeyInvalid();
  if (request.routeOptions.config.keyInQuery && found.kind === 'secret') throw secretKeyInUrl();
  if ('allowed_origins' in found) admitOrigin(request, reply, found);
  const caller =
    'permissions' in found
      ? found
      : { ...found, permissions: PERMISSIONS_OF[found.kind], requests_per_minute: 1000 };
  if (!caller.permissions.has(access)) throw permissionMissing({ extensions: { permission: access } });
  request.caller = caller;
}

/** Keys of either kind. */
const PERMISSIONS_OF = {
  publishable: permissionsOf(['widget_client']),
  secret: permissionsOf(['widget_client', 'admin_user']),
};

function refusal(act: () => void): Error | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** @throws Problem store-name-invalid */
function operatorOf(request: FastifyRequest): Caller {
  const store_id = `${request.headers['x-varai-store'] ?? 'default'}`;
  if (!STORE_NAME.test(store_id)) throw storeNameInvalid();
  return {
    kind: 'operator',
    store_id,
    key_id: 'operator',
    permissions: EVERYTHING,
    requests_per_minute: Number.POSITIVE_INFINITY,
  };
}

/**
 * A browser names the page's website in `Origin`, and a page can't forge it. Pages of this very server are welcome;
 * callers that send no origin are no browsers, and there the header would prove nothing.
 */
function admitOrigin(request: FastifyRequest, reply: FastifyReply, record: ApiKey): void {
  const origin = request.headers.origin;
  if (record.kind !== 'publishable' || origin === undefined) return;
  reply.header('vary', 'Origin');
  const isOurs = origin === `${request.protocol}://${request.host}`;
  if (!isOurs && !record.allowed_origins.includes(origin)) throw originNotAllowed();
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
