import { isDeepStrictEqual } from 'node:util';
import type { Cache, Documents } from '../data/index.ts';
import { enriched, type ImportOptions, type ImportPlan, inputOf, planImport } from './import.ts';
import { paced, type Steps } from './paced.ts';
import { catalogRejected } from './problems.ts';
import { openProducts } from './products.ts';
import type { ImportResult, ProductInput, StoredProduct } from './schema.ts';
import { type CatalogChange, type CatalogSnapshot, createSnapshots } from './snapshot.ts';

/** What else in the server may know and do about a store's products. */
export interface Catalog {
  /** The catalogue as it stands, at most a second behind other processes. Cheap: usually no promise at all. */
  snapshot(storeId: string): CatalogSnapshot | Promise<CatalogSnapshot>;
  /**
   * Imports a file: all of it in one step, or nothing.
   * @throws Problem catalog-rejected with every faulty row, unless `skip_invalid`.
   */
  import(storeId: string, input: Uint8Array | string, options?: ImportOptions): Promise<ImportResult>;
  /** @returns false when there is no such product. */
  remove(storeId: string, productId: string): Promise<boolean>;
  /** Which state of the catalogue stands, at most a second behind other processes, without loading a product. */
  version(storeId: string): Promise<number>;
  /** One product: from memory where the store's catalogue is there, else without loading the others. */
  product(storeId: string, productId: string): Promise<StoredProduct | undefined>;
  /**
   * Takes over what the shop's platform says of these products: how they are now, and which it has no more. It is asked
   * in the store's turn, with the products as they stand, so that no import comes in between.
   * @returns the ids that this changed.
   */
  sync(
    storeId: string,
    productIds: readonly string[],
    say: (standing: ReadonlyMap<string, StoredProduct>) => SyncInput | Promise<SyncInput>,
  ): Promise<{ changed: string[]; removed: string[] }>;
  /**
   * Calls back after each change of a store's catalogue, by this process or another, with the version it led to.
   * Returns what ends it.
   */
  onChange(listener: CatalogListener): () => void;
}

export type CatalogListener = (storeId: string, change: CatalogChange, version: number) => void;

export interface SyncInput {
  products: readonly ProductInput[];
  removed: readonly string[];
}

export interface CatalogDeps {
  documents: Documents;
  cache: Cache;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Everything cached that was made from a store's products carries this tag. */
export function productsTag(storeId: string): string {
  return `store:${storeId}:products`;
}

export async function createCatalog({ documents, cache, now }: CatalogDeps): Promise<Catalog> {
  const products = await openProducts(documents, now);
  const listeners = new Set<CatalogListener>();
  const snapshots = createSnapshots(products, announce, now);
  const inTurn = queuePerStore();

  async function announce(storeId: string, change: CatalogChange, version: number): Promise<void> {
    await cache.deleteByTag(productsTag(storeId));
    for (const listener of listeners) listener(storeId, change, version);
  }

  async function change(storeId: string, { changed, removed }: Pick<ImportPlan, 'changed' | 'removed'>) {
    const isChange = changed.length > 0 || removed.length > 0;
    if (!isChange && !(await products.isUnfinished(storeId))) return;
    await products.begin(storeId);
    await products.change(storeId, changed, removed);
    const version = await products.finish(storeId);
    await snapshots.apply(storeId, version, changed, removed);
  }

  return {
    snapshot: (storeId) => snapshots.get(storeId),
    import: (storeId, input, options = {}) =>
      inTurn(storeId, async () => {
        // What is held tells nothing of a change that was cut off, and a plan is made on what is there.
        if (await products.isUnfinished(storeId)) await snapshots.reload(storeId);
        const plan = await planImport(await snapshots.get(storeId), input, options, now());
        if (plan.refused) throw catalogRejected(plan.result);
        if (options.dry_run !== true) await change(storeId, plan);
        return plan.result;
      }),
    remove: (storeId, productId) =>
      inTurn(storeId, async () => {
        const standing = (await snapshots.get(storeId)).byId.has(productId);
        if (standing) await change(storeId, { changed: [], removed: [productId] });
        return standing;
      }),
    async version(storeId) {
      return snapshots.isHeld(storeId) ? (await snapshots.get(storeId)).version : products.version(storeId);
    },
    async product(storeId, productId) {
      if (snapshots.isHeld(storeId)) return (await snapshots.get(storeId)).byId.get(productId);
      return (await products.some(storeId, [productId]))[0];
    },
    sync: (storeId, productIds, say) =>
      inTurn(storeId, async () => {
        const found = await products.some(storeId, productIds);
        const standing = new Map(found.map((each) => [each.product_id, each]));
        const said = await say(standing);
        const changed = await paced(syncSteps(storeId, said.products, standing, now()));
        const removed = said.removed.filter((id) => standing.has(id));
        await change(storeId, { changed, removed });
        return { changed: changed.map(({ product_id }) => product_id), removed };
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Those of the products that differ from what stands, with what we add to them. */
function* syncSteps(
  storeId: string,
  products: readonly ProductInput[],
  standing: ReadonlyMap<string, StoredProduct>,
  now: number,
): Steps<StoredProduct[]> {
  const changed: StoredProduct[] = [];
  for (const input of products) {
    yield;
    const before = standing.get(input.product_id);
    if (before !== undefined && isDeepStrictEqual(inputOf(before), input)) continue;
    const created_at = before?.created_at ?? now;
    changed.push(enriched(storeId, input, { created_at, now, by: 'sync' }));
  }
  return changed;
}

/** Changes of one store happen one after the other: each plans on what the one before left. */
function queuePerStore() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(storeId: string, work: () => Promise<T>): Promise<T> => {
    const result = (last.get(storeId) ?? Promise.resolve()).then(work);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    last.set(storeId, settled);
    void settled.then(() => {
      if (last.get(storeId) === settled) last.delete(storeId);
    });
    return result;
  };
}
