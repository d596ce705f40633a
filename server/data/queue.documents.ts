import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Collection, type Documents, DuplicateKeyError, type Filter } from './documents.ts';
import {
  type Failed,
  type Kept,
  LEASE_MS,
  type Lease,
  MAX_DELIVERIES,
  type Message,
  type Queue,
  RETENTION_MS,
  retryDelay,
  type Settled,
  type Subscriptions,
} from './queue.ts';

/** How often messages whose lease or waiting time is over are made ready again. */
const RELEASE_EVERY_MS = 500;

export interface DocumentQueueOptions {
  documents: Documents;
  /** Collection the messages lie in. */
  name: string;
  subscriptions: Subscriptions;
  now(): number;
  random?(): number;
}

/** The queue on the documents port: a message and all its deliveries are one document, so accepting it is one write. */
export async function openDocumentQueue<M extends Message>(options: DocumentQueueOptions): Promise<Queue<M>> {
  const messages = options.documents.collection<Kept<M>>(options.name);
  await messages.createIndex({ ready: 1, priority: 1, received_at: 1 }, { name: 'ready', ordered: true });
  await messages.createIndex({ held: 1 }, { name: 'held' });
  await messages.createIndex({ dead: 1 }, { name: 'dead' });
  await messages.createIndex({ store_id: 1, received_at: 1 }, { name: 'store_received', ordered: true });
  await messages.createIndex({ expires_at: 1 }, { name: 'retention', expireAfterSeconds: 0 });
  const queue = new DocumentQueue(messages, options);
  await queue.releaseDeadHolders();
  return queue;
}

/** Who holds a lease: told apart by machine and process, so that a process can see that its predecessor is gone. */
const HOLDER = { host: hostname(), pid: process.pid, life: randomBytes(6).toString('base64url') };

class DocumentQueue<M extends Message> implements Queue<M> {
  readonly #messages: Collection<Kept<M>>;
  readonly #subscriptions: Subscriptions;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #releasedAt = new Map<string, number>();

  constructor(
    messages: Collection<Kept<M>>,
    { subscriptions, now, random = Math.random }: DocumentQueueOptions,
  ) {
    this.#messages = messages;
    this.#subscriptions = subscriptions;
    this.#now = now;
    this.#random = random;
  }

  async publish(message: M): Promise<boolean> {
    try {
      await this.#messages.insert({
        ...message,
        expires_at: message.received_at + RETENTION_MS,
        ...this.#fresh(message),
      });
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
    for (const listener of this.#listeners) listener();
    return true;
  }

