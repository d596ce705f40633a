import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The keyring port: secrets of this installation that no document holds. */
export interface Keyring {
  /** A keyed hash (HMAC-SHA-256, base64url) for keeping what must be recognised but never read back. */
  digest(purpose: string, value: string): string;
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
  return {
    digest: (purpose, value) => createHmac('sha256', key).update(`${purpose}\0${value}`).digest('base64url'),
  };
}
