import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Doc } from './documents.ts';
import { SealBrokenError } from './keyring.ts';
import { keyDocuments, note, notesOf, pass, place, process_, raw } from './testing-vault.ts';
import type { Vault } from './vault.ts';

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
    pass(1000);
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

  it('is not opened at all without the keys of the documents', async () => {
    await (await process_()).seal(place, 'x');
    await keyDocuments.collection('data_keys').delete({});
    await expect(process_()).rejects.toThrow('bring back their folder');
  });
});
