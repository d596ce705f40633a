import { Type } from 'typebox';
import type { Queue } from '../data/index.ts';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import { type Platforms, webhookAddress } from '../platforms/index.ts';
import type { Shops } from '../stores/index.ts';
import type { ConflictAudit } from './audit.ts';
import { eventDetail, eventFilter, eventView } from './event-views.ts';
import type { SyncEvent } from './events.ts';
import { eventUnknown, nothingToReplay } from './problems.ts';
import { ConflictView, EventDetail, EventList, EventQuery, EventTypeSchema, ReplayBody } from './schema.ts';
import { tailEvents } from './tail.ts';

/** One call replays no more, oldest first; `since` begins the next where it ended. */
const MOST_REPLAYED = 10_000;

export interface EventRoutesDeps {
  queue: Queue<SyncEvent>;
  audit: ConflictAudit;
  shops: Shops;
  platforms: Platforms;
  isDraining(): boolean;
  now(): number;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };

/** The log of events: to look into, to follow, to replay. */
export function eventRoutes(deps: EventRoutesDeps) {
  const { queue, audit, shops, platforms, now } = deps;
  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/events',
      {
        schema: {
          summary: 'Events of this store, newest first',
          tags: ['events'],
          querystring: Type.Object({
            ...EventQuery.properties,
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
            cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
          }),
          response: { 200: EventList, ...problems },
        },
        config: { access: 'read:configuration' },
      },
      async (request) => {
        const { limit = 50, cursor, ...query } = request.query;
        const skip = Number(cursor ?? 0);
        const filter = eventFilter(callerOf(request).store_id, query);
        const found = await queue.find(filter, { limit: limit + 1, skip, newestFirst: true });
        return {
          events: found.slice(0, limit).map(eventView),
          cursor: found.length > limit ? `${skip + limit}` : null,
        };
      },
    );
    tailEvents(app, deps);
    app.get(
      '/admin/v1/events/:event_id',
      {
        schema: {
          summary: 'One event and what became of it',
          tags: ['events'],
          params: Type.Object({ event_id: Type.String({ maxLength: 64 }) }),
          response: { 200: EventDetail, ...problems },
        },
        config: { access: 'read:configuration' },
      },
      async (request) => {
        const { event_id: _id } = request.params;
        const [event] = await queue.find({ _id, store_id: callerOf(request).store_id }, { limit: 1 });
        if (event === undefined) throw eventUnknown();
        return eventDetail(event);
      },
    );
    app.post(
      '/admin/v1/events/replay',
      {
        schema: {
          summary: 'Deal with events again, by id, by time or by filter',
          tags: ['events'],
          body: ReplayBody,
          response: { 200: Type.Object({ replayed: Type.Integer(), dry_run: Type.Boolean() }), ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { event_ids, dry_run = false, ...query } = request.body;
        if (event_ids === undefined && Object.keys(query).length === 0) throw nothingToReplay();
        const named = event_ids === undefined ? {} : { _id: { $in: event_ids } };
        const filter = { ...eventFilter(callerOf(request).store_id, query), ...named };
        const found = await queue.find(filter, { limit: MOST_REPLAYED });
        const replayed = dry_run ? found.length : await queue.replay(found.map(({ _id }) => _id));
        return { replayed, dry_run };
      },
    );
    app.post(
      '/admin/v1/events/sample',
      {
        schema: {
          summary: 'A signed event as this store’s platform would send it, to be posted to `path`',
          tags: ['events'],
          body: Type.Object({ event_type: EventTypeSchema }, { additionalProperties: false }),
          response: {
            200: Type.Object({
              path: Type.String(),
              headers: Type.Record(Type.String(), Type.String()),
              body: Type.String(),
            }),
            ...problems,
          },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { store_id } = callerOf(request);
        const { event_type } = request.body;
        const { connection } = await shops.open(store_id);
        const { platform, address, secrets } = connection;
        const secret = secrets[0]?.secret ?? '';
        const sample = platforms[platform].sample(event_type, { secret, address, now: now() });
        return { path: webhookAddress('', platform, event_type, store_id), ...sample };
      },
    );
    app.get(
      '/admin/v1/conflicts',
      {
        schema: {
          summary: 'Where the platform and varai said different things, and which word stands',
          tags: ['events'],
          querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
          response: { 200: Type.Object({ conflicts: Type.Array(ConflictView) }), ...problems },
        },
        config: { access: 'read:configuration' },
      },
      async (request) => {
        const entries = await audit.list(callerOf(request).store_id, request.query.limit ?? 50);
        return { conflicts: entries.map(({ _id, store_id, ...entry }) => ({ conflict_id: _id, ...entry })) };
      },
    );
  };
}
