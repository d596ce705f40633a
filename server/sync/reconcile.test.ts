import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Catalog, createCatalog } from '../catalog/index.ts';
import { type Documents, MemoryCache, openEmbeddedDocuments } from '../data/index.ts';
import { openTestVault } from '../data/testing.ts';
import { logger } from '../observe/index.ts';
import type { Fact, PlatformApi, ProductPage } from '../platforms/index.ts';
import { platformUnreachable } from '../platforms/problems.ts';
import { openConflictAudit } from './audit.ts';
import { openProductSync, type ProductSync } from './products.ts';
import { openPulls } from './pulls.ts';
import { openReconciler, type Reconciler } from './reconcile.ts';
import { openRecords, recordsOf } from './records.ts';
import { plainFrame } from './testing.ts';

let clock: number;
let directory: string;
let documents: Documents;
let catalog: Catalog;
let products: ProductSync;
let reconciler: Reconciler;
let shop: Map<string, number>;
/** Replaces what the shop's API does, as long as it is set. */
let api: Partial<PlatformApi>;
/** What the shop of the store `slow` waits for before it lists anything. */
let patience: Promise<void>;

beforeEach(async () => {
  clock = 1_700_000_000_000;
  const now = () => clock;
  directory = await mkdtemp(join(tmpdir(), 'varai-reconcile-'));
  documents = await openEmbeddedDocuments({ directory, now });
  catalog = await createCatalog({ documents, cache: new MemoryCache(1e6, now), now });
  shop = new Map(Array.from({ length: 30 }, (_, n) => [`p${n}`, clock - 86_400_000]));
  api = {};
  patience = Promise.resolve();
  const records = await openRecords(documents);
  const audit = await openConflictAudit({
    documents,
    ...(await openTestVault(documents, directory, now)),
    now,
  });
  const connection = { store_id: 'a', address: 'https://a.example', webhooks_url: null, status: 'connected' };
  const open = async (store_id: string) => ({
    connection: { ...connection, store_id },
    platform: { hasApi: true },
    api: { ...lists, ...api, ...(store_id === 'slow' ? { products: () => slowly() } : {}) },
  });
  const stores = ['slow', 'a'].map((store_id) => ({ ...connection, store_id }));
  products = openProductSync({ records, catalog, audit });
  reconciler = openReconciler({
    shops: { open, refresh: async () => undefined } as never,
    connections: { all: async () => stores, get: async () => connection } as never,
    records,
    products,
    pulls: openPulls(documents, now),
    log: logger('silent'),
    now,
    onDrift: () => undefined,
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await reconciler.stop();
  await documents.close();
  await rm(directory, { recursive: true });
});

const product = (id: string): Fact => ({
  kind: 'product',
  id,
  updated_at: shop.get(id) ?? 0,
  product: plainFrame({ title: id }),
});

/** Ten products a page; the cursor is how many came before. */
const lists: Pick<PlatformApi, 'products' | 'productIds'> = {
  async *products({ cursor }) {
    const all = [...shop];
    for (let from = Number(cursor ?? 0); from < all.length; from += 10) {
      const page = all.slice(from, from + 10);
      yield {
        facts: page.map(([id]) => product(id)),
        cursor: `${from + page.length}`,
        total: all.length,
        products: page.length,
      };
    }
  },
  async *productIds() {
    yield [...shop.keys()];
  },
};

async function* slowly(): ReturnType<PlatformApi['products']> {
  await patience;
  yield* lists.products({ since: null, cursor: null });
}

async function full(isAsked = false) {
  clock += 60_000;
  await (await reconciler.begin('a', 'full', { isAsked })).finished;
  return reconciler.state('a');
}
const count = async () => (await catalog.snapshot('a')).products.length;

it('takes a product back that a listing left out by mistake and lists again unchanged', async () => {
  await full();
  const before = shop.get('p3') ?? 0;
  shop.delete('p3');
  expect(await full()).toMatchObject({ removed: 1 });
  expect(await count()).toBe(29);
  shop.set('p3', before);
  await full();
  expect(await count()).toBe(30);
});

it('keeps a product that came while the shop was listed', async () => {
  await full();
  api.productIds = async function* () {
    const listed = [...shop.keys()];
    clock += 1000;
    shop.set('new', clock - 3_600_000);
    api = {};
    await products.apply('a', recordsOf('a', [product('new')], clock, clock));
    yield listed;
  };
  await full();
  expect(await count()).toBe(31);
});

it('does not believe that most of a catalogue is gone, unless a person asks', async () => {
  await full();
  const all = [...shop];
  shop.clear();
  const state = await full();
  expect(state).toMatchObject({ status: 'done', removed: 0, error: expect.stringContaining('--full') });
  expect(await count()).toBe(30);
  shop = new Map(all.slice(0, 3));
  expect(await full(true)).toMatchObject({ status: 'done', removed: 27, error: null });
  expect(await count()).toBe(3);
});

it('begins anew when the place where it should go on is no place any more', async () => {
  api.products = async function* ({ cursor }) {
    if (cursor !== null) throw new SyntaxError('no such cursor');
    yield (await lists.products({ since: null, cursor: null }).next()).value as ProductPage;
    throw platformUnreachable();
  };
  expect(await full()).toMatchObject({ status: 'failed', cursor: '10' });
  expect(await full()).toMatchObject({ status: 'failed', cursor: null });
  api = {};
  expect(await full()).toMatchObject({ status: 'done', done: 30 });
});

it('goes on where it stopped when the shop was away for a while', async () => {
  api.products = async function* ({ cursor }) {
    if (cursor === null) yield (await lists.products({ since: null, cursor }).next()).value as ProductPage;
    throw platformUnreachable();
  };
  for (let run = 0; run < 3; run += 1) expect(await full()).toMatchObject({ status: 'failed', cursor: '10' });
});

it('is taken over by nobody while it lists for long', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const others = openPulls(documents, () => clock);
  let taken: unknown = 'nobody tried';
  api.productIds = async function* () {
    for (let n = 0; n < 10; n += 1) {
      clock += 15_000;
      await vi.advanceTimersByTimeAsync(15_000);
      await others.get('a');
    }
    taken = await others.take('a', { kind: 'full', since: null });
    yield [...shop.keys()];
  };
  expect(await full()).toMatchObject({ status: 'done' });
  expect(taken).toBeNull();
});

it('reads one shop while another takes its time', async () => {
  for (const store of ['slow', 'a']) await (await reconciler.begin(store, 'full')).finished;
  let hurry = () => {};
  patience = new Promise((resolve) => {
    hurry = resolve;
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  clock += 86_400_000;
  const seen = (await reconciler.state('a')).seen_until;
  reconciler.start();
  await vi.advanceTimersByTimeAsync(15_000);
  await vi.waitUntil(async () => (await reconciler.state('a')).seen_until !== seen, { timeout: 5000 });
  expect((await reconciler.state('slow')).status).toBe('running');
  hurry();
});

it('writes nothing more of a shop once the store has left it', async () => {
  api.products = async function* () {
    const pages = lists.products({ since: null, cursor: null });
    yield (await pages.next()).value as ProductPage;
    await reconciler.leave('a');
    yield (await pages.next()).value as ProductPage;
  };
  expect(await full()).toMatchObject({ status: 'failed' });
  expect(await count()).toBe(10);
});

it('compares everything within the hour when something was missed', async () => {
  await full();
  await (await reconciler.begin('slow', 'full')).finished;
  await reconciler.compareSoon('a');
  clock += 3_600_000;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  reconciler.start();
  await vi.advanceTimersByTimeAsync(15_000);
  const kindOf = async (store: string) => {
    const { kind, status, seen_until } = await reconciler.state(store);
    return seen_until === clock && status === 'done' ? kind : undefined;
  };
  expect(await vi.waitUntil(() => kindOf('a'), { timeout: 5000 })).toBe('full');
  expect(await vi.waitUntil(() => kindOf('slow'), { timeout: 5000 })).toBe('changes');
});
