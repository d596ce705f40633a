import type { Variant } from '../catalog/index.ts';
import type { Collection, Doc, Documents } from '../data/index.ts';
import type { Evidence, Fact, PlatformProduct } from '../platforms/index.ts';
import { versionOf } from './versions.ts';

/** A deleted thing is remembered for longer than any late event about it may take (7 days of retention, twice). */
const TOMBSTONE_SECONDS = 14 * 86_400;

interface Kept extends Doc {
  store_id: string;
  /** The platform's id of the thing. */
  entity_id: string;
  version: string;
  deleted_at?: number;
}

/** The newest fact about each thing: what a product is made of. */
export type ProductRecord = Kept & { kind: 'product'; product: PlatformProduct | null; lists: string[] };
export type VariantRecord = Kept & {
  kind: 'variant';
  product_id: string | null;
  variant: Variant | null;
  evidence: readonly Evidence[];
};
export type EvidenceRecord = Kept & { kind: 'evidence'; evidence: readonly Evidence[] };
export type PlatformRecord = ProductRecord | VariantRecord | EvidenceRecord;

export type CatalogFact = Extract<Fact, { kind: 'product' | 'variant' | 'evidence' }>;

export interface Records {
  /**
   * Keeps each fact unless a newer one about the same thing is kept: in any order, any number of times, the same
   * facts leave the same records. @returns the `_id`s of those that were older.
   */
  keep(records: readonly PlatformRecord[]): Promise<Set<string>>;
  get(ids: readonly string[]): Promise<Map<string, PlatformRecord>>;
  /** Products of the store that list one of these variants. */
  listing(store_id: string, variantIds: readonly string[]): Promise<ProductRecord[]>;
  /** Every product the platform has, deleted ones left out. */
  productIds(store_id: string): Promise<{ id: string; version: string }[]>;
  /**
   * Makes every product the oldest there is and forgets the rest: whatever the next shop says of one is newer, and
   * what it does not have is still known to have been here.
   */
  release(store_id: string): Promise<void>;
  forget(store_id: string): Promise<number>;
}

export const recordId = {
  product: (store_id: string, id: string) => `${store_id}:product:${id}`,
  variant: (store_id: string, id: string) => `${store_id}:variant:${id}`,
  evidence: (store_id: string, id: string) => `${store_id}:evidence:${id}`,
};

export async function openRecords(documents: Documents): Promise<Records> {
  const records = documents.collection<PlatformRecord>('platform_records') as Collection<PlatformRecord>;
  await records.createIndex({ store_id: 1, kind: 1 }, { name: 'store_kind' });
  await records.createIndex({ store_id: 1, lists: 1 }, { name: 'store_lists' });
  await records.createIndex({ deleted_at: 1 }, { name: 'tombstones', expireAfterSeconds: TOMBSTONE_SECONDS });
  return {
    keep: async (all) => new Set(await records.upsertNewer(newestOfEach(all))),
    get: async (ids) =>
      new Map((await records.find({ _id: { $in: [...ids] } })).map((each) => [each._id, each])),
    async listing(store_id, variantIds) {
      const found = await Promise.all(
        [...new Set(variantIds)].map((id) => records.find({ store_id, lists: id })),
      );
      return found.flat().filter((record): record is ProductRecord => record.kind === 'product');
    },
    async productIds(store_id) {
      const found = await records.find({ store_id, kind: 'product' });
      return found.flatMap((record) =>
        record.kind === 'product' && record.product !== null
          ? [{ id: record.entity_id, version: record.version }]
          : [],
      );
    },
    async release(store_id) {
      await records.delete({ store_id, kind: { $in: ['variant', 'evidence'] } });
      await records.update({ store_id, kind: 'product' }, { $set: { version: '' } });
    },
    forget: (store_id) => records.delete({ store_id }),
  };
}

/** Of several facts about one thing only the newest is worth writing. */
export function newestOfEach(all: readonly PlatformRecord[]): PlatformRecord[] {
  const newest = new Map<string, PlatformRecord>();
  for (const record of all) {
    const other = newest.get(record._id);
    if (other === undefined || other.version <= record.version) newest.set(record._id, record);
  }
  return [...newest.values()];
}

/** The record a fact becomes. @param seen_at when its event happened or it was read; ms since the epoch */
export function recordOf(store_id: string, fact: CatalogFact, seen_at: number, now: number): PlatformRecord {
  const version = (content: unknown) => versionOf({ updated_at: fact.updated_at, seen_at, content });
  switch (fact.kind) {
    case 'product':
      return {
        _id: recordId.product(store_id, fact.id),
        store_id,
        entity_id: fact.id,
        kind: 'product',
        version: version(fact.product),
        product: fact.product,
        lists: [...(fact.product?.variant_ids ?? [])],
        ...(fact.product === null ? { deleted_at: now } : {}),
      };
    case 'variant':
      return {
        _id: recordId.variant(store_id, fact.id),
        store_id,
        entity_id: fact.id,
        kind: 'variant',
        version: version([fact.variant, fact.evidence]),
        product_id: fact.product_id,
        variant: fact.variant,
        evidence: fact.evidence,
        ...(fact.variant === null ? { deleted_at: now } : {}),
      };
    case 'evidence':
      return {
        _id: recordId.evidence(store_id, fact.product_id),
        store_id,
        entity_id: fact.product_id,
        kind: 'evidence',
        version: version(fact.evidence),
        evidence: fact.evidence,
      };
  }
}

/** The records of those facts that are about the catalogue. */
export function recordsOf(
  store_id: string,
  facts: readonly Fact[],
  seen_at: number,
  now: number,
): PlatformRecord[] {
  return facts.filter(isOfCatalog).map((fact) => recordOf(store_id, fact, seen_at, now));
}

/** Whether a fact is about what the catalogue holds. */
export function isOfCatalog(fact: Fact): fact is CatalogFact {
  return fact.kind === 'product' || fact.kind === 'variant' || fact.kind === 'evidence';
}
