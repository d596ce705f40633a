import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCatalogue, demoImage } from '../../demo/frames/catalogue.ts';
import { demoShop } from '../../demo/shop/index.ts';
import { type AppDeps, buildApp } from '../../server/app.ts';
import { createCatalog, type ProductInput } from '../../server/catalog/index.ts';
import { MemoryCache } from '../../server/data/index.ts';
import type { App } from '../../server/http/index.ts';
import { logger } from '../../server/observe/index.ts';
import { openDeps } from '../../server/open-deps.ts';
import { refusingEngine } from '../../server/testing.ts';
import { buildWidgets } from '../../widgets/build.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from './chromium.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name = findChromium() === null ? `live changes (skipped: ${NO_CHROMIUM})` : 'frames on show';
const products = demoCatalogue()
  .filter(({ in_stock }) => in_stock)
  .slice(0, 30);

describe.skipIf(findChromium() === null)(name, () => {
  let folder: string;
  let browser: Browser;
  let app: App;
  let deps: AppDeps;
  let url: string;
  let secretKey: string;
  let current: WidgetPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'varai-live-'));
    [browser] = await Promise.all([launchChromium(), buildWidgets({ outDir: join(folder, 'widgets') })]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    deps = await openDeps({
      edge: { rates: { ip: 10e6, store: 10e6, session: 10e6 }, trustedProxies: [], metricsFrom: [] },
      allowPrivateShops: false,
      dataDir: await mkdtemp(join(folder, 'data-')),
      cacheBytes: 1_000_000,
      face: refusingEngine(),
      log: logger('silent'),
      operatorToken: '',
      widgetsDir: join(folder, 'widgets'),
      version: 'test',
      now: Date.now,
    });
    const { key: publishableKey } = await deps.keys.create({ kind: 'publishable', store_id: 'a' });
    secretKey = (await deps.keys.create({ kind: 'secret', store_id: 'a' })).key;
    app = await buildApp(deps, [
      demoShop({
        products,
        publishableKey,
        currency: 'EUR',
        sampleFaces: [],
        frameSvg: (file) => demoImage(file, products),
        faceImage: async () => null,
      }),
    ]);
    url = await app.listen({ port: 0, host: '127.0.0.1' });
    await sell(products);
  });
  afterEach(async () => {
    await current?.close();
    await app.close();
    await deps.documents.close();
  });

  /** Imports these products as a merchant's server does. */
  async function sell(changed: readonly ProductInput[]): Promise<void> {
    const answer = await fetch(`${url}/admin/v1/products/import`, {
      method: 'POST',
      headers: { 'x-api-key': secretKey, 'content-type': 'application/json' },
      body: JSON.stringify({ products: changed }),
    });
    expect(answer.status).toBe(200);
  }
  const remove = (id: string) =>
    fetch(`${url}/admin/v1/products/${id}`, { method: 'DELETE', headers: { 'x-api-key': secretKey } });

  /** The frames for a shopper without a photo, with their product ids in the order shown. */
  async function toFrames(locale = 'en', onPage = async (_it: WidgetPage) => {}) {
    current = await openPage(browser, `${url}/demo/products/${products[0]?.product_id}`);
    await onPage(current);
    const { page, widget } = current;
    await page.evaluate((tag) => {
      const element = document.querySelector('varai-discovery') as HTMLElement;
      element.dataset.locale = tag;
      addEventListener('varai:recommendations', (event) => Object.assign(window, { found: event.detail }));
    }, locale);
    await widget.locator('[part=launcher]').click();
    await widget.locator('.stay .secondary').click();
    await widget.locator('.chips').first().waitFor();
    await widget.locator('.foot .primary, form .primary').first().click();
    await widget.locator('.frame-card h3').first().waitFor();
    const ids = await page.evaluate(() =>
      (
        window as unknown as { found: { recommendations: { product_id: string }[] } }
      ).found.recommendations.map(({ product_id }) => product_id),
    );
    const listed = (id: string) => {
      const found = products.find(({ product_id }) => product_id === id);
      if (found === undefined) throw new Error(`no product ${id}`);
      return found;
    };
    const frames = ids.map(listed);
    const [first, second, third] = frames;
    const last = frames.at(-1);
    if (!first || !second || !third || !last) throw new Error('too few frames');
    const card = ({ title }: ProductInput) => widget.locator('.frame-card', { hasText: title });
    return { it: current, first, second, third, last, card };
  }
  const priced = (product: ProductInput, price: number) => ({
    ...product,
    price,
    variants: product.variants.map((each) => ({ ...each, price })),
  });
  const soldOut = (product: ProductInput) => ({
    ...product,
    in_stock: false,
    stock: 0,
    variants: product.variants.map((each) => ({ ...each, in_stock: false, stock: 0 })),
  });
  const listens = async (count = 1) =>
    expect
      .poll(
        () =>
          new Promise<number>((resolve, reject) =>
            app.server.getConnections((error, n) => (error ? reject(error) : resolve(n))),
          ),
      )
      .toBeGreaterThanOrEqual(count);
  const status = ({ widget }: WidgetPage) => widget.locator('p.unseen[role=status]');

  it('change their price, sell out and leave, each in its place, and say so', async () => {
    const opened: string[] = [];
    const { it, first, second, third, card } = await toFrames('en', async ({ page }) => {
      page.on('websocket', (socket) => opened.push(new URL(socket.url()).pathname));
    });
    await expect.poll(() => opened).toEqual(['/v1/realtime/socket']);
    await it.page.waitForLoadState('networkidle');
    const add = card(second).getByRole('button');
    await add.focus();

    await sell([priced(first, 12_345)]);
    await card(first).getByText('€123.45').waitFor();
    await expect.poll(() => status(it).textContent()).toBe(`${first.title}: €123.45`);

    await sell([soldOut(second)]);
    await card(second)
      .getByRole('button', { name: `Sold out: ${second.title}` })
      .waitFor();
    await expect.poll(() => status(it).textContent()).toBe(`${second.title}: Sold out`);
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await it.page.keyboard.press('Enter');
    expect(await it.page.locator('#cart-count').isHidden()).toBe(true);

    const before = await card(third).boundingBox();
    const wide = await card(second).boundingBox();
    await remove(second.product_id);
    await card(second).getByText('No longer available').waitFor();
    expect(await card(third).boundingBox()).toEqual(before);
    expect(await card(second).boundingBox()).toEqual(wide);
    expect(await add.isVisible()).toBe(false);
    const focused = () =>
      it.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '');
    await expect.poll(focused).toContain('No longer available');
    await sell([soldOut(third)]);
    await card(third)
      .getByRole('button', { name: /Sold out/ })
      .waitFor();
    await it.shot('live-phone');
    expect(await it.axe()).toEqual([]);
    expect(it.trouble).toEqual([]);
    await it.press('Close');
    await expect
      .poll(() => it.page.evaluate(() => document.querySelector('varai-discovery')?.session))
      .toBeTruthy();
  });

  it('do so where WebSockets don’t get through', async () => {
    // As behind a proxy that knows of no upgrades.
    app.server.removeAllListeners('upgrade');
    const streams: number[] = [];
    const { it, first, card } = await toFrames('en', async ({ page }) => {
      page.on('response', (answer) => {
        if (answer.url().includes('/v1/realtime?')) streams.push(answer.status());
      });
    });
    await expect.poll(() => streams).toEqual([200]);
    await sell([soldOut(first)]);
    await card(first).getByRole('button', { name: 'Sold out' }).waitFor();
    expect(it.trouble.filter((line) => !line.includes('WebSocket'))).toEqual([]);
  });

  it('are asked for again when another process changed the catalogue, and the shopper notices nothing', async () => {
    const { it, second, last, card } = await toFrames('en', async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
    });
    await listens();
    await card(second).getByRole('button').focus();
    const elsewhere = await createCatalog({ ...deps, cache: new MemoryCache(1000) });
    await elsewhere.import('a', JSON.stringify({ products: [soldOut(last)] }), { format: 'json' });
    await card(last).waitFor({ state: 'detached' });
    const focused = () =>
      it.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'));
    await expect.poll(focused).toContain(second.title);
    await sell([soldOut(second)]);
    await card(second).getByRole('button', { name: 'Sold out' }).waitFor();
    await it.shot('live-desktop');
    expect(it.trouble).toEqual([]);
  });

  it.each([
    ['de', 'Ausverkauft'],
    ['fr', 'Épuisée'],
    ['es', 'Agotada'],
    ['it', 'Esaurita'],
  ])('sell out in %s', async (locale, words) => {
    const { it, first, card } = await toFrames(locale);
    await it.page.waitForLoadState('networkidle');
    await sell([soldOut(first)]);
    await card(first).getByRole('button', { name: words }).waitFor();
  });

  it('listen to nothing once the shopper has left them', async () => {
    const closed: string[] = [];
    const { it } = await toFrames('en', async ({ page }) => {
      page.on('websocket', (socket) => {
        closed.push('open');
        socket.on('close', () => closed.push('closed'));
      });
    });
    await expect.poll(() => closed).toEqual(['open']);
    await it.press('Back');
    await expect.poll(() => closed).toEqual(['open', 'closed']);
  });

  it('come back to their places after a restart of the server', async () => {
    const { it, first, card } = await toFrames();
    await it.page.waitForLoadState('networkidle');
    const { port } = new URL(url);
    await app.close();
    app = await buildApp(deps);
    await app.listen({ port: Number(port), host: '127.0.0.1' });
    await sell([soldOut(first)]);
    await card(first).waitFor({ state: 'detached' });
    expect(it.trouble.filter((line) => line.startsWith('uncaught'))).toEqual([]);
  });
});
