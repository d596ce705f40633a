import { expect, it } from 'vitest';
import { cacheContract } from './cache.contract.ts';
import { MemoryCache } from './cache.memory.ts';

cacheContract('memory', async () => {
  let clock = 1;
  const cache = new MemoryCache(1_000_000, () => clock);
  return {
    cache,
    advance: async (ms) => {
      clock += ms;
    },
    teardown: () => cache.close(),
  };
});

it('forgets the least recently used when full', async () => {
  const cache = new MemoryCache(1000);
  await cache.set('a', 'x'.repeat(150), { ttlMs: 1000 });
  await cache.set('b', 'x'.repeat(150), { ttlMs: 1000 });
  await cache.get('a');
  await cache.set('c', 'x'.repeat(150), { ttlMs: 1000 });
  expect(await cache.get('b')).toBeNull();
  expect(await cache.get('a')).not.toBeNull();
});

it('deletes any number of entries by one tag', async () => {
  const cache = new MemoryCache(100_000_000);
  for (let n = 0; n < 150_000; n++) await cache.set(`${n}`, '', { ttlMs: 60_000, tags: ['all'] });
  await cache.deleteByTag('all');
  expect(await cache.get('149999')).toBeNull();
});
