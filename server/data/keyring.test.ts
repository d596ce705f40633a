import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeyFile } from './key-file.ts';

it('makes one private key file however many start at once, and reads it ever after', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-keyring-'));
  const file = join(directory, 'keyring');
  const rings = await Promise.all(Array.from({ length: 8 }, () => openKeyFile(file)));
  const digests = new Set([...rings, await openKeyFile(file)].map((ring) => ring.digest('api-key', 'x')));
  expect(digests.size).toBe(1);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['keyring']);
  await rm(directory, { recursive: true });
});

it('gives one value different digests for different purposes', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-keyring-'));
  const ring = await openKeyFile(join(directory, 'keyring'));
  expect(ring.digest('api-key', 'x')).not.toBe(ring.digest('session-token', 'x'));
  await rm(directory, { recursive: true });
});

it('refuses a file that is no key', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-keyring-'));
  await writeFile(join(directory, 'keyring'), 'password');
  await expect(openKeyFile(join(directory, 'keyring'))).rejects.toThrow(/not a varai key file/);
  await rm(directory, { recursive: true });
});

it('opens what it sealed, in the same context only, and nothing that was changed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-keyring-'));
  const ring = await openKeyFile(join(directory, 'keyring'));
  const other = await openKeyFile(join(directory, 'other'));
  const sealed = ring.seal('stores/a', 'shpat_größe');
  expect(sealed).not.toContain('shpat');
  expect(ring.seal('stores/a', 'shpat_größe')).not.toBe(sealed);
  expect(ring.open('stores/a', sealed)).toBe('shpat_größe');
  expect(() => ring.open('stores/b', sealed)).toThrow();
  expect(() => other.open('stores/a', sealed)).toThrow();
  for (let at = 3; at < sealed.length; at += 7) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    expect(() => ring.open('stores/a', changed), `character ${at}`).toThrow();
  }
  await rm(directory, { recursive: true });
});

it('opens after a rotation what was sealed before, and soon seals by the new version', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-keyring-'));
  const path = join(directory, 'keyring');
  let time = Date.now();
  const now = () => time;
  const [ring, other] = [await openKeyFile(path, { now }), await openKeyFile(path, { now })];
  const [sealed, digest] = [ring.seal('c', 'old'), ring.digest('p', 'x')];
  expect(await ring.rotate()).toBe(2);
  // Another process may not have read the new version yet.
  expect(other.open('c', ring.seal('c', 'now'))).toBe('now');
  time += 60_000;
  await other.refresh();
  expect(ring.seal('c', 'new')).toMatch(/^v2\./);
  for (const each of [ring, other, await openKeyFile(path, { now })]) {
    expect(each.open('c', sealed)).toBe('old');
    expect(each.open('c', ring.seal('c', 'new'))).toBe('new');
    expect(each.digest('p', 'x')).toBe(digest);
    expect(each.versions().map(({ version }) => version)).toEqual([2, 1]);
  }
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['keyring']);
  await rm(directory, { recursive: true });
});

it('reads a key file of the version before', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-keyring-'));
  const path = join(directory, 'keyring');
  await writeFile(path, `${randomBytes(32).toString('base64url')}\n`);
  const ring = await openKeyFile(path);
  expect(ring.open('c', ring.seal('c', 'text'))).toBe('text');
  expect(ring.versions()).toMatchObject([{ version: 1 }]);
  await rm(directory, { recursive: true });
});
