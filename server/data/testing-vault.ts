import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterEach, beforeEach } from 'vitest';
import { MemoryCache } from './cache.memory.ts';
import { classified } from './classification.ts';
import { openEmbeddedDocuments } from './documents.embedded.ts';
import type { Doc, Documents } from './documents.ts';
import { type KeyFile, openKeyFile } from './key-file.ts';
import { openVault } from './open-vault.ts';
import { sealedCollection } from './sealed-collection.ts';
import type { Vault } from './vault.ts';

export const DAY_MS = 86_400_000;
export const Note = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  session_id: Type.String(),
  text: classified('message_content', Type.String()),
  face: Type.Optional(classified('face_analysis_data', Type.Object({ width: Type.Number() }))),
  stars: Type.Integer(),
});

/** What every test of a file has for itself: stores in a folder, and a clock that only it moves. */
export let directory: string;
export let documents: Documents;
export let keyDocuments: Documents;
export let keyring: KeyFile;
let time: number;
let opened: Vault[];
export const now = () => time;
export const pass = (ms: number) => {
  time += ms;
};
beforeEach(async () => {
  time = Date.now();
  opened = [];
  directory = await mkdtemp(join(tmpdir(), 'varai-vault-'));
  documents = await openEmbeddedDocuments({ directory: join(directory, 'documents'), now });
  keyDocuments = await openEmbeddedDocuments({ directory: join(directory, 'keys'), now });
  keyring = await openKeyFile(join(directory, 'keyring'), { now });
});
afterEach(async () => {
  for (const vault of opened) await vault.close();
  await documents.close();
  await keyDocuments.close();
  await rm(directory, { recursive: true });
});

/** A process of its own, on the same stores. */
export async function process_(more: Partial<Parameters<typeof openVault>[0]> = {}): Promise<Vault> {
  const cache = more.cache ?? new MemoryCache(1000, now);
  const vault = await openVault({
    keys: keyDocuments,
    documents,
    keyring,
    encryption: keyring,
    cache,
    now,
    ...more,
  });
  opened.push(vault);
  return vault;
}
export const notesOf = (vault: Vault) =>
  sealedCollection({
    documents,
    vault,
    name: 'notes',
    schema: Note,
    owner: ({ store_id = '', session_id }) => ({ store_id, subject: `session:${session_id}` }),
  });
export const note = (id: string, more: object = {}) => ({
  _id: id,
  store_id: 'a',
  session_id: 'ses_1',
  text: `a secret of ${id}`,
  face: { width: 141.5 },
  stars: 5,
  ...more,
});
export const raw = () => documents.collection<Doc & Record<string, unknown>>('notes');
export const place = { store_id: 'a', subject: 'session:ses_1', field: 'notes.text', _id: '1' };
