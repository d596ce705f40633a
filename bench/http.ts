import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { drawFace } from '../demo/faces/draw-face.ts';
import { renderFace } from '../demo/faces/render.ts';
import { manyProducts } from './many-products.ts';
import { median, type Report } from './report.ts';
import { UNLIMITED } from './unlimited.ts';

const ROUNDS = 7;
const REQUESTS = 8000;
const CONNECTIONS = 32;
/** Linux counts a process's CPU time in hundredths of a second. */
const TICKS_PER_MS = 0.1;

interface Server {
  process: ChildProcess;
  url: string;
  headers: Record<string, string>;
}

/**
 * What a cached answer of `GET /v1/recommendations` costs above a bare Fastify route that sends the same bytes: key,
 * validation, session, headers, log and metrics included. CPU time of the server process, in turns.
 */
export async function bench(report: Report, root: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-bench-'));
  const varai = await startVarai(root, folder);
  const body = await (await fetch(varai.url, { headers: varai.headers })).text();
  const bare = await startBare(root, body);
  const costs: Record<'varai' | 'bare', number[]> = { varai: [], bare: [] };
  for (const server of [varai, bare]) await cpuMicroseconds(server);
  for (let round = 0; round < ROUNDS; round++) {
    costs.bare.push(await cpuMicroseconds(bare));
    costs.varai.push(await cpuMicroseconds(varai));
  }
  const limit = median(costs.bare);
  const value = median(costs.varai);
  report('http.cached_recommendations', { value, limit, unit: 'µs', bar: limit + 60, barIs: 'value' });
  for (const server of [varai, bare]) {
    server.process.kill('SIGTERM');
    await once(server.process, 'close');
  }
  await rm(folder, { recursive: true });
}

async function cpuMicroseconds({ process: child, url, headers }: Server): Promise<number> {
  const before = await cpuMs(child);
  const { non2xx, errors } = await autocannon({ url, headers, amount: REQUESTS, connections: CONNECTIONS });
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx, ${errors} failed`);
  return (((await cpuMs(child)) - before) * 1000) / REQUESTS;
}

/** CPU time of all the process's threads so far. Fields 14 and 15 of proc(5) stat, counted behind the name. */
async function cpuMs({ pid }: ChildProcess): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_MS;
}

async function startVarai(root: string, folder: string): Promise<Server> {
  const launcher = join(root, 'bin', 'varai.js');
  const products = join(folder, 'products.json');
  await writeFile(products, JSON.stringify({ products: manyProducts(10_000) }));
  const env = { ...process.env, ...UNLIMITED, VARAI_DATA_DIR: join(folder, 'data') };
  await ended(spawn(process.execPath, [launcher, 'catalog', 'import', products], { env, stdio: 'ignore' }));
  const maker = spawn(process.execPath, [launcher, 'keys', 'create', '--json', '--limit', '1000000'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [made] = (await once(maker.stdout, 'data')) as [Buffer];
  const { key } = JSON.parse(made.toString());
  const child = spawn(process.execPath, [launcher, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await said(child);
  const headers = { 'x-api-key': key };
  const { session_id, token } = await measuredSession(url, headers);
  return {
    process: child,
    url: `${url}/v1/recommendations?session_id=${session_id}&preferences=tortoise%20under%20200&limit=12`,
    headers: { ...headers, authorization: `Bearer ${token}` },
  };
}

interface Opened {
  session_id: string;
  token: string;
}

/** A session whose shopper has agreed and been measured, so that the bench takes the path shoppers take. */
async function measuredSession(url: string, headers: Record<string, string>): Promise<Opened> {
  const post = async (path: string, type: string, body: BodyInit, shown = headers) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...shown, 'content-type': type },
      body,
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Opened;
  };
  const opened = await post('/v1/sessions', 'application/json', '{}');
  const { session_id, token } = opened;
  const shopper = { ...headers, authorization: `Bearer ${token}` };
  const consent = { session_id, purposes: ['face_analysis_processing'], granted: true };
  await post('/v1/consents', 'application/json', JSON.stringify(consent), shopper);
  const face = await renderFace(drawFace({ irisPx: 32 }));
  await post(
    `/v1/face/analyze?session_id=${session_id}&camera=infinite`,
    'image/png',
    new Uint8Array(face),
    shopper,
  );
  return opened;
}

async function startBare(root: string, body: string): Promise<Server> {
  const code = `
    const app = require('fastify')();
    const body = ${JSON.stringify(body)};
    app.get('/', async (request, reply) => reply.type('application/json; charset=utf-8').send(body));
    app.listen({ port: 0, host: '127.0.0.1' }).then((url) => process.stderr.write(url + '\\n'));
    process.on('SIGTERM', () => process.exit(0));`;
  const child = spawn(process.execPath, ['-e', code], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  return { process: child, url: await said(child), headers: {} };
}

async function said(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('standard error is not piped');
  const [chunk] = (await once(child.stderr, 'data')) as [Buffer];
  const url = chunk.toString().match(/http:\/\/[^\s]+/)?.[0];
  if (url === undefined) throw new Error(`no address in: ${chunk}`);
  return url;
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`a command ended with ${code}`);
}
