import { Failure } from './failure.ts';

/** 128 + SIGINT, as shells count. */
const INTERRUPTED = 130;

/** What a command ends with when Ctrl+C ended it. */
export function interrupted(next: string): Failure {
  return new Failure('Stopped.', next, INTERRUPTED);
}

/** Runs work that Ctrl+C ends in good order: the signal is aborted, and a second Ctrl+C ends the process at once. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
