import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../client.ts';
import { EXIT, Failure } from '../failure.ts';
import { interrupted } from '../interrupt.ts';
import type { Step } from './connect.ts';
import type { PullState } from './wire.ts';

const LOOK_EVERY_MS = 200;
/** A reading that has not moved for so long is asked for again: whoever began it may be gone. */
const STILL_MS = 5000;
const WAITING =
  '  Waiting: the shop prepares a file or asks for a rest, or another machine read it and died, which is noticed within a minute.';

/**
 * Has the shop's catalogue read, and waits for the end. Where an earlier reading stopped, this one goes on.
 * @throws Failure when it can't be read, or Ctrl+C ended it
 */
export async function pullCatalogue(
  client: Client,
  options: { full: boolean; signal: AbortSignal; next: string; say(line: string): void },
): Promise<PullState> {
  const begin = () =>
    client.call<PullState>({
      method: 'POST',
      path: '/admin/v1/store/pull',
      body: options.full ? { full: true } : {},
    });
  const bar = progressBar();
  try {
    let state = await begin();
    let movedAt = Date.now();
    let isWaiting = false;
    while (state.status === 'running') {
      bar.show(state);
      await pause(LOOK_EVERY_MS, undefined, { signal: options.signal }).catch(() => {
        throw interrupted(options.next);
      });
      const { done } = state;
      state = await client.call<PullState>({ method: 'GET', path: '/admin/v1/store/pull' });
      if (state.done !== done) movedAt = Date.now();
      else if (state.status === 'running' && Date.now() - movedAt > STILL_MS) {
        movedAt = Date.now();
        if (!isWaiting) options.say(WAITING);
        isWaiting = true;
        state = await begin();
      }
    }
    bar.show(state);
    if (state.status === 'failed') {
      throw new Failure(
        `The catalogue was not read to its end: ${state.error ?? ''}`,
        options.next,
        EXIT.unreachable,
        { pull: state },
      );
    }
    return state;
  } finally {
    await bar.end();
  }
}

/** What a reading found, in words. */
export function pullStep({ kind, done, changed, removed, refused }: PullState): Step {
  const what = kind === 'full' ? `Read ${done} products` : `Read what changed: ${done} products`;
  const parts = [
    `${changed} new or different`,
    removed > 0 ? `${removed} gone` : '',
    refused > 0 ? `${refused} not understood` : '',
  ];
  return {
    name: 'catalogue',
    status: changed + removed > 0 ? 'done' : 'unchanged',
    detail: `${what}, ${parts.filter((part) => part !== '').join(', ')}`,
  };
}

interface Bar {
  show(state: PullState): void;
  end(): Promise<void>;
}

/** A bar on a terminal's standard error; nothing elsewhere. */
function progressBar(): Bar {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb')
    return { show: () => undefined, end: async () => undefined };
  let started: Promise<{ update(state: PullState): void; stop(): void }> | undefined;
  return {
    show(state) {
      started ??= openBar();
      void started.then((bar) => bar.update(state));
    },
    async end() {
      (await started)?.stop();
    },
  };
}

async function openBar() {
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    format: '  Reading the catalogue {bar} {value}/{of} products',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(1, 0, { of: '?' });
  return {
    update({ done, total }: PullState) {
      bar.setTotal(Math.max(total ?? done, 1));
      bar.update(done, { of: total ?? '?' });
    },
    stop: () => bar.stop(),
  };
}
