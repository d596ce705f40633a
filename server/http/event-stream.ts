import type { FastifyReply, FastifyRequest } from 'fastify';

/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 25_000;
/** A client that has not taken the end by then does not read. */
const ENDING_MS = 1000;

export interface EventStream {
  /** False once the client is gone. */
  isOpen(): boolean;
  send(event: { id?: string; event?: string; data: unknown }): void;
  /** Sends what `eventText` made, for who sends the same to many. */
  write(text: string): void;
  /** Bytes that the client has not taken yet. */
  unsentBytes(): number;
  /** Waits, but not longer than the client stays. */
  pause(ms: number): Promise<void>;
  /** Resolves when the client is gone. */
  closed: Promise<void>;
  end(): void;
  /** Ends without a goodbye. */
  cutOff(): void;
}

/** `json` is the data, written down already. */
export interface EventFields {
  id?: string | undefined;
  event?: string | undefined;
  json?: string | undefined;
}

/** One event as it is sent (WHATWG HTML, 9.2.5). Without data it only sets the client's last event id. */
export function eventText({ id, event, json }: EventFields): string {
  const fields = [
    ['id', id],
    ['event', event],
    ['data', json],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`]));
  return `${lines.join('')}\n`;
}

/** Answers with server-sent events (WHATWG HTML, 9.2). The route's hooks have run; the answer is ours from here on. */
export function streamEvents(request: FastifyRequest, reply: FastifyReply): EventStream {
  reply.hijack();
  const response = reply.raw;
  // Nothing else comes over this connection; without it, a server that closes would wait for the client to leave.
  response.shouldKeepAlive = false;
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
  let isOpen = true;
  let ending: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
  const closed = new Promise<void>((resolve) => {
    const close = () => {
      isOpen = false;
      clearInterval(heartbeat);
      clearTimeout(ending);
      resolve();
    };
    // Not the request's: that one is closed once its body has been read.
    if (response.destroyed || request.raw.socket.destroyed) close();
    response.on('close', close).on('error', close);
  });
  const write = (text: string) => {
    if (isOpen) response.write(text);
  };
  return {
    isOpen: () => isOpen,
    closed,
    write,
    send: ({ data, ...event }) => write(eventText({ ...event, json: JSON.stringify(data) })),
    unsentBytes: () => response.writableLength,
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
      if (!isOpen) return;
      response.end();
      ending = setTimeout(() => response.destroy(), ENDING_MS).unref();
    },
    cutOff: () => void response.destroy(),
  };
}
