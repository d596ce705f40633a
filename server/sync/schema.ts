import { type Static, Type } from 'typebox';
import { nullable, oneOf } from '../http/index.ts';
import { EVENT_TYPES } from '../platforms/index.ts';
import { PlatformNameSchema } from '../stores/index.ts';
import { CONFLICT_RULES } from './conflicts.ts';

const time = Type.Integer({ description: 'Milliseconds since the epoch' });

export const EventTypeSchema = oneOf(EVENT_TYPES);
export const EventStatus = oneOf(['pending', 'done', 'dead']);
export type EventStatus = Static<typeof EventStatus>;

/** An event as it lies in the log, without its body. */
export const EventView = Type.Object({
  event_id: Type.String(),
  event_type: EventTypeSchema,
  platform: PlatformNameSchema,
  topic: Type.String(),
  entity_id: nullable(Type.String()),
  status: EventStatus,
  attempts: Type.Integer(),
  outcome: nullable(Type.String({ description: 'applied, superseded, read-again, …' })),
  error: nullable(Type.String()),
  received_at: time,
  triggered_at: nullable(time),
  next_try_at: nullable(time),
});
export type EventView = Static<typeof EventView>;

export const EventDetail = Type.Object({
  ...EventView.properties,
  deliveries: Type.Record(
    Type.String(),
    Type.Object({
      status: EventStatus,
      attempts: Type.Integer(),
      due_at: time,
      outcome: nullable(Type.String()),
      error: nullable(Type.String()),
    }),
  ),
  body: nullable(Type.String({ description: 'As it came; null where it may name a person' })),
});

export const EventQuery = Type.Object({
  event_type: Type.Optional(EventTypeSchema),
  status: Type.Optional(EventStatus),
  entity_id: Type.Optional(Type.String({ maxLength: 128 })),
  since: Type.Optional(time),
  until: Type.Optional(time),
});
export type EventQuery = Static<typeof EventQuery>;

export const EventList = Type.Object({
  events: Type.Array(EventView),
  cursor: nullable(Type.String({ description: 'Of the next page' })),
});

export const ReplayBody = Type.Object(
  {
    event_ids: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 1000 })),
    ...EventQuery.properties,
    dry_run: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const PullView = Type.Object({
  status: oneOf(['idle', 'running', 'done', 'failed']),
  kind: oneOf(['full', 'changes']),
  done: Type.Integer({ description: 'Products read' }),
  total: nullable(Type.Integer()),
  changed: Type.Integer(),
  removed: Type.Integer(),
  refused: Type.Integer({ description: 'Products that could not be understood' }),
  started_at: nullable(time),
  ended_at: nullable(time),
  error: nullable(Type.String()),
  seen_until: nullable(time),
});

export const DriftView = Type.Object({
  checked: Type.Integer({ description: 'Products the shop has' }),
  missing: Type.Integer({ description: 'In the shop and not here' }),
  stale: Type.Integer({ description: 'Different here' }),
  extra: Type.Integer({ description: 'Here and not in the shop' }),
  checksum_here: Type.String(),
  checksum_shop: Type.String(),
});

export const Verification = Type.Object({
  ok: Type.Boolean(),
  checks: Type.Array(
    Type.Object({
      name: Type.String(),
      ok: Type.Boolean(),
      detail: Type.String(),
      next: nullable(Type.String({ description: 'What to do about it' })),
    }),
  ),
  drift: nullable(DriftView),
});
export type Verification = Static<typeof Verification>;

export const ConflictView = Type.Object({
  conflict_id: Type.String(),
  entity: oneOf(['product', 'customer']),
  entity_id: Type.String(),
  rule: oneOf(CONFLICT_RULES.map(({ field }) => field)),
  resolution: oneOf(['platform_wins', 'varai_wins', 'merge_with_timestamp']),
  path: Type.String(),
  platform: Type.Unknown(),
  varai: Type.Unknown(),
  kept: oneOf(['platform', 'varai']),
  resolved_at: time,
});
