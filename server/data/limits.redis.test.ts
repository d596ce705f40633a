import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { NO_CLUSTER, NO_REDIS, startTestCluster, startTestRedis, type TestRedis } from '../../test/redis.ts';
import { limitsContract } from './limits.contract.ts';
import { openRedisLimits } from './limits.redis.ts';

const redis = await startTestRedis();
const cluster = await startTestCluster();
afterAll(async () => {
  await redis?.end();
  await cluster?.end();
});

const quiet = { info: () => undefined, warn: () => undefined };
const open = (url: string, log = quiet) => openRedisLimits({ url, log, now: () => performance.now() });

for (const [name, server, why] of [
  ['Redis', redis, NO_REDIS],
  ['Redis Cluster', cluster, NO_CLUSTER],
] as const) {
  if (server === null) it.skip(`limits on ${name}: ${why}`);
  else
    limitsContract(name, async () => {
      const limits = await open(server.url);
      return { limits, advance: async (ms) => void (await wait(ms)), teardown: () => limits.close() };
    });
}

if (redis === null) it.skip(`three processes and one Redis: ${NO_REDIS}`);
else describe('three processes and one Redis', () => threeProcesses(redis));

function threeProcesses(server: TestRedis) {
  const openThree = (log = quiet) => Promise.all([1, 2, 3].map(() => open(server.url, log)));

  it('let no more than 3 % too many through at ten times the quota', async () => {
    const quota = { amount: 1000, seconds: 1 };
    const three = await openThree();
    const key = `k${Math.random()}`;
    const tallies = three.map((limits) => limits.meter('load', quota).of(key));
    const began = performance.now();
    let through = 0;
    for (let n = 0; n < 20_000; n++) {
      const at = n % 3;
      if (three[at]!.take(tallies[at]!) === null) through += 1;
      // Ten times the quota: ten in each millisecond.
      if (n % 10 === 9) while (performance.now() - began < n / 10) await new Promise(setImmediate);
    }
    const allowed = quota.amount * (1 + (performance.now() - began) / 1000);
    expect(through / allowed).toBeLessThan(1.03);
    expect(through / allowed).toBeGreaterThan(0.9);
    for (const limits of three) await limits.close();
  });

  it('know soon what the others took', async () => {
    const [one, two] = await openThree();
    const key = `k${Math.random()}`;
    const quota = { amount: 100, seconds: 3600 };
    const mine = one!.meter('soon', quota).of(key);
    const theirs = two!.meter('soon', quota).of(key);
    for (let n = 0; n < 100; n++) one!.take(mine);
    one!.reportAll();
    await one!.settled();
    two!.take(theirs);
    two!.reportAll();
    await two!.settled();
    expect(two!.take(theirs)).toBe(theirs);
    await Promise.all([one!.close(), two!.close()]);
  });

  it.skipIf(server.stop === undefined)(
    'enforce the quota alone without Redis, and together when it is back',
    async () => {
      const told: string[] = [];
      const note = (_: object, message: string): void => void told.push(message);
      const limits = await open(server.url, { info: note, warn: note } as typeof quiet);
      const tally = limits.meter('away', { amount: 50, seconds: 3600 }).of('key');
      await server.stop?.();
      let through = 0;
      for (let n = 0; n < 500; n++) {
        if (limits.take(tally) === null) through += 1;
        await limits.settled();
      }
      expect(through).toBe(50);
      expect(told).toEqual(['Redis is away: each process enforces rate limits alone']);
      await server.start?.();
      const other = limits.meter('away', { amount: 1_000_000, seconds: 1 }).of('other');
      while (told.length < 2) {
        limits.take(other);
        limits.reportAll();
        await wait(20);
      }
      expect(told[1]).toBe('rate limits count for all processes again');
      await limits.close();
    },
  );
}
