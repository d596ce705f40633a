import type { App } from './app-types.ts';

/** For answers that are data: nothing may be loaded, framed or guessed from them. Pages set their own policy. */
const DATA_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'x-frame-options': 'DENY',
} as const;

/** The request's id and the security headers, on every answer. A route that sets one of them keeps its own. */
export function sendHeaders(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(DATA_HEADERS).header('x-request-id', request.id);
    done();
  });
}
