import type { Eyewear, EyewearSources, ProductInput, StoredProduct, Variant } from '../catalog/index.ts';
import { believe, type Evidence } from '../platforms/index.ts';
import { type Conflict, resolveConflict } from './conflicts.ts';
import type { EvidenceRecord, ProductRecord, VariantRecord } from './records.ts';

/** Everything kept about one product. */
export interface ProductParts {
  product: ProductRecord | undefined;
  evidence: EvidenceRecord | undefined;
  /** By variant id. */
  variants: ReadonlyMap<string, VariantRecord>;
}

/**
 * The product its parts make, a pure function of them and of what the merchant said here by hand: whatever order the
 * parts came in, it is the same product. null when the shop has it no more.
 */
export function composeProduct(
  product_id: string,
  { product: record, evidence, variants }: ProductParts,
  standing: StoredProduct | undefined,
): { input: ProductInput; conflicts: Conflict[] } | null {
  const said = record?.product;
  if (!record || !said) return null;
  const parts = variantsOf(record, variants);
  const own = { price: said.price, in_stock: said.in_stock, stock: said.stock };
  const stock = parts.length > 0 ? stockOf(parts) : own;
  const beliefs: Evidence[] = [...said.evidence, ...(evidence?.evidence ?? [])];
  for (const id of said.variant_ids ?? []) beliefs.push(...(variants.get(id)?.evidence ?? []));
  const frame = withMerchantsWord(withVariantColor(believe(beliefs), parts), standing);
  const input: ProductInput = {
    product_id,
    title: said.title,
    description: said.description,
    brand: said.brand,
    category: said.category,
    url: said.url,
    price: stock.price ?? 0,
    currency: said.currency,
    in_stock: stock.in_stock ?? false,
    stock: stock.stock,
    images: [...said.images],
    gender: frame.gender,
    tags: [...said.tags],
    variants: parts,
    eyewear: frame.eyewear,
    eyewear_sources: frame.eyewear_sources,
  };
  return { input, conflicts: [...inventoryConflicts(input, standing), ...frame.conflicts] };
}

/** The newer of what the product's own body and what the variant's says; those it does not list are not its. */
function variantsOf(record: ProductRecord, alone: ReadonlyMap<string, VariantRecord>): Variant[] {
  const told = new Map(record.product?.variants.map((variant) => [variant.variant_id, variant]));
  const listed = record.product?.variant_ids ?? [];
  return listed.flatMap((id) => {
    const inBody = told.get(id);
    const byItself = alone.get(id);
    const isNewer = byItself !== undefined && (inBody === undefined || byItself.version > record.version);
    const variant = isNewer ? byItself.variant : inBody;
    return variant ? [variant] : [];
  });
}

function stockOf(variants: readonly Variant[]): { price: number; in_stock: boolean; stock: number | null } {
  const counted = variants.flatMap(({ stock }) => (stock === null ? [] : [stock]));
  return {
    price: Math.min(...variants.map(({ price }) => price)),
    in_stock: variants.some(({ in_stock }) => in_stock),
    stock: counted.length === variants.length ? counted.reduce((sum, each) => sum + each, 0) : null,
  };
}

/** A frame that comes in colours and has none of its own is shown in its first. */
function withVariantColor(believed: ReturnType<typeof believe>, [first]: readonly Variant[]) {
  if (believed.eyewear.color !== null || !first?.color) return believed;
  return {
    ...believed,
    eyewear: { ...believed.eyewear, color: first.color },
    eyewear_sources: { ...believed.eyewear_sources, color: { source: 'option', confidence: 0.5 } },
  };
}

/** What a person of the shop entered here stands until they change it: it carries no source. */
function withMerchantsWord(
  believed: ReturnType<typeof believe>,
  standing: StoredProduct | undefined,
): ReturnType<typeof believe> & { conflicts: Conflict[] } {
  const conflicts: Conflict[] = [];
  if (standing === undefined) return { ...believed, conflicts };
  const eyewear: Record<string, unknown> = { ...believed.eyewear };
  const eyewear_sources: EyewearSources = { ...believed.eyewear_sources };
  const known = standing.eyewear_sources ?? {};
  let gender = believed.gender;
  for (const [field, ours] of Object.entries({ ...standing.eyewear, gender: standing.gender })) {
    if (ours === null || known[field] !== undefined) continue;
    const theirs = field === 'gender' ? believed.gender : believed.eyewear[field as keyof Eyewear];
    if (theirs !== null && theirs !== ours) {
      conflicts.push(
        resolveConflict('product.eyewear', `eyewear.${field}`, { platform: theirs, varai: ours }),
      );
    }
    if (field === 'gender') gender = ours as typeof gender;
    else eyewear[field] = ours;
    delete eyewear_sources[field];
  }
  return { eyewear: eyewear as Eyewear, eyewear_sources, gender, conflicts };
}

/** Stock that a file brought here and the platform contradicts. */
function inventoryConflicts(input: ProductInput, standing: StoredProduct | undefined): Conflict[] {
  if (standing?.updated_by !== 'import') return [];
  const [theirs, ours] = [inventoryOf(input), inventoryOf(standing)];
  return JSON.stringify(theirs) === JSON.stringify(ours)
    ? []
    : [resolveConflict('product.inventory', 'inventory', { platform: theirs, varai: ours })];
}

function inventoryOf({ in_stock, stock, variants }: Pick<ProductInput, 'in_stock' | 'stock' | 'variants'>) {
  return {
    in_stock,
    stock,
    variants: variants.map((each) => ({ id: each.variant_id, in_stock: each.in_stock, stock: each.stock })),
  };
}
