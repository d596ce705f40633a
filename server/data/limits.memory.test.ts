import { expect, it } from 'vitest';
import { limitsContract } from './limits.contract.ts';
import { MemoryLimits } from './limits.memory.ts';

limitsContract('memory', async () => {
  let clock = 1_700_000_000_000;
  const limits = new MemoryLimits(() => clock);
  return {
    limits,
    advance: async (ms) => {
      clock += ms;
    },
    teardown: () => limits.close(),
  };
});

it('refuses nobody for hours because the clock was set back', () => {
  let clock = 10_000_000;
  const limits = new MemoryLimits(() => clock);
  const tally = limits.meter('m', { amount: 3, seconds: 0.3 }).of('a');
  limits.take(tally);
  clock = 1000;
  expect(limits.take(tally)).toBeNull();
});

it('forgets keys that are whole again before those that are not', () => {
  let clock = 0;
  const limits = new MemoryLimits(() => clock);
  const meter = limits.meter('m', { amount: 2, seconds: 1 });
  for (let n = 0; n < 49_999; n++) limits.take(meter.of(`quiet ${n}`));
  clock += 900;
  const busy = meter.of('busy');
  limits.take(busy);
  clock += 200;
  limits.take(meter.of('one more'));
  expect(meter.of('busy')).toBe(busy);
  expect(meter.of('quiet 7').left(clock)).toBe(2);
});
