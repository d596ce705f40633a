const FRAMES = ['⠋', '⠙', '⠸', '⠴', '⠦', '⠇'];
/** What is over sooner needs no sign of life. */
const QUIET_MS = 400;
const FRAME_MS = 100;

/** Shows on a terminal's standard error that work goes on, and for how long; elsewhere it stays silent. */
export async function showActivity<T>(
  what: string,
  work: Promise<T>,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<T> {
  if (!stream.isTTY || process.env.TERM === 'dumb') return work;
  const since = Date.now();
  const timer = setInterval(() => {
    const passed = Date.now() - since;
    if (passed < QUIET_MS) return;
    const frame = FRAMES[Math.floor(passed / FRAME_MS) % FRAMES.length];
    stream.write(`\r\u001b[K${frame} ${what} … ${Math.floor(passed / 1000)} s`);
  }, FRAME_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    stream.write('\r\u001b[K');
  }
}
