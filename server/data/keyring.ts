import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The keyring port: secrets of this installation that no document holds. */
export interface Keyring {
  /** A keyed hash (HMAC-SHA-256, base64url) for keeping what must be recognised but never read back. */
  digest(purpose: string, value: string): string;
  /** Encrypts (AES-256-GCM). Only the same `context` opens it, so that it is of no use in another place. */
  seal(context: string, text: string): string;
  /** @throws when it was sealed in another context, by another key, or was changed. */
  open(context: string, sealed: string): string;
}

/**
 * The keyring on a file (0600), made at the first start. Several processes may start at once: each writes a file of
 * its own and links it into place, which only the first can; the others read what the first wrote.
 */
export async function openKeyFile(path: string): Promise<Keyring> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(mine, 'wx', 0o600);
  await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
  await file.sync();
  await file.close();
  await link(mine, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(mine);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
  if (key.length !== 32)
    throw new Error(`${path} is not a varai key file: it must hold 32 bytes in base64url`);
  return keyringOf(key);
}

/** NIST SP 800-38D: a 96-bit nonce and a 128-bit tag. A random nonce is safe for 2^32 messages of one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyringOf(key: Buffer): Keyring {
  const sealing = Buffer.from(hkdfSync('sha256', key, '', 'varai seal v1', 32));
  return {
    digest: (purpose, value) => createHmac('sha256', key).update(`${purpose}\0${value}`).digest('base64url'),
    seal(context, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(context, sealed) {
      if (!sealed.startsWith('v1.')) throw new Error('this was not sealed by a keyring');
      const bytes = Buffer.from(sealed.slice(3), 'base64url');
      const [nonce, tag] = [
        bytes.subarray(0, NONCE_BYTES),
        bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
      ];
      const opener = createDecipheriv('aes-256-gcm', sealing, nonce, { authTagLength: TAG_BYTES });
      opener.setAAD(Buffer.from(context)).setAuthTag(tag);
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([opener.update(body), opener.final()]).toString('utf8');
    },
  };
}
