import type { Doc, Filter } from './documents.ts';

/**
 * The queue port: topics, subscriptions, leases and dead letters (mission §3.2, in the words of Google Cloud Pub/Sub).
 *
 * What it promises (queue.contract.ts):
 * - a message whose `publish` resolved is delivered to each of its subscriptions at least once, whatever crashes;
 * - of two messages with one id only the first is kept, for as long as messages are retained;
 * - a message is with one holder at a time for `LEASE_MS`; what a holder says after that is not heard;
 * - higher priorities first, then first come, first served; a message is delivered 5 times at most.
 */

/** Mission §3.2 messageQueue.configuration. */
export const LEASE_MS = 60_000;
export const MAX_DELIVERIES = 5;
export const RETENTION_MS = 7 * 86_400_000;

export interface Subscriptions {
  /** Which subscriptions a topic feeds. */
  readonly [topic: string]: readonly string[];
}

/** What is published: the publisher's own fields beside what the queue needs. */
export interface Message extends Doc {
  topic: string;
  store_id: string;
  /** 0 is dealt with before 1, and 1 before 2. */
  priority: 0 | 1 | 2;
  /** ms since the epoch. */
  received_at: number;
}

export interface DeliveryState {
  status: 'pending' | 'done' | 'dead';
  attempts: number;
  /** Of the next try; ms since the epoch. */
  due_at: number;
  /** What came of it, in one word of the subscriber's. */
  outcome: string | null;
  error: string | null;
}

/** A message as kept. */
export type Kept<M extends Message> = M & {
  expires_at: number;
  /** Subscriptions that may take it, or have. */
  ready: string[];
  /** Subscriptions that wait to try again. */
  held: string[];
  /** Subscriptions that gave it up: the mission's topic `failed-sync-events`. */
  dead: string[];
  deliveries: Record<string, DeliveryState>;
};

export interface Lease<M extends Message> {
  subscription: string;
  token: string;
  messages: readonly Kept<M>[];
  /** Ids of which nothing has been said yet. */
  readonly open: Set<string>;
}

export interface Settled {
  id: string;
  outcome: string;
}

export interface Failed {
  id: string;
  error: string;
  attempts: number;
  /** Trying again can't help. */
  isFinal: boolean;
}

export interface Backlog {
  /** Messages not yet dealt with. */
  pending: number;
  /** When the most urgent of them came in that does not wait to be tried again; null when there is none. */
  oldest_at: number | null;
}

export interface Queue<M extends Message> {
  /** One durable write. @returns false when a message with this id is already kept. */
  publish(message: M): Promise<boolean>;
  /** Takes up to `limit` messages that are ready. */
  lease(subscription: string, limit: number): Promise<Lease<M>>;
  /** Notes what came of messages of the lease. @returns how many were still ours. */
  settle(lease: Lease<M>, settled: readonly Settled[]): Promise<number>;
  /** Gives messages back, to be tried later, or to the dead letters after the last delivery. */
  fail(lease: Lease<M>, failed: readonly Failed[]): Promise<void>;
  /** Gives back what nothing was said of yet, as if it had never been taken: it was no message's fault. */
  giveBack(lease: Lease<M>): Promise<void>;
  backlog(subscription: string): Promise<Backlog>;
  find(filter: Filter, options: { limit: number; skip?: number; newestFirst?: boolean }): Promise<Kept<M>[]>;
  /** Makes messages ready again for every subscription of their topic. @returns how many. */
  replay(ids: readonly string[]): Promise<number>;
  /** Removes messages for good, wherever they stand. @returns how many. */
  forget(filter: Filter): Promise<number>;
  /** Calls back when something was published here. Returns what ends it. */
  onPublish(listener: () => void): () => void;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * How long to wait before the next try: exponential, with full jitter, so that what failed together is not tried
 * again together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function retryDelay(attempts: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 8 ** (attempts - 1));
  return Math.round(ceiling * (0.5 + random() / 2));
}
