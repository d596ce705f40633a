import { paced, type Steps, sortSteps } from './paced.ts';
import type { Products } from './products.ts';
import type { StoredProduct } from './schema.ts';

/** A store's catalogue as it stood at one version; never changes. */
export interface CatalogSnapshot {
  readonly store_id: string;
  readonly version: number;
  /** In order of product_id. */
  readonly products: readonly StoredProduct[];
  readonly byId: ReadonlyMap<string, StoredProduct>;
}

/** How long another process's import may go unseen. */
const CHECK_EVERY_MS = 1000;

interface Held {
  snapshot: CatalogSnapshot;
  checkedAt: number;
  checking: Promise<CatalogSnapshot> | null;
}

export interface Snapshots {
  /** The store's catalogue, at most a second old. Ready at once, not in a promise, when just checked. */
  get(storeId: string): CatalogSnapshot | Promise<CatalogSnapshot>;
  /** Whether the store's catalogue is in memory. */
  isHeld(storeId: string): boolean;
  /** Lets go of what is held: the next to ask loads what is there. */
  reload(storeId: string): Promise<void>;
  /** Takes over a change of this process; `version` is what the documents say after it. */
  apply(
    storeId: string,
    version: number,
    changed: readonly StoredProduct[],
    removed: readonly string[],
  ): Promise<void>;
}

/** What a change did, for those who need not look at the whole catalogue; null when another process made it. */
export type CatalogChange = { changed: readonly StoredProduct[]; removed: readonly string[] } | null;

/** Keeps one snapshot a store in memory. `onChange` is told after every new version, and which one that is. */
export function createSnapshots(
  products: Products,
  onChange: (storeId: string, change: CatalogChange, version: number) => Promise<void>,
  now: () => number,
): Snapshots {
  const held = new Map<string, Held>();
  const loading = new Map<string, Promise<CatalogSnapshot>>();

  /** The version is read first: a change in between makes the next check load again, never the reverse. */
  async function load(storeId: string): Promise<CatalogSnapshot> {
    const version = await products.version(storeId);
    return paced(snapshotSteps(storeId, version, await products.all(storeId)));
  }

  async function replace(
    next: CatalogSnapshot,
    change: CatalogChange,
    version: number,
  ): Promise<CatalogSnapshot> {
    const standing = held.get(next.store_id)?.snapshot;
    if (standing !== undefined && standing.version >= next.version) return standing;
    held.set(next.store_id, { snapshot: next, checkedAt: now(), checking: null });
    await onChange(next.store_id, change, version);
    return next;
  }

  async function first(storeId: string): Promise<CatalogSnapshot> {
    const snapshot = await load(storeId);
    const meanwhile = held.get(storeId);
    if (meanwhile !== undefined && meanwhile.snapshot.version >= snapshot.version) return meanwhile.snapshot;
    held.set(storeId, { snapshot, checkedAt: now(), checking: null });
    return snapshot;
  }

  async function check(entry: Held, storeId: string): Promise<CatalogSnapshot> {
    try {
      const version = await products.version(storeId);
      const current = held.get(storeId) ?? entry;
      if (version <= current.snapshot.version) {
        current.checkedAt = now();
        return current.snapshot;
      }
      const next = await load(storeId);
      return await replace(next, null, next.version);
    } finally {
      entry.checking = null;
    }
  }

  return {
    get(storeId) {
      const entry = held.get(storeId);
      if (entry !== undefined) {
        if (now() - entry.checkedAt < CHECK_EVERY_MS) return entry.snapshot;
        entry.checking ??= check(entry, storeId);
        return entry.checking;
      }
      const known = loading.get(storeId);
      if (known !== undefined) return known;
      const begun = first(storeId).finally(() => loading.delete(storeId));
      loading.set(storeId, begun);
      return begun;
    },
    isHeld: (storeId) => held.has(storeId),
    async reload(storeId) {
      await loading.get(storeId);
      held.delete(storeId);
    },
    async apply(storeId, version, changed, removed) {
      const change = { changed, removed };
      const before = held.get(storeId)?.snapshot;
      // Nobody has asked for this store here: what isn't held needs no upkeep.
      if (before === undefined) return onChange(storeId, change, version);
      const isNext = version === before.version + 1;
      const next = isNext ? paced(changeSteps(before, version, changed, removed)) : load(storeId);
      await replace(await next, change, version);
    },
  };
}

function* changeSteps(
  before: CatalogSnapshot,
  version: number,
  changed: readonly StoredProduct[],
  removed: readonly string[],
): Steps<CatalogSnapshot> {
  const byId = new Map(before.byId);
  for (const product of changed) byId.set(product.product_id, product);
  for (const id of removed) byId.delete(id);
  yield;
  return yield* snapshotSteps(before.store_id, version, [...byId.values()]);
}

function* snapshotSteps(
  storeId: string,
  version: number,
  unordered: readonly StoredProduct[],
): Steps<CatalogSnapshot> {
  const products = yield* sortSteps(unordered, (a, b) => (a.product_id < b.product_id ? -1 : 1));
  const byId = new Map<string, StoredProduct>();
  for (const product of products) {
    byId.set(product.product_id, product);
    yield;
  }
  return { store_id: storeId, version, products, byId };
}
