import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_REDIS, startTestRedis } from '../../test/redis.ts';
import { openTestApp, refusingEngine, type TestApp } from '../testing.ts';

const redis = await startTestRedis();
let folder: string;
let opened: TestApp[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'varai-two-'));
});
afterEach(async () => {
  for (const { app, deps } of opened) {
    await app.close();
    await deps.cache.close();
    await deps.limits.close();
    await deps.documents.close();
  }
  opened = [];
  await rm(folder, { recursive: true });
});
afterAll(async () => redis?.end());

async function two(redisUrl?: string): Promise<[TestApp, TestApp]> {
  for (let n = 0; n < 2; n++) opened.push(await openTestApp(refusingEngine(), { dataDir: folder, redisUrl }));
  const [here, there] = opened;
  if (!here || !there) throw new Error('unreachable');
  return [here, there];
}

const operator = (at: TestApp) => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' });
const products = async (at: TestApp, headers: Record<string, string>) =>
  (await at.app.inject({ url: '/admin/v1/products', headers })).statusCode;
const revoke = (at: TestApp, path: string) =>
  at.app.inject({ method: 'DELETE', url: `/admin/v1/${path}`, headers: operator(at) });

async function keyAndToken(at: TestApp) {
  const key = (await at.post('/admin/v1/keys', { kind: 'secret' }, operator(at))).json();
  const client = (await at.post('/admin/v1/clients', { roles: ['admin_user'] }, operator(at))).json();
  const answer = await at.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.client_id,
      client_secret: client.client_secret,
    }).toString(),
  });
  const bearer = { authorization: `Bearer ${answer.json().access_token}` };
  return { key: { 'x-api-key': key.key as string }, bearer, key_id: key.key_id, client_id: client.client_id };
}

describe('what is revoked on one instance', () => {
  it('is refused on another within a second, without anything between them but the store', async () => {
    const [here, there] = await two();
    const { key, bearer, key_id, client_id } = await keyAndToken(here);
    for (const shown of [key, bearer]) expect(await products(there, shown)).toBe(200);
    await revoke(here, `keys/${key_id}`);
    await revoke(here, `clients/${client_id}`);
    for (const shown of [key, bearer]) expect(await products(here, shown)).toBe(401);
    there.advance(1000);
    for (const shown of [key, bearer]) expect(await products(there, shown)).toBe(401);
  });

  it.skipIf(redis === null)(
    `is refused there as soon as it is told, through Redis${redis ? '' : ` (${NO_REDIS})`}`,
    async () => {
      const [here, there] = await two(redis?.url);
      const { key, bearer, key_id, client_id } = await keyAndToken(here);
      for (const shown of [key, bearer]) expect(await products(there, shown)).toBe(200);
      let told = 0;
      const both = new Promise<void>((heard) => {
        void there.deps.cache.subscribe('access:changed', () => {
          told += 1;
          if (told === 2) heard();
        });
      });
      await revoke(here, `keys/${key_id}`);
      await revoke(here, `clients/${client_id}`);
      await both;
      expect(there.deps.keys.recall(key['x-api-key'])).toBeUndefined();
      for (const shown of [key, bearer]) expect(await products(there, shown)).toBe(401);
    },
  );
});
