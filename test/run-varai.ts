import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const launcher = resolve(import.meta.dirname, '../bin/varai.js');

/** The shops of tests are on this machine. */
export const DOUBLES = { VARAI_ALLOW_PRIVATE_SHOPS: 'true' };

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Surroundings {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Piped in. */
  input?: string;
  /** What to do with the process while it runs. */
  meanwhile?: (child: ChildProcess) => void;
}

/** Runs the built `varai` as a user would and waits for its end. */
export async function varai(args: readonly string[], options: Surroundings = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...DOUBLES, NO_COLOR: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  options.meanwhile?.(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, stdout, stderr };
}

export interface Served {
  url: string;
  process: ChildProcess;
  /** What it has said so far on standard error. */
  said(): string;
}

/** Starts `varai serve` or `varai dev`, on a free port unless told, and waits until it says where it listens. */
export async function serve(
  command: 'serve' | 'dev',
  dataDir: string,
  env: NodeJS.ProcessEnv = {},
  port = 0,
): Promise<Served> {
  const child = spawn(process.execPath, [launcher, command, '--port', `${port}`, '--data-dir', dataDir], {
    env: { ...process.env, ...DOUBLES, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((found, failed) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = said.match(/http:\/\/[\d.]+:\d+/);
      if (address) found(address[0]);
    });
    child.once('close', (code) => failed(new Error(`varai ${command} ended with ${code}:\n${said}`)));
  });
  return { url, process: child, said: () => said };
}

/** Ends a server and returns its exit code; null when the signal ended it. */
export async function end(
  { process: child }: Served,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> {
  const closed = once(child, 'close');
  child.kill(signal);
  const [code] = await closed;
  return code as number | null;
}

/** Runs with a temporary folder, and removes it afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
