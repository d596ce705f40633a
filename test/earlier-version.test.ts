import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Doc, openEmbeddedDocuments, openKeyFile } from '../server/data/index.ts';
import { latestAnalysis } from '../server/face/index.ts';
import { openTestApp, type TestApp } from '../server/testing.ts';

let folder: string;
let at: TestApp;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'varai-earlier-'));
});
afterEach(async () => {
  await at.close();
  await rm(folder, { recursive: true });
});

const SECRETS = [
  'shpat_former',
  'saddle bridge former',
  '#FORMER-7',
  '63.4219',
  'frame-former',
  'avery@former',
];
const NOW = Date.now();
const length = { value: 63.4219, unit: 'mm', confidence: 0.9, low: 60, high: 66 };

/** A data folder as the version before the vault left it: customers' bodies sealed by the keyring, the rest open. */
async function leaveFormerFolder(): Promise<void> {
  const keyring = await openKeyFile(join(folder, 'keyring'));
  const documents = await openEmbeddedDocuments({ directory: join(folder, 'documents'), now: Date.now });
  const put = (name: string, doc: Doc & Record<string, unknown>) => documents.collection(name).insert(doc);
  const sealed = (field: string, value: unknown) =>
    keyring.seal(`store_connections/a/${field}`, JSON.stringify(value));
  await put('store_connections', {
    _id: 'a',
    platform: 'html',
    address: 'https://shop.example',
    status: 'connected',
    credentials: sealed('credentials', { access_token: 'shpat_former' }),
    secrets: sealed('secrets', [{ secret: 'former-secret', until: null }]),
    webhooks_url: null,
    context: { currency: 'EUR', locale: 'en', address: 'https://shop.example', extra: {} },
    connected_at: 1,
  });
  await put('ai_sessions', {
    _id: 'ses_former',
    store_id: 'a',
    created_at: NOW,
    token_digest: 'x',
    consents: {},
    face: { analysis_id: 'fa_1', face_shape: 'heart' },
  });
  await put('face_analyses', {
    _id: 'fa_1',
    store_id: 'a',
    session_id: 'ses_former',
    created_at: NOW,
    face_shape: { label: 'heart', confidence: 1, scores: { heart: 1 } },
    measurements: { pupillary_distance: length },
    frame_size: { label: 'medium' },
    quality_score: 1,
  });
  await put('orders', {
    _id: 'a:1',
    store_id: 'a',
    version: '1',
    order_id: '1',
    number: '#FORMER-7',
    status: 'paid',
    customer_id: 'c1',
    currency: 'EUR',
    total: 1,
    discount_total: 0,
    created_at: NOW,
    updated_at: NOW,
    session_id: null,
    line_items: [],
  });
  await put('customer_preferences', {
    _id: 'a:c1:bridge',
    store_id: 'a',
    version: '1',
    customer_id: 'c1',
    name: 'bridge',
    value: 'saddle bridge former',
    updated_at: NOW,
  });
  await put('ai_interactions', {
    _id: 'evt_1',
    store_id: 'a',
    received_at: NOW,
    interaction_id: 'i1',
    type: 'ai_interaction',
    session_id: 'ses_former',
    product_id: 'frame-former',
    action: 'picked',
    occurred_at: NOW,
  });
  await put('events', {
    _id: 'evt_2',
    store_id: 'a',
    topic: 'customer-sync-events',
    event_type: 'customer_created',
    platform: 'html',
    priority: 1,
    entity_id: 'c1',
    triggered_at: null,
    received_at: NOW,
    expires_at: NOW + 1e9,
    is_sealed: true,
    body: keyring.seal('events/evt_2/body', '{"customer_id":"c1","email":"avery@former"}'),
    deliveries: {},
    ready: [],
    held: [],
    dead: ['sync-processor-subscription'],
  });
  await documents.close();
}

const subject = { store_id: 'a', session_ids: ['ses_former'], customer_ids: ['c1'], order_ids: [] };
async function isWholeAndRight(): Promise<void> {
  expect(at.deps.vault.isWhole()).toBe(true);
  expect(await at.deps.connections.get('a')).toMatchObject({
    credentials: { access_token: 'shpat_former' },
    secrets: [{ secret: 'former-secret' }],
  });
  expect(await latestAnalysis(at.deps.analyses, 'a', 'ses_former')).toMatchObject({
    measurements: { pupillary_distance: length },
  });
  const held = new Map<string, unknown[]>();
  for (const holder of at.deps.privacy.holders) held.set(holder.name, await holder.find(subject));
  expect(held.get('orders')).toMatchObject([{ number: '#FORMER-7' }]);
  expect(held.get('customer_preferences')).toMatchObject([{ value: 'saddle bridge former' }]);
  expect(held.get('interactions')).toMatchObject([{ product_id: 'frame-former' }]);
  expect(held.get('shop_events')).toMatchObject([{ body: expect.stringContaining('avery@former') }]);
  const documents = at.deps.documents;
  for (const name of [
    'store_connections',
    'ai_sessions',
    'face_analyses',
    'orders',
    'customer_preferences',
  ]) {
    const text = JSON.stringify(await documents.collection(name).find({}));
    expect([name, SECRETS.filter((secret) => text.includes(secret)), text.includes('heart')]).toEqual([
      name,
      [],
      false,
    ]);
  }
}

it('seals the documents of an earlier version before the first answer, and loses none', async () => {
  await leaveFormerFolder();
  at = await openTestApp(undefined, { dataDir: folder });
  await isWholeAndRight();
  expect(await at.deps.vault.sealRest()).toBe(0);
  await at.close();
  at = await openTestApp(undefined, { dataDir: folder });
  await isWholeAndRight();
});
