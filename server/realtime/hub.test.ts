import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Catalog, CatalogListener } from '../catalog/index.ts';
import { MemoryCache } from '../data/index.ts';
import { logger } from '../observe/index.ts';
import { type Hub, openHub } from './hub.ts';

let version: number;
let isDown: boolean;
let logged: string;
let subscriptions: number;
let change: CatalogListener;
let cache: MemoryCache & { isShared: boolean };
let hub: Hub;

/** A cache whose messages the test can send as another instance would. */
class WatchedCache extends MemoryCache {
  override async subscribe(channel: string, listener: (message: string) => void) {
    const end = await super.subscribe(channel, listener);
    subscriptions += 1;
    return async () => {
      subscriptions -= 1;
      await end();
    };
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  [version, isDown, logged, subscriptions] = [1, false, '', 0];
  cache = new WatchedCache(1000) as MemoryCache & { isShared: boolean };
  const catalog = {
    version: async () => {
      if (isDown) throw new Error('the store is away');
      return version;
    },
    onChange: (listener: CatalogListener) => {
      change = listener;
      return () => undefined;
    },
  } as unknown as Catalog;
  const log = logger('warn', {
    write: (line) => {
      logged += line;
    },
  });
  hub = openHub({ catalog, cache, log });
});
afterEach(() => {
  vi.useRealTimers();
});

const removing = (id: string) => ({ changed: [], removed: [id] });
const elsewhere = (of: number, id: string) =>
  cache.publish(
    'realtime:a',
    JSON.stringify({
      version: of,
      message: { type: 'products_changed', products: [], removed: [id] },
    }),
  );
async function heard(store = 'a') {
  const messages: string[] = [];
  const { leave } = await hub.listen(store, ({ version: of, json }) => {
    const { type, removed } = JSON.parse(json);
    messages.push(`${of} ${removed ?? type}`);
  });
  return { messages, leave };
}
const aSecond = () => vi.advanceTimersByTimeAsync(1000);

describe('those who listen to a store', () => {
  it('hear each change once, whoever tells it again, and nothing older after it', async () => {
    const { messages } = await heard();
    change('a', removing('x'), 2);
    await elsewhere(2, 'x');
    await elsewhere(3, 'y');
    await elsewhere(2, 'late');
    version = 3;
    await aSecond();
    expect(messages).toEqual(['2 x', '3 y']);
  });

  it('are told to read again where a change between was not heard', async () => {
    const { messages } = await heard();
    await elsewhere(3, 'y');
    await elsewhere(4, 'z');
    expect(messages).toEqual(['3 catalog_changed', '4 z']);
  });

  it('are told within a second of what nobody said, which instances get a second to say', async () => {
    const { messages } = await heard();
    version = 2;
    await aSecond();
    expect(messages).toEqual(['2 catalog_changed']);
    Object.assign(cache, { isShared: true });
    version = 3;
    await aSecond();
    expect(messages.length).toBe(1);
    await aSecond();
    expect(messages).toEqual(['2 catalog_changed', '3 catalog_changed']);
  });

  it('hear in order, however many they are', async () => {
    const all = await Promise.all(Array.from({ length: 350 }, () => heard()));
    for (let n = 2; n < 6; n++) change('a', removing(`${n}`), n);
    await vi.waitFor(() => {
      for (const { messages } of all) expect(messages).toEqual(['2 2', '3 3', '4 4', '5 5']);
    });
  });

  it('go on when the store was away for a while, which is told once', async () => {
    const { messages } = await heard();
    isDown = true;
    await aSecond();
    await aSecond();
    expect(logged.split('\n').filter(Boolean).length).toBe(1);
    isDown = false;
    version = 2;
    await aSecond();
    expect(messages).toEqual(['2 catalog_changed']);
  });

  it('are told when they can’t listen, and leave nothing behind', async () => {
    isDown = true;
    await expect(heard()).rejects.toThrow('the store is away');
    expect([subscriptions, vi.getTimerCount()]).toEqual([0, 0]);
    isDown = false;
    const { messages } = await heard();
    change('a', removing('x'), 2);
    expect(messages).toEqual(['2 x']);
  });

  it('share one subscription a store, which ends with the last of them', async () => {
    const all = [await heard(), await heard(), await heard('b')];
    expect(subscriptions).toBe(2);
    for (const { leave } of all) await leave();
    expect([subscriptions, vi.getTimerCount()]).toEqual([0, 0]);
    change('a', removing('x'), 2);
    expect(all[0]?.messages).toEqual([]);
  });
});
