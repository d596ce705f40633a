import { mulberry } from '../frames/paints.ts';

/** How webhooks go astray. Shares are of 1. */
export interface PostFaults {
  /** Share that is sent twice. */
  duplicate?: number;
  /** So many webhooks wait for each other and leave in a shuffled order. */
  shuffle?: number;
  /** Share that is never sent, as after an outage longer than all retries. */
  drop?: number;
  /** ms each webhook waits before it leaves. */
  delay_ms?: number;
  /** Of the chances above; the same seed gives the same faults. */
  seed?: number;
}

/** One try to deliver one webhook. */
export interface Attempt {
  topic: string;
  address: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** 1 for the first try; 0 for a webhook that was dropped and never tried. */
  attempt: number;
  /** The answer's status; null when there was none. */
  status: number | null;
  outcome: 'delivered' | 'failed' | 'dropped';
  at: number;
}

export interface Letter {
  topic: string;
  address: string;
  /** The body. Called once, just before the first try; null when there is nothing to say any more. */
  write(): string | null;
  /** Made anew for every try. */
  headers(body: string): Record<string, string>;
  /** After the last try. */
  onEnd(wasDelivered: boolean): void;
}

export interface PostalRules {
  /** ms for one try in all. */
  timeoutMs: number;
  /** ms before the second, third … try; none when the platform never tries again. */
  retryDelaysMs: readonly number[];
  isSuccess(status: number): boolean;
  now(): number;
}

const MOST_AT_ONCE = 16;
const MOST_REMEMBERED = 50_000;
/** Webhooks that wait for company to be shuffled with leave after this, ms. */
const SHUFFLE_WAIT_MS = 20;

export type Outbox = ReturnType<typeof openOutbox>;

/** Sends webhooks as the platform's rules say, with the faults that were asked for. */
export function openOutbox(rules: PostalRules) {
  let faults: PostFaults = {};
  let random = mulberry(1);
  let isClosed = false;
  const log: Attempt[] = [];
  const waiting: (() => Promise<void>)[] = [];
  const held: Letter[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const onSettled: (() => void)[] = [];
  let running = 0;
  let open = 0;

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    timers.add(timer);
  };
  const finish = (letter: Letter, wasDelivered: boolean) => {
    letter.onEnd(wasDelivered);
    open--;
    if (open === 0) for (const resolve of onSettled.splice(0)) resolve();
  };
  const remember = (attempt: Attempt) => {
    log.push(attempt);
    if (log.length > MOST_REMEMBERED) log.splice(0, log.length - MOST_REMEMBERED);
  };
  const pump = () => {
    while (running < MOST_AT_ONCE && waiting.length > 0 && !isClosed) {
      running++;
      void waiting
        .shift()?.()
        .finally(() => {
          running--;
          pump();
        });
    }
  };
  const queue = (work: () => Promise<void>) => {
    waiting.push(work);
    pump();
  };
  const attempt = async (letter: Letter, body: string, n: number) => {
    const headers = letter.headers(body);
    const status = await post(letter.address, headers, body, rules.timeoutMs);
    const delivered = status !== null && rules.isSuccess(status);
    remember({
      topic: letter.topic,
      address: letter.address,
      headers,
      body,
      attempt: n,
      status,
      outcome: delivered ? 'delivered' : 'failed',
      at: rules.now(),
    });
    const delay = rules.retryDelaysMs[n - 1];
    if (delivered || delay === undefined || isClosed) finish(letter, delivered);
    else later(delay, () => queue(() => attempt(letter, body, n + 1)));
  };
  const dispatch = (letter: Letter) => {
    const first = async () => {
      const body = letter.write();
      if (body === null) finish(letter, true);
      else await attempt(letter, body, 1);
    };
    if (faults.delay_ms) later(faults.delay_ms, () => queue(first));
    else queue(first);
  };
  const release = () => {
    for (let i = held.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [held[i], held[j]] = [held[j] as Letter, held[i] as Letter];
    }
    held.splice(0).forEach(dispatch);
  };

  return {
    setFaults(next: PostFaults): void {
      release();
      faults = next;
      random = mulberry(next.seed ?? 1);
    },
    send(letter: Letter): void {
      if (isClosed) return;
      if (random() < (faults.drop ?? 0)) {
        const { topic, address } = letter;
        const body = letter.write() ?? '';
        const headers = letter.headers(body);
        remember({
          topic,
          address,
          headers,
          body,
          attempt: 0,
          status: null,
          outcome: 'dropped',
          at: rules.now(),
        });
        return;
      }
      const copies = random() < (faults.duplicate ?? 0) ? 2 : 1;
      const once = writtenOnce(letter);
      for (let copy = 0; copy < copies; copy++) {
        open++;
        if (!faults.shuffle) dispatch(once);
        else if (held.push(once) >= faults.shuffle) release();
        else later(SHUFFLE_WAIT_MS, release);
      }
    },
    attempts: (): readonly Attempt[] => log,
    settled: (): Promise<void> =>
      open === 0 ? Promise.resolve() : new Promise((resolve) => onSettled.push(resolve)),
    close(): void {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      for (const resolve of onSettled.splice(0)) resolve();
    },
  };
}

/** A letter whose copies all say the same, whenever the first of them is written. */
function writtenOnce(letter: Letter): Letter {
  let kept: ReturnType<Letter['write']> | undefined;
  return {
    ...letter,
    write: () => {
      if (kept === undefined) kept = letter.write();
      return kept;
    },
  };
}

async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<number | null> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    // Refused, reset or too late: the same to a sender.
    return null;
  }
}
