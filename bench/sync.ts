import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { Pool } from 'undici';
import { openAppliance } from '../server/appliance.ts';
import { loadConfig } from '../server/config.ts';
import { openEmbeddedDocuments } from '../server/data/index.ts';
import { logger } from '../server/observe/index.ts';
import { connectShop, delivery, productBody } from '../server/sync/testing.ts';
import { cpuMs, median, type Report } from './report.ts';

const ROUNDS = 5;
const EVENTS = 4000;
const IN_FLIGHT = 64;
/** Linux counts a process's CPU time in hundredths of a second. */
const TICKS_PER_MS = 0.1;

/** What events of shops cost: to accept one, to keep many at once, to keep up with, and a first reading of a large shop. */
export async function bench(report: Report, root: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-bench-'));
  await accepting(report, root, folder);
  await groupCommit(report, folder);
  await keepingUp(report, root, folder);
  await firstSync(report, root, folder);
  await rm(folder, { recursive: true });
}

type Sent = ReturnType<typeof delivery>;
let made = 0;

function deliveries(count: number): Sent[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const body = productBody({ id: 1000 + (made % 2000), updated_at: Date.now() + made });
    return delivery('products/update', body, { id: `bench-${made}` });
  });
}

async function poolOf(url: string, connections = IN_FLIGHT): Promise<Pool> {
  const { default: undici } = await import('undici');
  return new undici.Pool(url, { connections });
}

async function post(pool: Pool, { headers, payload }: Sent): Promise<number> {
  const path = '/webhooks/shopify/product_updated';
  const { statusCode, body } = await pool.request({ path, method: 'POST', headers, body: payload });
  await body.dump();
  return statusCode;
}

/** CPU of one accepted event, beside the same route that keeps nothing and one raw durable put; in turns. */
async function accepting(report: Report, root: string, folder: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist/bench/sync-server.js'), join(folder, 'accept'), join(root, 'dist/widgets')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const [said] = (await once(child.stderr, 'data')) as [Buffer];
  const pools = await Promise.all((JSON.parse(said.toString()) as string[]).map((url) => poolOf(url)));
  const [keeping, forgetting] = pools as [Pool, Pool];
  const raw = open({ path: join(folder, 'raw'), overlappingSync: false });
  const costs: Record<'keeping' | 'forgetting' | 'put', number[]> = { keeping: [], forgetting: [], put: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const put = await cpuMs(() =>
      inFlight(deliveries(EVENTS), (sent, n) => raw.put(`${round}/${n}`, sent.payload)),
    );
    const forgets = await cpuOf(child, () =>
      inFlight(deliveries(EVENTS), (sent) => accepted(forgetting, sent)),
    );
    const keeps = await cpuOf(child, () => inFlight(deliveries(EVENTS), (sent) => accepted(keeping, sent)));
    if (round < 0) continue;
    costs.put.push((put * 1000) / EVENTS);
    costs.forgetting.push((forgets * 1000) / EVENTS);
    costs.keeping.push((keeps * 1000) / EVENTS);
  }
  report('sync.accept_event', {
    value: median(costs.keeping),
    limit: median(costs.forgetting) + median(costs.put),
    unit: 'µs',
    bar: 1.5,
  });
  child.kill('SIGTERM');
  await Promise.all(pools.map((pool) => pool.destroy()));
  await raw.close();
}

async function accepted(pool: Pool, sent: Sent): Promise<void> {
  const status = await post(pool, sent);
  if (status !== 202) throw new Error(`an event was answered ${status}`);
}

async function inFlight<T>(all: readonly T[], work: (each: T, n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < all.length) {
      const n = next++;
      await work(all[n] as T, n);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
}

async function cpuOf({ pid }: ChildProcess, work: () => Promise<unknown>): Promise<number> {
  const used = async () => {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_MS;
  };
  const before = await used();
  await work();
  return (await used()) - before;
}

/** How many more events 64 writers get kept than one, because their writes share commits. */
async function groupCommit(report: Report, folder: string): Promise<void> {
  const documents = await openEmbeddedDocuments({ directory: join(folder, 'group'), now: Date.now });
  const events = documents.collection<{ _id: string; body: string }>('events');
  const rate = async (writers: number, count: number) => {
    const bodies = deliveries(count).map(({ payload }) => payload);
    const started = performance.now();
    let next = 0;
    const writer = async () => {
      while (next < count) {
        const n = next++;
        await events.insert({ _id: `${writers}/${started}/${n}`, body: bodies[n] ?? '' });
      }
    };
    await Promise.all(Array.from({ length: writers }, writer));
    return (count / (performance.now() - started)) * 1000;
  };
  const [many, one]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await rate(1, 300));
    many.push(await rate(IN_FLIGHT, 6000));
  }
  report('sync.group_commit', {
    value: median(many),
    limit: median(one),
    unit: '/s',
    bar: 20,
    atLeast: true,
  });
  await documents.close();
}

