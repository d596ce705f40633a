import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Doc } from '../server/data/index.ts';
import { databaseUri, NO_MONGO, startTestMongo } from './ferretdb.ts';
import { NO_REDIS, startTestRedis } from './redis.ts';
import { at, folder, length, PLANTED, STORED, start, traffic } from './sealed-traffic.ts';

const redis = await startTestRedis();
const mongo = await startTestMongo();
afterAll(async () => {
  await redis?.end();
  await mongo?.end();
});

/** As they are, and as an encoding would show them; of base64 the part that no neighbour changes. */
function formsOf(text: string): (string | Buffer)[] {
  const number = Number(text);
  if (!Number.isNaN(number)) {
    // As the embedded store writes numbers down (MessagePack).
    const binary = Buffer.alloc(Number.isInteger(number) ? 4 : 8);
    if (Number.isInteger(number)) binary.writeUInt32BE(number);
    else binary.writeDoubleBE(number);
    return [text, binary];
  }
  const hex = Buffer.from(text).toString('hex');
  const shifted = [0, 1, 2].map((shift) => {
    const inner = Buffer.from('\0'.repeat(shift) + text).toString('base64');
    return inner.slice(shift === 0 ? 0 : 4, Math.floor(((shift + text.length) * 8) / 24) * 4);
  });
  return [text, hex, ...shifted.filter((form) => form.length >= 8)];
}

function findIn(bytes: Buffer, texts: readonly string[]): string[] {
  return texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)));
}

async function filesOf(directory: string): Promise<[string, Buffer][]> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  return Promise.all(
    files.map(
      async ({ parentPath, name }): Promise<[string, Buffer]> => [
        name,
        await readFile(join(parentPath, name)),
      ],
    ),
  );
}

describe('what is kept', () => {
  beforeEach(async () => {
    await start();
  });

  it('holds nothing in the clear that is confidential or restricted, in no file', async () => {
    await traffic();
    const files = await filesOf(folder);
    expect(files.map(([name]) => name)).toContain('data.mdb');
    for (const [name, bytes] of files) expect([name, findIn(bytes, PLANTED)]).toEqual([name, []]);
    expect(findIn(Buffer.from(at.logged()), PLANTED)).toEqual([]);
    await at.deps.vault.rotate();
    for (const [name, bytes] of await filesOf(folder))
      expect([name, findIn(bytes, PLANTED)]).toEqual([name, []]);
    // The search finds what it looks for, were it there.
    const encoded = PLANTED.map((text) => Buffer.from(`"${text}"`).toString('base64'));
    const open = { _id: '1', encoded, length, total: 7_341_499 };
    await at.deps.documents.collection('open').insert(open);
    const found = (await filesOf(folder)).flatMap(([, bytes]) => findIn(bytes, PLANTED));
    expect([...new Set(found)].sort()).toEqual([...PLANTED].sort());
  });
});

describe.skipIf(mongo === null)(`what is kept at scale${mongo ? '' : ` (${NO_MONGO})`}`, () => {
  it('holds nothing in the clear that is confidential or restricted, in no document and no file', async () => {
    const mongodbUri = databaseUri(mongo?.uri ?? '', `varai_sealed_${process.pid}`);
    await start({ mongodbUri });
    await traffic();
    const files = mongo?.directory === undefined ? [] : await filesOf(mongo.directory);
    if (mongo?.directory !== undefined) expect(files.length).toBeGreaterThan(0);
    for (const [name, bytes] of [...files, ...(await filesOf(folder))])
      expect([name, findIn(bytes, PLANTED)]).toEqual([name, []]);
    for (const name of [...Object.keys(STORED), 'events']) {
      const docs = await at.deps.documents.collection(name).find({});
      expect([name, docs.length > 0]).toEqual([name, true]);
      expect([name, findIn(Buffer.from(JSON.stringify(docs)), PLANTED)]).toEqual([name, []]);
    }
    // The search finds what it looks for, were it there.
    await at.deps.documents
      .collection<Doc & { planted: string[] }>('open')
      .insert({ _id: '1', planted: PLANTED });
    const found = mongo?.directory === undefined ? [] : await filesOf(mongo.directory);
    if (mongo?.directory !== undefined)
      expect([...new Set(found.flatMap(([, bytes]) => findIn(bytes, PLANTED)))].sort()).toEqual(
        [...PLANTED].sort(),
      );
  });
});

describe.skipIf(redis === null)(`a shared cache${redis ? '' : ` (${NO_REDIS})`}`, () => {
  it('holds nothing that follows from a face in the clear, neither in keys nor in values', async () => {
    await start({ redisUrl: redis?.url });
    const session_id = await traffic();
    const again = `/v1/recommendations?session_id=${session_id}`;
    const headers = at.shopper(session_id);
    expect((await at.app.inject({ url: again, headers })).json()).toMatchObject({
      face_shape: 'heart',
      cached: true,
    });
    const client = new Redis(redis?.url ?? '');
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
    expect(keys.some((key) => key.includes('recommendations:'))).toBe(true);
    const everything = Buffer.concat([
      Buffer.from(keys.join('\n')),
      ...values.map((value) => value ?? Buffer.alloc(0)),
    ]);
    expect(findIn(everything, [session_id])).toEqual([session_id]);
    expect(findIn(everything, [...PLANTED, 'face_shape":"heart', ':heart:'])).toEqual([]);
    await client.quit();
    await at.deps.cache.close();
  });
});
