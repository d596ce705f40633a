import type { FastifyBaseLogger } from 'fastify';
import type { DataHolder } from './holders.ts';

const SWEEP_EVERY_MS = 3_600_000;
const RESUME_EVERY_MS = 60_000;

export interface Sweeper {
  /** Removes what has been kept long enough, of one store or of all. @returns how many, by kind. */
  sweep(store_id?: string): Promise<Record<string, number>>;
  /** Sweeps every hour, and finishes erasures that were cut off. */
  start(): void;
  stop(): Promise<void>;
}

/** Keeps the schedule that the holders state. What the store of documents ends by itself needs nobody. */
export function openSweeper(deps: {
  holders: readonly DataHolder[];
  resume(): Promise<number>;
  log: FastifyBaseLogger;
  now(): number;
}): Sweeper {
  const { holders, resume, log, now } = deps;
  let timers: NodeJS.Timeout[] = [];
  let running: Promise<void> = Promise.resolve();

  async function sweep(store_id?: string): Promise<Record<string, number>> {
    const removed: Record<string, number> = {};
    for (const holder of holders) {
      if (holder.sweep !== undefined) removed[holder.name] = await holder.sweep(now(), store_id);
    }
    return removed;
  }

  /** One after the other, and never a reason for the server to fall. */
  function later(work: () => Promise<unknown>): void {
    running = running
      .then(work)
      .then(() => undefined)
      .catch((err: unknown) => log.error({ err }, 'personal data could not be tidied up just now'));
  }

  return {
    sweep,
    start() {
      later(resume);
      later(sweep);
      timers = [
        setInterval(() => later(resume), RESUME_EVERY_MS).unref(),
        setInterval(() => later(sweep), SWEEP_EVERY_MS).unref(),
      ];
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await running;
    },
  };
}
