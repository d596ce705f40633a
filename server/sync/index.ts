import type { FastifyBaseLogger } from 'fastify';
import type { Catalog } from '../catalog/index.ts';
import { type Documents, type Keyring, type Limits, openDocumentQueue, type Vault } from '../data/index.ts';
import type { App } from '../http/index.ts';
import type { PlatformName, Platforms } from '../platforms/index.ts';
import type { DataHolder } from '../privacy/index.ts';
import type { Connections, Shops } from '../stores/index.ts';
import { openConflictAudit } from './audit.ts';
import { eventRoutes } from './event-routes.ts';
import { SUBSCRIPTIONS, type SyncEvent, TOPIC_SUBSCRIPTIONS, TOPICS } from './events.ts';
import { bodyOf, factReader } from './facts.ts';
import { type Erased, openLetGo } from './forgotten.ts';
import { syncHolders } from './holder.ts';
import { type IntakeResult, openIntake } from './intake.ts';
import { intakeRoutes } from './intake-routes.ts';
import { interactionProcessors } from './interactions.ts';
import { openPeople, type People } from './people.ts';
import { personEvents } from './person-events.ts';
import { type PlatformRequest, syncProcessor } from './processor.ts';
import { openProductSync } from './products.ts';
import { openPulls } from './pulls.ts';
import { readingProcessor } from './readings.ts';
import { openReconciler } from './reconcile.ts';
import { openRecords } from './records.ts';
import { schemaRoutes } from './schema-routes.ts';
import { eventSealing } from './sealed-events.ts';
import { storeRoutes } from './store-routes.ts';
import { turns } from './turns.ts';
import { openWorkers } from './workers.ts';

export type { PlatformRequest } from './processor.ts';
export type { EventView, Verification } from './schema.ts';

/** What is counted; every label is bounded. */
export interface SyncMetrics {
  webhook(platform: PlatformName, result: IntakeResult): void;
  event(type: string, outcome: string, lagSeconds: number): void;
  drift(found: { changed: number; removed: number; webhooks: number }): void;
  /** Asked when metrics are read. */
  watchBacklog(read: () => number): void;
}

export interface SyncDeps {
  documents: Documents;
  keyring: Keyring;
  vault: Vault;
  limits: Limits;
  catalog: Catalog;
  connections: Connections;
  shops: Shops;
  platforms: Platforms;
  mayLearnFrom(store_id: string, session_id: string): Promise<boolean>;
  /** See Erased. */
  erased: Erased;
  onPrivacyRequest(asked: PlatformRequest): Promise<void>;
  /** Forgets what other features hold of a store that asked for it. */
  forgetStore(store_id: string): Promise<void>;
  /** Throws when the store's people must not be kept here. */
  admitPeople?: ((store_id: string) => Promise<void>) | undefined;
  metrics: SyncMetrics;
  log: FastifyBaseLogger;
  now(): number;
}

/** Events from shops into the catalogue, and the catalogue compared with the shops. */
export interface Sync {
  /** Routes; `isDraining` ends what is open for long. */
  feature(options: { isDraining(): boolean }): (app: App) => Promise<void>;
  /** Works on events and reconciles stores until `stop`. */
  start(): void;
  /** Deals with what is waiting now. @returns how many messages. */
  drain(): Promise<number>;
  /**
   * Lets go of the shop the store is connected to: what it said may not mix with what another one says. Its products
   * stay until the next shop is read whole, which is done unless there is `none`.
   */
  leaveShop(store_id: string, next: 'another' | 'none'): Promise<void>;
  /** Forgets everything the platform said of a store's products. @returns how many products went. */
  removeProducts(store_id: string): Promise<number>;
  /** What shops told about people. */
  holders: readonly DataHolder[];
  /** Takes back what was learned from a visit, and leaves what it did nobody's. @returns how many. */
  unlearn(store_id: string, session_id: string): Promise<number>;
  /** What a customer says of their own likes stands over what the shop said before. */
  prefer: People['prefer'];
  /** When visits ordered, ms since the epoch. */
  ordersOf(
    store_id: string,
    session_ids: readonly string[],
  ): Promise<readonly { session_id: string; created_at: number }[]>;
  stop(): Promise<void>;
}

/** Taken at once: what fills a group commit without holding requests up; readings wait for a shop each. */
const LIMITS = { sync: 1024, analytics: 64, training: 64, reread: 8 } as const;

