import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Report } from './report.ts';

const ROUNDS = 15;
const STARTS = 7;

/** Start-up: what a command costs above starting Node at all, and how soon the server is ready. */
export async function bench(report: Report, root: string): Promise<void> {
  const launcher = join(root, 'bin', 'varai.js');
  const cases = {
    'cli.version': { args: [launcher, '--version'], allowance: 30 },
    'cli.help': { args: [launcher, '--help'], allowance: undefined },
    'cli.local_command': { args: [launcher, 'models', 'list'], allowance: 100 },
  };
  const bare: number[] = [];
  const taken = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await wallMs(['-e', '0']));
    for (const [name, { args }] of Object.entries(cases)) taken.get(name)?.push(await wallMs(args));
  }
  const limit = median(bare);
  for (const [name, { allowance }] of Object.entries(cases)) {
    const promise = allowance === undefined ? {} : { bar: limit + allowance, barIs: 'value' as const };
    report(name, { value: median(taken.get(name) ?? []), limit, unit: 'ms', ...promise });
  }
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start++) starts.push(await readyMs(launcher));
  report('server.ready', { value: median(starts), limit, unit: 'ms', bar: 1000, barIs: 'value' });
}

async function wallMs(args: string[]): Promise<number> {
  const since = performance.now();
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'close');
  return performance.now() - since;
}

/** From exec to the first 200 of /health/ready. */
async function readyMs(launcher: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-bench-'));
  const since = performance.now();
  const child = spawn(process.execPath, [launcher, 'serve', '--port', '0', '--data-dir', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, VARAI_LOG_LEVEL: 'error' },
  });
  const [chunk] = (await once(child.stderr, 'data')) as [Buffer];
  const url = chunk.toString().match(/http:\/\/\S+/)?.[0];
  if (url === undefined) throw new Error(`the server did not start: ${chunk}`);
  while ((await fetch(`${url}/health/ready`)).status !== 200);
  const taken = performance.now() - since;
  child.kill('SIGTERM');
  await once(child, 'close');
  await rm(folder, { recursive: true });
  return taken;
}
