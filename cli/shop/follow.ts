import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../client.ts';
import { EXIT, Failure } from '../failure.ts';
import type { SyncEvent } from './wire.ts';

const ASK_EVERY_MS = 1000;
/** Before connecting anew, ms; doubles up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const MOST_AT_ONCE = 200;

/** A message of a stream of server-sent events (WHATWG HTML, 9.2). */
export interface Message {
  id: string | null;
  event: string;
  data: string;
}

/** Takes messages out of a stream as its text comes in, in whatever pieces. */
export function messageReader(): (piece: string) => Message[] {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const lines = block.split(/\r?\n/);
      const valuesOf = (name: string) =>
        lines
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
      const data = valuesOf('data');
      const [id = null, event = 'message'] = [valuesOf('id').at(-1), valuesOf('event').at(-1)];
      return data.length === 0 ? [] : [{ id, event, data: data.join('\n') }];
    });
  };
}

/** Events as they come in and are dealt with, until the signal. Connects anew, and goes on after the last one seen. */
export function followEvents(client: Client, signal: AbortSignal): AsyncGenerator<SyncEvent> {
  return client.stream === undefined ? byAsking(client, signal) : byStream(client.stream, signal);
}

async function* byStream(
  stream: NonNullable<Client['stream']>,
  signal: AbortSignal,
): AsyncGenerator<SyncEvent> {
  let lastEventId: string | null = null;
  let wait = FIRST_WAIT_MS;
  let isFirst = true;
  while (!signal.aborted) {
    try {
      const response = await stream('/admin/v1/events/tail', { lastEventId, signal });
      const read = messageReader();
      [wait, isFirst] = [FIRST_WAIT_MS, false];
      const decoder = new TextDecoder();
      for await (const bytes of response.body ?? []) {
        for (const { id, data } of read(decoder.decode(bytes as Uint8Array, { stream: true }))) {
          lastEventId = id ?? lastEventId;
          yield JSON.parse(data) as SyncEvent;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Failure && error.exitCode !== EXIT.unreachable) throw error;
      if (isFirst) {
        throw new Failure(
          'The server does not answer.',
          'Check the address, and that it runs: `varai serve`.',
          EXIT.unreachable,
        );
      }
    }
    await rest(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** Without a socket to stream over: asks for what is new or has changed. */
async function* byAsking(client: Client, signal: AbortSignal): AsyncGenerator<SyncEvent> {
  const told = new Map<string, string>();
  let since = Date.now();
  while (!signal.aborted) {
    const { events } = await client.call<{ events: SyncEvent[] }>({
      method: 'GET',
      path: '/admin/v1/events',
      query: { since, limit: MOST_AT_ONCE },
    });
    for (const event of events.reverse()) {
      const state = `${event.status} ${event.attempts} ${event.outcome}`;
      if (told.get(event.event_id) === state) continue;
      told.set(event.event_id, state);
      yield event;
    }
    const open = events.find(({ status }) => status === 'pending');
    since = open?.received_at ?? events.at(-1)?.received_at ?? since;
    for (const id of [...told.keys()].slice(0, -2 * MOST_AT_ONCE)) told.delete(id);
    await rest(ASK_EVERY_MS, signal);
  }
}

const rest = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined);
