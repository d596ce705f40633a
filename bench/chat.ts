import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { drawFace } from '../demo/faces/draw-face.ts';
import { renderFace } from '../demo/faces/render.ts';
import { buildApp } from '../server/app.ts';
import { startFaceEngine } from '../server/face/index.ts';
import type { App } from '../server/http/index.ts';
import { logger } from '../server/observe/index.ts';
import { openDeps } from '../server/open-deps.ts';
import { manyProducts } from './many-products.ts';
import { cpuMs, median, quantile, type Report } from './report.ts';

const PRODUCTS = 10_000;
const CONVERSATIONS = 60;
const WARM_UP = 10;
/** Whose first turns are watched. */
const CATALOGUES = 5;
const SEARCH = 'round black frames under 200';
/** Messages of one visit: as many as a shopper of a shop's assistant writes. */
const MESSAGES = 6;
/** Requests a minute that no bench reaches. */
const PLENTY = 100_000_000;

interface Shopper {
  session_id: string;
  headers: Record<string, string>;
}

interface Bench {
  app: App;
  key: string;
  photo: Buffer;
}

/**
 * A turn of the local model in a store of 10,000 products, through the whole application in process: the session
 * read, the message understood, frames searched, the conversation sealed and stored. Messages are those of the
 * evaluation set; in every second conversation the shopper's face is known. The limit is a bare route of the same
 * application that answers with a ready text of the same length, asked in turns with it. Apart from that: the first
 * turn, which reads the store's words and builds its indexes, and the longest time nothing else could run meanwhile.
 */
export async function bench(report: Report, root: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'varai-bench-'));
  const modelsDir = join(root, 'models');
  const workerFile = join(root, 'dist/server/face-worker.js');
  const face = await startFaceEngine({ modelsDir, workerFile, workers: 1, queueLimit: 4 });
  const deps = await openDeps({
    dataDir: directory,
    cacheBytes: 64 * 1024 * 1024,
    edge: {
      rates: { ip: PLENTY, store: PLENTY, session: PLENTY },
      trustedProxies: [],
      metricsFrom: [],
    },
    allowPrivateShops: false,
    face,
    log: logger('error'),
    operatorToken: '',
    widgetsDir: directory,
    version: '0.0.0-bench',
    now: Date.now,
  });
  let bareAnswer = '';
  const bare = async (app: App) => {
    app.post('/bare', { config: { access: 'public' } }, async (_, reply) =>
      reply.type('application/json; charset=utf-8').send(bareAnswer),
    );
  };
  const app = await buildApp(deps, [bare]);
  try {
    const photo = await renderFace(drawFace({ irisPx: 32 }));
    const open = async (store_id: string, products: number): Promise<Bench> => {
      const { key } = await deps.keys.create({
        kind: 'publishable',
        store_id,
        allowed_origins: ['https://shop.example'],
        requests_per_minute: PLENTY,
      });
      await deps.catalog.import(store_id, JSON.stringify({ products: manyProducts(products) }));
      return { app, key, photo };
    };
    const texts = await messages(root);
    // Schemas are compiled once the server listens, modules loaded with the first message: once in a process.
    await app.listen({ port: 0, host: '127.0.0.1' });
    await converse(await open('small', 100), texts.slice(0, MESSAGES), false);
    const stores: Bench[] = [];
    for (let n = 0; n < CATALOGUES; n += 1) stores.push(await open(`bench-${n}`, PRODUCTS));
    bareAnswer = await firstTurns(report, stores);
    const [at] = stores as [Bench];
    await turns(report, at, texts);
  } finally {
    await app.close();
    await face.close();
    await deps.audit.settled();
    await deps.vault.close();
    await deps.documents.close();
    await rm(directory, { recursive: true });
  }
}

/** What only the first shopper of a catalogue waits for. @returns an answer */
async function firstTurns(report: Report, stores: readonly Bench[]): Promise<string> {
  const [building, usual]: [Watched[], Watched[]] = [[], []];
  for (const at of stores) {
    const shopper = await visit(at, false);
    for (const seen of [building, usual]) seen.push(await watched(() => say(at.app, shopper, SEARCH)));
  }
  const middle = (seen: readonly Watched[], what: 'ms' | 'block') => median(seen.map((one) => one[what]));
  report('chat.first_turn', { value: middle(building, 'ms'), limit: middle(usual, 'ms'), unit: 'ms' });
  report('chat.first_turn_block', {
    value: middle(building, 'block'),
    limit: middle(usual, 'block'),
    unit: 'ms',
    bar: 10,
    barIs: 'value',
  });
  return (usual[0] as Watched).answer;
}

