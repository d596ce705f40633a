import { hash } from 'node:crypto';
import { type Catalog, inputOf, type ProductInput } from '../catalog/index.ts';
import type { PlatformApi } from '../platforms/index.ts';
import { composeProduct } from './compose.ts';
import {
  type EvidenceRecord,
  type PlatformRecord,
  type ProductRecord,
  recordOf,
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

/** Reads the shop's whole catalogue and compares it with ours; changes nothing. */
export async function measureDrift(
  store_id: string,
  api: PlatformApi,
  catalog: Pick<Catalog, 'snapshot'>,
  now: number,
): Promise<Drift> {
  const { byId } = await catalog.snapshot(store_id);
  const theirs = new Map<string, string>();
  for await (const { facts } of api.products({ since: null, cursor: null })) {
    const origin = { read_at: now, triggered_at: null };
    const records = facts.flatMap((fact) =>
      fact.kind === 'product' || fact.kind === 'variant' || fact.kind === 'evidence'
        ? [recordOf(store_id, fact, origin, now)]
        : [],
    );
    for (const product of records.filter((record): record is ProductRecord => record.kind === 'product')) {
      const standing = byId.get(product.entity_id);
      const composed = composeProduct(product.entity_id, partsAmong(records, product), standing);
      if (composed !== null) theirs.set(product.entity_id, digest(composed.input));
    }
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

function partsAmong(records: readonly PlatformRecord[], product: ProductRecord) {
  const evidence = records.find(
    (record): record is EvidenceRecord =>
      record.kind === 'evidence' && record.entity_id === product.entity_id,
  );
  const variants = records.filter((record): record is VariantRecord => record.kind === 'variant');
  return { product, evidence, variants: new Map(variants.map((record) => [record.entity_id, record])) };
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
