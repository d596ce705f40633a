import type { ChildLoggerOptions } from 'pino';
import { type App, addressList, defineProblem, isLoopbackAddress } from '../http/index.ts';
import type { Metrics } from './metrics.ts';

const metricsPrivate = defineProblem({
  code: 'metrics-private',
  status: 403,
  title: 'Metrics are for this machine and for the addresses the operator has named',
  advice:
    'Name where they are collected from: metrics_from in varai.config.json, or VARAI_METRICS_FROM=10.0.0.7,10.1.0.0/16.',
});

/**
 * One log line and one metric for each answer. The route's pattern stands for the URL, which holds session ids.
 * @param metricsFrom addresses and networks besides this machine that may read `/metrics`
 */
export function observeRequests(app: App, metrics: Metrics, metricsFrom: readonly string[]): void {
  // The line has these fields and no others, so it needs no redaction, which costs more than the line itself.
  const log = app.log.child({}, { redact: [] } as ChildLoggerOptions);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = reply.elapsedTime;
    metrics.request(request.method, route, reply.statusCode, ms / 1000);
    log.info({
      request_id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(ms * 10) / 10,
    });
    done();
  });
  const mayRead = addressList(metricsFrom);
  app.get(
    '/metrics',
    { schema: { hide: true }, config: { access: 'public', unmetered: true } },
    async (request, reply) => {
      const { ip, headers } = request;
      // A proxy on this machine that nobody has named hides who asks.
      const isHere =
        isLoopbackAddress(ip) && (ip !== request.socket.remoteAddress || !headers['x-forwarded-for']);
      if (!isHere && !mayRead(ip)) throw metricsPrivate();
      reply.type(metrics.registry.contentType);
      return metrics.registry.metrics();
    },
  );
}
