import { describe, expect, it } from 'vitest';
import { startPlatformDouble } from '../../../demo/platforms/index.ts';
import { openPlatforms } from '../index.ts';
import { connection, outbound, platforms, problemOf } from '../testing.ts';
import { closing, connected, ids, listed, SECRET, shown } from './testing.ts';

describe('shopify', () => {
  it('rests until its points come back, by what it says they are', async () => {
    let now = 1_800_000_000_000;
    const rests: number[] = [];
    const patient = openPlatforms({
      outbound,
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

  it('is listed beyond the depth at which its cursors end, though all changed in one second', async () => {
    const now = () => 1_800_000_000_000;
    const options = { frames: 25_300, pointsPerSecond: 1e6, now };
    const { api, double } = await connected('shopify', options, { now });
    double.setFault({ bulk: { refuse: 'LIMIT_REACHED' } });
    const found = await ids(api);
    expect(found).toHaveLength(25_300);
    expect(new Set(found).size).toBe(25_300);
  });

  it('says which scope is missing', async () => {
    const none = connected('shopify', { scopes: 'read_orders' });
    expect((await problemOf(none)).message).toContain('read_products');
    const { api, inspection } = await connected('shopify', { scopes: 'read_products' });
    expect(inspection.warnings).toHaveLength(4);
    expect(inspection.warnings.join()).toContain('read_metaobjects');
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