async function turns(report: Report, at: Bench, texts: readonly string[]): Promise<void> {
  const walls = { chat: [] as number[], bare: [] as number[] };
  const cpu = { chat: [] as number[], bare: [] as number[] };
  for (let n = 0; n < WARM_UP + CONVERSATIONS; n += 1) {
    const messages = Array.from(
      { length: MESSAGES },
      (_, k) => texts[(n * MESSAGES + k) % texts.length] ?? '',
    );
    const seen = await converse(at, messages, n % 2 === 1);
    if (n < WARM_UP) continue;
    for (const each of ['chat', 'bare'] as const) {
      walls[each].push(...seen[each].map(({ wall }) => wall));
      cpu[each].push(...seen[each].map((one) => one.cpu));
    }
  }
  report('chat.turn_p50', { value: median(walls.chat), limit: median(walls.bare), unit: 'ms' });
  report('chat.turn_p95', {
    value: quantile(walls.chat, 0.95),
    limit: quantile(walls.bare, 0.95),
    unit: 'ms',
    bar: 30,
    barIs: 'value',
  });
  report('chat.turn_cpu_p50', { value: median(cpu.chat), limit: median(cpu.bare), unit: 'ms' });
  report('chat.turn_cpu_p95', {
    value: quantile(cpu.chat, 0.95),
    limit: quantile(cpu.bare, 0.95),
    unit: 'ms',
  });
}

/** One visit: each message is said, and then the bare route asked. */
async function converse(at: Bench, messages: readonly string[], isMeasured: boolean) {
  const shopper = await visit(at, isMeasured);
  const [chat, bare]: [Cost[], Cost[]] = [[], []];
  for (const text of messages) {
    chat.push(await timed(() => say(at.app, shopper, text)));
    bare.push(await timed(() => at.app.inject({ method: 'POST', url: '/bare', payload: { text } })));
  }
  return { chat, bare };
}

interface Cost {
  /** ms. CPU time is that of the whole process, the collector's threads included. */
  wall: number;
  cpu: number;
}

async function timed(work: () => Promise<unknown>): Promise<Cost> {
  const begun = performance.now();
  const cpu = await cpuMs(work);
  return { wall: performance.now() - begun, cpu };
}

interface Watched {
  answer: string;
  ms: number;
  /** The longest time in which nothing else could run, ms. */
  block: number;
}

async function watched(work: () => Promise<string>): Promise<Watched> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The histogram counts from its first tick on.
  await new Promise((ticked) => setTimeout(ticked, 20));
  delay.reset();
  const begun = performance.now();
  const answer = await work();
  const ms = performance.now() - begun;
  await new Promise((ticked) => setTimeout(ticked, 5));
  delay.disable();
  // It holds the timer's own millisecond too.
  return { answer, ms, block: Math.max(0, delay.max / 1e6 - 1) };
}

/** A new shopper, who has been measured where `isMeasured`. */
async function visit({ app, key, photo }: Bench, isMeasured: boolean): Promise<Shopper> {
  const post = async (url: string, payload: object | Buffer, headers: Record<string, string>) => {
    const answer = await app.inject({ method: 'POST', url, payload, headers });
    if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
    return answer.json();
  };
  const { session_id, token } = await post('/v1/sessions', {}, { 'x-api-key': key });
  const headers = { 'x-api-key': key, authorization: `Bearer ${token}` };
  if (isMeasured) {
    const consent = { session_id, purposes: ['face_analysis_processing'], granted: true };
    await post('/v1/consents', consent, headers);
    await post(`/v1/face/analyze?session_id=${session_id}&camera=infinite`, photo, {
      ...headers,
      'content-type': 'image/png',
    });
  }
  return { session_id, headers };
}

async function say(app: App, { session_id, headers }: Shopper, text: string): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/ai/chat',
    payload: { session_id, text },
    headers,
  });
  if (answer.statusCode !== 200) throw new Error(`“${text}” was answered with ${answer.body}`);
  return answer.body;
}

/** What shoppers write, in the order of the evaluation set made to look random, the same in every run. */
async function messages(root: string): Promise<string[]> {
  const lines = (await readFile(join(root, 'server/chat/evaluation/utterances.jsonl'), 'utf8')).trim();
  const texts = lines.split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
  // A step that shares no factor with the length visits each once.
  const step = 181;
  return texts.map((_, i) => texts[(i * step) % texts.length] as string);
}
