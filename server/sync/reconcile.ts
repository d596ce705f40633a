import type { FastifyBaseLogger } from 'fastify';
import { StoreUnavailableError } from '../data/index.ts';
import { Problem } from '../http/index.ts';
import type { Connection, Connections, Shop, Shops } from '../stores/index.ts';
import { pullNeedsApi } from './problems.ts';
import type { ProductSync } from './products.ts';
import type { Pull, Pulls, Taken } from './pulls.ts';
import { type PlatformRecord, type Records, recordOf, recordsOf } from './records.ts';
import { updatedAt } from './versions.ts';

/** How often each store is asked what changed, and how often everything is compared. */
const CHANGES_EVERY_MS = 5 * 60_000;
const FULL_EVERY_MS = 24 * 3_600_000;
const SOON_MS = 3_600_000;
/** A platform's clock and its index may lag behind; what is read twice changes nothing. */
const OVERLAP_MS = 10 * 60_000;
const LOOK_EVERY_MS = 15_000;
const SHOPS_AT_ONCE = 8;
/** Well within the time after which another process takes a silent reading over (`pulls.ts`). */
const HEARTBEAT_MS = 15_000;
/** A shop that suddenly lists less than half of so many products is more likely in trouble than empty. */
const MANY_PRODUCTS = 20;

export interface ReconcileDeps {
  shops: Shops;
  connections: Connections;
  records: Records;
  products: ProductSync;
  pulls: Pulls;
  log: FastifyBaseLogger;
  now(): number;
  /** What webhooks had missed. */
  onDrift(store_id: string, found: { changed: number; removed: number; webhooks: number }): void;
}

export interface Reconciler {
  /**
   * Reads the shop's catalogue, all of it or what changed since it was last read, through the same pipeline as events,
   * and goes on where an earlier run stopped. @returns at once; `finished` resolves at the end, failed or not.
   * @param isAsked by a person, who may have emptied the shop.
   * @throws Problem store-not-connected, pull-needs-api
   */
  begin(
    store_id: string,
    kind: Pull['kind'],
    options?: { isAsked?: boolean },
  ): Promise<{ pull: Pull; finished: Promise<void> }>;
  state(store_id: string): Promise<Pull>;
  /** Something was missed that asking for changes may not find: everything is compared within the hour. */
  compareSoon(store_id: string): Promise<void>;
  /** Ends what this process reads of the store; when it resolves nothing more is written. */
  leave(store_id: string): Promise<void>;
  /** Reconciles every connected store again and again. */
  start(): void;
  stop(): Promise<void>;
}

/** What ends by itself or by the merchant's hand, and not by beginning anew. */
const PASSING = new Set([
  'platform-unreachable',
  'platform-throttled',
  'platform-unauthorized',
  'platform-forbidden',
]);

/** Whether the place where a reading should go on may be what went wrong: cursors end, and change with the software. */
function isRefusal(error: unknown): boolean {
  return !(
    error instanceof StoreUnavailableError ||
    (error instanceof Problem && PASSING.has(error.kind.code))
  );
}

/** Products that a listing left out. */
interface Gone {
  /** When the listing was begun; ms since the epoch. */
  asked_at: number;
  products: readonly { id: string; version: string }[];
  /** So many that the listing may be wrong. */
  isUnlikely: boolean;
}
const NONE_GONE: Gone = { asked_at: 0, products: [], isUnlikely: false };
const UNLIKELY =
  'The shop listed less than half of its products, so none was removed. If that is right: varai catalog pull --full';

