import {
  type Collection,
  type Doc,
  type Documents,
  DuplicateKeyError,
  type Filter,
  type Update,
} from './documents.ts';
import { isHolderGone, newHolder } from './holder.ts';
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

export interface DocumentQueueOptions<M extends Message = Message> {
  documents: Documents;
  /** Collection the messages lie in. */
  name: string;
  subscriptions: Subscriptions;
  /** How messages lie in the store, where that is not as they come and go. */
  sealing?: MessageSealing<M>;
  now(): number;
  random?(): number;
}

export interface MessageSealing<M extends Message> {
  sealed<K extends M>(message: K): Promise<K>;
  opened<K extends M>(message: K): Promise<K>;
}

/** The queue on the documents port: a message and all its deliveries are one document, so accepting it is one write. */
export async function openDocumentQueue<M extends Message>(
  options: DocumentQueueOptions<M>,
): Promise<Queue<M>> {
  const messages = options.documents.collection<Kept<M>>(options.name);
  await messages.createIndex({ ready: 1, priority: 1, received_at: 1 }, { name: 'ready', ordered: true });
  await messages.createIndex({ held: 1 }, { name: 'held' });
  await messages.createIndex({ dead: 1 }, { name: 'dead' });
  await messages.createIndex({ store_id: 1, received_at: 1 }, { name: 'store_received', ordered: true });
  await messages.createIndex({ expires_at: 1 }, { name: 'retention', expireAfterSeconds: 0 });
  const boards = options.documents.collection<Board>(`${options.name}_leases`);
  const queue = new DocumentQueue(messages, boards, options);
  await queue.releaseDeadHolders();
  return queue;
}

interface LeaseNote {
  token: string;
  ids: string[];
  until: number;
}

/**
 * Who holds what of a subscription, in one small document: to write it into each message would cost a write more each.
 * It is changed only by whoever saw it as it stands.
 */
interface Board extends Doc {
  version: number;
  leases: LeaseNote[];
}

class DocumentQueue<M extends Message> implements Queue<M> {
  readonly #messages: Collection<Kept<M>>;
  readonly #boards: Collection<Board>;
  readonly #subscriptions: Subscriptions;
  readonly #sealing: MessageSealing<M> | undefined;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #releasedAt = new Map<string, number>();

  constructor(
    messages: Collection<Kept<M>>,
    boards: Collection<Board>,
    { subscriptions, sealing, now, random = Math.random }: DocumentQueueOptions<M>,
  ) {
    this.#messages = messages;
    this.#boards = boards;
    this.#subscriptions = subscriptions;
    this.#sealing = sealing;
    this.#now = now;
    this.#random = random;
  }

