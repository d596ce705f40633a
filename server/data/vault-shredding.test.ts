import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemoryCache } from './cache.memory.ts';
import { openEmbeddedDocuments } from './documents.embedded.ts';
import type { Doc } from './documents.ts';
import { sealedCollection } from './sealed-collection.ts';
import {
  DAY_MS,
  directory,
  documents,
  Note,
  note,
  notesOf,
  now,
  pass,
  place,
  process_,
  raw,
} from './testing-vault.ts';
import { KeyDestroyedError } from './vault.ts';

describe('a destroyed key', () => {
  it('takes what it sealed with it, in every process within a second, and nothing else', async () => {
    const [vault, other] = [await process_(), await process_()];
    const sealed = await vault.seal(place, 'x');
    const ofAnother = await vault.seal({ ...place, subject: 'session:ses_2' }, 'y');
    expect(await other.open(place, sealed)).toBe('x');
    await vault.shred(place);
    await expect(vault.open(place, sealed)).rejects.toThrow(KeyDestroyedError);
    pass(1000);
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

describe('a collection whose schema marks fields', () => {
  it('ends by itself when its key was made for a time', async () => {
    const vault = await process_();
    const lasting = { ...place, lasts: 2 * DAY_MS };
    const sealed = await vault.seal(lasting, 'x');
    const kept = await vault.seal({ ...place, subject: 'customer:1' }, 'y');
    pass(2 * DAY_MS - 1);
    expect(await vault.open(place, sealed)).toBe('x');
    pass(1000);
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
});
