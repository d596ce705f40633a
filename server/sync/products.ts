import { Compile } from 'typebox/compile';
import { type Catalog, ProductInput, paced, type Steps, type StoredProduct } from '../catalog/index.ts';
import type { ConflictAudit } from './audit.ts';
import { composeProduct, type ProductParts } from './compose.ts';
import type { Conflict } from './conflicts.ts';
import {
  type EvidenceRecord,
  type PlatformRecord,
  type ProductRecord,
  type Records,
  recordId,
  type VariantRecord,
} from './records.ts';

export interface ProductsApplied {
  changed: readonly string[];
  removed: readonly string[];
  /** `_id`s of records that were older than what was known. */
  older: ReadonlySet<string>;
  /** What can't be a product, by product id. */
  refused: ReadonlyMap<string, string>;
}

export interface ProductSync {
  apply(store_id: string, records: readonly PlatformRecord[]): Promise<ProductsApplied>;
}

const isProduct = Compile(ProductInput);
/** Another process may be writing parts of the same products; it settles in a round or two. */
const MAX_ROUNDS = 10;

/**
 * Keeps facts and makes products of them. A crash between the two is made up by the next delivery of the same facts,
 * and a product is composed again when its parts changed while it was being written.
 */
export function openProductSync(deps: {
  records: Records;
  catalog: Pick<Catalog, 'sync'>;
  audit: ConflictAudit;
}): ProductSync {
  const { records, catalog, audit } = deps;

  /** The products that the records are about: of a variant, whoever lists it, whatever it says itself. */
  async function touchedBy(store_id: string, some: readonly PlatformRecord[]): Promise<Set<string>> {
    const touched = new Set<string>();
    const variants: string[] = [];
    for (const record of some) {
      if (record.kind === 'variant') variants.push(record.entity_id);
      else touched.add(record.entity_id);
    }
    if (variants.length > 0) {
      for (const { entity_id } of await records.listing(store_id, variants)) touched.add(entity_id);
    }
    return touched;
  }

  async function partsOf(
    store_id: string,
    productIds: readonly string[],
  ): Promise<Map<string, ProductParts>> {
    const own = productIds.flatMap((id) => [recordId.product(store_id, id), recordId.evidence(store_id, id)]);
    const kept = await records.get(own);
    const listed = [...kept.values()].flatMap((record) => (record.kind === 'product' ? record.lists : []));
    const alone =
      listed.length > 0 ? await records.get(listed.map((id) => recordId.variant(store_id, id))) : new Map();
    return new Map(
      productIds.map((id) => {
        const product = kept.get(recordId.product(store_id, id)) as ProductRecord | undefined;
        const evidence = kept.get(recordId.evidence(store_id, id)) as EvidenceRecord | undefined;
        const variants = (product?.lists ?? []).flatMap((variantId) => {
          const record = alone.get(recordId.variant(store_id, variantId)) as VariantRecord | undefined;
          return record ? [[variantId, record] as const] : [];
        });
        return [id, { product, evidence, variants: new Map(variants) }];
      }),
    );
  }

  async function write(store_id: string, parts: ReadonlyMap<string, ProductParts>) {
    let refused = new Map<string, string>();
    const done = await catalog.sync(store_id, [...parts.keys()], async (standing) => {
      const composed = await paced(composeSteps(parts, standing));
      await audit.note(store_id, 'product', composed.conflicts);
      refused = composed.refused;
      return composed;
    });
    return { ...done, refused };
  }

  return {
    async apply(store_id, given) {
      const older = await records.keep(given);
      const touched = await touchedBy(store_id, given);
      const changed = new Set<string>();
      const removed = new Set<string>();
      let refused = new Map<string, string>();
      let parts = await partsOf(store_id, [...touched]);
      for (let round = 0; parts.size > 0 && round < MAX_ROUNDS; round++) {
        const done = await write(store_id, parts);
        for (const id of done.changed) changed.add(id);
        for (const id of done.removed) removed.add(id);
        refused = new Map([...refused, ...done.refused]);
        const after = await partsOf(store_id, [...parts.keys()]);
        parts = new Map([...after].filter(([id, now]) => stateOf(now) !== stateOf(parts.get(id))));
      }
      return { changed: [...changed], removed: [...removed], older, refused };
    },
  };
}

interface Composed {
  products: ProductInput[];
  removed: string[];
  refused: Map<string, string>;
  conflicts: Map<string, Conflict[]>;
}

function* composeSteps(
  parts: ReadonlyMap<string, ProductParts>,
  standing: ReadonlyMap<string, StoredProduct>,
): Steps<Composed> {
  const made: Composed = { products: [], removed: [], refused: new Map(), conflicts: new Map() };
  for (const [id, each] of parts) {
    yield;
    if (each.product === undefined) continue;
    const composed = composeProduct(id, each, standing.get(id));
    if (composed === null) made.removed.push(id);
    else if (!isProduct.Check(composed.input)) made.refused.set(id, faultIn(composed.input));
    else {
      made.products.push(composed.input);
      if (composed.conflicts.length > 0) made.conflicts.set(id, composed.conflicts);
    }
  }
  return made;
}

function stateOf(parts: ProductParts | undefined): string {
  const of = (record: PlatformRecord | undefined) => record?.version ?? '';
  return [of(parts?.product), of(parts?.evidence), ...[...(parts?.variants.values() ?? [])].map(of)].join(
    ' ',
  );
}

function faultIn(input: ProductInput): string {
  const [fault] = isProduct.Errors(input);
  return `${fault?.instancePath ?? ''} ${fault?.message ?? 'is not a product'}`.trim();
}
