import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Client } from '../client.ts';
import { followEvents, messageReader } from './follow.ts';
import type { SyncEvent } from './wire.ts';

const event = (event_id: string, received_at: number, status: SyncEvent['status'] = 'done') =>
  ({ event_id, received_at, status, attempts: 1, outcome: 'applied' }) as SyncEvent;

const told = (events: readonly SyncEvent[]) =>
  events.map((one) => `id: ${one.received_at}\ndata: ${JSON.stringify(one)}\n\n`).join('');

it('reads messages however the stream is cut into pieces', () => {
  const text = `:\n\n${told([event('a', 1), event('b', 2)])}data: one\r\ndata: two\r\n\r\n`;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: text.length - 1 })), (cuts) => {
      const places = [0, ...new Set(cuts), text.length].sort((a, b) => a - b);
      const read = messageReader();
      const messages = places.flatMap((from, i) => read(text.slice(from, places[i + 1] ?? from)));
      expect(messages.map(({ id }) => id)).toEqual(['1', '2', null]);
      expect(messages[2]?.data).toBe('one\ntwo');
    }),
  );
});

it('goes on after the last event when the connection is lost', async () => {
  const controller = new AbortController();
  const asked: (string | null)[] = [];
  const client = {
    async stream(_: string, { lastEventId }: { lastEventId: string | null }) {
      asked.push(lastEventId);
      return new Response(told(asked.length === 1 ? [event('a', 1), event('b', 2)] : [event('c', 3)]));
    },
  } as unknown as Client;
  const seen: string[] = [];
  for await (const { event_id } of followEvents(client, controller.signal)) {
    seen.push(event_id);
    if (event_id === 'c') controller.abort();
  }
  expect([seen, asked]).toEqual([
    ['a', 'b', 'c'],
    [null, '2'],
  ]);
});

it('says at once when nobody answers the first time', async () => {
  const client = { stream: () => Promise.reject(new TypeError('fetch failed')) } as unknown as Client;
  const follow = followEvents(client, new AbortController().signal);
  await expect(follow.next()).rejects.toThrow(/does not answer/);
});

it('asks for what is new where there is no stream, and tells a change of state once', async () => {
  const controller = new AbortController();
  const answers = [
    [event('a', 1, 'pending')],
    [event('b', 2), event('a', 1)],
    [event('b', 2), event('a', 1)],
  ];
  const client = {
    call: async () => {
      if (answers.length === 1) controller.abort();
      return { events: answers.shift() ?? [] };
    },
  } as unknown as Client;
  const seen: string[] = [];
  for await (const { event_id, status } of followEvents(client, controller.signal))
    seen.push(`${event_id} ${status}`);
  expect(seen).toEqual(['a pending', 'a done', 'b done']);
});
