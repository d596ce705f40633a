import { expect, it } from 'vitest';
import { SharedLimits } from './limits.shared.ts';
import { Tally } from './limits.ts';

const QUOTA = { amount: 1000, seconds: 60 };

/** Instances whose clock and whose common memory are the test's; a report takes `delayMs`. */
function simulated(instances: number, delayMs: number) {
  let clock = 1_700_000_000_000;
  let isAway = false;
  let shared = new Tally('shared', QUOTA);
  const waiting: { at: number; answer: () => void }[] = [];
  const all = Array.from({ length: instances }, () => {
    const limits = new SharedLimits({
      now: () => clock,
      report: (_, count, leastMs) =>
        new Promise((resolve, reject) => {
          const answer = () => {
            if (isAway) return reject(new Error('away'));
            shared.atLeast(Math.max(shared.aheadMs(clock), leastMs), clock, count);
            resolve(shared.aheadMs(clock));
          };
          waiting.push({ at: clock + delayMs, answer });
        }),
    });
    return { limits, tally: limits.meter('m', QUOTA).of('key') };
  });
  return {
    all,
    setAway: (away: boolean) => {
      isAway = away;
    },
    forget: () => {
      shared = new Tally('shared', QUOTA);
    },
    /** @param perSecond asked of all instances together. @returns how many were let through. */
    async load(perSecond: number, seconds: number): Promise<number> {
      let through = 0;
      for (let n = 0; n < perSecond * seconds; n++) {
        clock += 1000 / perSecond;
        while (waiting[0] !== undefined && waiting[0].at <= clock) waiting.shift()?.answer();
        if (n % Math.ceil(perSecond) === 0) for (const { limits } of all) limits.reportAll();
        await Promise.resolve();
        const { limits, tally } = all[n % instances]!;
        if (limits.take(tally) === null) through += 1;
      }
      return through;
    },
    close: () => {
      for (const { answer } of waiting) answer();
      return Promise.all(all.map(({ limits }) => limits.close()));
    },
  };
}

/** A fresh quota and what comes back in the time. */
const allowed = (seconds: number) => QUOTA.amount + (QUOTA.amount / QUOTA.seconds) * seconds;

it.each([
  [3, 2],
  [3, 50],
  [8, 5],
])(
  'lets no more than 3 % too many through at ten times the quota, %i instances, %i ms apart',
  async (instances, delayMs) => {
    const at = simulated(instances, delayMs);
    const through = await at.load((10 * QUOTA.amount) / QUOTA.seconds, 180);
    expect(through).toBeLessThan(allowed(180) * 1.03);
    expect(through).toBeGreaterThan(allowed(180) * 0.97);
    await at.close();
  },
);

it('does not let the error grow with time', async () => {
  const at = simulated(3, 20);
  await at.load(2000, 30);
  expect(await at.load(2000, 120)).toBeLessThan((QUOTA.amount / 60) * 120 * 1.03);
  await at.close();
});

it('enforces the quota in each instance while nobody answers, and together again afterwards', async () => {
  const at = simulated(3, 2);
  at.setAway(true);
  const alone = await at.load(500, 60);
  expect(alone).toBeLessThan(3 * allowed(60) * 1.01);
  expect(alone).toBeGreaterThan(3 * allowed(60) * 0.95);
  at.setAway(false);
  at.forget();
  await at.load(500, 60);
  expect(await at.load(500, 120)).toBeLessThan((QUOTA.amount / 60) * 120 * 1.05);
  await at.close();
});