  async lease(subscription: string, limit: number): Promise<Lease<M>> {
    await this.#releaseDue(subscription);
    const token = `${HOLDER.host}/${HOLDER.pid}/${HOLDER.life}/${randomBytes(6).toString('base64url')}`;
    const ready = await this.#messages.find(
      { ready: subscription },
      { sort: { priority: 1, received_at: 1 }, limit },
    );
    if (ready.length === 0) return { subscription, token, messages: [] };
    const ids = ready.map(({ _id }) => _id);
    const of = `deliveries.${subscription}`;
    const { matched } = await this.#messages.update(
      { _id: { $in: ids }, ready: subscription },
      {
        $pull: { ready: subscription },
        $addToSet: { held: subscription },
        $set: { [`${of}.lease`]: token, [`${of}.due_at`]: this.#now() + LEASE_MS },
        $inc: { [`${of}.attempts`]: 1 },
      },
    );
    const taken =
      matched === ready.length
        ? ready.map((message) => held(message, subscription))
        : await this.#messages.find({ _id: { $in: ids }, [`${of}.lease`]: token });
    return { subscription, token, messages: taken };
  }

  async settle({ subscription, token }: Lease<M>, settled: readonly Settled[]): Promise<number> {
    const of = `deliveries.${subscription}`;
    let matched = 0;
    for (const [outcome, ids] of byOutcome(settled)) {
      const done = await this.#messages.update(
        { _id: { $in: ids }, [`${of}.lease`]: token },
        {
          $pull: { held: subscription },
          $set: { [`${of}.status`]: 'done', [`${of}.lease`]: null, [`${of}.outcome`]: outcome },
        },
      );
      matched += done.matched;
    }
    return matched;
  }

  async fail({ subscription, token }: Lease<M>, failed: readonly Failed[]): Promise<void> {
    const of = `deliveries.${subscription}`;
    for (const { id, error, attempts, isFinal } of failed) {
      const isDead = isFinal || attempts >= MAX_DELIVERIES;
      const state = { [`${of}.lease`]: null, [`${of}.error`]: error.slice(0, 500) };
      await this.#messages.update(
        { _id: id, [`${of}.lease`]: token },
        isDead
          ? {
              $pull: { held: subscription },
              $addToSet: { dead: subscription },
              // Retained anew from here, as a message that moves to another topic is.
              $set: { ...state, [`${of}.status`]: 'dead', expires_at: this.#now() + RETENTION_MS },
            }
          : { $set: { ...state, [`${of}.due_at`]: this.#now() + retryDelay(attempts, this.#random) } },
      );
    }
  }

  async backlog(subscription: string) {
    const [ready, held, [oldest]] = await Promise.all([
      this.#messages.count({ ready: subscription }),
      this.#messages.count({ held: subscription }),
      this.#messages.find({ ready: subscription }, { sort: { priority: 1, received_at: 1 }, limit: 1 }),
    ]);
    return { pending: ready + held, oldest_at: oldest?.received_at ?? null };
  }

  find(
    filter: Filter,
    { limit, skip = 0, newestFirst = false }: { limit: number; skip?: number; newestFirst?: boolean },
  ) {
    return this.#messages.find(filter, { sort: { received_at: newestFirst ? -1 : 1 }, limit, skip });
  }

  async replay(ids: readonly string[]): Promise<number> {
    const found = await this.#messages.find({ _id: { $in: [...ids] } });
    for (const message of found) {
      const expires_at = Math.max(message.expires_at, this.#now() + RETENTION_MS);
      await this.#messages.update({ _id: message._id }, { $set: { ...this.#fresh(message), expires_at } });
    }
    for (const listener of this.#listeners) listener();
    return found.length;
  }

  forget(filter: Filter): Promise<number> {
    return this.#messages.delete(filter);
  }

  onPublish(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Ends the leases of processes of this machine that are gone, so that a restart goes on at once instead of when
   * the leases end.
   */
  async releaseDeadHolders(): Promise<void> {
    for (const subscription of new Set(Object.values(this.#subscriptions).flat())) {
      const of = `deliveries.${subscription}`;
      const tokens = new Set<string>();
      for (const message of await this.#messages.find({ held: subscription })) {
        const token = message.deliveries[subscription]?.lease;
        if (token && isGone(token)) tokens.add(token);
      }
      if (tokens.size === 0) continue;
      await this.#messages.update(
        { held: subscription, [`${of}.lease`]: { $in: [...tokens] } },
        { $set: { [`${of}.due_at`]: 0 } },
      );
    }
  }

  #fresh(message: Message) {
    const subscriptions = this.#subscriptions[message.topic];
    if (subscriptions === undefined) throw new Error(`no topic is called ${message.topic}`);
    const pending = {
      status: 'pending' as const,
      attempts: 0,
      due_at: message.received_at,
      lease: null,
      outcome: null,
      error: null,
    };
    return {
      ready: [...subscriptions],
      held: [] as string[],
      dead: [] as string[],
      deliveries: Object.fromEntries(subscriptions.map((name) => [name, pending])),
    };
  }

  /** What was held too long or has waited long enough is ready again; after its last delivery it is dead. */
  async #releaseDue(subscription: string): Promise<void> {
    const now = this.#now();
    if (now - (this.#releasedAt.get(subscription) ?? Number.NEGATIVE_INFINITY) < RELEASE_EVERY_MS) return;
    this.#releasedAt.set(subscription, now);
    const of = `deliveries.${subscription}`;
    const due: Filter = { held: subscription, [`${of}.due_at`]: { $lte: now } };
    await this.#messages.update(
      { ...due, [`${of}.attempts`]: { $gte: MAX_DELIVERIES } },
      {
        $pull: { held: subscription },
        $addToSet: { dead: subscription },
        $set: {
          [`${of}.status`]: 'dead',
          [`${of}.lease`]: null,
          [`${of}.error`]: 'whoever took it last did not come back',
          expires_at: now + RETENTION_MS,
        },
      },
    );
    await this.#messages.update(due, {
      $pull: { held: subscription },
      $addToSet: { ready: subscription },
      $set: { [`${of}.lease`]: null },
    });
  }
}

/** The message as it stands after its lease was written. */
function held<M extends Message>(message: Kept<M>, subscription: string): Kept<M> {
  const state = message.deliveries[subscription];
  if (state) state.attempts += 1;
  return message;
}

function byOutcome(settled: readonly Settled[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, outcome } of settled) {
    const group = groups.get(outcome);
    if (group) group.push(id);
    else groups.set(outcome, [id]);
  }
  return groups;
}

/** True when the holder was a process of this machine that no longer runs; in a container both may be process 1. */
function isGone(token: string): boolean {
  const [host, pid, life] = token.split('/');
  if (host !== HOLDER.host) return false;
  if (Number(pid) === HOLDER.pid) return life !== HOLDER.life;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
