import type { ProblemBody } from '../server/http/index.ts';
import { EXIT, Failure } from './failure.ts';

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON, or as it is when bytes. */
  body?: unknown;
  contentType?: string;
  /** Further headers, such as a signature. */
  headers?: Readonly<Record<string, string>>;
}

export interface StreamOptions {
  /** The last event seen, to go on after it. */
  lastEventId?: string | null;
  /** Sent as JSON by POST, for a stream that answers something. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** Speaks varai's HTTP API, to a server elsewhere or to one inside this process. */
export interface Client {
  /** @throws Failure with the problem's words when the answer is not 2xx. */
  call<T>(call: Call): Promise<T>;
  /** Opens a stream of server-sent events; missing where there is no socket to stream over. */
  stream?(path: string, options: StreamOptions): Promise<Response>;
  close(): Promise<void>;
}

/** Sends one request and returns the answer; the only thing that differs between near and far. */
export type Send = (request: {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}) => Promise<{ status: number; body: string }>;

export function clientOver(send: Send, headers: Record<string, string>, close: () => Promise<void>): Client {
  return {
    close,
    async call<T>({ method, path, query = {}, body, contentType, headers: more }: Call): Promise<T> {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) search.set(name, `${value}`);
      const bytes =
        body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      const answer = await send({
        method,
        path: search.size > 0 ? `${path}?${search}` : path,
        headers: {
          ...headers,
          ...(bytes ? { 'content-type': contentType ?? 'application/json' } : {}),
          ...more,
        },
        body: bytes,
      });
      if (answer.status >= 200 && answer.status < 300)
        return (answer.body === '' ? null : JSON.parse(answer.body)) as T;
      throw failureOf(answer.status, answer.body);
    },
  };
}

/** A client of the server at `url`, with the key from VARAI_API_KEY. */
export function remoteClient(url: string, key: string | undefined): Client {
  if (key === undefined || key === '') {
    throw new Failure(
      'No API key for the server.',
      'Set VARAI_API_KEY to a secret key of the store (sk_…); keys are not taken as arguments.',
      EXIT.authentication,
    );
  }
  if (!URL.canParse(url)) {
    throw new Failure(
      `"${url}" is not the address of a server.`,
      'Give it whole, such as http://127.0.0.1:4455',
      EXIT.usage,
    );
  }
  const send: Send = async ({ method, path, headers, body }) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers,
      body: body ? new Uint8Array(body) : null,
    }).catch((error: Error) => {
      throw new Failure(
        `${url} does not answer (${causeOf(error)}).`,
        'Check the address, and that the server runs: `varai serve`.',
        EXIT.unreachable,
      );
    });
    return { status: response.status, body: await response.text() };
  };
  const headers = { 'x-api-key': key };
  return {
    ...clientOver(send, headers, async () => undefined),
    async stream(path, { lastEventId = null, body, headers: more, signal }) {
      const seen = lastEventId === null ? {} : { 'last-event-id': lastEventId };
      const asked =
        body === undefined
          ? { headers: { ...headers, ...seen, ...more } }
          : {
              method: 'POST',
              headers: {
                ...headers,
                accept: 'text/event-stream',
                'content-type': 'application/json',
                ...more,
              },
              body: JSON.stringify(body),
            };
      const response = await fetch(new URL(path, url), { ...asked, signal });
      if (response.ok) return response;
      throw failureOf(response.status, await response.text());
    },
  };
}

function causeOf(error: Error): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? error.message;
}

/** The server is well; it is the shop that does not let it in. */
const REFUSED_BY_SHOP = new Set(['platform-unauthorized', 'platform-forbidden']);

function failureOf(status: number, body: string): Failure {
  const problem = parsed(body);
  if (!problem) return new Failure(`The server answered ${status}.`, 'See the server’s log.');
  const places = (problem.errors ?? []).map(
    ({ row, pointer, detail }) => `  ${row ? `row ${row}: ` : pointer ? `${pointer}: ` : ''}${detail}`,
  );
  const message = [problem.title, problem.detail, ...places].filter(Boolean).join('\n');
  const isRefused = status === 401 || status === 403 || REFUSED_BY_SHOP.has(problem.code);
  const exitCode = isRefused ? EXIT.authentication : status >= 500 ? EXIT.unreachable : EXIT.badInput;
  return new Failure(message, problem.advice, exitCode, { problem });
}

function parsed(body: string): ProblemBody | null {
  try {
    return JSON.parse(body) as ProblemBody;
  } catch {
    return null;
  }
}
