import { kmsKeyEncryption } from './key-encryption.kms.ts';
import type { KeyEncryption } from './key-encryption.ts';
import { type KeyFile, openKeyFile } from './key-file.ts';
import { versionOfSealed } from './keyring.ts';

export interface OpenedKeyring {
  keyring: KeyFile;
  /** What data keys are wrapped by. */
  encryption: KeyEncryption;
}

/**
 * The keyring of an installation. With a key of Cloud KMS, that one wraps the data keys and the keyring's own secrets;
 * what the file wrapped before is still unwrapped, until it is wrapped anew.
 * @throws StoreUnavailableError when Cloud KMS does not answer
 */
export async function openKeyring(options: {
  path: string;
  /** `projects/…/cryptoKeys/…`; left out, the key file is the key-encryption key. */
  kms?: KeyEncryption | undefined;
  now(): number;
}): Promise<OpenedKeyring> {
  const { path, kms, now } = options;
  const keyring = await openKeyFile(path, { wrapping: kms, now });
  if (kms === undefined) return { keyring, encryption: keyring };
  const isOfFile = (wrapped: string) => versionOfSealed(wrapped) !== null;
  return {
    keyring,
    encryption: {
      wrap: (context, key) => kms.wrap(context, key),
      unwrap: (context, wrapped) => (isOfFile(wrapped) ? keyring : kms).unwrap(context, wrapped),
    },
  };
}

/** @param key the setting `kms_key` */
export function kmsOf(key: string | undefined): KeyEncryption | undefined {
  return key === undefined ? undefined : kmsKeyEncryption({ key });
}
