import { Type } from 'typebox';
import type { App } from '../http/index.ts';
import { callerOf, ProblemSchema, streamEvents } from '../http/index.ts';
import type { EventRoutesDeps } from './event-routes.ts';
import { eventFilter, eventView } from './event-views.ts';

/** How often the log is looked at for one who follows it. */
const LOOK_EVERY_MS = 500;
const MOST_AT_ONCE = 200;

/** Follows the log live, over server-sent events; `Last-Event-ID` goes on after what was last seen. */
export function tailEvents(app: App, { queue, isDraining, now }: EventRoutesDeps): void {
  app.get(
    '/admin/v1/events/tail',
    {
      schema: {
        summary: 'Events as they come in and are dealt with (server-sent events)',
        tags: ['events'],
        produces: ['text/event-stream'],
        response: { 200: Type.String(), '4xx': ProblemSchema, '5xx': ProblemSchema },
      },
      config: { access: 'read:configuration' },
    },
    async (request, reply) => {
      const { store_id } = callerOf(request);
      const seen = Number(`${request.headers['last-event-id'] ?? ''}`);
      let since = Number.isSafeInteger(seen) && seen > 0 ? seen : now();
      const told = new Map<string, string>();
      const stream = streamEvents(request, reply);
      while (stream.isOpen() && !isDraining()) {
        const filter = eventFilter(store_id, { since: since - LOOK_EVERY_MS });
        for (const event of (
          await queue.find(filter, { limit: MOST_AT_ONCE, newestFirst: true })
        ).reverse()) {
          const view = eventView(event);
          const state = `${view.status} ${view.attempts} ${view.outcome}`;
          if (told.get(view.event_id) === state) continue;
          told.set(view.event_id, state);
          stream.send({ id: `${view.received_at}`, data: view });
          // What is still pending is looked at again until it is done.
          if (view.status !== 'pending') since = Math.max(since, view.received_at);
        }
        for (const id of [...told.keys()].slice(0, -MOST_AT_ONCE * 2)) told.delete(id);
        await stream.pause(LOOK_EVERY_MS);
      }
      stream.end();
    },
  );
}
