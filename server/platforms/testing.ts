import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '../http/index.ts';
import { openOutbound } from '../outbound/index.ts';
import { openPlatforms } from './index.ts';
import type { ConnectOptions, Delivery, StoreContext } from './platform.ts';

/** The doubles of shops are on this machine. */
export const outbound = openOutbound({ allowPrivate: true });

/** Platforms that never really wait. */
export const platforms = openPlatforms({ outbound, version: 'test', sleep: async () => undefined });

export const NOW = Date.parse('2026-11-20T17:00:00Z');

export const context: StoreContext = {
  currency: 'EUR',
  locale: 'de',
  address: 'https://alder.example',
  extra: {},
};

export function delivery(
  event_type: string,
  headers: Delivery['headers'],
  body: string | Buffer,
  received_at = NOW,
): Delivery {
  return { event_type, headers, body: Buffer.from(body), received_at };
}

/** The code of the Problem that a call throws; "none" when it throws none. */
export function codeOf(call: () => unknown): string {
  try {
    call();
    return 'none';
  } catch (cause) {
    if (cause instanceof Problem) return cause.kind.code;
    throw cause;
  }
}

/** The Problem that a promise is rejected with. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const cause = await promise.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  if (cause instanceof Problem) return cause;
  throw cause;
}

export interface Loopback {
  url: string;
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
}

/** A tiny server that notes what it is asked. */
export async function loopback(
  answer: (request: Loopback['requests'][number], response: ServerResponse, n: number) => void,
): Promise<Loopback> {
  const requests: Loopback['requests'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    const noted = { method, url, headers, body };
    requests.push(noted);
    answer(noted, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a store's connection needs besides its address and credentials. */
export function connection(
  address: string,
  credentials: Readonly<Record<string, unknown>>,
  more: Partial<ConnectOptions> = {},
): ConnectOptions {
  return {
    store_id: 'alder',
    address,
    credentials,
    context: null,
    saveCredentials: async () => undefined,
    now: Date.now,
    ...more,
  };
}
