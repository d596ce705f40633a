import type { Cache } from '../../data/index.ts';
import { ChatModelError } from '../model.ts';
import type { Budget, TokenPrice } from './options.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Spending {
  /** Puts in place of what was set aside what was used, which may be nothing. */
  settle(model: string, input: number, output: number): Promise<{ usd: number }>;
}

export interface BudgetBook {
  /**
   * Sets aside what an answer may take, in one count that all processes share, so that many at once can't overdraw.
   * @throws ChatModelError `budget` when less than that is left, or nobody has named the model's price
   */
  reserve(
    whose: { store_id: string; session_id: string },
    model: string,
    input: number,
    output: number,
  ): Promise<Spending>;
}

/**
 * Tokens by session and by store and day, and what they cost: USD per million tokens are millionths of USD per token. What
 * a cache forgets of a store's day, being full or away, this process still knows of its own share.
 */
export function openBudget(
  { tokens_per_session, tokens_per_store_day, usd_per_store_day }: Budget,
  prices: Readonly<Record<string, TokenPrice>>,
  cache: Pick<Cache, 'increment'>,
  now: () => number,
): BudgetBook {
  const microsOf = (model: string, input: number, output: number) => {
    const price = prices[model];
    if (price === undefined) throw new ChatModelError('budget', '');
    return Math.ceil(input * price.input + output * price.output);
  };
  const ours = { day: '', counts: new Map<string, number>() };
  const countOurs = (key: string, by: number, day: string) => {
    if (day > ours.day) Object.assign(ours, { day, counts: new Map() });
    if (day < ours.day) return 0;
    const count = (ours.counts.get(key) ?? 0) + by;
    ours.counts.set(key, count);
    return count;
  };
  return {
    async reserve({ store_id, session_id }, model, input, output) {
      const day = new Date(now()).toISOString().slice(0, 10);
      const limits = [
        { key: `chat:tokens:${store_id}:${session_id}`, most: tokens_per_session, isMoney: false },
        { key: `chat:tokens:${store_id}:${day}`, most: tokens_per_store_day, isMoney: false },
        { key: `chat:usd_micros:${store_id}:${day}`, most: usd_per_store_day * 1e6, isMoney: true },
      ];
      const [tokens, micros] = [input + output, microsOf(model, input, output)];
      const set = limits.map(({ key, most, isMoney }) => ({
        key,
        most,
        by: isMoney ? micros : tokens,
        isMoney,
      }));
      const add = (amounts: readonly { key: string; by: number }[]) =>
        Promise.all(
          amounts.map(async ({ key, by }) => {
            // Sessions are too many to be known here, and spend what is their store's.
            const own = key.endsWith(day) ? countOurs(key, by, day) : 0;
            return Math.max(own, await cache.increment(key, DAY_MS, by));
          }),
        );
      const counts = await add(set);
      if (counts.some((count, at) => count > (set[at]?.most ?? 0))) {
        await add(set.map(({ key, by }) => ({ key, by: -by })));
        throw new ChatModelError('budget', '');
      }
      return {
        async settle(used, usedInput, usedOutput) {
          const usedMicros = microsOf(used, usedInput, usedOutput);
          const usedTokens = usedInput + usedOutput;
          await add(
            set.map(({ key, by, isMoney }) => ({ key, by: (isMoney ? usedMicros : usedTokens) - by })),
          );
          return { usd: usedMicros / 1e6 };
        },
      };
    },
  };
}
