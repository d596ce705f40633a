import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { end, serve, varai, withFolder } from './run-varai.ts';

const root = resolve(import.meta.dirname, '..');
const health = async (url: string) => (await fetch(`${url}/health/ready`)).status;

it('is ready once it says so, and drains on SIGTERM with code 0', () =>
  withFolder(async (folder) => {
    const server = await serve('serve', folder);
    expect(await health(server.url)).toBe(200);
    expect(await end(server)).toBe(0);
  }));

it('answers the request under way before it ends', () =>
  withFolder(async (folder) => {
    const made = await varai(['keys', 'create', '--data-dir', folder, '--json']);
    const server = await serve('serve', folder);
    const slow = httpRequest(`${server.url}/v1/sessions`, {
      method: 'POST',
      headers: {
        'x-api-key': JSON.parse(made.stdout).key,
        'content-type': 'application/json',
        'content-length': '2',
        expect: '100-continue',
      },
    });
    const answered = once(slow, 'response');
    slow.flushHeaders();
    await once(slow, 'continue');
    slow.write('{');
    server.process.kill('SIGTERM');
    while (await isListening(server.url));
    slow.end('}');
    const [response] = await answered;
    expect(response.statusCode).toBe(201);
  }));

async function isListening(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    (answer) => answer.ok,
    () => false,
  );
}

it('knows after kill -9 what it had acknowledged', () =>
  withFolder(async (folder) => {
    const first = await serve('serve', folder);
    const made = await varai(['keys', 'create', '--data-dir', folder, '--json']);
    const { key } = JSON.parse(made.stdout);
    const open = (url: string) =>
      fetch(`${url}/v1/sessions`, { method: 'POST', headers: { 'x-api-key': key } });
    const { session_id, token } = (await (await open(first.url)).json()) as {
      session_id: string;
      token: string;
    };
    await end(first, 'SIGKILL');

    const second = await serve('serve', folder);
    const answer = await fetch(`${second.url}/v1/sessions/${session_id}`, {
      method: 'DELETE',
      headers: { 'x-api-key': key, authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(204);
    await end(second);
  }));

it('does not start on a model file that is not the manifest’s, and says which and what to do', () =>
  withFolder(async (folder) => {
    const copy = join(folder, 'varai');
    await mkdir(copy);
    for (const part of ['bin', 'dist', 'models', 'package.json', 'oclif.manifest.json']) {
      await cp(join(root, part), join(copy, part), { recursive: true });
    }
    await writeFile(join(copy, 'node_modules'), '').catch(() => undefined);
    const { rm, symlink } = await import('node:fs/promises');
    await rm(join(copy, 'node_modules'));
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    const model = join(copy, 'models', 'iris.onnx');
    const bytes = await readFile(model);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(model, bytes);
    const { spawnSync } = await import('node:child_process');
    const run = spawnSync(
      process.execPath,
      [join(copy, 'bin/varai.js'), 'serve', '--port', '0', '--data-dir', join(folder, 'data')],
      { encoding: 'utf8' },
    );
    expect(run.status).toBe(6);
    expect(run.stderr).toMatch(/iris\.onnx/);
    expect(run.stderr).toMatch(/Next: +varai models build/);
  }));

it('says in words that the port is taken', () =>
  withFolder(async (folder) => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await varai(['serve', '--port', `${port}`, '--data-dir', folder]);
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken.`);
  }));