export async function openSync(deps: SyncDeps): Promise<Sync> {
  const { documents, keyring, vault, catalog, connections, shops, platforms, metrics, log, now } = deps;
  const queue = await openDocumentQueue<SyncEvent>({
    documents,
    name: 'events',
    sealing: eventSealing({ documents, vault, keyring }),
    subscriptions: TOPIC_SUBSCRIPTIONS,
    now,
  });
  const audit = await openConflictAudit({ documents, vault, keyring, now });
  const records = await openRecords(documents);
  const people = await openPeople({ documents, vault, keyring, audit });
  const products = openProductSync({ records, catalog, audit });
  const pulls = openPulls(documents, now);
  const factsOf = factReader(platforms);
  const letGo = openLetGo({ queue, vault, erased: deps.erased });
  const interactions = await interactionProcessors({ ...deps, factsOf, letGo });
  const eventsOf = personEvents({ queue, connections, factsOf, people, interactions });

  async function leaveShop(store_id: string, next: 'another' | 'none'): Promise<void> {
    await reconciler.leave(store_id);
    await queue.forget({ store_id, topic: { $in: [TOPICS.product, TOPICS.reread] } });
    await records.release(store_id);
    await (next === 'none' ? pulls.forget(store_id) : pulls.restart(store_id));
  }

  async function removeProducts(store_id: string): Promise<number> {
    const { products: all } = await catalog.snapshot(store_id);
    const ids = all.map(({ product_id }) => product_id);
    await records.forget(store_id);
    await pulls.forget(store_id);
    await catalog.sync(store_id, ids, () => ({ products: [], removed: ids }));
    return ids.length;
  }

  async function uninstalled(store_id: string, at: number): Promise<boolean> {
    const connection = await connections.get(store_id);
    if (connection !== null && connection.connected_at > at) return false;
    await connections.saveCredentials(store_id, {});
    await connections.saveStatus(store_id, 'uninstalled');
    return true;
  }

  async function redactStore(store_id: string, event_id: string): Promise<void> {
    await reconciler.leave(store_id);
    await people.redactStore(store_id);
    await removeProducts(store_id);
    await interactions.forget(store_id);
    await deps.forgetStore(store_id);
    await queue.forget({ store_id, _id: { $ne: event_id } });
    await connections.remove(store_id);
    // Nobody may replay it on a store that has come back.
    await queue.forget({ store_id });
    // Last: until then the connection must open, should this be cut off and tried again.
    await vault.shred({ store_id });
  }

  const sync = syncProcessor({
    ...deps,
    queue,
    factsOf,
    products,
    people,
    letGo,
    turns: turns(),
    uninstalled,
    redactStore,
  });
  const reread = readingProcessor({
    shops,
    records,
    products,
    onGivenUp: (store_id) => reconciler.compareSoon(store_id),
    now,
  });
  const workers = await openWorkers({
    queue,
    workers: (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((name) => ({
      subscription: SUBSCRIPTIONS[name],
      limit: LIMITS[name],
      process: { ...interactions, sync, reread }[name],
    })),
    log,
    now,
    onSettled: ({ event_type }, outcome, lagMs) => metrics.event(event_type, outcome, lagMs / 1000),
  });
  metrics.watchBacklog(workers.waiting);
  const reconciler = openReconciler({
    shops,
    connections,
    records,
    products,
    pulls,
    log,
    now,
    onDrift: (_, found) => metrics.drift(found),
  });
  const intake = openIntake({
    queue,
    connections,
    platforms,
    limits: deps.limits,
    waiting: workers.waiting,
    ...(deps.admitPeople ? { admitPeople: deps.admitPeople } : {}),
    onDelivery: metrics.webhook,
  });

  return {
    feature:
      ({ isDraining }) =>
      async (app) => {
        await app.register(intakeRoutes({ intake, now }));
        await app.register(eventRoutes({ queue, audit, shops, platforms, isDraining, now }));
        await app.register(storeRoutes({ queue, shops, catalog, reconciler, now }));
        await app.register(schemaRoutes);
      },
    start() {
      workers.start();
      reconciler.start();
    },
    drain: workers.drain,
    leaveShop,
    removeProducts,
    holders: syncHolders({
      people,
      interactions,
      queue,
      eventsOf,
      bodyOf: (event) => bodyOf(event),
    }),
    async unlearn(store_id, session_id) {
      const ids = await interactions.idsOf(store_id, [session_id]);
      const unlearnt = await interactions.unlearn(store_id, ids);
      if (ids.length > 0) await queue.forget({ store_id, _id: { $in: ids } });
      return unlearnt + (await interactions.release(store_id, session_id));
    },
    prefer: people.prefer,
    ordersOf: async (store_id, session_ids) =>
      (await people.ordersNaming(store_id, { session_ids })).flatMap(({ session_id, created_at }) =>
        session_id && created_at !== undefined ? [{ session_id, created_at }] : [],
      ),
    async stop() {
      await Promise.all([workers.stop(), reconciler.stop()]);
    },
  };
}
