import type { FastifyReply, FastifyRequest } from 'fastify';

/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 25_000;

export interface EventStream {
  /** False once the client is gone. */
  isOpen(): boolean;
  send(event: { id?: string; event?: string; data: unknown }): void;
  /** Waits, but not longer than the client stays. */
  pause(ms: number): Promise<void>;
  /** Resolves when the client is gone. */
  closed: Promise<void>;
  end(): void;
}

/** Answers with server-sent events (WHATWG HTML, 9.2). The route's hooks have run; the answer is ours from here on. */
export function streamEvents(request: FastifyRequest, reply: FastifyReply): EventStream {
  reply.hijack();
  const response = reply.raw;
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
  let isOpen = true;
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
  const closed = new Promise<void>((resolve) => {
    const close = () => {
      isOpen = false;
      clearInterval(heartbeat);
      resolve();
    };
    request.raw.on('close', close);
    response.on('close', close).on('error', close);
  });
  return {
    isOpen: () => isOpen,
    closed,
    send({ id, event, data }) {
      const head = `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}`;
      if (isOpen) response.write(`${head}data: ${JSON.stringify(data)}\n\n`);
    },
    async pause(ms) {
      let timer: NodeJS.Timeout | undefined;
      const time = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([time, closed]);
      clearTimeout(timer);
    },
    end() {
      clearInterval(heartbeat);
      response.end();
    },
  };
}
