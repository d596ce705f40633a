import { afterEach, describe, expect, it } from 'vitest';
import { shopFrame } from '../../demo/platforms/frames.ts';
import { type Double, type DoubleName, startPlatformDouble } from '../../demo/platforms/index.ts';
import { openReceiver } from '../../demo/platforms/testing.ts';
import { believe } from './believe.ts';
import type { Evidence } from './evidence.ts';
import { openPlatforms } from './index.ts';
import type { ConnectOptions, EventType, Fact, PlatformApi, StoreContext } from './platform.ts';
import { connection, platforms, problemOf } from './testing.ts';

const SECRET = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3';
const NAMES = ['shopify', 'woocommerce', 'magento'] as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Shops that bear any rate, where the rate is not the point. */
const UNHURRIED = { pointsPerSecond: 50_000, requestsPerSecond: 50_000 };

/** The ids of the products shoppers see; Magento's double names them by SKU. */
const idsIn = (double: Double) =>
  double.titles().map(({ id }) => ('products' in double ? String(own(double, id)?.id ?? id) : id));
const own = (double: Double, id: string) =>
  (double as unknown as { products: { get(id: string): { id: string | number } | undefined } }).products.get(
    id,
  );

/** A shop full of frames, and ourselves connected to it as `varai init` would. */
async function connected<Name extends DoubleName>(
  name: Name,
  options: Parameters<typeof startPlatformDouble<Name>>[1] & object,
  more: Partial<ConnectOptions> = {},
  ours = platforms,
) {
  const double = await startPlatformDouble(name, { ...UNHURRIED, ...options });
  closing.push(() => double.close());
  const address = ours[name].normalizeAddress(double.url);
  const base = connection(address, double.credentials, more);
  const inspection = await ours[name].connect(base).inspect();
  const { context } = inspection;
  return { double, inspection, context, address, api: ours[name].connect({ ...base, context }) };
}

async function listed(api: PlatformApi, since: number | null = null, cursor: string | null = null) {
  const facts: Fact[] = [];
  const cursors: string[] = [];
  let products = 0;
  for await (const page of api.products({ since, cursor })) {
    facts.push(...page.facts);
    cursors.push(page.cursor);
    products += page.products;
  }
  return { facts, cursors, products };
}

const shown = (facts: readonly Fact[]) =>
  new Set(facts.flatMap((fact) => (fact.kind === 'product' && fact.product !== null ? [fact.id] : [])));
const key = (fact: Fact) => ('id' in fact ? `${fact.kind} ${fact.id}` : fact.kind);

async function ids(api: PlatformApi): Promise<string[]> {
  const found: string[] = [];
  for await (const page of api.productIds()) found.push(...page);
  return found;
}

