import type { FastifyRequest } from 'fastify';
import type { App } from './app-types.ts';

/**
 * What every answer says, at least as strict as the defaults of helmet 8. Data needs no more: nothing may be loaded,
 * framed or guessed from it, and pages of other websites read it by CORS alone.
 */
export const DATA_HEADERS = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
} as const;

/** Two years, as hstspreload.org asks for. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains; preload';
const DATA_HEADERS_TLS = { ...DATA_HEADERS, 'strict-transport-security': STRICT_TRANSPORT } as const;

/** The request's id and the security headers, on every answer. A route that sets one of them keeps its own. */
export function sendHeaders(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders(request)).header('x-request-id', request.id);
    done();
  });
}

/** The same, for what never reaches a hook. */
export function headersFor(request: FastifyRequest): Record<string, string> {
  return { ...securityHeaders(request), 'x-request-id': request.id };
}

function securityHeaders({ protocol }: FastifyRequest): Record<string, string> {
  return protocol === 'https' ? DATA_HEADERS_TLS : DATA_HEADERS;
}
