import { ChatModelError, type FallbackReason } from '../model.ts';
import { BreakerOpenError } from './breaker.ts';
import {
  ModelCallError,
  type ModelClient,
  type ModelEvent,
  type ModelRequest,
  type Part,
  UNAUTHENTICATED,
} from './vertex-sdk.ts';

/** One answer of a model: what it calls, and what it took. What it says is given on as it comes. */
export interface Heard {
  calls: { name: string; args: unknown; part: Part }[];
  usage: { input: number; output: number };
  hasText: boolean;
}

/** A call to a model ended otherwise than it should; `isFault` when the model is to be called less often for it. */
export class CallFailure extends Error {
  override name = 'CallFailure';
  constructor(
    readonly reason: FallbackReason,
    readonly isFault: boolean,
    /** It may be another matter in a moment, or with another model. */
    readonly isPassing: boolean,
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(`the model failed: ${reason}`, options);
  }
}

export interface Listening {
  /** On the clock of `performance.now()`. */
  firstBy: number;
  endBy: number;
  signal: AbortSignal;
  onText(text: string): void;
}

/** The connection outlives the listening, so that a late answer is told from a broken one. */
const GRACE_MS = 250;
const BLOCKED = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE']);

/**
 * Hears one answer to its end. The library's connection can't be cancelled, so it is given up: nobody listens to it any
 * more, and it closes itself at the request's own time limit.
 * @throws CallFailure, or the signal's reason
 */
export async function listen(
  client: ModelClient,
  request: Omit<ModelRequest, 'timeoutMs'>,
  { firstBy, endBy, signal, onText }: Listening,
): Promise<Heard> {
  const heard: Heard = { calls: [], usage: { input: 0, output: 0 }, hasText: false };
  const timeoutMs = Math.max(1, Math.ceil(endBy - performance.now())) + GRACE_MS;
  const events = client.stream({ ...request, timeoutMs })[Symbol.asyncIterator]();
  let hasBegun = false;
  let end: string | null = null;
  try {
    for (;;) {
      const next = await beforehand(events.next(), hasBegun ? endBy : firstBy, signal);
      if (next.done === true) break;
      hasBegun = true;
      end = take(next.value, heard, onText) ?? end;
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw failureOf(error, hasBegun);
  }
  if (end === null || end === 'MAX_TOKENS') throw new CallFailure('cut', end === null, true);
  if (BLOCKED.has(end)) throw new CallFailure('blocked', false, false);
  if (end !== 'STOP') throw new CallFailure('error', true, true);
  return heard;
}

/** @returns why it ended, where it did */
function take(event: ModelEvent, heard: Heard, onText: (text: string) => void): string | null {
  if (event.kind === 'blocked') throw new CallFailure('blocked', false, false);
  if (event.kind === 'finish') return event.reason;
  if (event.kind === 'call') heard.calls.push(event);
  if (event.kind === 'usage') heard.usage = event;
  if (event.kind === 'text') {
    heard.hasText = true;
    onText(event.text);
  }
  return null;
}

/** What a promise gives, unless the time or the shopper's patience is over before. */
export function beforehand<T>(promise: Promise<T>, by: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new CallFailure('timeout', true, true));
    const timer = setTimeout(late, Math.max(0, by - performance.now()));
    const gone = () => reject(signal.reason);
    signal.addEventListener('abort', gone, { once: true });
    if (signal.aborted) gone();
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', gone);
    });
  });
}

/** https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/api-errors */
export function failureOf(error: unknown, hasBegun = false): CallFailure {
  if (error instanceof CallFailure) return error;
  if (error instanceof ChatModelError)
    return new CallFailure(error.reason, false, false, null, { cause: error });
  if (error instanceof BreakerOpenError)
    return new CallFailure('breaker', false, true, null, { cause: error });
  if (!(error instanceof ModelCallError)) return new CallFailure('error', true, true, null, { cause: error });
  const { status, retryAfterMs } = error;
  if (status === 429) return new CallFailure('quota', true, true, retryAfterMs, { cause: error });
  if (status === null) return new CallFailure(hasBegun ? 'cut' : 'error', true, true, null, { cause: error });
  const isPassing = status >= 500 || status === UNAUTHENTICATED;
  return new CallFailure('error', true, isPassing, retryAfterMs, { cause: error });
}
