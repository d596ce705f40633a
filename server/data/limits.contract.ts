import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limits } from './limits.ts';

export interface LimitsSetup {
  limits: Limits;
  /** Lets this much time pass for the limits, by their clock or by waiting. */
  advance(ms: number): Promise<void>;
  teardown(): Promise<void>;
}

/** Every promise of the limits port, once. */
export function limitsContract(name: string, setup: () => Promise<LimitsSetup>): void {
  describe(`limits: ${name}`, () => {
    let at: LimitsSetup;
    beforeEach(async () => {
      at = await setup();
    });
    afterEach(() => at.teardown());
    const unique = () => `k${Math.random()}`;

    it('lets the whole quota through at once, and then as much again in its time', async () => {
      const tally = at.limits.meter('contract', { amount: 3, seconds: 0.6 }).of(unique());
      expect([1, 2, 3].map(() => at.limits.take(tally))).toEqual([null, null, null]);
      expect(at.limits.take(tally)).toBe(tally);
      expect(tally.waitMs(at.limits.now())).toBeGreaterThan(0);
      await at.advance(250);
      expect(at.limits.take(tally)).toBeNull();
      expect(at.limits.take(tally)).toBe(tally);
    });

    it('counts each key for itself, and what is left of it', async () => {
      const meter = at.limits.meter('contract', { amount: 10, seconds: 60 });
      const [one, other] = [meter.of(unique()), meter.of(unique())];
      for (let n = 0; n < 4; n++) at.limits.take(one);
      expect([one.left(at.limits.now()), other.left(at.limits.now())]).toEqual([6, 10]);
    });

    it('takes nothing from anyone when one has nothing left', async () => {
      const meter = at.limits.meter('contract', { amount: 5, seconds: 60 });
      const wide = meter.of(unique());
      const narrow = meter.of(unique(), { amount: 1, seconds: 60 });
      expect(at.limits.take(wide, narrow)).toBeNull();
      expect(at.limits.take(wide, narrow)).toBe(narrow);
      expect(wide.left(at.limits.now())).toBe(4);
    });

    it('keeps what was taken when a key’s quota changes', async () => {
      const meter = at.limits.meter('contract', { amount: 10, seconds: 60 });
      const key = unique();
      for (let n = 0; n < 8; n++) at.limits.take(meter.of(key));
      const raised = meter.of(key, { amount: 100, seconds: 60 });
      expect(raised.left(at.limits.now())).toBe(20);
    });
  });
}
