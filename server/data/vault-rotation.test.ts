import { describe, expect, it } from 'vitest';
import type { Doc, Documents } from './documents.ts';
import { sealedCollection } from './sealed-collection.ts';
import {
  DAY_MS,
  documents,
  keyDocuments,
  keyring,
  Note,
  note,
  notesOf,
  pass,
  place,
  process_,
  raw,
} from './testing-vault.ts';
import { KeyDestroyedError, type Vault } from './vault.ts';
import { USES_LIMIT } from './vault-rotation.ts';

describe('rotation', () => {
  const rotate = (vault: Vault, options?: Parameters<Vault['rotate']>[0]) => {
    pass(1000);
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
    pass(DAY_MS);
    await rotate(vault);
    await expect(vault.open({ ...place, _id: '1' }, before.get('1') as string)).rejects.toThrow(
      KeyDestroyedError,
    );
    expect(await notes.read('export').find({})).toHaveLength(31);
  });

  it('leaves a key file alone that other machines have copies of', async () => {
    const vault = await process_({ isKeyFileCopied: true });
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
    pass(365 * DAY_MS);
    expect((await vault.status()).is_due).toBe(true);
    await rotate(vault);
    expect((await vault.status()).is_due).toBe(false);
    const owners = keyDocuments.collection<Doc & { uses: object; keys: { id: string }[] }>('data_keys');
    const [owner] = await owners.find({ is_subject: false, store_id: 'a' });
    await owners.update({ _id: owner?._id }, { $set: { uses: { [owner?.keys[0]?.id ?? '']: USES_LIMIT } } });
    expect((await vault.status()).is_due).toBe(true);
    pass(1000);
    const last = await vault.seal({ ...place, subject: undefined }, 'x');
    expect(await vault.isCurrent(last)).toBe(false);
    expect(await vault.isCurrent(await vault.seal({ ...place, subject: undefined }, 'x'))).toBe(true);
  });
});
