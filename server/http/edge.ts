import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { addressList, isLoopbackAddress } from './addresses.ts';
import { type KeyPair, TLS_OPTIONS } from './certificate.ts';
import { DATA_HEADERS } from './headers.ts';
import { defineProblem } from './problem.ts';
import type { RateCeilings } from './rate-limit.ts';

/** Where the process meets the network. */
export interface EdgeOptions {
  rates: RateCeilings;
  /** Addresses and networks whose X-Forwarded headers are believed. */
  trustedProxies: readonly string[];
  /** Who may read the metrics, besides this machine. */
  metricsFrom: readonly string[];
  /** The server speaks TLS itself. */
  tls?: KeyPair | undefined;
  patience?: Patience;
  connections?: ConnectionCeilings;
}

/** How long a client may take, ms. */
export interface Patience {
  /** For all of the headers. */
  headers: number;
  /** For the whole request, from its first byte to its last. */
  request: number;
  /** How often the times are looked at. */
  every: number;
}

/** A photo of 10 MB over 2 Mbit/s comes in 40 s. */
const PATIENCE: Patience = { headers: 10_000, request: 60_000, every: 5000 };

export interface ConnectionCeilings {
  /** Open at the same time. */
  all: number;
  /** From one address. */
  each: number;
  /** Addresses that many people share; left out, this machine. Trusted proxies always are. */
  isShared?(address: string): boolean;
}

const CONNECTIONS: ConnectionCeilings = { all: 20_000, each: 1000 };
/** Names and values of all headers together, bytes. */
const MAX_HEADER_BYTES = 16 * 1024;

/** Options of the framework that bound what any client can make it do. */
export function edgeOptions({ trustedProxies, tls, patience = PATIENCE }: EdgeOptions) {
  const http = {
    headersTimeout: patience.headers,
    connectionsCheckingInterval: patience.every,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  return {
    ...(tls === undefined ? { http } : { https: { ...http, ...tls, ...TLS_OPTIONS } }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    requestTimeout: patience.request,
    clientErrorHandler: answerUnreadable,
  };
}

/** Refuses connections beyond the ceilings, before anything is read. */
export function limitConnections(
  server: Server,
  { connections = CONNECTIONS, trustedProxies }: EdgeOptions,
): void {
  const { all, each, isShared = isLoopbackAddress } = connections;
  const isProxy = addressList(trustedProxies);
  const open = new Map<string, number>();
  server.maxConnections = all;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isShared(address) || isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > each) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

const malformed = defineProblem({
  code: 'malformed-request',
  status: 400,
  title: 'This is not a request as HTTP writes it',
  advice: 'Send it with a client that follows RFC 9112. Its connection has been closed.',
});
const tooSlow = defineProblem({
  code: 'request-too-slow',
  status: 408,
  title: 'The request took too long to arrive',
  advice: 'Send it again over a connection that is fast enough.',
});
const headersTooLarge = defineProblem({
  code: 'headers-too-large',
  status: 431,
  title: 'The headers are larger than 16 KiB together',
  advice: 'Send fewer or shorter headers.',
});
/** Codes of nodejs.org/api/errors.html and of its parser. */
const KINDS: Readonly<Record<string, typeof malformed>> = {
  HPE_HEADER_OVERFLOW: headersTooLarge,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
};

/** As Node.js marks a connection that is in the middle of an answer; its own handler looks there, too. */
type Answering = Socket & { _httpMessage?: { headersSent: boolean } | null };

/** Answers what the parser refuses, which no route and no hook ever sees, and closes the connection. */
export function answerUnreadable(error: Error & { code?: string }, socket: Answering): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
    socket.destroy();
    return;
  }
  const problem = (KINDS[error.code ?? ''] ?? malformed)();
  const { status } = problem.kind;
  const id = randomUUID();
  const body = JSON.stringify(problem.body(id));
  const headers = {
    ...DATA_HEADERS,
    'x-request-id': id,
    'content-type': 'application/problem+json',
    'content-length': `${Buffer.byteLength(body)}`,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
