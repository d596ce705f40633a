import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { demoCatalogue, demoImage } from '../frames/catalogue.ts';
import type { ApiFault } from './double.ts';

export interface Asked {
  method: string;
  /** Without the query. */
  path: string;
  /** As it was sent, with the query. */
  target: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON, or as it is when text. */
  body?: unknown;
  /** Sent as it comes, in place of a body; an error breaks the connection. */
  stream?: AsyncIterable<Buffer>;
}

export interface Listening {
  url: string;
  setFault(fault: ApiFault | undefined): void;
  calls(): number;
  close(): Promise<void>;
}

const MOST_BYTES = 10 * 1024 * 1024;
/** Pictures of the shop's frames, where the products say they are. */
export const MEDIA_PATH = '/media/';

/** Serves `answer` on loopback, and the frames' pictures. */
export async function listen(
  answer: (asked: Asked) => Promise<Answer> | Answer,
  port = 0,
): Promise<Listening> {
  let fault: ApiFault | undefined;
  let calls = 0;
  const server = createServer((request, response) => {
    void reply(request, response).catch((error: Error) => {
      send(response, { status: 500, body: { message: error.message, stack: error.stack } });
    });
  });
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = await read(request);
    if (asked === null) return send(response, { status: 413, body: 'Request Entity Too Large' });
    if (asked.path.startsWith(MEDIA_PATH)) return send(response, picture(asked.path));
    calls++;
    if (fault !== undefined && fault.times > 0) {
      fault = { ...fault, times: fault.times - 1 };
      const wait = fault.retry_after;
      return send(response, {
        status: fault.status,
        ...(wait === undefined ? {} : { headers: { 'retry-after': `${wait}` } }),
        body: { errors: 'set to fail' },
      });
    }
    send(response, await answer(asked));
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    setFault: (next) => {
      fault = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  const target = request.url ?? '/';
  const { pathname, searchParams } = new URL(target, 'http://double');
  return {
    method: request.method ?? 'GET',
    path: pathname,
    target,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function send(response: ServerResponse, { status, headers = {}, body, stream }: Answer): void {
  if (stream !== undefined) {
    // A reader that goes away, or a break that was asked for, has nobody left to be told.
    pipeline(Readable.from(stream), response.writeHead(status, headers), () => undefined);
    return;
  }
  const isText = typeof body === 'string';
  const text = body === undefined ? '' : isText ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
}

let catalogue: ReturnType<typeof demoCatalogue> | undefined;

function picture(path: string): Answer {
  catalogue ??= demoCatalogue();
  const svg = demoImage(path.split('/').pop() ?? '', catalogue);
  if (svg === null) return { status: 404 };
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: svg };
}

/** The body's JSON, or undefined when it is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
