import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { NO_CLUSTER, NO_REDIS, startTestCluster, startTestRedis, type TestRedis } from '../../test/redis.ts';
import { cacheContract } from './cache.contract.ts';
import { openRedisCache, type RedisCache } from './cache.redis.ts';
import { redisHosts } from './cache-connect.ts';
import type { DataLog } from './documents.mongo.ts';

const redis = await startTestRedis();
const cluster = await startTestCluster();
afterAll(async () => {
  await redis?.end();
  await cluster?.end();
});

const open = (url: string, log: DataLog = quiet) => openRedisCache({ url, log, frontBytes: 1_000_000 });
const quiet = { info: () => undefined, warn: () => undefined };

for (const [name, server, why] of [
  ['Redis', redis, NO_REDIS],
  ['Redis Cluster', cluster, NO_CLUSTER],
] as const) {
  if (server === null) it.skip(`cache on ${name}: ${why}`);
  else
    cacheContract(name, async () => {
      const cache = await open(server.url);
      return { cache, advance: async (ms) => void (await wait(ms)), teardown: () => cache.close() };
    });
}

it('names the hosts of an address, and nothing secret', () => {
  expect(redisHosts('redis://user:p%40ss@cache.example:6379/0?x=1')).toBe('cache.example:6379');
  expect(redisHosts('rediss-cluster://:pass@a:1,b:2')).toBe('a:1,b:2');
});

/** Asks again until it is so; the test's own time limit ends it. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(20);
}

if (redis === null) it.skip(`two processes and one Redis: ${NO_REDIS}`);
else describe('two processes and one Redis', () => twoProcesses(redis));

function twoProcesses(server: TestRedis) {
  const opened: RedisCache[] = [];
  const openTwo = async (log: DataLog = quiet) => {
    const two = [await open(server.url, log), await open(server.url)] as const;
    opened.push(...two);
    return two;
  };
  afterEach(async () => {
    for (const cache of opened.splice(0)) await cache.close();
  });
  const hour = { ttlMs: 3_600_000 };
  const works = async (cache: RedisCache) => {
    await cache.set('probe', 'x', hour);
    return (await cache.get('probe')) === 'x';
  };

  it('share what is kept, and forget together what one deletes', async () => {
    const [a, b] = await openTwo();
    await a.set('shared', 'old', { ...hour, tags: ['of both'] });
    await eventually(async () => (await b.get('shared')) === 'old');
    await a.deleteByTag('of both');
    await eventually(async () => (await b.get('shared')) === null);
    expect(await a.get('shared')).toBeNull();
  });

  it('keep nothing that was read from the store before it was deleted', async () => {
    const [a, b] = await openTwo();
    for (const [key, remove] of [
      ['by key', () => b.delete('by key')],
      ['by tag', () => b.deleteByTag('t')],
    ] as const) {
      expect(await a.get(key)).toBeNull();
      await remove();
      await a.set(key, 'read before', { ...hour, tags: ['t'] });
      expect(await a.get(key)).toBeNull();
    }
  });

  it('count together', async () => {
    const [a, b] = await openTwo();
    const name = `n${Math.random()}`;
    expect([await a.increment(name, 60_000), await b.increment(name, 60_000)]).toEqual([1, 2]);
  });

  it.skipIf(server.stop === undefined)(
    'go on without Redis, say so once, and show nothing stale when it is back',
    async () => {
      const told: string[] = [];
      const log = {
        info: (_: object, message: string): void => void told.push(message),
        warn: (_: object, message: string): void => void told.push(message),
      };
      const [a, b] = await openTwo(log);
      const heard: string[] = [];
      await a.subscribe('here', (message) => heard.push(message));
      await a.set('k', 'old', hour);
      await eventually(async () => (await b.get('k')) === 'old');
      await server.stop?.();
      await a.delete('k');
      expect(await a.get('k')).toBeNull();
      await a.set('k', 'new', hour);
      expect(await a.increment('n', 60_000)).toBe(1);
      expect(await a.increment('n', 60_000)).toBe(2);
      await a.publish('here', 'within this process');
      expect(heard).toEqual(['within this process']);
      await expect(a.check()).rejects.toThrow('Redis is away');
      await server.start?.();
      await eventually(async () => (await works(a)) && (await works(b)));
      expect([await a.get('k'), await b.get('k')]).toEqual([null, null]);
      await expect(a.check()).resolves.toBeUndefined();
      expect(told).toEqual(['Redis is away: nothing is cached', 'Redis is back']);
    },
  );

  it.skipIf(server.pause === undefined)(
    'answer without a hanging Redis, and end what they could not delete meanwhile',
    async () => {
      const [a, b] = await openTwo();
      await a.set('k', 'old', hour);
      await eventually(async () => (await b.get('k')) === 'old');
      server.pause?.();
      await a.delete('k');
      expect(await a.get('k')).toBeNull();
      server.resume?.();
      await eventually(async () => (await works(a)) && (await works(b)));
      await eventually(async () => (await b.get('k')) === null);
      expect(await a.get('k')).toBeNull();
    },
  );

  it('start without a Redis, and use it when it comes', async () => {
    const cache = await open('redis://127.0.0.1:1');
    expect(await cache.get('k')).toBeNull();
    await cache.set('k', 'v', hour);
    await expect(cache.check()).rejects.toThrow('Redis is away');
    await cache.close();
  });
}
