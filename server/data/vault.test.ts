import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { MemoryCache } from './cache.memory.ts';
import { classified } from './classification.ts';
import { openEmbeddedDocuments } from './documents.embedded.ts';
import { type Doc, type Documents, StoreUnavailableError } from './documents.ts';
import type { KeyEncryption } from './key-encryption.ts';
import { type KeyFile, openKeyFile } from './key-file.ts';
import { SealBrokenError } from './keyring.ts';
import { openVault } from './open-vault.ts';
import { sealedCollection } from './sealed-collection.ts';
import { KeyDestroyedError, type Vault } from './vault.ts';
import { USES_LIMIT } from './vault-rotation.ts';

const DAY_MS = 86_400_000;
const Note = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  session_id: Type.String(),
  text: classified('message_content', Type.String()),
  face: Type.Optional(classified('face_analysis_data', Type.Object({ width: Type.Number() }))),
  stars: Type.Integer(),
});

let directory: string;
let documents: Documents;
let keyDocuments: Documents;
let keyring: KeyFile;
let time: number;
let opened: Vault[];
const now = () => time;
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
async function process_(more: { cache?: MemoryCache; encryption?: KeyEncryption } = {}): Promise<Vault> {
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
const notesOf = (vault: Vault) =>
  sealedCollection({
    documents,
    vault,
    name: 'notes',
    schema: Note,
    owner: ({ store_id = '', session_id }) => ({ store_id, subject: `session:${session_id}` }),
  });
const note = (id: string, more: object = {}) => ({
  _id: id,
  store_id: 'a',
  session_id: 'ses_1',
  text: `a secret of ${id}`,
  face: { width: 141.5 },
  stars: 5,
  ...more,
});
const raw = () => documents.collection<Doc & Record<string, unknown>>('notes');
const place = { store_id: 'a', subject: 'session:ses_1', field: 'notes.text', _id: '1' };

describe('a sealed value', () => {
  it('opens at its place, in every process, and at no other', async () => {
    const [vault, other] = [await process_(), await process_()];
    const sealed = await vault.seal(place, { größe: 'M' });
    expect(sealed).not.toContain('größe');
    expect(await other.open(place, sealed)).toEqual({ größe: 'M' });
    const elsewhere = [{ _id: '2' }, { field: 'notes.title' }, { field: 'others.text' }, { store_id: 'b' }];
    for (const moved of elsewhere)
      await expect(vault.open({ ...place, ...moved }, sealed)).rejects.toThrow(SealBrokenError);
    for (let at = sealed.length - 4; at > 40; at -= 9) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      await expect(vault.open(place, changed), `character ${at}`).rejects.toThrow(SealBrokenError);
    }
  });

  it('is never the same twice, and shows not whose it is', async () => {
    const vault = await process_();
    const [one, two] = [await vault.seal(place, 'x'), await vault.seal(place, 'x')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('ses_1');
    expect(JSON.stringify(await keyDocuments.collection('data_keys').find({}))).not.toContain('ses_1');
  });

  it('has one key for its owner, whoever seals first', async () => {
    const vaults = await Promise.all([process_(), process_(), process_()]);
    await Promise.all(vaults.map((vault) => vault.seal(place, 'x')));
    expect(await vaults[0]?.status()).toMatchObject({ stores: 2, subjects: 1, is_due: false });
  });
});

describe('a destroyed key', () => {
  it('takes what it sealed with it, in every process within a second, and nothing else', async () => {
    const [vault, other] = [await process_(), await process_()];
    const sealed = await vault.seal(place, 'x');
    const ofAnother = await vault.seal({ ...place, subject: 'session:ses_2' }, 'y');
    expect(await other.open(place, sealed)).toBe('x');
    await vault.shred(place);
    await expect(vault.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
    time += 1000;
    await expect(other.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
    expect(await other.open({ ...place, subject: 'session:ses_2' }, ofAnother)).toBe('y');
    // The same person may come back; what was sealed before stays gone.
    await vault.seal(place, 'new');
    await expect(vault.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
  });

  it('is gone at once where processes share a cache', async () => {
    const cache = new MemoryCache(1000, now);
    const [vault, other] = [await process_({ cache }), await process_({ cache })];
    const sealed = await vault.seal(place, 'x');
    expect(await other.open(place, sealed)).toBe('x');
    await vault.shred(place);
    await expect(other.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
  });

  it('of a store takes everything of the store', async () => {
    const vault = await process_();
    const sealed = await vault.seal(place, 'x');
    const kept = await vault.seal({ ...place, store_id: 'b' }, 'y');
    await vault.shred({ store_id: 'a' });
    await expect(vault.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
    expect(await vault.open({ ...place, store_id: 'b' }, kept)).toBe('y');
  });

  it('makes a copy of the documents that was taken before unreadable', async () => {
    const vault = await process_();
    await notesOf(vault).insert(note('1'));
    await cp(join(directory, 'documents'), join(directory, 'backup'), { recursive: true });
    await vault.shred(place);
    const copy = await openEmbeddedDocuments({ directory: join(directory, 'backup'), now });
    const [kept] = await copy.collection<Doc & { text: string }>('notes').find({});
    expect(kept?.text).toMatch(/^e1\./);
    await expect(vault.open(place, kept?.text ?? '')).rejects.toThrow(KeyDestroyedError);
    await copy.close();
  });
});

describe('a key service that is away', () => {
  it('is not missed for ten minutes, and then said to be away', async () => {
    let isAway = false;
    let asked = 0;
    const encryption: KeyEncryption = {
      wrap: keyring.wrap,
      unwrap: (context, wrapped) => {
        asked += 1;
        if (isAway) return Promise.reject(new StoreUnavailableError('the key service', null));
        return keyring.unwrap(context, wrapped);
      },
    };
    const vault = await process_({ encryption });
    const ofStore = { ...place, subject: undefined };
    const sealed = await vault.seal(ofStore, 'x');
    isAway = true;
    for (let minute = 0; minute <= 10; minute++) {
      expect(await vault.open(ofStore, sealed)).toBe('x');
      time += 60_000;
    }
    expect(asked).toBeGreaterThan(1);
    time += 5 * 60_000;
    await expect(vault.open(ofStore, sealed)).rejects.toThrow(StoreUnavailableError);
    isAway = false;
    expect(await vault.open(ofStore, sealed)).toBe('x');
  });
});

describe('a collection whose schema marks fields', () => {
  it('keeps them sealed, and gives them back as they were to whoever says why', async () => {
    const notes = notesOf(await process_());
    await notes.insert([note('1'), note('2')]);
    await notes.bulkUpsert([note('3', { face: undefined })]);
    await notes.update(
      { _id: '2', store_id: 'a', session_id: 'ses_1' },
      { $set: { text: 'other', stars: 1 } },
    );
    const kept = JSON.stringify(await raw().find({}));
    expect(kept).not.toMatch(/a secret|141\.5|other/);
    const found = await notes.read('recommendation').find({ store_id: 'a' }, { sort: { _id: 1 } });
    expect(found).toEqual([
      note('1'),
      note('2', { text: 'other', stars: 1 }),
      expect.objectContaining({ _id: '3' }),
    ]);
    expect(await notes.count({ stars: 5 })).toBe(2);
    await notes.update({ _id: '1' }, { $unset: { face: '' } });
    expect(await notes.read('export').findOne({ _id: '1' })).not.toHaveProperty('face');
  });

  it('can be neither searched nor sorted nor changed in part by what is sealed', async () => {
    const notes = notesOf(await process_());
    const { find } = notes.read('export');
    // @ts-expect-error -- a sealed field in a filter
    await expect(find({ text: 'x' })).rejects.toThrow(TypeError);
    await expect(find({ $or: [{ 'face.width': 1 }] })).rejects.toThrow(TypeError);
    // @ts-expect-error -- a sealed field in an order
    await expect(find({}, { sort: { text: 1 } })).rejects.toThrow(TypeError);
    await expect(notes.update({ _id: '1' }, { $set: { 'face.width': 1 } })).rejects.toThrow(TypeError);
    await expect(notes.update({ store_id: 'a' }, { $set: { text: 'x' } })).rejects.toThrow(TypeError);
    expect(() => notes.createIndex({ text: 1 }, { name: 'text' })).toThrow(TypeError);
    expectTypeOf(notes).not.toHaveProperty('find');
    // @ts-expect-error -- no need of ours
    expectTypeOf(notes.read).toBeCallableWith('curiosity');
  });

  it('breaks for a ciphertext that was moved to another document or field', async () => {
    const notes = notesOf(await process_());
    await notes.insert([note('1'), note('2')]);
    const [one] = await raw().find({ _id: '1' });
    await raw().update({ _id: '2' }, { $set: { text: one?.text } });
    await expect(notes.read('export').findOne({ _id: '2' })).rejects.toThrow(SealBrokenError);
    await raw().update({ _id: '1' }, { $set: { text: one?.face } });
    await expect(notes.read('export').findOne({ _id: '1' })).rejects.toThrow(SealBrokenError);
  });

  it('believes nothing that lies open, once everything was sealed', async () => {
    const vault = await process_();
    const notes = notesOf(vault);
    await raw().insert(note('former'));
    expect(vault.isWhole()).toBe(false);
    expect(await notes.read('export').findOne({ _id: 'former' })).toMatchObject({
      text: 'a secret of former',
    });
    expect(await vault.sealRest()).toBe(1);
    await raw().insert(note('planted'));
    const isRefused = async (vault: Vault) => {
      expect(vault.isWhole()).toBe(true);
      await expect(notesOf(vault).read('export').findOne({ _id: 'planted' })).rejects.toThrow(
        SealBrokenError,
      );
      expect(await notesOf(vault).read('export').findOne({ _id: 'former' })).not.toBeNull();
    };
    await isRefused(vault);
    await isRefused(await process_());
    // Nor when the state is taken away, set to what it is not, or the keys are renewed.
    const states = keyDocuments.collection<Doc & { state: string }>('vault_state');
    await states.update({ _id: 'sealing' }, { $set: { state: 'under way' } });
    await isRefused(await process_());
    await states.delete({});
    await isRefused(await process_());
    time += 1000;
    expect(await vault.rotate()).toMatchObject({ documents: 1, broken: 1 });
    expect((await raw().findOne({ _id: 'planted' }))?.text).toBe('a secret of planted');
    // Whoever runs the installation may vouch for it.
    expect(await vault.sealRest()).toBe(1);
    expect(await notes.read('export').findOne({ _id: 'planted' })).not.toBeNull();
  });

  it('goes on sealing what was open after its first start was cut off', async () => {
    const first = await process_();
    await first.seal(place, 'x');
    await raw().insert(note('former'));
    const second = await process_();
    expect(second.isWhole()).toBe(false);
    notesOf(second);
    expect(await second.sealRest()).toBe(1);
    expect((await process_()).isWhole()).toBe(true);
  });

  it('ends by itself when its key was made for a time', async () => {
    const vault = await process_();
    const lasting = { ...place, lasts: 2 * DAY_MS };
    const sealed = await vault.seal(lasting, 'x');
    const kept = await vault.seal({ ...place, subject: 'customer:1' }, 'y');
    time += 2 * DAY_MS - 1;
    expect(await vault.open(place, sealed)).toBe('x');
    time += 1000;
    await expect(vault.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
    expect(await vault.open({ ...place, subject: 'customer:1' }, kept)).toBe('y');
    expect(await vault.status()).toMatchObject({ subjects: 1 });
    expect(await vault.open(lasting, await vault.seal(lasting, 'z'))).toBe('z');
  });

  it('treats what a destroyed key sealed as gone, and sweeps it', async () => {
    const vault = await process_();
    const notes = notesOf(vault);
    await notes.insert([note('1'), note('2', { session_id: 'ses_2' })]);
    await vault.shred(place);
    const found = await notes.read('export').find({ store_id: 'a' });
    expect(found.map(({ _id }) => _id)).toEqual(['2']);
    expect((await raw().find({})).map(({ _id }) => _id)).toEqual(['2']);
  });

  it('is absent, but not swept, when its store’s key is gone', async () => {
    const vault = await process_();
    const ofStore = sealedCollection({
      documents,
      vault,
      name: 'notes',
      schema: Note,
      owner: ({ store_id = '' }) => ({ store_id }),
    });
    await ofStore.insert(note('1'));
    await vault.shred({ store_id: 'a' });
    expect(await ofStore.read('export').findOne({ _id: '1' })).toBeNull();
    expect(await raw().count({})).toBe(1);
  });

  it('is not opened at all without the keys of the documents', async () => {
    await (await process_()).seal(place, 'x');
    await keyDocuments.collection('data_keys').delete({});
    await expect(process_()).rejects.toThrow('bring back their folder');
  });
});

describe('rotation', () => {
  const rotate = (vault: Vault, options?: Parameters<Vault['rotate']>[0]) => {
    time += 1000;
    return vault.rotate(options);
  };

  it('renews every key and seals everything anew, also what lay there open', async () => {
    const vault = await process_();
    const notes = notesOf(vault);
    await notes.insert(Array.from({ length: 30 }, (_, at) => note(`${at}`, { session_id: `ses_${at % 3}` })));
    await raw().insert({ ...note('plain'), text: 'from before' });
    const before = new Map((await raw().find({})).map(({ _id, text }) => [_id, text]));
    const seen: number[] = [];
    const done = await rotate(vault, { onProgress: ({ documents: count }) => seen.push(count) });
    // The key-encryption key, the installation's, the store's, and three people's.
    expect(done).toEqual({ keys: 6, documents: 31, broken: 0 });
    expect(seen.at(-1)).toBe(31);
    for (const doc of await raw().find({})) {
      expect(doc.text).toMatch(/^e1\./);
      expect(doc.text).not.toBe(before.get(doc._id));
      expect(await vault.isCurrent(doc.text as string)).toBe(true);
    }
    expect(await notes.read('export').find({ _id: 'plain' })).toMatchObject([{ text: 'from before' }]);
    // What a backup of the documents holds still opens until the next rotation.
    expect(await vault.open({ ...place, _id: '1', subject: undefined }, before.get('1') as string)).toContain(
      'secret',
    );
    time += DAY_MS;
    await rotate(vault);
    await expect(vault.open({ ...place, _id: '1' }, before.get('1') as string)).rejects.toThrow(
      KeyDestroyedError,
    );
    expect(await notes.read('export').find({})).toHaveLength(31);
  });

  it('leaves a key file alone that other machines have copies of', async () => {
    const cache = new MemoryCache(1000, now);
    const shared = { keys: keyDocuments, documents, keyring, encryption: keyring, cache, now };
    const vault = await openVault({ ...shared, isKeyFileCopied: true });
    opened.push(vault);
    const sealed = await vault.seal(place, 'x');
    expect((await rotate(vault)).keys).toBe(3);
    expect(keyring.versions()).toHaveLength(1);
    expect(await vault.open(place, sealed)).toBe('x');
  });

  it('loses no read and no write that happens meanwhile', async () => {
    const [vault, other] = [await process_(), await process_()];
    const [notes, others] = [notesOf(vault), notesOf(other)];
    const ids = Array.from({ length: 1500 }, (_, at) => `${at}`);
    await notes.insert(ids.map((id) => note(id, { session_id: `ses_${Number(id) % 20}` })));
    let isRotating = true;
    let reads = 0;
    const written = new Map<string, string>();
    const load = async (from: number) => {
      for (let turn = from; isRotating; turn += 7) {
        const id = `${(turn * 13) % ids.length}`;
        const session_id = `ses_${Number(id) % 20}`;
        const found = await others.read('export').findOne({ _id: id });
        expect(found?.text).toBe(written.get(id) ?? `a secret of ${id}`);
        reads += 1;
        if (turn % 3 > 0) continue;
        const text = `written ${turn}`;
        await others.update({ _id: id, store_id: 'a', session_id }, { $set: { text } });
        written.set(id, text);
      }
    };
    const loads = [load(1)];
    const done = await rotate(vault).finally(() => {
      isRotating = false;
    });
    await Promise.all(loads);
    expect(done.documents).toBeGreaterThan(1000);
    expect(reads).toBeGreaterThan(10);
    for (const [id, text] of written) {
      expect((await notes.read('export').findOne({ _id: id }))?.text).toBe(text);
    }
  });

  it('leaves no field behind of a document in which another was changed meanwhile', async () => {
    const [vault, other] = [await process_(), await process_()];
    await notesOf(vault).insert(note('1'));
    const others = notesOf(other);
    let isFirst = true;
    const slow = sealedCollection({
      documents: {
        ...documents,
        collection: (name: string) => ({
          ...documents.collection(name),
          find: (filter, options) => documents.collection(name).find(filter, options),
          findOne: (filter) => documents.collection(name).findOne(filter),
          async update(filter, update) {
            if (isFirst) {
              isFirst = false;
              const owner = { store_id: 'a', session_id: 'ses_1' };
              await others.update({ _id: '1', ...owner }, { $set: { text: 'changed' } });
            }
            return documents.collection(name).update(filter, update);
          },
        }),
      } as Documents,
      vault,
      name: 'notes',
      schema: Note,
      owner: ({ store_id = '', session_id }) => ({ store_id, subject: `session:${session_id}` }),
    });
    await rotate(vault);
    const kept = await raw().findOne({ _id: '1' });
    expect(await vault.isCurrent(kept?.face as string)).toBe(true);
    expect(await slow.read('export').findOne({ _id: '1' })).toEqual(note('1', { text: 'changed' }));
  });

  it('goes on where it was cut off', async () => {
    const vault = await process_();
    const notes = notesOf(vault);
    await notes.insert(Array.from({ length: 600 }, (_, at) => note(`${at}`.padStart(3, '0'))));
    let pages = 0;
    const cut = rotate(vault, {
      onProgress: ({ documents: count }) => {
        if (count > 0 && ++pages === 1) throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    expect(await notes.read('export').find({})).toHaveLength(600);
    await rotate(vault);
    for (const { text } of await raw().find({})) expect(await vault.isCurrent(text as string)).toBe(true);
  });

  it('is due after a year, and when a key has been used too often', async () => {
    const vault = await process_();
    await vault.seal({ ...place, subject: undefined }, 'x');
    expect((await vault.status()).is_due).toBe(false);
    time += 365 * DAY_MS;
    expect((await vault.status()).is_due).toBe(true);
    await rotate(vault);
    expect((await vault.status()).is_due).toBe(false);
    const owners = keyDocuments.collection<Doc & { uses: object; keys: { id: string }[] }>('data_keys');
    const [owner] = await owners.find({ is_subject: false, store_id: 'a' });
    await owners.update({ _id: owner?._id }, { $set: { uses: { [owner?.keys[0]?.id ?? '']: USES_LIMIT } } });
    expect((await vault.status()).is_due).toBe(true);
    time += 1000;
    const last = await vault.seal({ ...place, subject: undefined }, 'x');
    expect(await vault.isCurrent(last)).toBe(false);
    expect(await vault.isCurrent(await vault.seal({ ...place, subject: undefined }, 'x'))).toBe(true);
  });
});

it('leaves no plaintext and no key in any file', async () => {
  const vault = await process_();
  await notesOf(vault).insert(Array.from({ length: 50 }, (_, at) => note(`${at}`)));
  await vault.rotate();
  for (const file of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const text of ['a secret of', '141.5']) {
      const forms = [
        text,
        Buffer.from(text).toString('base64').slice(0, -4),
        Buffer.from(text).toString('hex'),
      ];
      for (const form of forms) expect(bytes.includes(form), `${form} in ${file.name}`).toBe(false);
    }
  }
});
