import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeyEncryption } from './key-encryption.ts';
import { SealBrokenError } from './keyring.ts';

export interface OpenedKeyEncryption {
  encryption: KeyEncryption;
  /** Makes a new version of the key. */
  rotate(): Promise<void>;
  /** The same key, opened once more. */
  again(): Promise<KeyEncryption>;
  close(): Promise<void>;
}

/** What every key-encryption adapter promises. */
export function keyEncryptionContract(open: () => Promise<OpenedKeyEncryption>): void {
  let at: OpenedKeyEncryption;
  beforeAll(async () => {
    at = await open();
  });
  afterAll(() => at.close());

  it('unwraps what it wrapped, in whatever process', async () => {
    const key = randomBytes(32);
    const wrapped = await at.encryption.wrap('data_keys/a', key);
    expect(Buffer.from(wrapped).includes(key)).toBe(false);
    expect(wrapped).not.toContain(key.toString('base64').slice(0, 20));
    expect(wrapped).toMatch(/^\S+$/);
    expect(await at.encryption.unwrap('data_keys/a', wrapped)).toEqual(key);
    expect(await (await at.again()).unwrap('data_keys/a', wrapped)).toEqual(key);
    expect(await at.encryption.wrap('data_keys/a', key)).not.toBe(wrapped);
  });

  it('unwraps nothing in another place, and nothing that was changed', async () => {
    const wrapped = await at.encryption.wrap('data_keys/a', randomBytes(32));
    await expect(at.encryption.unwrap('data_keys/b', wrapped)).rejects.toThrow(SealBrokenError);
    await expect(at.encryption.unwrap('data_keys/a', 'nothing of ours')).rejects.toThrow(SealBrokenError);
    for (const place of [wrapped.length - 10, wrapped.length - 30]) {
      const changed = `${wrapped.slice(0, place)}${wrapped[place] === 'A' ? 'B' : 'A'}${wrapped.slice(place + 1)}`;
      await expect(at.encryption.unwrap('data_keys/a', changed)).rejects.toThrow(SealBrokenError);
    }
  });

  it('unwraps after a rotation what was wrapped before, and wraps by the new version', async () => {
    const key = randomBytes(32);
    const other = await at.again();
    const before = await at.encryption.wrap('data_keys/a', key);
    await at.rotate();
    const after = await at.encryption.wrap('data_keys/a', key);
    expect(await at.encryption.unwrap('data_keys/a', before)).toEqual(key);
    // Opened before the rotation, it hears of the new version when it meets it.
    expect(await other.unwrap('data_keys/a', after)).toEqual(key);
    const versionIn = (wrapped: string) => /^v\d+|cryptoKeyVersions\/\d+/.exec(wrapped)?.[0];
    expect(versionIn(after)).not.toBe(versionIn(before));
  });
}
