import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { SUBJECT_TOKEN, type VertexDouble } from '../../demo/vertex/index.ts';
import type { ChatShopOptions } from './open.ts';
import type { Listening } from './serve.ts';

export interface ServedApart extends Listening {
  /** Open files and connections. Needs Linux's /proc. */
  descriptors(): Promise<number>;
  /** Of memory in use, what is garbage left out. */
  usedMiB(): Promise<number>;
  close(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** A chat shop in a process of its own, which trusts the double's certificate and has its credentials. */
export async function serveApart(double: VertexDouble, options: ChatShopOptions): Promise<ServedApart> {
  // Below the root, where the modules it does not bundle are found.
  const folder = await mkdtemp(join(root, 'dist', 'test-chat-'));
  const [subject, credentials] = [join(folder, 'subject'), join(folder, 'credentials.json')];
  await writeFile(subject, SUBJECT_TOKEN);
  await writeFile(credentials, JSON.stringify(double.tokens.credentials(subject)));
  const outfile = join(folder, 'serve.js');
  await build({
    entryPoints: [join(root, 'test/chat/serve.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  const child = spawn(process.execPath, ['--expose-gc', outfile, double.endpoint, JSON.stringify(options)], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: double.caFile, GOOGLE_APPLICATION_CREDENTIALS: credentials },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const { url, key } = await listening(child);
  return {
    url,
    key,
    descriptors: async () => (await readdir(`/proc/${child.pid}/fd`)).length,
    async usedMiB() {
      const told = once(child, 'message');
      child.send('memory');
      const [bytes] = (await told) as [number];
      return bytes / 2 ** 20;
    },
    async close() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function listening(child: ChildProcess): Promise<Listening> {
  if (child.stdout === null) throw new Error('standard output is not piped');
  const said = once(createInterface(child.stdout), 'line');
  const gone = once(child, 'close').then(([code]) => {
    throw new Error(`the server ended with ${code} before it listened`);
  });
  const [line] = await Promise.race([said, gone]);
  gone.catch(() => undefined);
  return JSON.parse(line as string) as Listening;
}
