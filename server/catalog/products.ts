import type { Collection, Doc, Documents } from '../data/index.ts';
import type { StoredProduct } from './schema.ts';

interface CatalogVersion extends Doc {
  store_id: string;
  version: number;
  /** A change was begun and its end not yet noted: the products may be newer than the version says. */
  changing: boolean;
  /** When it was begun, ms since the epoch. */
  changing_at?: number;
}

/** A change that has not ended by then was cut off, or is long: looking again does no harm to either. */
const CUT_OFF_MS = 10_000;

/** This feature's documents: every question names the store. */
export interface Products {
  all(storeId: string): Promise<StoredProduct[]>;
  some(storeId: string, productIds: readonly string[]): Promise<StoredProduct[]>;
  /**
   * Which state of the store's catalogue this is; 0 before the first import. Where a change was cut off, the first to
   * look counts the version up, so that everyone loads what is really there.
   */
  version(storeId: string): Promise<number>;
  /** Notes that a change begins. After one that was cut off, the version moves on: what is held is not what is there. */
  begin(storeId: string): Promise<void>;
  isUnfinished(storeId: string): Promise<boolean>;
  /** Puts the changed products in and takes the removed ones out, in one step. */
  change(storeId: string, changed: readonly StoredProduct[], removed: readonly string[]): Promise<void>;
  /** Counts the version up and returns it. */
  finish(storeId: string): Promise<number>;
}

/** The `_id` of a store's product: two stores may use the same product id. */
export function documentId(storeId: string, productId: string): string {
  return `${storeId}:${productId}`;
}

/** Opens the collections and makes sure of their indexes (mission §3.2). */
export async function openProducts(documents: Documents, now: () => number): Promise<Products> {
  const products = documents.collection<StoredProduct>('products');
  const versions = documents.collection<CatalogVersion>('catalog_versions');
  await createIndexes(products);
  const change = (storeId: string, fields: Partial<CatalogVersion>, by: number) =>
    versions.findOneAndUpdate(
      { _id: storeId },
      { $set: fields, $inc: { version: by }, $setOnInsert: { store_id: storeId } },
      { upsert: true },
    );
  const standing = (storeId: string) => versions.findOne({ _id: storeId });
  return {
    async all(storeId) {
      return products.find({ store_id: storeId });
    },
    async some(storeId, productIds) {
      return products.find({ _id: { $in: productIds.map((id) => documentId(storeId, id)) } });
    },
    async version(storeId) {
      const found = await standing(storeId);
      if (!found?.changing || now() - (found.changing_at ?? 0) < CUT_OFF_MS) return found?.version ?? 0;
      const mended = await versions.findOneAndUpdate(
        { _id: storeId, version: found.version, changing: true },
        { $set: { changing: false }, $inc: { version: 1 } },
      );
      return (mended ?? (await standing(storeId)))?.version ?? 0;
    },
    async begin(storeId) {
      const wasCutOff = (await standing(storeId))?.changing ?? false;
      await change(storeId, { changing: true, changing_at: now() }, wasCutOff ? 1 : 0);
    },
    async isUnfinished(storeId) {
      return (await standing(storeId))?.changing ?? false;
    },
    async change(storeId, changed, removed) {
      await products.bulkUpsert(changed, { removed: removed.map((id) => documentId(storeId, id)) });
    },
    async finish(storeId) {
      return (await change(storeId, { changing: false }, 1))?.version ?? 0;
    },
  };
}

async function createIndexes(products: Collection<StoredProduct>): Promise<void> {
  await products.createIndex({ store_id: 1, updated_at: -1 }, { name: 'store_updated' });
  await products.createIndex(
    { 'ai_metadata.face_shape_compatibility': 1 },
    { name: 'face_shape_compatibility' },
  );
  await products.createIndex({ brand: 1, category: 1, in_stock: 1 }, { name: 'brand_category_stock' });
  await products.shardBy?.({ store_id: 1, _id: 1 });
}
