import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A Redis for tests. */
export interface TestRedis {
  url: string;
  /** Absent where the server is not ours to stop. */
  stop?(): Promise<void>;
  start?(): Promise<void>;
  /** Lets it hang, and go on: it holds its connections and answers nothing. */
  pause?(): void;
  resume?(): void;
  end(): Promise<void>;
}

/** Why there is none, as tests that skip say it. */
export const NO_REDIS = 'no Redis: set REDIS_URL, or put redis-server on the PATH';
export const NO_CLUSTER = 'no Redis Cluster: redis-server and redis-cli are not on the PATH';

/** REDIS_URL, else redis-server on a free port with nothing kept, else null. */
export async function startTestRedis(): Promise<TestRedis | null> {
  const { REDIS_URL } = process.env;
  if (REDIS_URL) return { url: REDIS_URL, end: async () => undefined };
  if (!(await isThere('redis-server'))) return null;
  const directory = await mkdtemp(join(tmpdir(), 'varai-redis-'));
  const port = await freePort();
  let child = await serve(port, directory);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => kill(child),
    start: async () => {
      child = await serve(port, directory);
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async end() {
      await kill(child);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A cluster of three masters, or null. */
export async function startTestCluster(): Promise<TestRedis | null> {
  if (!(await isThere('redis-server')) || !(await isThere('redis-cli'))) return null;
  const directories = await Promise.all([1, 2, 3].map(() => mkdtemp(join(tmpdir(), 'varai-redis-'))));
  const ports = await Promise.all(directories.map(freePort));
  const nodes = await Promise.all(
    ports.map((port, n) => serve(port, directories[n] as string, ['--cluster-enabled', 'yes'])),
  );
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  const cli = promisify(execFile);
  await cli('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { timeout: 30_000 });
  // Each node hears of the slots of the others a little later.
  for (const port of ports) {
    for (let tries = 0; tries < 100; tries++) {
      const { stdout } = await cli('redis-cli', ['-p', `${port}`, 'cluster', 'info']);
      if (stdout.includes('cluster_state:ok')) break;
    }
  }
  return {
    url: `redis-cluster://${addresses.join(',')}`,
    async end() {
      for (const node of nodes) await kill(node);
      for (const directory of directories) await rm(directory, { recursive: true, force: true });
    },
  };
}

function isThere(program: string): Promise<boolean> {
  return promisify(execFile)(program, ['--version']).then(
    () => true,
    () => false,
  );
}

/** A cluster node listens on 10000 above its port too. */
async function freePort(): Promise<number> {
  for (;;) {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((closed) => probe.close(closed));
    if (port < 55_000) return port;
  }
}

/** Starts redis-server on loopback, with persistence off, and waits until it answers. */
async function serve(port: number, directory: string, more: readonly string[] = []): Promise<ChildProcess> {
  const child = spawn(
    'redis-server',
    [
      '--port',
      `${port}`,
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--save',
      '',
      '--appendonly',
      'no',
      ...more,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  await new Promise<void>((ready, failed) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (said.length > 100_000) return;
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) ready();
    });
    child.once('error', failed);
    child.once('close', (code) => failed(new Error(`redis-server ended with ${code}:\n${said}`)));
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}
