import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Doc, type Documents, openEmbeddedDocuments, openKeyFile } from '../data/index.ts';
import { openTestVault } from '../data/testing.ts';
import type { PlatformApi, Platforms } from '../platforms/index.ts';
import { type Connection, openConnections } from './connections.ts';
import { storeSettings } from './settings.ts';
import { openShops } from './shop.ts';

let directory: string;
let documents: Documents;
const now = () => 1_700_000_000_000;
const connection: Connection = {
  store_id: 'a',
  platform: 'shopify',
  address: 'https://a.myshopify.com',
  status: 'connected',
  credentials: { refresh_token: 'first' },
  secrets: [{ secret: 's', until: null }],
  webhooks_url: null,
  context: { currency: 'EUR', locale: 'en', address: 'https://a.myshopify.com', extra: {} },
  connected_at: 1,
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'varai-stores-'));
  documents = await openEmbeddedDocuments({ directory, now });
});
afterEach(async () => {
  await documents.close();
  await rm(directory, { recursive: true });
});

/** As another process would open them. */
async function open() {
  return openConnections({ documents, ...(await openTestVault(documents, directory, now)), now });
}

/** A shop that has moved to another currency. */
async function shopsOf(connections: Awaited<ReturnType<typeof open>>, whileAsked: () => Promise<void>) {
  const inspect = async () => {
    await whileAsked();
    return { context: { ...connection.context, currency: 'USD' } };
  };
  const platforms = { shopify: { connect: () => ({ inspect }) as unknown as PlatformApi } };
  return openShops({
    stores: storeSettings(documents.collection('stores')),
    connections,
    platforms: platforms as unknown as Platforms,
    now,
  });
}

it('keeps tokens that another process rotated while this one learned the shop’s settings', async () => {
  const [here, there] = [await open(), await open()];
  await here.save(connection);
  const shops = await shopsOf(here, async () => {
    await here.get('a');
    await there.saveCredentials('a', { refresh_token: 'second' });
  });
  await shops.refresh('a');
  expect(await (await open()).get('a')).toMatchObject({
    credentials: { refresh_token: 'second' },
    context: { currency: 'USD' },
  });
});

it('does not bring a store back that was removed while its shop was asked', async () => {
  const [here, there] = [await open(), await open()];
  await here.save(connection);
  const shops = await shopsOf(here, async () => {
    await here.get('a');
    await there.remove('a');
  });
  await shops.refresh('a');
  expect(await there.get('a')).toBeNull();
});

it('keeps credentials and secrets sealed, and reads what the keyring sealed before', async () => {
  const [connections, keyring] = [await open(), await openKeyFile(join(directory, 'keyring'))];
  await connections.save({ ...connection, credentials: { access_token: 'shpat_planted' } });
  const kept = documents.collection<Doc & Record<string, unknown>>('store_connections');
  expect(JSON.stringify(await kept.find({}))).not.toMatch(/shpat_planted|"secret"/);
  expect(await connections.get('a')).toMatchObject({ credentials: { access_token: 'shpat_planted' } });
  const former = (field: string, value: unknown) =>
    keyring.seal(`store_connections/a/${field}`, JSON.stringify(value));
  const $set = { credentials: former('credentials', { token: 'old' }), secrets: former('secrets', []) };
  await kept.update({ _id: 'a' }, { $set });
  expect(await (await open()).get('a')).toMatchObject({ credentials: { token: 'old' }, secrets: [] });
});
