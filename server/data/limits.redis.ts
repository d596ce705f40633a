import { once } from 'node:events';
import { connectForCommands } from './cache-connect.ts';
import type { DataLog } from './documents.mongo.ts';
import { SharedLimits } from './limits.shared.ts';

export interface RedisLimitsOptions {
  /** See connectRedis. */
  url: string;
  log: DataLog;
  now(): number;
}

/** A server starts without its Redis, too. */
const FIRST_WAIT_MS = 1500;

/**
 * The limits port shared through Redis, which is told after the answer and never waited for. While it is away each
 * process enforces every quota alone; what was taken meanwhile counts when it is back.
 */
export async function openRedisLimits({ url, log, now }: RedisLimitsOptions): Promise<SharedLimits> {
  const redis = await connectForCommands(url);
  if (redis.status !== 'ready')
    await once(redis, 'ready', { signal: AbortSignal.timeout(FIRST_WAIT_MS) }).catch(() => undefined);
  let isAlone = false;
  return new SharedLimits({
    now,
    async report(tally, count, leastMs) {
      const { costMs, mostMs } = tally;
      const aheadUs = await redis.varaiTally(`varai:limit:${tally.name}`, count, costMs, leastMs, mostMs);
      if (isAlone) log.info({}, 'rate limits count for all processes again');
      isAlone = false;
      return aheadUs / 1000;
    },
    onAlone(err) {
      if (!isAlone) log.warn({ err }, 'Redis is away: each process enforces rate limits alone');
      isAlone = true;
    },
    async end() {
      redis.disconnect();
    },
  });
}
