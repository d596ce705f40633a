import type { WebSocket } from '@fastify/websocket';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type App, callerOf, eventText, ProblemSchema, streamEvents } from '../http/index.ts';
import type { Hub, Listener } from './hub.ts';
import { CATALOG_CHANGED } from './messages.ts';
import { tooManyListeners, upgradeRequired } from './problems.ts';
import { upgradesOf } from './upgrades.ts';

/** Open connections of one process, about 15 KiB each (`npm run bench realtime`). Beyond, pages go without live changes. */
const MOST_CONNECTIONS = 10_000;
/** A reader this far behind is not reading. */
const MOST_UNSENT_BYTES = 1024 * 1024;
/** Nothing is expected from a page but pongs. */
const MOST_RECEIVED_BYTES = 1024;
const HEARTBEAT_MS = 25_000;
/** What has not taken its end by then is cut off. */
const CLOSING_MS = 1000;
const RETRY_SECONDS = '30';
const SOCKET_PATH = '/v1/realtime/socket';

const Query = Type.Object({
  key: Type.String({
    maxLength: 128,
    description: 'Publishable key; browsers can’t send it as a header here',
  }),
});

export interface RealtimeDeps {
  hub: Hub;
  mostConnections?: number;
}

/** Changes of products and stock, pushed to open pages: by WebSocket, or by server-sent events where that is blocked. */
export function realtimeFeature({ hub, mostConnections = MOST_CONNECTIONS }: RealtimeDeps) {
  return async (app: App): Promise<void> => {
    /** What ends each open connection. */
    const open = new Set<() => void>();
    app.addHook('preClose', async () => {
      for (const end of open) end();
    });
    const preHandler = async () => {
      if (open.size >= mostConnections) throw tooManyListeners({ headers: { 'retry-after': RETRY_SECONDS } });
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
        config: { access: 'read:recommendations', keyInQuery: true },
        exposeHeadRoute: false,
        preHandler,
      },
      (request, reply) => stream(request, reply, hub, open),
    );

    await app.register(async (sockets) => {
      const { default: websocket } = await import('@fastify/websocket');
      await sockets.register(websocket, {
        options: { server: upgradesOf(app.server, SOCKET_PATH), maxPayload: MOST_RECEIVED_BYTES },
        errorHandler: (err, socket, request) => {
          request.log.warn({ err, req: request.id }, 'a live connection failed');
          socket.terminate();
        },
        preClose: (done) => done(),
      });
      // Who was refused is not kept: no parser watches over the connection any more.
      sockets.addHook('onResponse', async (request) => request.raw.socket.destroySoon());
      sockets.route({
        method: 'GET',
        url: SOCKET_PATH,
        schema: {
          summary: 'Changes of products and stock as they happen (WebSocket)',
          tags: ['realtime'],
          querystring: Query,
          response: { '4xx': ProblemSchema, '5xx': ProblemSchema },
        },
        config: { access: 'read:recommendations', keyInQuery: true },
        exposeHeadRoute: false,
        preHandler,
        handler: () => {
          throw upgradeRequired({ headers: { upgrade: 'websocket' } });
        },
        wsHandler: (socket, request) => converse(socket, callerOf(request).store_id, hub, open),
      });
    });
  };
}

async function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  hub: Hub,
  open: Set<() => void>,
): Promise<void> {
  const events = streamEvents(request, reply);
  open.add(events.end);
  try {
    const listener: Listener = ({ version, json }) => {
      if (events.unsentBytes() > MOST_UNSENT_BYTES) events.cutOff();
      else events.write(eventText({ id: `${version}`, json }));
    };
    const { version, leave } = await hub.listen(callerOf(request).store_id, listener);
    const last = request.headers['last-event-id'];
    const json = last === undefined || last === `${version}` ? undefined : JSON.stringify(CATALOG_CHANGED);
    // Without data, the client remembers the id and tells nobody.
    events.write(eventText({ id: `${version}`, json }));
    await events.closed;
    await leave();
  } finally {
    open.delete(events.end);
    events.cutOff();
  }
}

async function converse(socket: WebSocket, store_id: string, hub: Hub, open: Set<() => void>): Promise<void> {
  let isAlive = true;
  let cutOff: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => {
    if (!isAlive) socket.terminate();
    isAlive = false;
    socket.ping();
  }, HEARTBEAT_MS).unref();
  const end = () => {
    socket.close(1001);
    cutOff = setTimeout(() => socket.terminate(), CLOSING_MS).unref();
  };
  open.add(end);
  socket.on('pong', () => {
    isAlive = true;
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const listener: Listener = ({ json }) => {
    if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.terminate();
    else socket.send(json);
  };
  try {
    const { leave } = await hub.listen(store_id, listener);
    await closed;
    await leave();
  } finally {
    clearInterval(heartbeat);
    clearTimeout(cutOff);
    open.delete(end);
  }
}
