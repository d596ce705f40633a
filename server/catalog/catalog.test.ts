import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { toCsv } from '../../demo/frames/to-csv.ts';
import { type Documents, MemoryCache, openEmbeddedDocuments } from '../data/index.ts';
import { type App, answerProblems, validateBySchema } from '../http/index.ts';
import { type Catalog, catalogFeature, createCatalog, type ProductInput } from './index.ts';
import type { StoredProduct } from './schema.ts';

const frames = demoCatalogue();
const csv = toCsv(frames);
let directory: string;
let documents: Documents;
let cache: MemoryCache;
let catalog: Catalog;
let clock = 0;
const now = () => clock;

beforeEach(async () => {
  clock = 1_700_000_000_000;
  directory = await mkdtemp(join(tmpdir(), 'varai-catalog-'));
  documents = await openEmbeddedDocuments({ directory, now });
  cache = new MemoryCache(10_000_000, now);
  catalog = await createCatalog({ documents, cache, now });
});
afterEach(async () => {
  await documents.close();
  await rm(directory, { recursive: true });
});

const ids = async (store: string, from = catalog) => [...(await from.snapshot(store)).byId.keys()];
const with1 = (change: Partial<ProductInput>) => JSON.stringify([{ ...frames[0], ...change }]);

describe('importing', () => {
  it('adds, updates and leaves alone, and keeps when a product was first seen', async () => {
    expect(await catalog.import('s1', csv)).toMatchObject({
      imported: frames.length,
      updated: 0,
      unchanged: 0,
    });
    clock += 5000;
    expect(await catalog.import('s1', csv)).toMatchObject({ imported: 0, unchanged: frames.length });
    expect(await catalog.import('s1', with1({ title: 'New' }))).toMatchObject({ updated: 1 });
    const product = (await catalog.snapshot('s1')).byId.get(frames[0]?.product_id ?? '');
    expect(product).toMatchObject({ title: 'New', created_at: clock - 5000, updated_at: clock });
    expect(product?.ai_metadata.face_shape_compatibility.round).toBeGreaterThan(0);
  });

  it('changes nothing when one row is faulty, and names it', async () => {
    const faulty = csv.replace(/\n([^\n]*)\n$/, '\n,no id\n');
    const refused = catalog.import('s1', faulty);
    await expect(refused).rejects.toMatchObject({ kind: { code: 'catalog-rejected', status: 422 } });
    await refused.catch((problem) => expect(problem.details.errors[0].row).toBe(csv.split('\n').length - 1));
    expect(await ids('s1')).toEqual([]);
    const result = await catalog.import('s1', faulty, { skip_invalid: true });
    expect(result).toMatchObject({ imported: frames.length, skipped: 1 });
  });

  it('shows what would happen without doing it', async () => {
    expect(await catalog.import('s1', csv, { dry_run: true })).toMatchObject({ imported: frames.length });
    expect(await ids('s1')).toEqual([]);
  });

  it('removes what a file no longer names only when asked to replace', async () => {
    await catalog.import('s1', csv);
    await catalog.import('s1', with1({}));
    expect(await ids('s1')).toHaveLength(frames.length);
    expect(await catalog.import('s1', with1({}), { mode: 'replace' })).toMatchObject({
      removed: frames.length - 1,
    });
    expect(await ids('s1')).toEqual([frames[0]?.product_id]);
    const reopened = await createCatalog({ documents, cache, now });
    expect(await ids('s1', reopened)).toEqual([frames[0]?.product_id]);
  });

  it('removes nothing for a file with faults, whose rows may name what would go', async () => {
    await catalog.import('s1', csv);
    const cutOff = csv.slice(0, csv.length / 2).replace(/[^\n]*$/, 'cut-off,"');
    const result = await catalog.import('s1', cutOff, { mode: 'replace', skip_invalid: true });
    expect(result).toMatchObject({ removed: 0, errors: [{ detail: expect.any(String) }] });
    expect(await ids('s1')).toHaveLength(frames.length);
  });

  it('refuses a replacement by an empty file', async () => {
    await catalog.import('s1', csv);
    await expect(catalog.import('s1', '[]', { mode: 'replace' })).rejects.toMatchObject({
      kind: { code: 'catalog-rejected' },
    });
    expect(await ids('s1')).toHaveLength(frames.length);
  });

  it('keeps stores apart', async () => {
    await catalog.import('s1', csv);
    expect(await ids('s2')).toEqual([]);
    expect(await catalog.remove('s2', frames[0]?.product_id ?? '')).toBe(false);
    expect(await ids('s1')).toHaveLength(frames.length);
  });
});

describe('what another process imports', () => {
  it('is seen within a second, and told', async () => {
    const other = await createCatalog({ documents, cache: new MemoryCache(1000, now), now });
    const told: string[] = [];
    catalog.onChange((store) => told.push(store));
    expect(await ids('s1')).toEqual([]);
    await other.import('s1', csv);
    clock += 500;
    expect(await ids('s1')).toEqual([]);
    clock += 500;
    expect(await ids('s1')).toHaveLength(frames.length);
    expect(told).toEqual(['s1']);
  });

  it('is not lost when both have changed the store', async () => {
    const other = await createCatalog({ documents, cache, now });
    await ids('s1');
    await other.import('s1', with1({ product_id: 'theirs' }));
    await catalog.import('s1', with1({ product_id: 'ours' }));
    expect(await ids('s1')).toEqual(['ours', 'theirs']);
  });
});

