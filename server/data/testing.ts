import { join } from 'node:path';
import { MemoryCache } from './cache.memory.ts';
import type { Documents } from './documents.ts';
import { type KeyFile, openKeyFile } from './key-file.ts';
import { openVault } from './open-vault.ts';
import type { Vault } from './vault.ts';

/** A keyring in the folder and a vault whose keys lie among the documents, as features want them in tests. */
export async function openTestVault(
  documents: Documents,
  directory: string,
  now: () => number,
): Promise<{ keyring: KeyFile; vault: Vault }> {
  const keyring = await openKeyFile(join(directory, 'keyring'), { now });
  const cache = new MemoryCache(1000, now);
  return {
    keyring,
    vault: await openVault({ keys: documents, documents, keyring, encryption: keyring, cache, now }),
  };
}
