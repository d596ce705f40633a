/** Why a call failed: the server said no (`problem`), could not be reached, or the shopper stopped it. */
export interface Failure {
  readonly kind: 'problem' | 'unreachable' | 'cancelled';
  /** The problem's stable code, or the kind again. */
  readonly code: string;
  readonly status: number;
  /** The server's own words, in English; empty when there was no answer. */
  readonly title: string;
  readonly advice: string;
  readonly retryAfterMs: number | null;
  /** Codes of what is wrong with a photo, where that is the problem. */
  readonly issues?: readonly string[];
}

/** A call that failed, with everything a screen needs to say so. */
export class CallError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.title || failure.code);
    this.name = 'CallError';
  }
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds one attempt may take. */
  readonly timeoutMs?: number;
  /** How often to try again after a failure that may pass. */
  readonly retries?: number;
  /** Told before each wait, so that a screen can say so. */
  readonly onWait?: (failure: Failure, waitMs: number) => void;
  /** Reads an answer that comes as a stream of events; what it throws counts as no answer. */
  readonly read?: (answer: Response) => Promise<unknown>;
}

export interface HttpOptions {
  readonly server: string;
  readonly key: string;
  readonly fetch: typeof fetch;
  /** Resolves after `ms`, or rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const LOST: ReadonlySet<string> = new Set(['session-not-found', 'session-token-invalid', 'consent-required']);

/** Whether the server no longer knows this visit, or what was agreed to in it. */
export const isVisitLost = ({ code }: Failure) => LOST.has(code);

const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whether the same call may well succeed a little later. */
export const mayPass = ({ kind, status }: Failure) => kind === 'unreachable' || PASSING.has(status);

/** Whether the page was set up wrongly (a wrong key, an origin not allowed): nothing a shopper can mend. */
export const isForAuthor = (failure: Failure) =>
  (failure.status === 401 || failure.status === 403) && !isVisitLost(failure);

/** One call with its retries. Throws CallError, and nothing else. */
export type Call = <T>(request: Request) => Promise<T>;

const LONGEST_WAIT_MS = 15_000;

const cancelled: Failure = {
  kind: 'cancelled',
  code: 'cancelled',
  status: 0,
  title: '',
  advice: '',
  retryAfterMs: null,
};
/** No answer at all. */
export const UNREACHABLE: Failure = { ...cancelled, kind: 'unreachable', code: 'unreachable' };

/**
 * Makes the function behind every call: timeout, abort, and retry of what may pass (no answer, 429, 502-504),
 * waiting as long as `Retry-After` asks or half a second, doubled each time.
 * The function throws CallError, and nothing else.
 */
export function createHttp(options: HttpOptions): Call {
  return async <T>(request: Request): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return (await once(options, request)) as T;
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        const { failure } = error;
        if (!mayPass(failure) || attempt >= (request.retries ?? 0)) throw error;
        const waitMs = Math.min(failure.retryAfterMs ?? 500 * 2 ** attempt, LONGEST_WAIT_MS);
        request.onWait?.(failure, waitMs);
        await options.wait(waitMs, request.signal).catch(() => {
          throw new CallError(cancelled);
        });
      }
    }
  };
}

async function once({ server, key, fetch }: HttpOptions, request: Request): Promise<unknown> {
  const stop = new AbortController();
  const forward = () => stop.abort();
  if (request.signal?.aborted) throw new CallError(cancelled);
  request.signal?.addEventListener('abort', forward);
  const timer = setTimeout(forward, request.timeoutMs ?? 10_000);
  try {
    const response = await fetch(server + request.path + queryOf(request.query), {
      method: request.method,
      headers: {
        'X-API-Key': key,
        Accept: request.read ? 'text/event-stream' : '*/*',
        ...(request.token === undefined ? {} : { Authorization: `Bearer ${request.token}` }),
        ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: request.form ?? (request.json === undefined ? null : JSON.stringify(request.json)),
      credentials: 'omit',
      referrerPolicy: 'origin',
      signal: stop.signal,
    });
    if (!response.ok) throw new CallError(await problemOf(response));
    if (request.read !== undefined) return await request.read(response);
    return response.status === 204 ? undefined : await response.json();
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(request.signal?.aborted ? cancelled : UNREACHABLE);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', forward);
  }
}

function queryOf(query: Request['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value != null && value !== '');
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

/** Reads problem+json; an answer that is none (a proxy's page) keeps its status and gets no words. */
export async function problemOf(response: Response): Promise<Failure> {
  const answer: unknown = await response.json().catch(() => null);
  const body = (answer !== null && typeof answer === 'object' ? answer : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const issues = Array.isArray(body.issues) ? (body.issues as readonly { code?: unknown }[]) : [];
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return {
    kind: 'problem',
    code: text('code') || `http-${response.status}`,
    status: response.status,
    title: text('title'),
    advice: text('advice'),
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
    issues: issues.map(({ code }) => String(code)),
  };
}
