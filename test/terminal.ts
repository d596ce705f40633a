import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { DOUBLES, launcher } from './run-varai.ts';

/** `script` of util-linux gives a command a terminal of its own. */
export const hasTerminal =
  spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') === true;

export interface Terminal {
  /** Waits until this stands on the screen, after what was seen before. */
  see(words: RegExp): Promise<void>;
  type(keys: string): void;
  /** Everything on the screen so far, without colours. */
  screen(): string;
  kill(signal: NodeJS.Signals): void;
  /** The exit code. */
  ended: Promise<number | null>;
}

export const KEYS = { enter: '\r', down: '\u001b[B', interrupt: '\u0003' };

/** Runs the built `varai` in a pseudo-terminal, for somebody who reads before typing. */
export function openTerminal(
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Terminal {
  const command = [process.execPath, launcher, ...args].map((word) => `'${word}'`).join(' ');
  const { CI: _, ...inherited } = process.env;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: options.cwd,
    env: { ...inherited, ...DOUBLES, TERM: 'xterm', COLUMNS: '100', ...options.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  let seen = 0;
  let look = () => {};
  child.stdout.on('data', (chunk: Buffer) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals are told with
    output += chunk.toString().replace(/\u001b\[[\d;?]*[A-Za-z]/g, '');
    look();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    ended,
    screen: () => output,
    type: (keys) => child.stdin.write(keys),
    kill: (signal) => child.kill(signal),
    see: (words) =>
      new Promise((found, failed) => {
        look = () => {
          const match = words.exec(output.slice(seen));
          if (match === null) return;
          seen += match.index + match[0].length;
          look = () => {};
          found();
        };
        look();
        void ended.then((code) => failed(new Error(`ended with ${code} before ${words}:\n${output}`)));
      }),
  };
}
