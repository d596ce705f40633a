import { expect, it } from 'vitest';
import { comingTime } from './words.ts';

const NOW = Date.parse('2026-11-20T08:00:00Z');

it('reads when something ends, from now or as a date', () => {
  expect(comingTime('--until', '7d', NOW)).toBe(NOW + 7 * 86_400_000);
  expect(comingTime('--until', '90m', NOW)).toBe(NOW + 90 * 60_000);
  expect(comingTime('--until', '2027-01-31', NOW)).toBe(Date.parse('2027-01-31'));
  expect(comingTime('--until', undefined, NOW)).toBeUndefined();
});

it('takes no time that is over, and none it can’t read', () => {
  for (const text of ['2026-11-19', 'yesterday', '0d', '-1d', '999999d'])
    expect(() => comingTime('--until', text, NOW)).toThrow('--until takes a time to come');
});
