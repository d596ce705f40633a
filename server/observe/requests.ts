import type { ChildLoggerOptions } from 'pino';
import type { App } from '../http/index.ts';
import type { Metrics } from './metrics.ts';

/** One log line and one metric for each answer. The route's pattern stands for the URL, which holds session ids. */
export function observeRequests(app: App, metrics: Metrics): void {
  // The line has these fields and no others, so it needs no redaction, which costs more than the line itself.
  const log = app.log.child({}, { redact: [] } as ChildLoggerOptions);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = reply.elapsedTime;
    metrics.request(request.method, route, reply.statusCode, ms / 1000);
    log.info({
      req: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(ms * 10) / 10,
    });
    done();
  });
  app.get('/metrics', { schema: { hide: true }, config: { access: 'public' } }, async (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