/** Open loop: events are sent when their time comes, whether or not earlier ones were answered. */
async function keepingUp(report: Report, root: string, folder: string): Promise<void> {
  const dataDir = join(folder, 'serve');
  const config = loadConfig({ env: {}, flags: { data_dir: dataDir } });
  const files = { modelsDir: '', workerFile: '', widgetsDir: join(root, 'dist/widgets'), version: '0' };
  const setup = await openAppliance({ config, files, log: logger('silent'), isFaceLazy: true });
  await connectShop(setup.deps.connections);
  await setup.close();
  const child = spawn(
    process.execPath,
    [join(root, 'bin/varai.js'), 'serve', '--port', '0', '--data-dir', dataDir],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const url = await new Promise<string>((found) => {
    child.stderr.on('data', (chunk: Buffer) => {
      const address = /http:\/\/[\d.]+:\d+/.exec(chunk.toString());
      if (address) found(address[0]);
    });
  });
  const pool = await poolOf(url, 256);
  const [warm, steady] = [deliveries(6000), deliveries(10_000)];
  const cold = await lagBuckets(url);
  await openLoop(pool, warm, 1000);
  await settledBuckets(url, cold, warm.length);
  const before = await lagBuckets(url);
  await openLoop(pool, steady, 1000);
  const after = await settledBuckets(url, before, steady.length);
  const lag = histogramQuantile(after, 0.95);
  report('sync.lag_p95_at_1000_per_s', { value: lag, limit: 1, unit: 's', bar: 1, barIs: 'value' });
  const answers = await openLoop(pool, deliveries(20_000), 2000);
  const failed = answers.filter((status) => status >= 500).length;
  report('sync.burst_2000_per_s_5xx', { value: failed, limit: 1, unit: 'answers', bar: 0, barIs: 'value' });
  await pool.destroy();
  child.kill('SIGTERM');
  await once(child, 'close');
}

async function openLoop(pool: Pool, all: readonly Sent[], perSecond: number): Promise<number[]> {
  const started = performance.now();
  const answers: Promise<number>[] = [];
  for (const sent of all) {
    const due = started + (answers.length / perSecond) * 1000;
    const early = due - performance.now();
    if (early > 2) await new Promise((resolve) => setTimeout(resolve, early));
    answers.push(post(pool, sent));
  }
  return Promise.all(answers);
}

type Buckets = [upTo: number, count: number][];

async function lagBuckets(url: string): Promise<Buckets> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(/^sync_lag_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm)].map(([, le, count]) => [
    Number(le?.replace('+Inf', 'Infinity')),
    Number(count),
  ]);
}

/** The lags of the events since `before`, once all of them have had their effect. */
async function settledBuckets(url: string, before: Buckets, events: number): Promise<Buckets> {
  const earlier = new Map(before);
  for (;;) {
    const now = (await lagBuckets(url)).map(([upTo, count]): Buckets[number] => [
      upTo,
      count - (earlier.get(upTo) ?? 0),
    ]);
    if ((now.at(-1)?.[1] ?? 0) >= events) return now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** As Prometheus reckons it: linear within the bucket. */
function histogramQuantile(buckets: Buckets, share: number): number {
  const rank = share * (buckets.at(-1)?.[1] ?? 0);
  let [low, below] = [0, 0];
  for (const [upTo, count] of buckets) {
    if (count >= rank) return low + (upTo - low) * ((rank - below) / Math.max(1, count - below));
    [low, below] = [upTo, count];
  }
  return Number.POSITIVE_INFINITY;
}

/** Memory a first reading of 50,000 products takes beyond what the process has anyway, and that it goes on where it stopped. */
async function firstSync(report: Report, root: string, folder: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist/bench/first-sync.js'), join(folder, 'first'), '50000'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the first reading ended with ${code}`);
  const { status, stopped, done, read_again, grown_mb, peak_mb, seconds } = JSON.parse(output);
  if (status !== 'done' || stopped !== 'failed' || done !== 50_000 || read_again > 1) throw new Error(output);
  report('sync.first_sync_50000_memory', { value: peak_mb, limit: peak_mb - grown_mb, unit: 'MiB' });
  report('sync.first_sync_50000_rate', { value: 50_000 / seconds, limit: 50_000 / seconds, unit: '/s' });
}
