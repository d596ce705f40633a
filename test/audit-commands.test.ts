import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEmbeddedDocuments } from '../server/data/index.ts';
import { varai } from './run-varai.ts';

let folder: string;
const run = (...args: string[]) => varai(args, { env: { VARAI_DATA_DIR: folder } });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'varai-audit-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('renews the keys, shows who did, and names the entry that was changed', async () => {
  const asked = await run('keyring', 'rotate');
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  expect(JSON.parse((await run('keyring', 'rotate', '--yes', '--json')).stdout)).toMatchObject({
    status: 'done',
  });
  expect((await run('keyring', 'status')).stdout).toMatch(/versions 2 .*, 1 /);
  expect((await run('audit', 'list', '--all')).stdout).toMatch(/operator +keyring\.rotated/);
  const whole = await run('audit', 'verify', '--json');
  expect(whole.code).toBe(0);
  const { head, entries } = JSON.parse(whole.stdout);
  expect((await run('audit', 'verify', '--head', head)).code).toBe(0);

  const documents = await openEmbeddedDocuments({ directory: join(folder, 'documents'), now: Date.now });
  await documents.collection('audit_log').update({ seq: entries }, { $set: { actor: 'nobody' } });
  await documents.close();
  const changed = await run('audit', 'verify');
  expect([changed.code, changed.stdout]).toEqual([
    1,
    expect.stringContaining(`Entry ${entries} was changed`),
  ]);
}, 60_000);