  async publish(message: M): Promise<boolean> {
    try {
      await this.#messages.insert({
        ...(this.#sealing === undefined ? message : await this.#sealing.sealed(message)),
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
    const token = newHolder();
    let ready: Kept<M>[] = [];
    await this.#changeBoard(subscription, async (leases) => {
      const taken = leases.flatMap(({ ids }) => ids);
      const free = taken.length > 0 ? { _id: { $nin: taken } } : {};
      ready = await this.#messages.find(
        { ready: subscription, ...free },
        { sort: { priority: 1, received_at: 1 }, limit },
      );
      if (ready.length === 0) return null;
      return [...leases, { token, ids: ready.map(({ _id }) => _id), until: this.#now() + LEASE_MS }];
    });
    const messages = (await this.#opened(ready)).map((message) => taking(message, subscription));
    return { subscription, token, messages, open: new Set(messages.map(({ _id }) => _id)) };
  }

  async settle(lease: Lease<M>, settled: readonly Settled[]): Promise<number> {
    if (settled.length === 0 || !(await this.#isOurs(lease))) return 0;
    const { subscription } = lease;
    const of = `deliveries.${subscription}`;
    let matched = 0;
    for (const [outcome, ids] of byOutcome(settled)) {
      const done = await this.#messages.update(
        { _id: { $in: ids }, ready: subscription },
        {
          $pull: { ready: subscription },
          $set: { [`${of}.status`]: 'done', [`${of}.outcome`]: outcome },
          $inc: { [`${of}.attempts`]: 1 },
        },
      );
      matched += done.matched;
    }
    await this.#said(lease, settled);
    return matched;
  }

  async fail(lease: Lease<M>, failed: readonly Failed[]): Promise<void> {
    if (failed.length === 0 || !(await this.#isOurs(lease))) return;
    const { subscription } = lease;
    const of = `deliveries.${subscription}`;
    for (const { id, error, attempts, isFinal } of failed) {
      const state = { [`${of}.attempts`]: attempts, [`${of}.error`]: error.slice(0, 500) };
      const later = { [`${of}.due_at`]: this.#now() + retryDelay(attempts, this.#random) };
      await this.#messages.update(
        { _id: id, ready: subscription },
        isFinal || attempts >= MAX_DELIVERIES
          ? this.#burial(subscription, state)
          : {
              $pull: { ready: subscription },
              $addToSet: { held: subscription },
              $set: { ...state, ...later },
            },
      );
    }
    await this.#said(lease, failed);
  }

  async giveBack({ subscription, token }: Lease<M>): Promise<void> {
    await this.#changeBoard(subscription, (leases) => leases.filter((lease) => lease.token !== token));
  }

  async backlog(subscription: string) {
    const [ready, held, [oldest]] = await Promise.all([
      this.#messages.count({ ready: subscription }),
      this.#messages.count({ held: subscription }),
      this.#messages.find({ ready: subscription }, { sort: { priority: 1, received_at: 1 }, limit: 1 }),
    ]);
    return { pending: ready + held, oldest_at: oldest?.received_at ?? null };
  }

  async find(
    filter: Filter,
    { limit, skip = 0, newestFirst = false }: { limit: number; skip?: number; newestFirst?: boolean },
  ) {
    const sort = { received_at: newestFirst ? (-1 as const) : (1 as const) };
    return this.#opened(await this.#messages.find(filter, { sort, limit, skip }));
  }

  async #opened(messages: Kept<M>[]): Promise<Kept<M>[]> {
    const sealing = this.#sealing;
    if (sealing === undefined) return messages;
    return Promise.all(messages.map((message) => sealing.opened(message)));
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
      await this.#endLeases(subscription, ({ token }) => isHolderGone(token));
    }
  }

  #fresh(message: Message) {
    const subscriptions = this.#subscriptions[message.topic];
    if (subscriptions === undefined) throw new Error(`no topic is called ${message.topic}`);
    const pending = {
      status: 'pending' as const,
      attempts: 0,
      due_at: message.received_at,
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

  /** @param change gives the leases as they shall be, or null to leave them. Asked again when another was faster. */
  async #changeBoard(
    subscription: string,
    change: (leases: LeaseNote[]) => Promise<LeaseNote[] | null> | LeaseNote[] | null,
  ): Promise<void> {
    for (;;) {
      const board = await this.#boards.findOne({ _id: subscription });
      const leases = await change(board?.leases ?? []);
      if (leases === null) return;
      const version = (board?.version ?? 0) + 1;
      if (board === null) {
        if (await this.#firstBoard({ _id: subscription, version, leases })) return;
      } else {
        const seen = { _id: subscription, version: board.version };
        if ((await this.#boards.update(seen, { $set: { version, leases } })).matched > 0) return;
      }
    }
  }

  async #firstBoard(board: Board): Promise<boolean> {
    return this.#boards.insert(board).then(
      () => true,
      (error) => {
        if (error instanceof DuplicateKeyError) return false;
        throw error;
      },
    );
  }

  async #isOurs({ subscription, token }: Lease<M>): Promise<boolean> {
    const board = await this.#boards.findOne({ _id: subscription });
    return board?.leases.some((lease) => lease.token === token && lease.until > this.#now()) ?? false;
  }

  /** A lease ends with the last word about its messages. */
  async #said(lease: Lease<M>, about: readonly { id: string }[]): Promise<void> {
    for (const { id } of about) lease.open.delete(id);
    if (lease.open.size === 0) await this.giveBack(lease);
  }

  /** What was held too long may be taken again, and what has waited long enough too. */
  async #releaseDue(subscription: string): Promise<void> {
    const now = this.#now();
    if (now - (this.#releasedAt.get(subscription) ?? Number.NEGATIVE_INFINITY) < RELEASE_EVERY_MS) return;
    this.#releasedAt.set(subscription, now);
    await this.#endLeases(subscription, ({ until }) => until <= now);
    await this.#messages.update(
      { held: subscription, [`deliveries.${subscription}.due_at`]: { $lte: now } },
      { $pull: { held: subscription }, $addToSet: { ready: subscription } },
    );
  }

  /** A holder that did not come back had its delivery, which may have been the last. */
  async #endLeases(subscription: string, isOver: (lease: LeaseNote) => boolean): Promise<void> {
    let ids: string[] = [];
    await this.#changeBoard(subscription, (leases) => {
      ids = leases.filter(isOver).flatMap((lease) => lease.ids);
      return ids.length > 0 ? leases.filter((lease) => !isOver(lease)) : null;
    });
    if (ids.length === 0) return;
    const of = `deliveries.${subscription}`;
    const left = { _id: { $in: ids }, ready: subscription };
    await this.#messages.update(left, { $inc: { [`${of}.attempts`]: 1 } });
    const error = 'whoever took it last did not come back';
    await this.#messages.update(
      { ...left, [`${of}.attempts`]: { $gte: MAX_DELIVERIES } },
      this.#burial(subscription, { [`${of}.error`]: error }),
    );
  }

  /** To the dead letters. Retained anew from here, as a message that moves to another topic is. */
  #burial(subscription: string, state: Record<string, unknown>): Update {
    const expires_at = this.#now() + RETENTION_MS;
    return {
      $pull: { ready: subscription },
      $addToSet: { dead: subscription },
      $set: { ...state, [`deliveries.${subscription}.status`]: 'dead', expires_at },
    };
  }
}

/** The message with the delivery counted that has just begun. */
function taking<M extends Message>(message: Kept<M>, subscription: string): Kept<M> {
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
