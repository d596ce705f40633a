import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Report } from './report.ts';
import { UNLIMITED } from './unlimited.ts';

const PAGES = 2000;
const CHANGES = 15;
/** Linux counts a process's CPU time in hundredths of a second, and memory in pages of 4 KiB. */
const TICK_US = 10_000;
const PAGE_KIB = 4;

interface Server {
  process: ChildProcess;
  /** Where pages listen. */
  path: string;
  port: number;
  change(price: number): Promise<void>;
}

/**
 * What a page that listens costs, above a bare server of Node.js with as many streams that writes the same bytes:
 * memory while nothing happens, and CPU time for each page that is told of a change, the change itself included.
 */
export async function bench(report: Report, root: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-bench-'));
  const [varai, bare] = [await measured(await startVarai(root, folder)), await measured(await startBare())];
  report('realtime.memory_per_page', { value: varai.kib, limit: bare.kib, unit: 'KiB' });
  report('realtime.push', { value: varai.us, limit: bare.us, unit: 'µs' });
  await rm(folder, { recursive: true });
}

async function measured(server: Server): Promise<{ kib: number; us: number }> {
  await server.change(100);
  const open = () => Promise.all(Array.from({ length: PAGES }, () => listen(server)));
  // The first ones fill the room that the server's own start has left in its memory.
  const pages = await open();
  const before = await rssKib(server);
  pages.push(...(await open()));
  const kib = ((await rssKib(server)) - before) / PAGES;
  const costs: number[] = [];
  for (let n = 0; n < CHANGES; n++) {
    const cpu = await cpuUs(server);
    const told = pages.map((page) => once(page, 'data'));
    await server.change(200 + n);
    await Promise.all(told);
    costs.push(((await cpuUs(server)) - cpu) / pages.length);
  }
  for (const page of pages) page.destroy();
  server.process.kill('SIGTERM');
  await once(server.process, 'close');
  return { kib, us: median(costs) };
}

/** A stream that has begun: its head and its first event are there. */
async function listen({ port, path }: Server): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  let text = '';
  while (!text.includes('id: ')) {
    const [chunk] = await once(socket, 'data');
    text += chunk;
    if (!text.startsWith('HTTP/1.1 200')) throw new Error(`a page was refused: ${text}`);
  }
  return socket;
}

async function startVarai(root: string, folder: string): Promise<Server> {
  const launcher = join(root, 'bin', 'varai.js');
  const env = { ...process.env, ...UNLIMITED, VARAI_DATA_DIR: join(folder, 'data') };
  const keyOf = async (...args: string[]) => {
    const maker = spawn(
      process.execPath,
      [launcher, 'keys', 'create', '--json', '--limit', '1000000', ...args],
      { env },
    );
    const [made] = (await once(maker.stdout, 'data')) as [Buffer];
    return (JSON.parse(made.toString()) as { key: string }).key;
  };
  const [publishable, secret] = [await keyOf(), await keyOf('--kind', 'secret')];
  const child = spawn(process.execPath, [launcher, 'serve', '--port', '0'], { env });
  const url = await said(child);
  return {
    process: child,
    path: `/v1/realtime?key=${publishable}`,
    port: Number(new URL(url).port),
    async change(price) {
      const product = { product_id: 'p1', title: 'Arc', price, currency: 'EUR' };
      const answer = await fetch(`${url}/admin/v1/products/import`, {
        method: 'POST',
        headers: { 'x-api-key': secret, 'content-type': 'application/json' },
        body: JSON.stringify({ products: [product] }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

async function startBare(): Promise<Server> {
  const code = `
    const responses = new Set();
    require('node:http').createServer((request, response) => {
      if (request.method === 'POST') {
        const told = 'id: 1\\ndata: ' + request.headers['x-data'] + '\\n\\n';
        for (const each of responses) each.write(told);
        return response.end();
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 1\\n\\n');
      responses.add(response);
    }).listen(0, '127.0.0.1', function () {
      process.stderr.write('http://127.0.0.1:' + this.address().port + '\\n');
    });
    process.on('SIGTERM', () => process.exit(0));`;
  const child = spawn(process.execPath, ['-e', code]);
  const url = await said(child);
  return {
    process: child,
    path: '/',
    port: Number(new URL(url).port),
    async change(price) {
      const product = {
        product_id: 'p1',
        title: 'Arc',
        price,
        currency: 'EUR',
        in_stock: true,
        variants: [],
      };
      const message = { type: 'products_changed', products: [product], removed: [] };
      await fetch(url, { method: 'POST', headers: { 'x-data': JSON.stringify(message) } });
    },
  };
}

async function said(child: ChildProcess): Promise<string> {
  child.stdout?.resume();
  let text = '';
  return new Promise((found, failed) => {
    child.stderr?.on('data', (chunk) => {
      text += chunk;
      const url = text.match(/http:\/\/[^\s]+/)?.[0];
      if (url !== undefined) found(url);
    });
    child.once('close', (code) => failed(new Error(`a server ended with ${code}:\n${text}`)));
  });
}

async function rssKib({ process: { pid } }: Server): Promise<number> {
  const [, resident] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
  return Number(resident) * PAGE_KIB;
}

/** CPU time of all the process's threads so far. Fields 14 and 15 of proc(5) stat, counted behind the name. */
async function cpuUs({ process: { pid } }: Server): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
