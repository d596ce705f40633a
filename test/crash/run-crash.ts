import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openAppliance } from '../../server/appliance.ts';
import { loadConfig } from '../../server/config.ts';
import { logger } from '../../server/observe/index.ts';
import { connectShop, delivery } from '../../server/sync/testing.ts';
import { end, type Served, serve } from '../run-varai.ts';
import { dice, type PlannedEvent, planEvents } from './events.ts';

/** Deliveries under way at once. */
const SENDERS = 48;
const PATIENCE_MS = 600_000;

export interface CrashOptions {
  events: number;
  kills: number;
  seed: string;
  dataDir: string;
  /** What else the server is told: MONGODB_URI, REDIS_URL. */
  env: NodeJS.ProcessEnv;
  /** Called at random moments instead of killing the server: something else is taken away and brought back. */
  disturb?: () => Promise<void>;
  onProgress?(text: string): void;
}

/** A server of others that can be taken away. */
export interface Stoppable {
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Takes a server away for a while and brings it back as it was. */
export function takeAway(server: Stoppable, ms: number): () => Promise<void> {
  return async () => {
    await server.stop();
    await pause(ms);
    await server.start();
  };
}

export interface CrashReport {
  /** Different events, and how often one was sent in all. */
  events: number;
  sent: number;
  kills: number;
  refused_503: number;
  /** Acknowledged and not found done afterwards. */
  lost: string[];
  /** In the log more than once, or never sent. */
  invented: number;
  /** Products that are not what they must be. */
  wrong: string[];
  products: number;
  /** From the last acknowledgement to the last effect. */
  settled_ms: number;
  seconds: number;
}

/**
 * Sends signed webhooks as a shop would, again until each has its 2xx, while the server is killed with SIGKILL at random
 * moments and started again. Then compares the log and the catalogue with what they must be.
 */
export async function runCrash(options: CrashOptions): Promise<CrashReport> {
  const { events: count, kills, seed, dataDir, env, disturb, onProgress = () => undefined } = options;
  const started = performance.now();
  const plan = planEvents(count, seed, Date.now());
  const config = loadConfig({ env: { ...env }, flags: { data_dir: dataDir } });
  const { key } = await withAppliance(config, async ({ deps }) => {
    await connectShop(deps.connections);
    return deps.keys.create({ kind: 'secret', store_id: 'a' });
  });
  const port = await freePort();
  let server: Served = await serve('serve', dataDir, env, port);
  const roll = dice(`${seed}/kills`);
  const moments = Array.from({ length: kills }, () => Math.floor(roll() * plan.events.length)).sort(
    (a, b) => a - b,
  );
  const acknowledged = new Map<string, string>();
  let [next, refused_503, done] = [0, 0, 0];
  let killing: Promise<void> = Promise.resolve();

  async function killAndStart(): Promise<void> {
    if (disturb) return disturb();
    server.process.kill('SIGKILL');
    await once(server.process, 'close');
    server = await serve('serve', dataDir, env, port);
  }

  async function send(event: PlannedEvent): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    const { headers, payload } = delivery(event.topic, event.body, event);
    for (;;) {
      if (Date.now() > deadline) throw new Error(`${event.id} was never accepted`);
      try {
        const answer = await fetch(`http://127.0.0.1:${port}/webhooks/shopify/${event.type}`, {
          method: 'POST',
          headers,
          body: payload,
          signal: AbortSignal.timeout(5000),
        });
        const text = await answer.text();
        if (answer.ok) {
          acknowledged.set(event.id, JSON.parse(text).event_id);
          return;
        }
        if (answer.status !== 503) throw new TypeError(`${event.id}: ${answer.status} ${text}`);
        refused_503 += 1;
      } catch (error) {
        // The connection broke, or the server took too long: the shop tries again. What it refuses for good is a fault.
        if (error instanceof TypeError && !('cause' in error && error.cause)) throw error;
      }
      await pause(50);
    }
  }

  async function sender(): Promise<void> {
    for (;;) {
      const event = plan.events[next++];
      if (event === undefined) return;
      await send(event);
      done += 1;
      if (done % 1000 === 0) onProgress(`${done} of ${plan.events.length} deliveries acknowledged`);
      while (moments[0] !== undefined && done >= moments[0]) {
        moments.shift();
        killing = killing.then(killAndStart);
      }
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender));
  await killing;
  const settling = performance.now();
  await untilNothingWaits(server.url, key);
  const settled_ms = Math.round(performance.now() - settling);
  await end(server);
  onProgress('all acknowledged and settled; comparing');
  return withAppliance(config, async ({ deps }) => {
    const log = await deps.documents
      .collection<{ _id: string; ready: string[]; held: string[]; dead: string[] }>('events')
      .find({});
    const finished = new Set(
      log
        .filter(({ ready, held, dead }) => ready.length + held.length + dead.length === 0)
        .map(({ _id }) => _id),
    );
    const accepted = new Set(acknowledged.values());
    const { byId } = await deps.catalog.snapshot('a');
    const wrong = [...plan.expected].flatMap(([id, state]) => {
      const product = byId.get(id);
      const is = product ? { title: product.title, price: product.price, stock: product.stock } : null;
      const [found, wanted] = [JSON.stringify(is), JSON.stringify(state)];
      return found === wanted ? [] : [`${id} is ${found} and must be ${wanted}`];
    });
    return {
      events: count,
      sent: plan.events.length,
      kills,
      refused_503,
      lost: [...accepted].filter((id) => !finished.has(id)),
      invented: log.length - accepted.size,
      wrong,
      products: byId.size,
      settled_ms,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
  });
}

async function untilNothingWaits(url: string, key: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/admin/v1/events?status=pending&limit=1`, {
      headers: { 'x-api-key': key },
    });
    const { events = [null] } = (await answer.json()) as { events?: unknown[] };
    if (events.length === 0) return;
    await pause(500);
  }
  throw new Error('events still wait');
}

async function withAppliance<T>(
  config: ReturnType<typeof loadConfig>,
  work: (appliance: Awaited<ReturnType<typeof openAppliance>>) => Promise<T>,
): Promise<T> {
  const files = {
    modelsDir: resolve('models'),
    workerFile: '',
    widgetsDir: resolve('dist/widgets'),
    version: '0',
  };
  const appliance = await openAppliance({ config, files, log: logger('silent'), isFaceLazy: true });
  try {
    return await work(appliance);
  } finally {
    await appliance.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
