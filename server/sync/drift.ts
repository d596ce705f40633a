import { hash } from 'node:crypto';
import { type Catalog, inputOf, type ProductInput } from '../catalog/index.ts';
import type { PlatformApi } from '../platforms/index.ts';
import { composeProduct, type ProductParts } from './compose.ts';
import {
  type EvidenceRecord,
  type PlatformRecord,
  type ProductRecord,
  recordId,
  recordsOf,
  type VariantRecord,
} from './records.ts';

/** How the catalogue here and the shop's own differ. */
export interface Drift {
  /** Products the shop has. */
  checked: number;
  /** In the shop and not here. */
  missing: number;
  /** Different here. */
  stale: number;
  /** Here and not in the shop. */
  extra: number;
  /** Of either side, over all products; equal when nothing differs. */
  checksum_here: string;
  checksum_shop: string;
}

/**
 * Reads the shop's whole catalogue and compares it with ours; changes nothing. A product's variants may come on any
 * page, so nothing is put together before all of them are there.
 */
export async function measureDrift(
  store_id: string,
  api: PlatformApi,
  catalog: Pick<Catalog, 'snapshot'>,
  now: number,
): Promise<Drift> {
  const { byId } = await catalog.snapshot(store_id);
  const parts = new Map<string, PlatformRecord>();
  for await (const { facts } of api.products({ since: null, cursor: null })) {
    for (const record of recordsOf(store_id, facts, now, now)) {
      parts.set(record._id, record);
    }
  }
  const theirs = new Map<string, string>();
  for (const record of parts.values()) {
    if (record.kind !== 'product') continue;
    const composed = composeProduct(record.entity_id, partsAmong(parts, record), byId.get(record.entity_id));
    if (composed !== null) theirs.set(record.entity_id, digest(composed.input));
  }
  const ours = new Map([...byId].map(([id, product]) => [id, digest(inputOf(product))]));
  const both = [...theirs].filter(([id]) => ours.has(id));
  return {
    checked: theirs.size,
    missing: theirs.size - both.length,
    stale: both.filter(([id, sum]) => ours.get(id) !== sum).length,
    extra: ours.size - both.length,
    checksum_here: checksum(ours),
    checksum_shop: checksum(theirs),
  };
}

function partsAmong(parts: ReadonlyMap<string, PlatformRecord>, product: ProductRecord): ProductParts {
  const { store_id, entity_id, lists } = product;
  const variants = lists.flatMap((id) => {
    const record = parts.get(recordId.variant(store_id, id)) as VariantRecord | undefined;
    return record === undefined ? [] : [[id, record] as const];
  });
  const evidence = parts.get(recordId.evidence(store_id, entity_id)) as EvidenceRecord | undefined;
  return { product, evidence, variants: new Map(variants) };
}

/** One product's content, whatever the order of its fields. */
function digest(input: ProductInput): string {
  return hash('sha256', JSON.stringify(sorted(input)), 'base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function checksum(digests: ReadonlyMap<string, string>): string {
  const lines = [...digests].map(([id, sum]) => `${id} ${sum}`).sort();
  return hash('sha256', lines.join('\n'), 'base64url');
}