describe.each(NAMES)('%s', (name) => {
  it('says who it is, and lists every product once, resumable after each page', async () => {
    const { double, api, inspection } = await connected(name, { frames: 130 });
    expect(inspection).toMatchObject({ product_count: 130, context: { currency: 'EUR' }, warnings: [] });
    const all = await listed(api);
    expect(shown(all.facts)).toEqual(new Set(idsIn(double)));
    expect(new Set(await ids(api))).toEqual(shown(all.facts));
    const middle = all.cursors[Math.floor(all.cursors.length / 2)] ?? '';
    const rest = await listed(api, null, middle);
    expect(rest.products).toBeLessThan(all.products);
    expect((await listed(api, null, all.cursors.at(-1) ?? '')).products).toBe(0);
  });

  it('tells the variants of a page’s products on that page', async () => {
    const { api } = await connected(name, { frames: 120 });
    for await (const { facts } of api.products({ since: null, cursor: null })) {
      const alone = facts.flatMap((fact) => (fact.kind === 'variant' ? [fact.id] : []));
      for (const fact of facts) {
        if (fact.kind !== 'product' || fact.product === null) continue;
        const told = new Set([...alone, ...fact.product.variants.map(({ variant_id }) => variant_id)]);
        expect(fact.product.variant_ids?.length).toBeGreaterThan(0);
        expect(fact.product.variant_ids?.filter((id) => !told.has(id))).toEqual([]);
      }
    }
  });

  it('reads the frame’s measures wherever the merchant keeps them', async () => {
    const { double, api } = await connected(name, { frames: 12 });
    const said = new Map<string, Evidence[]>();
    for (const fact of (await listed(api)).facts) {
      const id = fact.kind === 'product' ? fact.id : fact.kind === 'evidence' ? fact.product_id : null;
      const evidence =
        fact.kind === 'product' ? fact.product?.evidence : 'evidence' in fact ? fact.evidence : [];
      if (id !== null) said.set(id, [...(said.get(id) ?? []), ...(evidence ?? [])]);
    }
    idsIn(double).forEach((id, i) => {
      const { place, lensWidth, bridge, temple } = shopFrame(i);
      const isTold = place !== 'nowhere';
      expect(believe(said.get(id) ?? []).eyewear, place).toMatchObject({
        lens_width: isTold ? lensWidth : null,
        bridge: isTold ? bridge : null,
        temple: isTold ? temple : null,
      });
    });
  });

  it('sends webhooks that say the same as its API', async () => {
    const { double, api, context } = await connected(name, { frames: 8 });
    const receiver = await openReceiver();
    closing.push(receiver.close);
    const where = { baseUrl: receiver.url, storeId: 'alder', secret: SECRET };
    const secret = name === 'shopify' ? String(double.credentials.client_secret) : SECRET;
    const made = await api.ensureWebhooks(where);
    expect(made.refused).toEqual([]);
    await double.settled();
    receiver.received.length = 0;
    const [first, second] = idsIn(double);
    const [edited = '', discarded = ''] = double.titles().map(({ id }) => id);
    double.edit(edited, { title: 'Alder oval 50-20-145' });
    double.discard(discarded);
    await double.settled();
    const told = receiver.received.flatMap((request) => taken(name, request, secret, context));
    const read = new Map((await listed(api)).facts.map((fact) => [key(fact), fact]));
    const changed = told.filter((fact) => fact.kind === 'product' && fact.id === first);
    expect(changed.length).toBeGreaterThan(0);
    for (const fact of changed) expect(fact).toEqual(read.get(key(fact)));
    expect(told).toContainEqual(expect.objectContaining({ kind: 'product', id: second, product: null }));
  });

  it('tells what changed since, and one product when asked again', async () => {
    let now = Date.parse('2026-11-20T12:00:00Z');
    const clock = () => now;
    const { double, api } = await connected(name, { frames: 6, now: clock }, { now: clock });
    const before = now;
    now += 60_000;
    const [first = '', second = ''] = idsIn(double);
    const [edited = '', discarded = ''] = double.titles().map(({ id }) => id);
    double.edit(edited, { title: 'Changed' });
    expect(shown((await listed(api, before + 1000)).facts)).toEqual(new Set([first]));
    const none = { product_id: null, variant_id: null, inventory_item_id: null };
    expect(await api.product({ ...none, product_id: first })).toContainEqual(
      expect.objectContaining({ id: first, product: expect.objectContaining({ title: 'Changed' }) }),
    );
    double.discard(discarded);
    expect(await api.product({ ...none, product_id: second })).toContainEqual(
      expect.objectContaining({ kind: 'product', id: second, product: null, updated_at: now }),
    );
    expect(await ids(api)).not.toContain(second);
  });

  it('keeps its webhooks, makes lost ones again, and moves those on an address we left', async () => {
    const { double, api } = await connected(name, { frames: 1 });
    const at = (baseUrl: string) => ({ baseUrl, storeId: 'alder', secret: SECRET });
    const here = 'http://127.0.0.1:9';
    const first = await api.ensureWebhooks(at(here));
    const count = first.created.length;
    expect(count).toBeGreaterThan(5);
    expect(await api.ensureWebhooks(at(here))).toMatchObject({ created: [], repaired: [], refused: [] });
    await api.removeWebhooks({ baseUrl: here, id: first.created[0]?.id ?? '' });
    expect((await api.ensureWebhooks(at(here))).created).toHaveLength(1);
    const moved = await api.ensureWebhooks(at('http://localhost:9'));
    expect(moved.repaired).toHaveLength(count);
    expect(await api.listWebhooks(here)).toEqual([]);
    const list = await api.listWebhooks('http://localhost:9');
    expect(list).toHaveLength(count);
    expect(new Set(list.map(({ status }) => status))).toEqual(new Set(['active']));
    expect(await api.removeWebhooks({ baseUrl: 'http://localhost:9', id: null })).toBe(count);
    expect(double.webhooks()).toEqual([]);
  });

  it('bears being told to slow down', async () => {
    const { double, api } = await connected(name, { frames: 3 });
    double.setFault({ api: { status: 429, retry_after: 1, times: 2 } });
    expect((await listed(api)).products).toBeGreaterThan(2);
  });

  it('refuses wrong credentials in words that say where new ones are', async () => {
    const { double, address } = await connected(name, {});
    const wrong = Object.fromEntries(Object.keys(double.credentials).map((field) => [field, 'wrong-secret']));
    const problem = await problemOf(platforms[name].connect(connection(address, wrong)).inspect());
    expect(problem.kind.code).toBe('platform-unauthorized');
    expect(problem.message).toMatch(/^.{20,}In (Shopify|WordPress|Magento): /);
    expect(JSON.stringify(problem.body('r'))).not.toContain('wrong-secret');
  });
});

