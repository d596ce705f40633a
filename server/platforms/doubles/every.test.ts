import { describe, expect, it } from 'vitest';
import { shopFrame } from '../../../demo/platforms/frames.ts';
import type { DoubleName } from '../../../demo/platforms/index.ts';
import { openReceiver } from '../../../demo/platforms/testing.ts';
import { believe } from '../believe.ts';
import type { Evidence } from '../evidence.ts';
import type { EventType, Fact, StoreContext } from '../platform.ts';
import { connection, platforms, problemOf } from '../testing.ts';
import { closing, connected, ids, idsIn, key, listed, SECRET, shown } from './testing.ts';

const NAMES = ['shopify', 'woocommerce', 'magento'] as const;

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
