import { once } from 'node:events';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from './app-types.ts';
import { type EventStream, streamEvents } from './event-stream.ts';

let app: App;
let url: string;
let answer: (events: EventStream) => Promise<void>;
/** Node.js closes a request once its body has been read, whatever becomes of the answer. */
let bodyRead: Promise<unknown>;
beforeAll(async () => {
  app = Fastify() as unknown as App;
  app.route({
    method: ['GET', 'POST'],
    url: '/',
    handler: async (request, reply) => {
      bodyRead = once(request.raw, 'close');
      await answer(streamEvents(request, reply));
      return reply;
    },
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

const posted = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text": "hello"}' };

it('goes on after the body of the request has been read', async () => {
  answer = async (events) => {
    events.send({ data: 1 });
    await bodyRead;
    events.send({ data: 2 });
    events.end();
  };
  const text = await (await fetch(url, posted)).text();
  expect(text.match(/data: \d/g)).toEqual(['data: 1', 'data: 2']);
});

it('notices that the client has left', async () => {
  const leave = new AbortController();
  const noticed = new Promise<boolean>((resolve) => {
    answer = async (events) => {
      events.send({ data: 1 });
      await events.closed;
      resolve(events.isOpen());
    };
  });
  const { body } = await fetch(url, { ...posted, signal: leave.signal });
  await body?.getReader().read();
  leave.abort();
  expect(await noticed).toBe(false);
});
