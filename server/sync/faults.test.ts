import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';
import { connectShop, delivery, productBody, SHOP } from './testing.ts';

let at: TestApp;
beforeEach(async () => {
  at = await openTestApp();
  await connectShop(at.deps.connections);
});
afterEach(() => at.close());

const NOW = Date.now();
const send = (sent: ReturnType<typeof delivery>, type = 'product_updated') =>
  at.app.inject({ method: 'POST', url: `/webhooks/shopify/${type}`, ...sent });
const sendProduct = (id: number) =>
  send(delivery('products/update', productBody({ id, updated_at: NOW }), { triggered_at: NOW }));
const admin = async (url: string, payload?: object) =>
  (
    await at.app.inject({
      method: payload ? 'POST' : 'GET',
      url: `/admin/v1/${url}`,
      headers: { 'x-api-key': at.secretKey },
      ...(payload ? { payload } : {}),
    })
  ).json();

it('fails the one event that breaks something, and deals with those that came with it', async () => {
  const { catalog, sync } = at.deps;
  const really = catalog.sync;
  vi.spyOn(catalog, 'sync').mockImplementation((store_id, ids, say) =>
    ids.includes('13') ? Promise.reject(new Error('broken')) : really(store_id, ids, say),
  );
  for (const id of [12, 13, 14]) await sendProduct(id);
  await sync.drain();
  const { events } = await admin('events');
  const found = events.map(({ entity_id, status }: Record<string, string>) => `${entity_id} ${status}`);
  expect(found.sort()).toEqual(['12 done', '13 pending', '14 done']);
  expect((await catalog.snapshot('a')).products.map(({ product_id }) => product_id)).toEqual(['12', '14']);
});

it('does not disconnect a shop for an uninstalling from before it was connected again', async () => {
  const { connections, sync } = at.deps;
  const uninstalled = (triggered_at: number) =>
    send(
      delivery('app/uninstalled', JSON.stringify({ id: 1, myshopify_domain: SHOP.domain }), { triggered_at }),
      'app_uninstalled',
    );
  await uninstalled(NOW - 60_000);
  await sync.drain();
  expect(await connections.get('a')).toMatchObject({ status: 'uninstalled', credentials: {} });
  await connectShop(connections);
  await connections.save({ ...(await connections.get('a'))!, connected_at: NOW });
  await uninstalled(NOW - 30_000);
  await admin('events/replay', { since: 0 });
  await sync.drain();
  expect(await connections.get('a')).toMatchObject({ status: 'connected' });
});
