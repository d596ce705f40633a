import type { FastifyBaseLogger } from 'fastify';
import { type Kept, type Lease, type Queue, StoreUnavailableError } from '../data/index.ts';
import { SUBSCRIPTIONS, type SyncEvent } from './events.ts';
import type { Outcomes } from './processor.ts';

/** How long a worker that found nothing waits before it looks again for what other processes published. */
const IDLE_MS = 500;
/** After the store failed. */
const RECOVER_MS = 1000;
/** How often what waits is counted anew; in between it is reckoned. */
const RECOUNT_MS = 60_000;

/** A lot that takes this long was small; one that takes this long was too large for a lease of a minute. */
const SHORT_MS = 500;
const LONG_MS = 4000;
const FIRST_LOT = 32;

type Subscription = (typeof SUBSCRIPTIONS)[keyof typeof SUBSCRIPTIONS];

export interface Worker {
  subscription: Subscription;
  /** Messages taken at once, at most; on a slow store it is fewer, so that each lot ends well within its lease. */
  limit: number;
  process(lease: Lease<SyncEvent>): Promise<Outcomes>;
}

export interface WorkerDeps {
  queue: Queue<SyncEvent>;
  workers: readonly Worker[];
  log: FastifyBaseLogger;
  now(): number;
  onSettled(message: Kept<SyncEvent>, outcome: string, lagMs: number): void;
}

export interface Workers {
  start(): void;
  /** Deals with what is ready now, and with what that brings, then stops. @returns how many messages. */
  drain(): Promise<number>;
  /** Messages of the sync processor that wait, as far as is known without asking. */
  waiting(): number;
  stop(): Promise<void>;
}

export async function openWorkers(deps: WorkerDeps): Promise<Workers> {
  const { queue, workers, log, now, onSettled } = deps;
  let isStopped = false;
  let waiting = 0;
  let counted_at = Number.NEGATIVE_INFINITY;
  let wake = alarm();
  const running: Promise<void>[] = [];
  const abandoned: Lease<SyncEvent>[] = [];
  const endListening = queue.onPublish(() => {
    waiting += 1;
    wake.ring();
  });

  const lots = new Map(workers.map(({ subscription, limit }) => [subscription, Math.min(limit, FIRST_LOT)]));

  /** @returns how many messages it dealt with. */
  async function turn({ subscription, limit, process }: Worker): Promise<number> {
    const lot = lots.get(subscription) ?? limit;
    const began = performance.now();
    const lease = await queue.lease(subscription, lot);
    if (lease.messages.length === 0) return 0;
    const { settled, failed } = await dealWith(lease, process);
    lots.set(subscription, nextLot(lot, limit, performance.now() - began));
    const messages = new Map(lease.messages.map((message) => [message._id, message]));
    for (const { id, outcome } of settled) {
      const message = messages.get(id);
      if (message) onSettled(message, outcome, now() - message.received_at);
    }
    for (const { id, error, attempts } of failed) {
      const { store_id, event_type } = messages.get(id) ?? {};
      log.warn(
        { event_id: id, store_id, event_type, attempts, reason: error },
        'an event could not be applied',
      );
    }
    waiting = Math.max(0, waiting - settled.length);
    return lease.messages.length;
  }

  /** What can't be dealt with because the store is away is nobody's fault, and is given back once it answers. */
  async function dealWith(lease: Lease<SyncEvent>, process: Worker['process']): Promise<Outcomes> {
    try {
      const outcomes = await process(lease);
      await queue.settle(lease, outcomes.settled);
      await queue.fail(lease, outcomes.failed);
      return outcomes;
    } catch (error) {
      if (error instanceof StoreUnavailableError) abandoned.push(lease);
      throw error;
    }
  }

  async function giveBackAbandoned(): Promise<void> {
    for (let lease = abandoned[0]; lease !== undefined; lease = abandoned[0]) {
      await queue.giveBack(lease);
      abandoned.splice(abandoned.indexOf(lease), 1);
    }
  }

  async function work(worker: Worker): Promise<void> {
    while (!isStopped) {
      try {
        if (worker.subscription === SUBSCRIPTIONS.sync) {
          await giveBackAbandoned();
          await recount();
        }
        if ((await turn(worker)) > 0) continue;
        await wake.wait(IDLE_MS);
      } catch (err) {
        log.error({ err, subscription: worker.subscription }, 'events can’t be dealt with just now');
        if (!isStopped) await wake.pause(RECOVER_MS);
      }
    }
  }

  async function recount(): Promise<void> {
    if (now() - counted_at < RECOUNT_MS) return;
    counted_at = now();
    waiting = (await queue.backlog(SUBSCRIPTIONS.sync)).pending;
  }

  return {
    start() {
      for (const worker of workers) running.push(work(worker));
    },
    async drain() {
      let all = 0;
      for (let round = 0; ; ) {
        round = 0;
        for (const worker of workers) round += await turn(worker);
        if (round === 0) return all;
        all += round;
      }
    },
    waiting: () => waiting,
    async stop() {
      isStopped = true;
      endListening();
      wake.ring();
      await Promise.all(running);
      wake = alarm();
    },
  };
}

/** As many as this store deals with in a second or two. */
function nextLot(lot: number, limit: number, took: number): number {
  if (took > LONG_MS) return Math.max(1, lot >> 2);
  return took < SHORT_MS ? Math.min(limit, lot * 2) : lot;
}

/** Wakes whoever waits, or lets them wake by themselves. */
function alarm() {
  let ringing: Promise<void>;
  let ring: () => void;
  const reset = () => {
    ringing = new Promise<void>((resolve) => {
      ring = resolve;
    });
  };
  reset();
  const sleep = (ms: number, until: Promise<void>) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      void until.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  return {
    ring() {
      ring();
      reset();
    },
    wait: (ms: number) => sleep(ms, ringing),
    pause: (ms: number) => sleep(ms, new Promise<void>(() => undefined)),
  };
}
