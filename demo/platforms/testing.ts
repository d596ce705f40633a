import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oauthSignature } from './oauth1.ts';

export interface Received {
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/** Something that takes webhooks: answers with `status()`, and keeps what came. */
export async function openReceiver(status: (index: number) => number = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(status(received.length - 1)).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An `Authorization: OAuth …` header for a request, as a client makes it. */
export function signedHeader(options: {
  method: string;
  /** With the query. */
  url: string;
  key: string;
  secret: string;
  token?: { key: string; secret: string };
  /** Seconds since the epoch. */
  timestamp?: number;
  nonce?: string;
}): string {
  const url = new URL(options.url);
  const given: Record<string, string> = {
    oauth_consumer_key: options.key,
    ...(options.token ? { oauth_token: options.token.key } : {}),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: `${options.timestamp ?? Math.floor(Date.now() / 1000)}`,
    oauth_nonce: options.nonce ?? randomUUID(),
    oauth_version: '1.0',
  };
  given.oauth_signature = oauthSignature({
    method: options.method,
    url: `${url.origin}${url.pathname}`,
    parameters: [...url.searchParams, ...Object.entries(given)],
    algorithm: 'sha256',
    consumerSecret: options.secret,
    tokenSecret: options.token?.secret ?? '',
  });
  const parts = Object.entries(given).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
  return `OAuth ${parts.join(', ')}`;
}
