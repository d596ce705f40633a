import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { documentsContract } from './documents.contract.ts';
import { openEmbeddedDocuments } from './documents.embedded.ts';

documentsContract('embedded', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-documents-'));
  let clock = 1_700_000_000_000;
  const now = () => clock;
  const opened = [await openEmbeddedDocuments({ directory, now })];
  return {
    documents: opened[0]!,
    now,
    advance: (ms) => {
      clock += ms;
    },
    reopen: async () => {
      await opened.pop()?.close();
      opened.push(await openEmbeddedDocuments({ directory, now }));
      return opened[0]!;
    },
    teardown: async () => {
      for (const documents of opened) await documents.close();
      await rm(directory, { recursive: true });
    },
  };
});

it('reads in the order of an index without reading the rest, both ways', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-order-'));
  const documents = await openEmbeddedDocuments({ directory, now: () => 0 });
  const notes = documents.collection<{ _id: string; box: string; at: number }>('notes');
  await notes.createIndex({ box: 1, at: 1 }, { name: 'box_at', ordered: true });
  const shuffled = [7, 2, 9, 4, 1, 8].map((at) => ({ _id: `${at}`, box: at > 4 ? 'high' : 'low', at }));
  await notes.insert(shuffled);
  const ids = async (direction: 1 | -1, skip: number) =>
    (await notes.find({ box: 'high' }, { sort: { at: direction }, limit: 2, skip })).map(({ _id }) => _id);
  expect(await ids(1, 0)).toEqual(['7', '8']);
  expect(await ids(-1, 1)).toEqual(['8', '7']);
  const from = (at: object) => notes.find({ box: 'high', at }, { sort: { at: -1 } });
  expect((await from({ $gte: 8 })).map(({ _id }) => _id)).toEqual(['9', '8']);
  expect((await from({ $gt: 8 })).map(({ _id }) => _id)).toEqual(['9']);
  expect(
    (await notes.find({ _id: { $in: ['9', '2', '9', 'no'] }, box: 'high' })).map(({ _id }) => _id),
  ).toEqual(['9']);
  const named = { _id: { $in: ['9', '7', '2'] }, box: 'high' };
  expect((await notes.find(named, { sort: { at: 1 }, limit: 1 })).map(({ _id }) => _id)).toEqual(['7']);
  await documents.close();
  await rm(directory, { recursive: true });
});

it('sweeps what has ended, and not what took its place meanwhile', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-sweep-'));
  const documents = await openEmbeddedDocuments({ directory, now: () => 100_000 });
  const visits = documents.collection<{ _id: string; at: number }>('visits');
  await visits.insert([
    { _id: 'old', at: 1 },
    { _id: 'back', at: 1 },
  ]);
  await visits.createIndex({ at: 1 }, { name: 'ttl', expireAfterSeconds: 60 });
  await Promise.all([documents.sweep(), visits.insert({ _id: 'back', at: 99_000 })]);
  expect((await visits.find({})).map(({ _id }) => _id)).toEqual(['back']);
  await documents.close();
  await rm(directory, { recursive: true });
});

it('keeps every acknowledged write through kill -9, and half of no batch', { timeout: 60_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-crash-'));
  const script = join(directory, 'writer.mjs');
  await build({
    stdin: { contents: writer, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: {
      lmdb: import.meta.resolve('lmdb'),
      mingo: import.meta.resolve('mingo'),
      'mingo/updater': import.meta.resolve('mingo/updater'),
    },
  });
  const store = join(directory, 'store');
  let acknowledged = -1;
  for (let life = 0; life < 5; life++) {
    const child = spawn(process.execPath, [script, store, `${acknowledged + 1}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length > 20 + life * 7) child.kill('SIGKILL');
    });
    await once(child, 'close');
    acknowledged = Math.max(acknowledged, ...output.split('\n').slice(0, -1).map(Number));
  }
  const documents = await openEmbeddedDocuments({ directory: store, now: Date.now });
  const kept = await documents.collection<{ _id: string; batch: number }>('events').find({});
  const perBatch = new Map<number, number>();
  for (const { batch } of kept) perBatch.set(batch, (perBatch.get(batch) ?? 0) + 1);
  await documents.close();
  await rm(directory, { recursive: true });
  expect(acknowledged).toBeGreaterThan(50);
  for (let batch = 0; batch <= acknowledged; batch++) expect(perBatch.get(batch)).toBe(3);
  expect([...perBatch.values()].every((count) => count === 3)).toBe(true);
});

/** Writes batches of three and prints a batch's number once it is acknowledged. */
const writer = `
import { openEmbeddedDocuments } from './documents.embedded.ts';
const documents = await openEmbeddedDocuments({ directory: process.argv[2], now: Date.now });
const events = documents.collection('events');
for (let batch = Number(process.argv[3]); ; batch++) {
  await events.bulkUpsert([0, 1, 2].map((n) => ({ _id: batch + '-' + n, batch })));
  process.stdout.write(batch + '\\n');
}`;
