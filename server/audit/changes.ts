import type { App } from '../http/index.ts';
import { type AuditLog, actorOf } from './audit-log.ts';

/**
 * Notes every change of configuration, by the permission it takes, before its answer is sent. What takes another one
 * is noted by whoever makes the change, who knows better what it was. Call it before routes are added.
 */
export function noteChanges(app: App, audit: AuditLog): void {
  app.addHook('onRoute', (route) => {
    const isChange = !['GET', 'HEAD', 'OPTIONS'].includes(String(route.method));
    if (route.config?.access !== 'write:configuration' || !isChange) return;
    const target = `${String(route.method)} ${route.url}`;
    const others = [route.onSend ?? []].flat();
    route.onSend = [
      ...others,
      async (request, reply) => {
        const { caller } = request;
        if (caller === null || reply.statusCode >= 300) return;
        const details = request.params as Record<string, string>;
        const event = {
          store_id: caller.store_id,
          actor: actorOf(caller),
          action: 'configuration.change',
          target,
        };
        await audit.note(Object.keys(details).length > 0 ? { ...event, details } : event);
      },
    ];
  });
}