export function openReconciler(deps: ReconcileDeps): Reconciler {
  const { shops, connections, records, products, pulls, log, now, onDrift } = deps;
  const running = new Set<Promise<void>>();
  /** What each reading of this process writes just now. */
  const writing = new Map<string, { isLeft: boolean; last: Promise<unknown> }>();
  /** Stores that are being reconciled. */
  const busy = new Map<string, Promise<void>>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function begin(store_id: string, kind: Pull['kind'], { isAsked = false } = {}) {
    const shop = await shops.open(store_id);
    if (!shop.platform.hasApi) throw pullNeedsApi();
    const { seen_until } = await pulls.get(store_id);
    const wanted = seen_until === null ? 'full' : kind;
    const since = wanted === 'full' || seen_until === null ? null : seen_until - OVERLAP_MS;
    const taken = await pulls.take(store_id, { kind: wanted, since });
    if (taken === null) return { pull: await pulls.get(store_id), finished: Promise.resolve() };
    const writes = { isLeft: false, last: Promise.resolve() };
    writing.set(store_id, writes);
    const finished = run(shop, taken, isAsked).finally(() => {
      running.delete(finished);
      if (writing.get(store_id) === writes) writing.delete(store_id);
    });
    running.add(finished);
    return { pull: taken.pull, finished };
  }

  async function run(shop: Shop, { pull, note }: Taken, isAsked: boolean): Promise<void> {
    const { store_id } = shop.connection;
    const progress = { ...pull };
    const heartbeat = setInterval(() => {
      // Whoever lost the pull learns it from its next note.
      note({}).catch((err: Error) => log.debug({ err, store_id }, 'a reading could not say that it goes on'));
    }, HEARTBEAT_MS).unref();
    try {
      if (pull.kind === 'full') await shops.refresh(store_id);
      const isWhole = await readPages(shop, progress, note);
      if (!isWhole)
        return await note({ ...progress, status: 'failed', error: 'stopped; it goes on with the next run' });
      const gone = pull.kind === 'full' ? await missingIn(shop) : NONE_GONE;
      const isFirst = pull.seen_until === null;
      const isBelieved = isAsked || isFirst || !gone.isUnlikely;
      const removed = isBelieved ? await remove(store_id, gone) : 0;
      progress.removed += removed;
      const webhooks = await mendWebhooks(shop.connection);
      await note({
        ...progress,
        status: 'done',
        error: isBelieved ? null : UNLIKELY,
        cursor: null,
        seen_until: pull.started_at,
        ...(pull.kind === 'full' ? { full_at: now() } : {}),
      });
      if (!isFirst) onDrift(store_id, { changed: progress.changed, removed, webhooks });
    } catch (err) {
      log.warn({ err, store_id }, 'the shop’s catalogue could not be read to its end');
      const error =
        err instanceof Problem ? `${err.kind.title}. ${err.kind.advice}` : 'something went wrong on our side';
      const cursor = progress.cursor === pull.cursor && isRefusal(err) ? null : progress.cursor;
      await note({ ...progress, cursor, status: 'failed', error }).catch(() => undefined);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** @throws when the store was left meanwhile. */
  function write(store_id: string, some: readonly PlatformRecord[]): ReturnType<ProductSync['apply']> {
    const writes = writing.get(store_id);
    if (writes === undefined || writes.isLeft) throw new Error('the store has left this shop');
    const done = products.apply(store_id, some);
    writes.last = done;
    return done;
  }

  async function leave(store_id: string): Promise<void> {
    const writes = writing.get(store_id);
    if (writes === undefined) return;
    writes.isLeft = true;
    await Promise.allSettled([writes.last]);
  }

  /** @returns false when it was stopped before the end. */
  async function readPages(shop: Shop, progress: Pull, note: Taken['note']): Promise<boolean> {
    const { store_id } = shop.connection;
    let read_at = now();
    for await (const page of shop.api.products({ since: progress.since, cursor: progress.cursor })) {
      const kept = recordsOf(store_id, page.facts, page.read_at ?? read_at, now());
      const { changed, removed, refused } = await write(store_id, kept);
      progress.done += page.products;
      progress.total = page.total;
      progress.changed += changed.length;
      progress.removed += removed.length;
      progress.refused += refused.size;
      progress.cursor = page.cursor;
      await note(progress);
      if (page.remark !== undefined) log.warn({ store_id }, page.remark);
      if (isStopped) return false;
      read_at = now();
    }
    return true;
  }

  /** What the shop does not list any more. */
  async function missingIn({ connection, api }: Shop): Promise<Gone> {
    const asked_at = now();
    const listed = new Set<string>();
    for await (const ids of api.productIds()) for (const id of ids) listed.add(id);
    const known = await records.productIds(connection.store_id);
    const products = known.filter(({ id }) => !listed.has(id));
    const isUnlikely = known.length >= MANY_PRODUCTS && products.length > known.length / 2;
    if (isUnlikely) {
      const { store_id } = connection;
      log.warn({ store_id, known: known.length, missing: products.length }, 'most products are missing');
    }
    return { asked_at, products, isUnlikely };
  }

  /**
   * What is missing is gone as it was last seen: any change of it that is newer, and any later sight of it unchanged,
   * brings it back.
   */
  async function remove(store_id: string, { asked_at, products: gone }: Gone): Promise<number> {
    if (gone.length === 0) return 0;
    const tombstones = gone.map(({ id, version }) =>
      recordOf(
        store_id,
        { kind: 'product', id, updated_at: updatedAt(version), product: null },
        asked_at,
        now(),
      ),
    );
    return (await write(store_id, tombstones)).removed.length;
  }

  /** @returns how many the shop had dropped or disabled. */
  async function mendWebhooks({ store_id, webhooks_url }: Connection): Promise<number> {
    if (webhooks_url === null) return 0;
    try {
      const { created, repaired } = await shops.ensureWebhooks(store_id);
      return created.length + repaired.length;
    } catch (err) {
      // The catalogue has been read all the same, and the next run tries again.
      log.warn({ err, store_id }, 'the shop’s webhooks could not be checked');
      return 0;
    }
  }

  /** Shops are read side by side, some at a time: one that is slow or large must not keep the others waiting. */
  async function look(): Promise<void> {
    for (const connection of await connections.all()) {
      while (busy.size >= SHOPS_AT_ONCE) await Promise.race(busy.values());
      const { store_id, platform, status } = connection;
      if (isStopped || platform === 'html' || status !== 'connected' || busy.has(store_id)) continue;
      const reconciled = reconcile(store_id)
        .catch((err: Error) => log.error({ err, store_id }, 'a store can’t be reconciled just now'))
        .finally(() => busy.delete(store_id));
      busy.set(store_id, reconciled);
    }
  }

  async function reconcile(store_id: string): Promise<void> {
    const { seen_until, full_at, status, ended_at } = await pulls.get(store_id);
    // A store whose first reading was never asked for is left alone: `varai init` asks.
    if (seen_until === null && status === 'idle') return;
    if (now() - (ended_at ?? 0) < CHANGES_EVERY_MS) return;
    const kind = now() - (full_at ?? 0) >= FULL_EVERY_MS ? 'full' : 'changes';
    await (await begin(store_id, kind)).finished;
  }

  const lookAgain = () => {
    timer = setTimeout(() => {
      const looking = look()
        .catch((err: Error) => log.error({ err }, 'stores can’t be reconciled just now'))
        .finally(() => {
          running.delete(looking);
          if (!isStopped) lookAgain();
        });
      running.add(looking);
    }, LOOK_EVERY_MS).unref();
  };

  return {
    begin,
    state: pulls.get,
    compareSoon: (store_id) => pulls.lastFullBefore(store_id, now() - FULL_EVERY_MS + SOON_MS),
    leave,
    start: lookAgain,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await Promise.all([...running, ...busy.values()]);
    },
  };
}
