import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalog, createCatalog, inputOf, type Variant } from '../catalog/index.ts';
import { type Documents, MemoryCache, openEmbeddedDocuments } from '../data/index.ts';
import { openTestVault } from '../data/testing.ts';
import { type ConflictAudit, openConflictAudit } from './audit.ts';
import { openProductSync, type ProductSync } from './products.ts';
import { type CatalogFact, openRecords, recordOf } from './records.ts';
import { plainFrame as frame } from './testing.ts';

const NOW = 1_700_000_000_000;
let directory: string;
let documents: Documents & { close(): Promise<void> };
let catalog: Catalog;
let audit: ConflictAudit;
let sync: ProductSync;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'varai-sync-'));
  documents = await openEmbeddedDocuments({ directory, now: () => NOW });
  catalog = await createCatalog({ documents, cache: new MemoryCache(1e6, () => NOW), now: () => NOW });
  const now = () => NOW;
  audit = await openConflictAudit({ documents, ...(await openTestVault(documents, directory, now)), now });
  sync = openProductSync({ records: await openRecords(documents), catalog, audit });
});
afterAll(async () => {
  await documents.close();
  await rm(directory, { recursive: true });
});

const variant = (variant_id: string, more: Partial<Variant> = {}): Variant => ({
  variant_id,
  color: null,
  price: 14_900,
  in_stock: true,
  stock: 3,
  image_url: null,
  sku: null,
  ...more,
});
const apply = (store: string, facts: readonly CatalogFact[]) =>
  sync.apply(
    store,
    facts.map((fact) => recordOf(store, fact, NOW, NOW)),
  );
const kept = async (store: string) => (await catalog.snapshot(store)).products.map(inputOf);

describe('whatever order facts come in', () => {
  const id = fc.constantFrom('p1', 'p2');
  const variantId = fc.constantFrom('v1', 'v2', 'v3');
  const at = fc.integer({ min: 1, max: 4 }).map((n) => NOW + n * 1000);
  const someVariant = fc.record({
    variant_id: variantId,
    price: fc.integer({ min: 100, max: 103 }),
    stock: fc.integer({ min: 0, max: 2 }),
  });
  const evidence = fc.constantFrom(
    [],
    [{ field: 'lens_width', value: 52, source: 'title', confidence: 0.6 } as const],
    [{ field: 'lens_width', value: 50, source: 'metafield', confidence: 0.9 } as const],
  );
  const fact: fc.Arbitrary<CatalogFact> = fc.oneof(
    fc.record({
      kind: fc.constant('product' as const),
      id,
      updated_at: at,
      product: fc.option(
        fc
          .record({
            title: fc.constantFrom('Arc', 'Bow', 'Cue'),
            price: fc.integer({ min: 100, max: 103 }),
            variant_ids: fc.option(fc.uniqueArray(variantId, { minLength: 1 })),
            variants: fc.uniqueArray(someVariant, { selector: (each) => each.variant_id }),
            evidence,
          })
          .map(({ variants, ...more }) =>
            frame({ ...more, variants: variants.map((each) => variant(each.variant_id, each)) }),
          ),
        { freq: 4 },
      ),
    }),
    fc.record({
      kind: fc.constant('variant' as const),
      id: variantId,
      product_id: fc.constantFrom('p1', 'p2', null),
      updated_at: at,
      variant: fc.option(someVariant.map((each) => variant(each.variant_id, each))),
      evidence,
    }),
    fc.record({ kind: fc.constant('evidence' as const), product_id: id, updated_at: at, evidence }),
  );

  it('the same facts make the same products, shuffled, doubled and in lots of any size', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 1, maxLength: 8 }).chain((facts) =>
          fc.record({
            facts: fc.constant(facts),
            other: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
            lot: fc.integer({ min: 1, max: 5 }),
          }),
        ),
        async ({ facts, other, lot }) => {
          run += 1;
          const [one, two] = [`${run}a`, `${run}b`];
          await apply(one, facts);
          for (let from = 0; from < other.length; from += lot)
            await apply(two, other.slice(from, from + lot));
          expect(await kept(two)).toEqual(await kept(one));
        },
      ),
      { numRuns: 150 },
    );
  });
});