describe('a change that was cut off in the middle, on a store that applies no batch whole', () => {
  /** As a process leaves it that is killed after the first document. */
  async function cutOff(changed: Partial<ProductInput>): Promise<void> {
    const products = documents.collection<StoredProduct>('products');
    const { _id } = (await products.findOne({ store_id: 's1' })) as StoredProduct;
    await documents
      .collection('catalog_versions')
      .update({ _id: 's1' }, { $set: { changing: true, changing_at: now() } });
    await products.update({ _id }, { $set: changed });
  }
  const titles = async () => [...(await catalog.snapshot('s1')).byId.values()].map(({ title }) => title);
  const one = () => with1({ title: 'Before' });

  it('is seen by everyone who looks a little later', async () => {
    await catalog.import('s1', one());
    await cutOff({ title: 'Half' });
    clock += 11_000;
    expect(await titles()).toEqual(['Half']);
    expect(await documents.collection('catalog_versions').findOne({ _id: 's1' })).toMatchObject({
      changing: false,
      version: 2,
    });
  });

  it('is mended by the next import, however soon, and by the next sync', async () => {
    await catalog.import('s1', one());
    await cutOff({ title: 'Half' });
    expect(await catalog.import('s1', one())).toMatchObject({ updated: 1 });
    expect(await titles()).toEqual(['Before']);
    await cutOff({ title: 'Half' });
    const { created_at: _, ...product } = JSON.parse(one())[0];
    await catalog.sync('s1', [product.product_id], () => ({ products: [product], removed: [] }));
    expect(await titles()).toEqual(['Before']);
  });
});

describe('over HTTP', () => {
  let app: App;
  beforeEach(async () => {
    app = Fastify() as unknown as App;
    validateBySchema(app);
    answerProblems(app);
    app.decorateRequest('caller', null);
    app.addHook('onRequest', async (request) => {
      const store_id = String(request.headers['x-store'] ?? 's1');
      request.caller = {
        kind: 'secret',
        store_id,
        key_id: 'k',
        permissions: new Set(),
        requests_per_minute: 1000,
      };
    });
    await app.register(catalogFeature({ catalog, cache }));
  });
  afterEach(() => app.close());

  const upload = (payload: string, type = 'text/csv', query = '') =>
    app.inject({
      method: 'POST',
      url: `/admin/v1/products/import${query}`,
      headers: { 'content-type': type },
      payload,
    });
  const get = (url: string, store = 's1') => app.inject({ url, headers: { 'x-store': store } });

  it.each([
    ['text/csv', csv],
    ['application/json', JSON.stringify(frames)],
  ])('imports %s', async (type, body) => {
    const answer = await upload(body, type);
    expect([answer.statusCode, answer.json().imported]).toEqual([200, frames.length]);
  });

  it('answers a faulty file with its rows', async () => {
    const answer = await upload('product_id,title,price,currency\na,,1,EUR\n');
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: 'catalog-rejected',
      errors: [{ row: 2, detail: 'title is missing' }],
    });
  });

  it('pages through everything exactly once, also while products come and go', async () => {
    await upload(csv);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { products, next_cursor, total } = (await get(`/admin/v1/products?limit=50${from}`)).json();
      seen.push(...products.map((p: ProductInput) => p.product_id));
      if (seen.length === 50) await catalog.remove('s1', seen[0] ?? '');
      expect(total).toBeGreaterThanOrEqual(frames.length - 1);
      cursor = next_cursor;
    }
    expect(seen).toEqual(frames.map((p) => p.product_id).sort());
    expect((await get('/admin/v1/products?cursor=zzz')).json().code).toBe('unreadable-cursor');
  });

  it('finds products by words', async () => {
    await upload(csv);
    const { products } = (await get('/admin/v1/products?q=tarnwick%20alder')).json();
    expect(products.map((p: ProductInput) => p.product_id)).toEqual(['tarnwick-alder']);
  });

  it('shows a product to the shop’s page without its stock, and anew after a change', async () => {
    await upload(csv);
    const first = (await get('/v1/products/tarnwick-alder')).json();
    expect(first).toMatchObject({ product_id: 'tarnwick-alder', brand: 'Tarnwick' });
    expect(JSON.stringify(first)).not.toMatch(/"stock"|"sku"|"store_id"/);
    expect((await get('/v1/products/tarnwick-alder')).json()).toEqual(first);
    await upload(with1({ title: 'Changed' }), 'application/json');
    expect((await get('/v1/products/tarnwick-alder')).json().title).toBe('Changed');
  });

  it('shows one product of a store nobody has asked for yet without loading the others', async () => {
    await catalog.import('s2', csv);
    await catalog.import('s1', csv);
    const fresh = await createCatalog({ documents, cache: new MemoryCache(1_000_000, now), now });
    const products = documents.collection<StoredProduct>('products');
    const { find } = products;
    const asked: object[] = [];
    products.find = (filter, options) => {
      asked.push(filter);
      return find.call(products, filter, options);
    };
    expect(await fresh.product('s1', 'tarnwick-alder')).toMatchObject({ store_id: 's1', brand: 'Tarnwick' });
    expect(await fresh.product('s1', 'none')).toBeUndefined();
    expect(await fresh.version('s1')).toBe(1);
    expect(asked.every((filter) => '_id' in filter)).toBe(true);
    await fresh.snapshot('s1');
    asked.length = 0;
    expect((await fresh.product('s1', 'tarnwick-alder'))?.store_id).toBe('s1');
    expect(asked).toEqual([]);
  });

  it('removes a product, and does not find what is not there or not this store’s', async () => {
    await upload(csv);
    expect((await get('/v1/products/tarnwick-alder', 's2')).json().code).toBe('no-such-product');
    const remove = () => app.inject({ method: 'DELETE', url: '/admin/v1/products/tarnwick-alder' });
    expect((await remove()).statusCode).toBe(204);
    expect((await remove()).statusCode).toBe(404);
    expect((await get('/admin/v1/products/tarnwick-alder')).statusCode).toBe(404);
  });
});
