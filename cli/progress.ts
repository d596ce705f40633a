/** A bar on a terminal's standard error; elsewhere, and with `isQuiet`, nothing. */
export interface Progress {
  at(done: number, total: number): void;
  end(): void;
}

/** @param what is counted, as it stands after the numbers */
export async function showProgress(what: string, isQuiet: boolean): Promise<Progress> {
  if (isQuiet || !process.stderr.isTTY || process.env.TERM === 'dumb')
    return { at: () => undefined, end: () => undefined };
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    format: `  {bar} {value}/{total} ${what}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(1, 0);
  return {
    at(done, total) {
      bar.setTotal(Math.max(total, done, 1));
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
