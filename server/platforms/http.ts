import { setTimeout as pause } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { type Outbound, OutboundRefused } from '../outbound/index.ts';
import { parseJson } from './json-body.ts';
import type { PlatformName } from './platform.ts';
import {
  platformAddressInvalid,
  platformAnswerInvalid,
  platformThrottled,
  platformUnreachable,
} from './problems.ts';

const TRIES = 4;
/** One try, from connecting to the last byte, ms. */
const TIMEOUT_MS = 15_000;
const MOST_BYTES = 20 * 1024 * 1024;
/** The first wait before trying again, ms; it doubles. */
const FIRST_WAIT_MS = 500;
/** A shop that wants a longer rest gets it from the caller, who has other things to do meanwhile. */
const LONGEST_WAIT_MS = 30_000;

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  /** Made anew for each try: a signature is good for one. */
  headers: () => Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** A second try does no harm. Told by the method unless stated. */
  repeatable?: boolean;
}

export interface Answer {
  status: number;
  header(name: string): string | null;
  /** The body's JSON, long numbers as text; undefined when it is none. */
  json: unknown;
}

/** Sends one call, and again where that may help. What comes back is 2xx or a 4xx for the platform to explain. */
export type Send = (call: Call) => Promise<Answer>;

export interface HttpOptions {
  platform: PlatformName;
  /** For the user agent. */
  version: string;
  /** What calls addresses that merchants name. */
  outbound: Outbound;
  sleep?: (ms: number) => Promise<unknown>;
}

/**
 * A client for one platform's APIs: https to public addresses (see Outbound), no cookies, no redirects, bounded in time, size and tries.
 * @throws (from what it returns) Problem platform-unreachable, platform-throttled, platform-answer-invalid,
 * platform-address-invalid
 */
export function createSend({ platform, version, outbound, sleep = pause }: HttpOptions): Send {
  let dispatcher: Promise<Dispatcher> | undefined;
  const once = async (call: Call): Promise<Answer> => {
    const { request } = (await import('undici')).default;
    dispatcher ??= outbound.dispatcher({ maxResponseSize: MOST_BYTES, connectTimeout: TIMEOUT_MS / 2 });
    const response = await request(call.url, {
      dispatcher: await dispatcher,
      method: call.method,
      headers: {
        accept: 'application/json',
        'user-agent': `varai/${version}`,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers(),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answerOf(response, await response.body.text());
  };
  return async (call) => {
    const { url } = call;
    try {
      outbound.check(url);
    } catch (error) {
      throw refused(error);
    }
    const isRepeatable = call.repeatable ?? call.method !== 'POST';
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await once(call).catch((cause: unknown) => failureOf(cause, platform));
      const isLast = attempt === TRIES;
      if (outcome instanceof Failure) {
        if (isLast || !isRepeatable || !outcome.isPassing) throw outcome.problem;
        await sleep(backoff(attempt));
        continue;
      }
      if (!RETRIED.has(outcome.status)) return checked(outcome, url);
      const wait = restOf(outcome, attempt);
      const mayRepeat = isRepeatable || outcome.status === 429;
      if (isLast || !mayRepeat || wait > LONGEST_WAIT_MS) throw givenUp(outcome.status, wait, platform);
      await sleep(wait);
    }
  };
}

const RETRIED = new Set([429, 502, 503, 504]);

function answerOf({ statusCode, headers }: Dispatcher.ResponseData, text: string): Answer {
  return {
    status: statusCode,
    header(name) {
      const value = headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
    json: text === '' ? undefined : parseJson(text),
  };
}

/** Redirects are refused: credentials go where the merchant said, and nowhere else. */
function checked(answer: Answer, url: URL): Answer {
  if (answer.status >= 500) {
    throw platformUnreachable({ detail: `${url.host} answered with status ${answer.status}.` });
  }
  if (answer.status < 300 || answer.status >= 400) return answer;
  const target = answer.header('location');
  const host = target !== null && URL.canParse(target, url.href) ? new URL(target, url.href).origin : null;
  throw platformAddressInvalid({
    detail: `${url.host} redirects${host === null ? '' : ` to ${host}`}; give the address it leads to.`,
  });
}

function givenUp(status: number, wait: number, platform: PlatformName) {
  const seconds = String(Math.ceil(wait / 1000));
  if (status === 429) return platformThrottled({ headers: { 'retry-after': seconds } });
  return platformUnreachable({
    detail: `The ${platform} store answered with status ${status}.`,
    headers: { 'retry-after': seconds },
  });
}

/** What the shop asks for (RFC 9110 §10.2.3), in ms, or our own growing wait. */
function restOf(answer: Answer, attempt: number): number {
  const asked = answer.header('retry-after');
  if (asked === null) return backoff(attempt);
  const ms = /^\d+(?:\.\d+)?$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : backoff(attempt);
}

/** Doubled each time, and somewhere in its upper half, so that many clients don't come back together. */
function backoff(attempt: number): number {
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

class Failure {
  constructor(
    readonly problem: ReturnType<typeof platformUnreachable>,
    /** Trying again may help. */
    readonly isPassing: boolean,
  ) {}
}

/** Codes of nodejs.org/api/errors.html and undici's errors that come and go. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Codes of sockets, DNS, TLS, the HTTP parser and undici; what else is thrown is a mistake of ours. */
const NETWORK =
  /^(?:E(?!RR_)[A-Z_]+|ERR_(?:TLS|SSL)_\w+|UND_ERR_(?!INVALID)\w+|HPE_\w+|UNABLE_\w+|\w*CERT\w*)$/;

/** In the words of the guard. @throws what it did not say, as it was. */
function refused(error: unknown) {
  if (error instanceof OutboundRefused) return platformAddressInvalid({ detail: error.message });
  throw error;
}

/** @throws what is no failure of the network, as it was. */
function failureOf(cause: unknown, platform: PlatformName): Failure {
  if (cause instanceof OutboundRefused) return new Failure(refused(cause), false);
  if (!(cause instanceof Error)) throw cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new Failure(platformAnswerInvalid({ detail: 'The answer is larger than 20 MB.' }), false);
  }
  const isNetwork = NETWORK.test(code);
  const isTimeout = cause.name === 'TimeoutError';
  if (!isNetwork && !isTimeout) throw cause;
  const what = isTimeout ? `no answer within ${TIMEOUT_MS / 1000} s` : code;
  return new Failure(
    platformUnreachable({ detail: `The ${platform} store could not be reached: ${what}.` }),
    isTimeout || PASSING.has(code),
  );
}

/** The JSON object of an answer with status 2xx. @throws Problem platform-answer-invalid */
export function resultOf(answer: Answer, what: string): unknown {
  if (answer.status >= 200 && answer.status < 300 && answer.json !== undefined) return answer.json;
  const kind = answer.json === undefined ? `, ${answer.header('content-type') ?? 'no content type'}` : '';
  throw platformAnswerInvalid({ detail: `${what} answered with status ${answer.status}${kind}.` });
}
