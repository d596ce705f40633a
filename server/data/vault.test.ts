import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from './documents.ts';
import type { KeyEncryption } from './key-encryption.ts';
import { SealBrokenError } from './keyring.ts';
import { directory, keyDocuments, keyring, note, notesOf, pass, place, process_ } from './testing-vault.ts';

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
      pass(60_000);
    }
    expect(asked).toBeGreaterThan(1);
    pass(5 * 60_000);
    await expect(vault.open(ofStore, sealed)).rejects.toThrow(StoreUnavailableError);
    isAway = false;
    expect(await vault.open(ofStore, sealed)).toBe('x');
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
