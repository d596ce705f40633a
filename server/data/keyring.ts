import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** The keyring port: secrets of this installation that no document holds. */
export interface Keyring {
  /**
   * A keyed hash (HMAC-SHA-256, base64url) for keeping what must be recognised but never read back. Its key never
   * changes: what was kept must be recognised for good.
   */
  digest(purpose: string, value: string): string;
  /** Encrypts (AES-256-GCM). Only the same `context` opens it, so that it is of no use in another place. */
  seal(context: string, text: string): string;
  /** @throws SealBrokenError when it was sealed in another context, by another key, or was changed. */
  open(context: string, sealed: string): string;
}

/** Something sealed was changed, was moved to another place, or was sealed by a key that is not ours. */
export class SealBrokenError extends Error {
  constructor(
    message = 'something sealed does not open here: it was changed, moved, or sealed by another key',
  ) {
    super(message);
    this.name = 'SealBrokenError';
  }
}

/** NIST SP 800-38D: a 96-bit nonce and a 128-bit tag. A random nonce is safe for 2^32 messages of one key (§8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** A key as the ciphers take it: raw, or held outside of JavaScript's memory. */
export type CipherKey = Parameters<typeof createCipheriv>[1];

/** AES-256-GCM: nonce, tag and ciphertext in one. @param context associated data, without which it does not open */
export function encrypt(key: CipherKey, context: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = [cipher.update(plain), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
}

/** @throws SealBrokenError */
export function decrypt(key: CipherKey, context: string, sealed: Buffer): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SealBrokenError();
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const opener = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  opener.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([opener.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), opener.final()]);
  } catch {
    throw new SealBrokenError();
  }
}

/** One version of the installation's secret; the first is version 1. */
export interface KeyVersion {
  version: number;
  secret: Buffer;
  /** ms since the epoch. */
  made_at: number;
}

const SEALED = /^v(\d{1,6})\.([\w-]+)$/;

/** The number of the key version that sealed this; null for what no keyring sealed. */
export function versionOfSealed(sealed: string): number | null {
  const [, version] = SEALED.exec(sealed) ?? [];
  return version === undefined ? null : Number(version);
}

/** What the versions of the secret can do; pure but for random nonces. */
export function keysOf(versions: readonly KeyVersion[]) {
  const sealing = new Map(
    versions.map(({ version, secret }) => [
      version,
      Buffer.from(hkdfSync('sha256', secret, '', 'varai seal v1', KEY_BYTES)),
    ]),
  );
  const first = versions.find(({ version }) => version === 1);
  if (first === undefined) throw new Error('a keyring without its first version recognises nothing');
  return {
    digest: (purpose: string, value: string) =>
      createHmac('sha256', first.secret).update(`${purpose}\0${value}`).digest('base64url'),
    has: (version: number) => sealing.has(version),
    seal(version: number, context: string, text: string): string {
      const key = sealing.get(version);
      if (key === undefined) throw new SealBrokenError();
      return `v${version}.${encrypt(key, context, Buffer.from(text)).toString('base64url')}`;
    },
    open(context: string, sealed: string): string {
      const [, version = '', body = ''] = SEALED.exec(sealed) ?? [];
      const key = sealing.get(Number(version));
      if (key === undefined) throw new SealBrokenError();
      return decrypt(key, context, Buffer.from(body, 'base64url')).toString('utf8');
    },
  };
}