/** The facts of a webhook as it came in. */
function taken(
  name: DoubleName,
  { path, headers, body }: { path: string; headers: ConnectHeaders; body: string },
  secret: string,
  context: StoreContext,
): readonly Fact[] {
  const received_at = Date.now();
  const event_type = /\/(\w+)\?/.exec(path)?.[1] ?? '';
  const receipt = platforms[name].receive({ event_type, headers, body: Buffer.from(body), received_at }, [
    secret,
  ]);
  expect(receipt).toMatchObject({ kind: 'event' });
  if (receipt.kind !== 'event') return [];
  const { entity_id, triggered_at } = receipt;
  const event: EventType = receipt.event_type;
  return platforms[name].map({ event_type: event, entity_id, body, received_at, triggered_at, context });
}
type ConnectHeaders = Readonly<Record<string, string | string[] | undefined>>;

describe('shopify', () => {
  it('rests until its points come back, by what it says they are', async () => {
    let now = 1_800_000_000_000;
    const rests: number[] = [];
    const patient = openPlatforms({
      sleep: async (ms) => {
        rests.push(ms);
        now += ms;
      },
    });
    const { api } = await connected(
      'shopify',
      { frames: 60, pointsPerSecond: 60, now: () => now },
      { now: () => now },
      patient,
    );
    expect((await listed(api)).products).toBe(60);
    expect(rests.length).toBeGreaterThan(0);
    expect(Math.max(...rests)).toBeLessThan(20_000);
  });

  it('says which scope is missing', async () => {
    const none = connected('shopify', { scopes: 'read_orders' });
    expect((await problemOf(none)).message).toContain('read_products');
    const { api, inspection } = await connected('shopify', { scopes: 'read_products' });
    expect(inspection.warnings).toHaveLength(3);
    const { refused } = await api.ensureWebhooks({
      baseUrl: 'http://127.0.0.1:9',
      storeId: 'a',
      secret: SECRET,
    });
    expect(refused.map(({ topic }) => topic)).toContain('ORDERS_CREATE');
  });

  it('is read variant by variant where a product has more than a webhook holds, and by inventory item', async () => {
    const { double, api } = await connected('shopify', { frames: 1 });
    const [product] = double.products.list();
    const [variant] = product?.variants ?? [];
    if (product === undefined || variant === undefined) throw new Error('the double has no product');
    const variants = Array.from({ length: 230 }, (_, i) => ({
      ...variant,
      id: `${55_000 + i}`,
      inventory_item_id: `${77_000 + i}`,
    }));
    double.products.upsert({ id: product.id, variants });
    const [fact] = await api.product({ product_id: null, variant_id: null, inventory_item_id: '77200' });
    expect(fact).toMatchObject({ kind: 'product', id: product.id });
    if (fact?.kind !== 'product') throw new Error('no product');
    expect(fact.product?.variants.map(({ variant_id }) => variant_id)).toEqual(variants.map(({ id }) => id));
    expect(fact.product?.variant_ids).toHaveLength(230);
  });

  it('is spoken to with renewed tokens where they expire', async () => {
    let now = Date.now();
    const double = await startPlatformDouble('shopify', { frames: 2, now: () => now });
    closing.push(() => double.close());
    const { client_id, client_secret } = double.credentials;
    const saved: object[] = [];
    const api = platforms.shopify.connect(
      connection(
        double.url,
        { client_id, client_secret },
        {
          now: () => now,
          saveCredentials: async (next) => void saved.push(next),
        },
      ),
    );
    await api.inspect();
    now += 2 * 3_600_000;
    await api.inspect();
    expect(saved).toHaveLength(2);
  });
});

