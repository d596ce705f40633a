import { isDeepStrictEqual } from 'node:util';
import { faceShapeCompatibility } from './face-shape-compatibility.ts';
import { paced, type Steps } from './paced.ts';
import { type CatalogFormat, type ParsedCatalog, parseCatalogSteps } from './parse-catalog.ts';
import { documentId } from './products.ts';
import type { ImportResult, ProductInput, StoredProduct } from './schema.ts';
import type { CatalogSnapshot } from './snapshot.ts';

export interface ImportOptions {
  format?: CatalogFormat;
  /** `replace` also removes the products that a file without faults does not name. Left out: `merge`. */
  mode?: 'merge' | 'replace';
  /** Leaves faulty rows out instead of refusing the file. */
  skip_invalid?: boolean;
  /** Says what would happen and changes nothing. */
  dry_run?: boolean;
}

/** What an import would do to a store's catalogue. */
export interface ImportPlan {
  changed: StoredProduct[];
  removed: string[];
  result: ImportResult;
  /** The file is refused: it has faults and none may be skipped, or it has no product at all. */
  refused: boolean;
}

/** Reads a file and compares it with what the store has, in short steps; changes nothing. */
export async function planImport(
  before: CatalogSnapshot,
  input: Uint8Array | string,
  options: ImportOptions,
  now: number,
): Promise<ImportPlan> {
  const parsed = await paced(parseCatalogSteps(input, options.format));
  return paced(planSteps(before, parsed, options, now));
}

function* planSteps(
  before: CatalogSnapshot,
  parsed: ParsedCatalog,
  { mode = 'merge', skip_invalid: skipInvalid = false, dry_run: dryRun = false }: ImportOptions,
  now: number,
): Steps<ImportPlan> {
  const { errors, warnings, products } = parsed;
  const faultyRows = new Set(errors.map((error) => error.row));
  const changed: StoredProduct[] = [];
  const kept = new Set<string>();
  let imported = 0;
  for (const input of products) {
    yield;
    kept.add(input.product_id);
    const standing = before.byId.get(input.product_id);
    if (standing !== undefined && isDeepStrictEqual(inputOf(standing), input)) continue;
    if (standing === undefined) imported += 1;
    changed.push(
      enriched(before.store_id, input, { created_at: standing?.created_at ?? now, now, by: 'import' }),
    );
  }
  // A faulty row may be the one that names a product, and a file that was cut off names only some.
  const isWhole = mode === 'replace' && errors.length === 0;
  const removed = isWhole ? [...before.byId.keys()].filter((id) => !kept.has(id)) : [];
  const result: ImportResult = {
    imported,
    updated: changed.length - imported,
    unchanged: products.length - changed.length,
    removed: removed.length,
    skipped: skipInvalid ? faultyRows.size : 0,
    dry_run: dryRun,
    errors,
    warnings,
  };
  const refused = products.length === 0 || (errors.length > 0 && !skipInvalid);
  return { changed, removed, result, refused };
}

/** A product with what we add to it. */
export function enriched(
  storeId: string,
  input: ProductInput,
  { created_at, now, by }: { created_at: number; now: number; by: 'import' | 'sync' },
): StoredProduct {
  return {
    _id: documentId(storeId, input.product_id),
    ...input,
    store_id: storeId,
    ai_metadata: { face_shape_compatibility: faceShapeCompatibility(input.eyewear) },
    updated_by: by,
    created_at,
    updated_at: now,
  };
}

/** What the shop said of a product, without what we add to it. */
export function inputOf(product: StoredProduct): ProductInput {
  const { _id, store_id, ai_metadata, updated_by, created_at, updated_at, ...input } = product;
  return input;
}
