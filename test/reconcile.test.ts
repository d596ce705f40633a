import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOUBLE_NAMES, type Double, startPlatformDouble } from '../demo/platforms/index.ts';
import { openTestApp, type TestApp } from '../server/testing.ts';

/** The largest plan's rate: what is tested here is not how long Shopify makes us wait. */
const QUICK = { shopify: { pointsPerSecond: 2000 }, woocommerce: {}, magento: {} };

describe.each(DOUBLE_NAMES)('a %s shop', (name) => {
  let at: TestApp;
  let shop: Double;
  beforeEach(async () => {
    at = await openTestApp();
    await at.app.listen({ port: 0, host: '127.0.0.1' });
    shop = await startPlatformDouble(name, { frames: 30, retryDelaysMs: [10, 20], ...QUICK[name] });
    const { port } = at.app.server.address() as AddressInfo;
    const connected = await call('PUT', '/admin/v1/store', {
      platform: name,
      address: shop.url,
      credentials: shop.credentials,
      webhooks_url: `http://127.0.0.1:${port}`,
    });
    expect(connected).toMatchObject({ store: { status: 'connected', platform: name } });
    expect((await call('PUT', '/admin/v1/store/webhooks')).created.length).toBeGreaterThan(0);
    await pulled();
  });
  afterEach(async () => {
    await shop.close();
    await at.close();
  });

  async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
    const headers = { 'x-api-key': at.secretKey };
    const answer = await at.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json();
  }

  async function pulled(full = false) {
    await call('POST', '/admin/v1/store/pull', { full });
    let state = await call('GET', '/admin/v1/store/pull');
    while (state.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      state = await call('GET', '/admin/v1/store/pull');
    }
    expect(state).toMatchObject({ status: 'done', refused: 0 });
    return state;
  }

  async function expectEqual() {
    const { drift, checks } = await call('POST', '/admin/v1/store/verify');
    expect(drift, JSON.stringify(checks)).toMatchObject({ missing: 0, stale: 0, extra: 0 });
    expect(drift.checksum_here).toBe(drift.checksum_shop);
    expect(drift.checked).toBe(shop.titles().length);
  }

  it('is read whole at first, with what it says of its frames', async () => {
    await expectEqual();
    const { products } = await call('GET', '/admin/v1/products?limit=100');
    const measured = products.filter(
      (product: { eyewear: Record<string, unknown> }) =>
        product.eyewear.lens_width !== null && product.eyewear.bridge !== null,
    );
    expect(products).toHaveLength(30);
    expect(measured.length).toBeGreaterThan(20);
  });

  it('is followed by its webhooks, twice and out of order', async () => {
    shop.setFault({ duplicate: 1, shuffle: 7 });
    const ids = shop.titles().map(({ id }) => id);
    for (const [n, id] of ids.slice(0, 10).entries()) {
      shop.edit(id, { price: `${100 + n}.00`, stock: n });
      shop.edit(id, { title: `Changed ${n}` });
    }
    shop.discard(ids[12] ?? '');
    await shop.settled();
    await at.deps.sync.drain();
    await expectEqual();
    const { events } = await call('GET', '/admin/v1/events?limit=100');
    expect(events.length).toBeGreaterThan(10);
    expect(events.filter((event: { status: string }) => event.status !== 'done')).toEqual([]);
  });

  it('is equal again after its webhooks were lost for good, and has its webhooks back', async () => {
    shop.setFault({ drop: 1 });
    const ids = shop.titles().map(({ id }) => id);
    for (const id of ids.slice(0, 8)) shop.edit(id, { stock: 0, title: `Sold out ${id}` });
    for (const id of ids.slice(20, 23)) shop.discard(id);
    await shop.settled();
    shop.setFault({});
    await at.deps.sync.drain();
    const before = await call('POST', '/admin/v1/store/verify');
    expect(before.drift).toMatchObject({ stale: 8, extra: 3 });
    expect(before.ok).toBe(false);
    const state = await pulled(true);
    expect(state).toMatchObject({ changed: 8, removed: 3 });
    await expectEqual();
    const { webhooks } = await call('GET', '/admin/v1/store/webhooks');
    expect(webhooks.length).toBeGreaterThan(0);
    expect(webhooks.every(({ status }: { status: string }) => status === 'active')).toBe(true);
    const { body: metrics } = await at.app.inject('/metrics');
    expect(metrics).toMatch(/sync_drift_total\{kind="changed"\} 8/);
  });

  it('finds what changed by asking only for that', async () => {
    shop.setFault({ drop: 1 });
    const [first] = shop.titles();
    shop.edit(first?.id ?? '', { title: 'Missed' });
    await shop.settled();
    const state = await pulled();
    expect(state).toMatchObject({ kind: 'changes', changed: 1 });
    await expectEqual();
  });

  it('mixes nothing of the shop before into the next one', async () => {
    const [first] = shop.titles();
    shop.edit(first?.id ?? '', { title: 'Of the shop before' });
    await shop.settled();
    await at.deps.sync.drain();
    const former = shop;
    shop = await startPlatformDouble(name, { frames: 12, ...QUICK[name] });
    await former.close();
    await call('PUT', '/admin/v1/store', {
      platform: name,
      address: shop.url,
      credentials: shop.credentials,
    });
    await pulled();
    await expectEqual();
    expect((await call('GET', '/admin/v1/products?limit=100')).products).toHaveLength(12);
  });

  it('leaves nothing behind when the store is removed', async () => {
    const gone = await call('DELETE', '/admin/v1/store?products=remove');
    expect(gone.webhooks_removed).toBeGreaterThan(0);
    expect(gone.products_removed).toBe(30);
    expect(shop.webhooks()).toEqual([]);
    expect((await call('GET', '/admin/v1/products')).products).toEqual([]);
  });
});