describe('woocommerce', () => {
  it('is asked in its other way when its permalinks are plain', async () => {
    const { api } = await connected('woocommerce', { frames: 2, hasPlainPermalinks: true });
    expect((await listed(api)).products).toBe(2);
  });

  it('says that a key may only read', async () => {
    const { api } = await connected('woocommerce', { permissions: 'read' });
    const problem = await problemOf(
      api.ensureWebhooks({ baseUrl: 'http://127.0.0.1:9', storeId: 'a', secret: SECRET }),
    );
    expect(problem.kind.code).toBe('platform-forbidden');
    expect(problem.message).toContain('Read/Write');
  });

  it('has its webhooks enabled again', async () => {
    const { double, api } = await connected('woocommerce', { frames: 1 });
    const where = { baseUrl: 'http://127.0.0.1:9', storeId: 'alder', secret: SECRET };
    await api.ensureWebhooks(where);
    const [frame] = double.titles();
    for (let i = 0; i < 8; i += 1) {
      double.edit(frame?.id ?? '', { title: `Alder ${i}` });
      await double.settled();
    }
    const off = (await api.listWebhooks(where.baseUrl)).filter(({ status }) => status === 'disabled');
    expect(off.length).toBeGreaterThan(0);
    expect((await api.ensureWebhooks(where)).repaired).toHaveLength(off.length);
    expect(double.webhooks().every(({ status }) => status === 'active')).toBe(true);
  });

  it('is paged through even when a hundred products and more changed in one second', async () => {
    const now = () => 1_800_000_000_000;
    const { api } = await connected('woocommerce', { frames: 250, now }, { now });
    const all = await listed(api);
    expect(all.products).toBe(250);
    expect(shown(all.facts).size).toBe(250);
  });
});

describe('magento', () => {
  it('explains that bearer tokens are switched off, and works with them when they are on', async () => {
    const open = async (enableIntegrationAsBearer: boolean) => {
      const double = await startPlatformDouble('magento', { frames: 1, enableIntegrationAsBearer });
      closing.push(() => double.close());
      const { access_token } = double.credentials;
      return platforms.magento.connect(connection(double.url, { access_token }));
    };
    const problem = await problemOf((await open(false)).inspect());
    expect(problem.message).toContain('enable_integration_as_bearer 1');
    expect((await (await open(true)).inspect()).product_count).toBe(1);
  });

  it('says what is missing without the module', async () => {
    const { api, inspection } = await connected('magento', { frames: 1, hasModule: false });
    expect(inspection.warnings).toEqual([expect.stringContaining('install the varai module')]);
    const { refused } = await api.ensureWebhooks({
      baseUrl: 'http://127.0.0.1:9',
      storeId: 'a',
      secret: SECRET,
    });
    expect(refused).toHaveLength(9);
    expect(await api.listWebhooks('http://127.0.0.1:9')).toEqual([]);
  });

  it('learns the words of options that came after it was inspected', async () => {
    const { double, api } = await connected('magento', { frames: 1 });
    double.add(double.frames(1, 40)[0] as never);
    const { facts } = await listed(api);
    const colours = facts.flatMap((fact) => (fact.kind === 'variant' ? [fact.variant?.color] : []));
    expect(colours.length).toBeGreaterThan(1);
    expect(colours).not.toContain(null);
  });
});