it('lets no older update overwrite a newer one', async () => {
  await apply('old', [{ kind: 'product', id: 'p', updated_at: NOW + 2, product: frame({ title: 'New' }) }]);
  const { older } = await apply('old', [{ kind: 'product', id: 'p', updated_at: NOW + 1, product: frame() }]);
  expect([...older]).toHaveLength(1);
  expect((await kept('old'))[0]?.title).toBe('New');
});

it('keeps a deleted product deleted when a late update arrives, and brings it back with a newer one', async () => {
  await apply('gone', [{ kind: 'product', id: 'p', updated_at: NOW + 2, product: null }]);
  await apply('gone', [{ kind: 'product', id: 'p', updated_at: NOW + 1, product: frame() }]);
  expect(await kept('gone')).toEqual([]);
  await apply('gone', [{ kind: 'product', id: 'p', updated_at: NOW + 3, product: frame() }]);
  expect(await kept('gone')).toHaveLength(1);
});

it('finds the product of a variant that came alone and does not say whose it is', async () => {
  const listed = frame({ variant_ids: ['v1'], variants: [variant('v1', { stock: 5 })] });
  await apply('alone', [{ kind: 'product', id: 'p', updated_at: NOW, product: listed }]);
  const alone = variant('v1', { stock: 0, in_stock: false });
  await apply('alone', [
    { kind: 'variant', id: 'v1', product_id: null, updated_at: NOW + 1, variant: alone, evidence: [] },
  ]);
  expect((await kept('alone'))[0]).toMatchObject({ in_stock: false, stock: 0 });
});

it('keeps what a reading knew of the frame when a body without it comes', async () => {
  const evidence = [{ field: 'bridge', value: 18, source: 'metafield', confidence: 0.9 } as const];
  await apply('read', [{ kind: 'evidence', product_id: 'p', updated_at: NOW, evidence }]);
  await apply('read', [{ kind: 'product', id: 'p', updated_at: NOW + 5, product: frame() }]);
  expect((await kept('read'))[0]).toMatchObject({
    eyewear: { bridge: 18 },
    eyewear_sources: { bridge: { source: 'metafield', confidence: 0.9 } },
  });
});

it('lets the merchant’s own word on a frame stand, the platform’s on stock, and writes both down', async () => {
  const csv = 'product_id,title,price,currency,in_stock,stock,lens_width\np,Arc,149.00,EUR,true,9,54\n';
  await catalog.import('both', csv);
  const evidence = [{ field: 'lens_width', value: 52, source: 'title', confidence: 0.6 } as const];
  await apply('both', [
    { kind: 'product', id: 'p', updated_at: NOW, product: frame({ evidence, stock: 2 }) },
  ]);
  expect((await kept('both'))[0]).toMatchObject({ stock: 2, eyewear: { lens_width: 54 } });
  const entries = await audit.list('both', 10);
  expect(entries.map(({ rule, kept: side, platform, varai }) => ({ rule, side, platform, varai }))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ rule: 'product.inventory', side: 'platform' }),
      { rule: 'product.eyewear', side: 'varai', platform: 52, varai: 54 },
    ]),
  );
});

it('writes a conflict down once, however often the product is put together', async () => {
  await catalog.import('once', 'product_id,title,price,currency,lens_width\np,Arc,149.00,EUR,54\n');
  const evidence = [{ field: 'lens_width', value: 52, source: 'title', confidence: 0.6 } as const];
  for (const seconds of [1, 2, 3]) {
    const product = frame({ evidence, stock: seconds });
    await apply('once', [{ kind: 'product', id: 'p', updated_at: NOW + seconds * 1000, product }]);
  }
  const found = await audit.list('once', 10);
  expect(found.filter(({ rule }) => rule === 'product.eyewear')).toHaveLength(1);
  expect((await kept('once'))[0]).toMatchObject({ stock: 3, eyewear: { lens_width: 54 } });
});

it('names what can’t be a product and takes the rest', async () => {
  const { refused, changed } = await apply('bad', [
    { kind: 'product', id: 'p', updated_at: NOW, product: frame({ price: -1 }) },
    { kind: 'product', id: 'q', updated_at: NOW, product: frame() },
  ]);
  expect([...refused.keys()]).toEqual(['p']);
  expect(changed).toEqual(['q']);
});
