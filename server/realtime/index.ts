import { Type } from 'typebox';
import { type App, callerOf, defineProblem, ProblemSchema, streamEvents } from '../http/index.ts';
import type { Hub } from './hub.ts';

export { type Hub, openHub } from './hub.ts';

/** Open connections of one process; each is a few kilobytes. Beyond, pages go without and read again by themselves. */
const MOST_CONNECTIONS = 10_000;
/** A reader this far behind is not reading. */
const MOST_UNSENT_BYTES = 1024 * 1024;
const HEARTBEAT_MS = 25_000;
const RETRY_SECONDS = 30;

const tooManyListeners = defineProblem({
  code: 'too-many-listeners',
  status: 503,
  title: 'As many pages are listening as this server can serve',
  advice: 'Go on without live changes, and try again after the time in Retry-After.',
});

const Query = Type.Object({
  key: Type.String({
    maxLength: 128,
    description: 'Publishable key; browsers can’t send it as a header here',
  }),
});

/** Changes of products and stock, pushed to open pages: by WebSocket, or by server-sent events where that is blocked. */
export function realtimeFeature({ hub }: { hub: Hub }) {
  return async (app: App): Promise<void> => {
    const { default: websocket } = await import('@fastify/websocket');
    await app.register(websocket as never, { options: { maxPayload: 1024 } });
    const endings = new Set<() => void>();
    app.addHook('preClose', async () => {
      for (const end of endings) end();
    });
    const admit = () => {
      if (endings.size >= MOST_CONNECTIONS) {
        throw tooManyListeners({ headers: { 'retry-after': `${RETRY_SECONDS}` } });
      }
    };

    app.get(
      '/v1/realtime',
      {
        schema: {
          summary: 'Changes of products and stock as they happen (server-sent events)',
          tags: ['realtime'],
          produces: ['text/event-stream'],
          querystring: Query,
          response: { 200: Type.String(), '4xx': ProblemSchema, '5xx': ProblemSchema },
        },
        config: { access: 'publishable', keyInQuery: true },
      },
      async (request, reply) => {
        admit();
        const stream = streamEvents(request, reply);
        endings.add(stream.end);
        // Who comes back may have missed something.
        if (request.headers['last-event-id'] !== undefined)
          stream.send({ data: { type: 'catalog_changed' } });
        let id = 0;
        const leave = await hub.listen(callerOf(request).store_id, (message) => {
          id += 1;
          if (reply.raw.writableLength > MOST_UNSENT_BYTES) stream.end();
          else stream.send({ id: `${id}`, data: message });
        });
        await stream.closed;
        endings.delete(stream.end);
        await leave();
      },
    );

    app.get(
      '/v1/realtime/socket',
      {
        websocket: true,
        schema: {
          summary: 'Changes of products and stock as they happen (WebSocket)',
          tags: ['realtime'],
          querystring: Query,
        },
        config: { access: 'publishable', keyInQuery: true },
        preHandler: async () => admit(),
      } as never,
      (async (socket: import('ws').WebSocket, request: Parameters<typeof callerOf>[0]) => {
        const end = () => socket.close(1001);
        endings.add(end);
        let isAlive = true;
        const heartbeat = setInterval(() => {
          if (!isAlive) return socket.terminate();
          isAlive = false;
          socket.ping();
        }, HEARTBEAT_MS).unref();
        socket.on('pong', () => {
          isAlive = true;
        });
        socket.on('error', () => socket.terminate());
        const listening = hub.listen(callerOf(request).store_id, (message) => {
          if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.terminate();
          else socket.send(JSON.stringify(message));
        });
        socket.on('close', () => {
          clearInterval(heartbeat);
          endings.delete(end);
          void listening.then((leave) => leave());
        });
        await listening;
      }) as never,
    );
  };
}
