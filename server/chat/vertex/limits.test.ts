import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VertexDouble } from '../../../demo/vertex/index.ts';
import { startTrustedDouble } from '../../../demo/vertex/testing.ts';
import { MemoryCache } from '../../data/index.ts';
import type { Turn } from '../model.ts';
import type { VertexOptions } from './index.ts';
import { EU, LOCAL_TEXT, openTrial, type Trial, testTurn } from './testing.ts';

let double: VertexDouble;
let trial: Trial;
beforeAll(async () => {
  double = await startTrustedDouble();
});
afterAll(() => double.close());
beforeEach(() => {
  trial = openTrial(double);
  return () => trial.close();
});
const open = (changes: Partial<VertexOptions> = {}) => trial.open(changes);
const ask = (turn: Turn, vertex = open()) => trial.ask(turn, vertex);

describe('what is spent and how many speak at once', () => {
  it('stops at the session’s tokens, the store’s tokens and the store’s money, and counts what was used', async () => {
    const used: number[] = [];
    const cache = new MemoryCache(1_000_000);
    const watch = {
      onTokens: ({ input, output, usd }: { input: number; output: number; usd: number }) =>
        used.push(input + output, usd),
    };
    await ask(testTurn('round'), open({ cache, watch }));
    expect(used[0]).toBeGreaterThan(1000);
    expect(used[1]).toBeGreaterThan(0);
    expect(await cache.increment('chat:tokens:s1:session-1', 1000, 0)).toBe(used[0]);
    const full = { tokens_per_session: 1e9, tokens_per_store_day: 1e9, usd_per_store_day: 1e9 };
    for (const limit of Object.keys(full)) {
      const calls = double.calls.length;
      const budget = { ...full, [limit]: limit === 'usd_per_store_day' ? 0.000_01 : 500 };
      expect(await ask(testTurn('round'), open({ budget }))).toMatchObject({
        said: LOCAL_TEXT,
        fell_back: 'budget',
      });
      expect(double.calls).toHaveLength(calls);
    }
  });

  it('can’t be overdrawn by many at once', async () => {
    const vertex = open({
      budget: { tokens_per_session: 1e9, tokens_per_store_day: 12_000, usd_per_store_day: 100 },
      concurrency: 50,
    });
    const heard = await Promise.all(Array.from({ length: 20 }, () => ask(testTurn('round'), vertex)));
    const answered = heard.filter(({ fell_back }) => fell_back === null).length;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(12);
  });

  it('holds for a store’s day where the cache forgets what was counted', async () => {
    const budget = { tokens_per_session: 1e9, tokens_per_store_day: 12_000, usd_per_store_day: 100 };
    const vertex = open({ budget, cache: { increment: async (_key, _ttl, by = 1) => by } });
    const answered = [];
    for (let n = 0; n < 12; n++)
      answered.push(await ask(testTurn('round', { session_id: `s-${n}` }), vertex));
    expect(answered[0]?.fell_back).toBeNull();
    expect(answered.at(-1)?.fell_back).toBe('budget');
  });

  it('lets so many speak at once, so many wait, and none for long', async () => {
    double.fault = { kind: 'hang' };
    const vertex = open({
      concurrency: 1,
      waiting: 1,
      models: [EU],
      deadlines: { firstToken: 600, answer: 700, waiting: 100 },
    });
    const heard = await Promise.all([1, 2, 3].map(() => ask(testTurn('round'), vertex)));
    expect(heard.map(({ fell_back }) => fell_back).sort()).toEqual(['queue', 'queue', 'timeout']);
    expect(double.calls).toHaveLength(1);
  });
});

describe('the breaker of a model', () => {
  it('opens after failures, keeps it from being asked, and closes when it answers again', async () => {
    const states: string[] = [];
    let rested: () => void = () => undefined;
    const watch = {
      onBreaker(model: string, state: string) {
        states.push(`${model} ${state}`);
        if (state === 'half_open') rested();
      },
    };
    const vertex = open({ models: [EU], watch, breaker: { calls: 4, failures: 50, rest_ms: 150 } });
    double.fault = { kind: 'status', status: 500 };
    await ask(testTurn('round'), vertex);
    await ask(testTurn('round'), vertex);
    expect(states).toEqual([`${EU} open`]);
    const calls = double.calls.length;
    const half = new Promise<void>((resolve) => {
      rested = resolve;
    });
    expect((await ask(testTurn('round'), vertex)).fell_back).toBe('breaker');
    expect(double.calls).toHaveLength(calls);
    double.fault = null;
    await half;
    const heard = await Promise.all([1, 2, 3].map(() => ask(testTurn('round'), vertex)));
    expect(heard.filter(({ fell_back }) => fell_back === null).length).toBeGreaterThan(0);
    expect(states).toEqual([`${EU} open`, `${EU} half_open`, `${EU} closed`]);
    expect((await ask(testTurn('round'), vertex)).fell_back).toBeNull();
  });

  it('does not open for what is no fault of the model', async () => {
    const states: string[] = [];
    const watch = { onBreaker: (_: string, state: string) => void states.push(state) };
    const vertex = open({ models: [EU], watch, breaker: { calls: 2, failures: 10, rest_ms: 60_000 } });
    double.fault = { kind: 'blocked' };
    for (let time = 0; time < 5; time++)
      expect((await ask(testTurn('round'), vertex)).fell_back).toBe('blocked');
    expect(states).toEqual([]);
  });
});
