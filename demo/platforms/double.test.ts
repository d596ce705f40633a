import { afterEach, describe, expect, it } from 'vitest';
import { DOUBLE_NAMES, type Double, type DoubleName, startPlatformDouble } from './index.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(name: DoubleName): Promise<Double> {
  const double = await startPlatformDouble(name, { frames: 6 });
  closing.push(double.close);
  return double;
}

describe.each(DOUBLE_NAMES)('the %s double', (name) => {
  it('is edited over HTTP by whoever tries it out', async () => {
    const { url, titles } = await start(name);
    const products = `${url}/_double/products`;
    const [first, second] = titles();
    const path = (id: string | undefined) => `${products}/${encodeURIComponent(id ?? '')}`;
    const post = (body: string) => fetch(path(first?.id), { method: 'POST', body });
    expect(await (await fetch(products)).json()).toEqual(titles());
    expect((await post('{"title":"Renamed","price":"12.00","stock":0}')).status).toBe(204);
    expect(titles()[0]?.title).toBe('Renamed');
    expect((await post('{"price":12}')).status).toBe(400);
    expect((await fetch(path('nothing'), { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(path(second?.id), { method: 'DELETE' })).status).toBe(204);
    expect(titles()).toHaveLength(5);
    expect((await fetch(`${url}/_double/else`)).status).toBe(404);
  });

  it('fails as often as it is told, with the rest it asks for', async () => {
    const double = await start(name);
    double.setFault({ api: { status: 503, retry_after: 2, times: 1 } });
    const failed = await fetch(`${double.url}/rest/V1/store/storeConfigs`);
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await fetch(`${double.url}/nowhere`)).status).toBe(404);
    expect(double.calls()).toBe(2);
  });
});
