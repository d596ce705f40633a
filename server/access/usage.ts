import type { FastifyBaseLogger } from 'fastify';
import type { Collection, Doc, Documents } from '../data/index.ts';

/** Uses are written down this long after the first of them. */
const FLUSH_MS = 5000;
const DAY_MS = 86_400_000;
/** How long each day's count is kept. */
const KEPT_SECONDS = 90 * 86_400;

interface DayDoc extends Doc {
  store_id: string;
  subject_id: string;
  /** Start of the day in UTC, ms since the epoch. */
  day: number;
  uses: number;
}

/** What was counted and not yet written down, of one key or client. */
export interface UseCount {
  note(at: number): void;
}

export interface Usage {
  of(subject: { id: string; store_id: string; kept: Collection<UsedDoc> }): UseCount;
  /** Uses of each day there were any, oldest first. */
  days(store_id: string, subject_id: string): Promise<{ day: string; uses: number }[]>;
  flush(): Promise<void>;
}

export interface UsedDoc extends Doc {
  uses?: number;
  last_used_at?: number;
}

/** Counts of what nobody writes down. */
export const UNCOUNTED: UseCount = { note: () => undefined };

/** Counts uses in memory and writes them down every few seconds, so that no request waits for it. */
export async function openUsage(deps: {
  documents: Documents;
  log: Pick<FastifyBaseLogger, 'warn'>;
}): Promise<Usage> {
  const days = deps.documents.collection<DayDoc>('access_usage');
  await days.createIndex({ store_id: 1, subject_id: 1 }, { name: 'subject' });
  await days.createIndex({ day: 1 }, { name: 'ttl', expireAfterSeconds: KEPT_SECONDS });
  let waiting = new Set<Count>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  class Count implements UseCount {
    uses = 0;
    last = 0;
    constructor(readonly subject: Parameters<Usage['of']>[0]) {}
    note(at: number): void {
      this.last = at;
      if (this.uses++ === 0) putDown(this);
    }
  }

  function putDown(count: Count): void {
    waiting.add(count);
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const counted = [...waiting];
    waiting = new Set();
    flushing = flushing.then(async () => {
      for (const count of counted) await write(count);
    });
    await flushing;
  }

  /** What could not be written is counted on, with the uses since; half of it may then count twice. */
  async function write(count: Count): Promise<void> {
    const { uses, last } = count;
    const { id, store_id, kept } = count.subject;
    count.uses = 0;
    try {
      const day = Math.floor(last / DAY_MS) * DAY_MS;
      await days.findOneAndUpdate(
        { _id: `${id}/${day}` },
        { $inc: { uses }, $set: { store_id, subject_id: id, day } },
        { upsert: true },
      );
      await kept.update({ _id: id }, { $inc: { uses }, $max: { last_used_at: last } });
    } catch (err) {
      deps.log.warn({ err, key_id: id }, 'uses of a key could not be written down, and are tried again');
      count.uses += uses;
      putDown(count);
    }
  }

  return {
    of: (subject) => new Count(subject),
    async days(store_id, subject_id) {
      const found = await days.find({ store_id, subject_id }, { sort: { day: 1 } });
      return found.map(({ day, uses }) => ({ day: new Date(day).toISOString().slice(0, 10), uses }));
    },
    flush,
  };
}
