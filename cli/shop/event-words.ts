import { Flags } from '@oclif/core';
import { clock, timeOf } from '../time.ts';
import type { SyncEvent } from './wire.ts';

/** Which events are meant. */
export const eventFlags = {
  type: Flags.string({ description: 'Only this type, such as product_updated' }),
  entity: Flags.string({ description: 'Only about this product, order or customer' }),
  since: Flags.string({ description: 'Only received after this: 2h, 3d, or a date' }),
  until: Flags.string({ description: 'Only received before this' }),
};

export const statusFlag = Flags.string({
  description: 'Only with this status',
  options: ['pending', 'done', 'dead'],
});

/** The flags as the HTTP API takes them. */
export function eventQuery(flags: {
  type?: string | undefined;
  entity?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  status?: string | undefined;
}) {
  const now = Date.now();
  return {
    event_type: flags.type,
    entity_id: flags.entity,
    status: flags.status,
    since: timeOf('--since', flags.since, now),
    until: timeOf('--until', flags.until, now),
  };
}

export const EVENT_HEADERS = ['Received', 'Type', 'About', 'Status', 'Tries', 'Outcome', 'Event'];

/** An event as a row of a table. */
export function eventRow(event: SyncEvent): (string | number)[] {
  const { received_at, event_type, entity_id, status, attempts, outcome, error, event_id } = event;
  return [
    clock(received_at),
    event_type,
    entity_id ?? '',
    status,
    attempts,
    error ?? outcome ?? '',
    event_id,
  ];
}

/** An event as a line of a log. */
export function eventLine(event: SyncEvent): string {
  const { received_at, event_type, entity_id, status, outcome, error, event_id } = event;
  const what = error ?? outcome;
  return `${clock(received_at)}  ${event_type.padEnd(18)} ${entity_id ?? '–'}  ${status}${what === null ? '' : `: ${what}`}  ${event_id}`;
}
