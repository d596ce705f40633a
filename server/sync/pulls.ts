import { type Collection, type Doc, type Documents, isHolderGone, newHolder } from '../data/index.ts';

/** A pull on another machine that has not been heard of for this long has died, and another may go on. */
const SILENCE_MS = 60_000;

/** How far a store's catalogue has been read. */
export interface Pull {
  status: 'idle' | 'running' | 'done' | 'failed';
  /** Everything, or what changed since the last. */
  kind: 'full' | 'changes';
  /** Where to go on; null at the beginning. */
  cursor: string | null;
  /** Only what changed after this; ms since the epoch. */
  since: number | null;
  /** Products read, of how many. */
  done: number;
  total: number | null;
  changed: number;
  removed: number;
  /** Products that could not be understood. */
  refused: number;
  started_at: number | null;
  ended_at: number | null;
  error: string | null;
  /** Everything that changed before this time has been seen. */
  seen_until: number | null;
  /** When every product was last compared. */
  full_at: number | null;
}

type PullDoc = Doc & Pull & { runner: string | null; heard_at: number };

export interface Pulls {
  get(store_id: string): Promise<Pull>;
  /** Begins, or goes on where a dead or failed one stopped. @returns null while another is at it. */
  take(store_id: string, wanted: { kind: Pull['kind']; since: number | null }): Promise<Taken | null>;
  /** Makes everything be compared as if it last had been at `time`, unless it was longer ago. */
  lastFullBefore(store_id: string, time: number): Promise<void>;
  /** Lets the next one begin from nothing, whoever is at it now. */
  restart(store_id: string): Promise<void>;
  forget(store_id: string): Promise<void>;
}

export interface Taken {
  pull: Pull;
  /** @throws when another has taken over. */
  note(progress: Partial<Pull>): Promise<void>;
}

const NEW: Pull = {
  status: 'idle',
  kind: 'full',
  cursor: null,
  since: null,
  done: 0,
  total: null,
  changed: 0,
  removed: 0,
  refused: 0,
  started_at: null,
  ended_at: null,
  error: null,
  seen_until: null,
  full_at: null,
};

export function openPulls(documents: Documents, now: () => number): Pulls {
  const pulls = documents.collection<PullDoc>('pulls') as Collection<PullDoc>;
  return {
    async get(store_id) {
      const doc = await pulls.findOne({ _id: store_id });
      return doc === null ? NEW : pullOf(doc);
    },
    async take(store_id, { kind, since }) {
      const runner = newHolder();
      const standing = await pulls.findOne({ _id: store_id });
      if (standing === null) {
        await pulls.findOneAndUpdate(
          { _id: store_id },
          { $setOnInsert: { ...NEW, runner: null, heard_at: 0 } },
          { upsert: true },
        );
      }
      // What was begun and not ended goes on, unless more is wanted now than then.
      const isUnfinished = standing !== null && standing.cursor !== null && standing.status !== 'done';
      const goesOn = isUnfinished && (standing.kind === 'full' || standing.kind === kind);
      const begin = goesOn
        ? {}
        : {
            kind,
            since,
            cursor: null,
            done: 0,
            total: null,
            changed: 0,
            removed: 0,
            refused: 0,
            started_at: now(),
          };
      const free = [null, ...(standing?.runner && isHolderGone(standing.runner) ? [standing.runner] : [])];
      const isFree = { $or: [{ runner: { $in: free } }, { heard_at: { $lt: now() - SILENCE_MS } }] };
      const taken = await pulls.findOneAndUpdate(
        { _id: store_id, ...isFree },
        { $set: { ...begin, status: 'running', runner, heard_at: now(), ended_at: null, error: null } },
      );
      if (taken === null) return null;
      return {
        pull: pullOf(taken),
        async note(progress) {
          const isOver = progress.status !== undefined && progress.status !== 'running';
          const { matched } = await pulls.update(
            { _id: store_id, runner },
            { $set: { ...progress, heard_at: now(), ...(isOver ? { runner: null, ended_at: now() } : {}) } },
          );
          if (matched === 0) throw new Error('another process has taken this over');
        },
      };
    },
    async lastFullBefore(store_id, time) {
      await pulls.update({ _id: store_id, full_at: { $gt: time } }, { $set: { full_at: time } });
    },
    async restart(store_id) {
      const fresh = { ...NEW, status: 'failed' as const, error: 'the store was connected to another shop' };
      await pulls.bulkUpsert([{ _id: store_id, ...fresh, runner: null, heard_at: 0 }]);
    },
    async forget(store_id) {
      await pulls.delete({ _id: store_id });
    },
  };
}

function pullOf({ _id, runner, heard_at, ...pull }: PullDoc): Pull {
  return pull;
}
