import { expect, it } from 'vitest';
import { rateLimiter } from './rate.ts';

it('lets a burst through, then so many a second', () => {
  const wait = rateLimiter({ perSecond: 10, burst: 3 });
  expect([1, 2, 3].map(() => wait('a', 1000))).toEqual([0, 0, 0]);
  expect(wait('a', 1000)).toBe(100);
  expect(wait('b', 1000)).toBe(0);
  expect(wait('a', 1100)).toBe(0);
});

it('refuses nobody for hours because the clock was set back', () => {
  const wait = rateLimiter({ perSecond: 10, burst: 3 });
  wait('a', 10_000_000);
  expect(wait('a', 1000)).toBe(0);
});
