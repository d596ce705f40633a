import type { FastifyBaseLogger } from 'fastify';
import type { AuditLog } from '../audit/index.ts';
import type { KeyFile, Vault } from '../data/index.ts';

/** Keys are a year old at most; whether one is, is asked so often. */
const DUE_CHECK_MS = 3_600_000;
/** Well within the minute after which a new version seals. */
const REFRESH_MS = 15_000;

export interface RotationState {
  status: 'idle' | 'running' | 'done' | 'failed';
  keys: number;
  documents: number;
  broken: number;
  started_at: number | null;
  ended_at: number | null;
  error: string | null;
}

export interface Rotation {
  state(): RotationState;
  /** Begins to renew every key, unless that is under way. @returns false when it was. */
  begin(actor: string): Promise<boolean>;
  /** Renews the keys by itself when they are due, until `stop`. */
  start(): void;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** The renewal of all keys, by command or when a year has passed. */
export function openRotation(deps: {
  vault: Vault;
  keyring: KeyFile;
  audit: AuditLog;
  log: FastifyBaseLogger;
  now(): number;
}): Rotation {
  const { vault, keyring, audit, log, now } = deps;
  let state: RotationState = {
    status: 'idle',
    keys: 0,
    documents: 0,
    broken: 0,
    started_at: null,
    ended_at: null,
    error: null,
  };
  let running: Promise<void> = Promise.resolve();
  const timers: NodeJS.Timeout[] = [];
  const note = (actor: string, action: string, details: Record<string, number>) =>
    audit.note({ store_id: '', actor, action, target: 'keyring', details });

  async function run(actor: string): Promise<void> {
    try {
      const done = await vault.rotate({
        onProgress: (progress) => {
          state = { ...state, ...progress };
        },
      });
      await note(actor, 'keyring.rotated', { ...done });
      if (done.broken > 0)
        log.error({ broken: done.broken }, 'documents don’t open: they were changed or moved');
      state = { ...state, ...done, status: 'done', ended_at: now() };
    } catch (err) {
      log.error({ err }, 'renewing the keys was cut off; begun again, it goes on');
      const error = err instanceof Error ? err.message : 'failed';
      state = { ...state, status: 'failed', error, ended_at: now() };
    }
  }

  async function begin(actor: string): Promise<boolean> {
    if (state.status === 'running') return false;
    const nothing = { keys: 0, documents: 0, broken: 0 };
    state = { status: 'running', ...nothing, started_at: now(), ended_at: null, error: null };
    try {
      await note(actor, 'keyring.rotate', {});
    } catch (error) {
      // What nobody could note is not begun.
      state = {
        ...state,
        status: 'failed',
        error: 'it could not be noted in the audit log',
        ended_at: now(),
      };
      throw error;
    }
    running = run(actor);
    return true;
  }

  const quietly = (work: () => Promise<unknown>) => () =>
    void work().catch((err) => log.warn({ err }, 'looking after the keys failed; it is tried again'));
  return {
    state: () => state,
    begin,
    start() {
      const renewWhenDue = async () => (await vault.status()).is_due && begin('system');
      timers.push(
        setInterval(quietly(renewWhenDue), DUE_CHECK_MS),
        setInterval(quietly(keyring.refresh), REFRESH_MS),
      );
      for (const timer of timers) timer.unref();
    },
    async stop() {
      for (const timer of timers.splice(0)) clearInterval(timer);
      await running;
    },
  };
}
