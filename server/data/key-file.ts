import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeyEncryption } from './key-encryption.ts';
import {
  KEY_BYTES,
  type Keyring,
  type KeyVersion,
  keysOf,
  SealBrokenError,
  versionOfSealed,
} from './keyring.ts';

/** After so long every process has read a new version (`refresh`), and what it seals opens everywhere. */
const SPREAD_MS = 60_000;
/** To write one small file takes no longer, whatever wraps it. */
const LOCK_MS = 60_000;

export interface KeyFileOptions {
  /** Wraps the secrets themselves, so that none lies on the disk in the clear. */
  wrapping?: KeyEncryption | undefined;
  now?(): number;
}

/** The keyring on a file, which is a key-encryption key too. */
export interface KeyFile extends Keyring, KeyEncryption {
  /** Newest first, without the secrets. */
  versions(): Pick<KeyVersion, 'version' | 'made_at'>[];
  /** Puts a new version in front. What was sealed before still opens. @returns its number */
  rotate(): Promise<number>;
  /** Reads what another process has added. */
  refresh(): Promise<void>;
}

/**
 * The keyring on a file (0600), made at the first start: a secret a line, newest first, each with the time it was
 * made. Several processes may start at once: each writes a file of its own and links it into place, which only the
 * first can; the others read what the first wrote.
 */
export async function openKeyFile(path: string, options: KeyFileOptions = {}): Promise<KeyFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = new LinesFile(path, options);
  await file.makeFirst();
  return openLines(file, options.now ?? Date.now);
}

async function openLines(file: LinesFile, now: () => number): Promise<KeyFile> {
  let versions = await file.read();
  let keys = keysOf(versions);
  const newest = () => versions[0]?.version ?? 1;
  /** The first version there was is known everywhere. */
  const spread = () =>
    versions.find(({ version, made_at }) => version === 1 || made_at + SPREAD_MS <= now())?.version ?? 1;

  async function refresh(): Promise<void> {
    versions = await file.read();
    keys = keysOf(versions);
  }

  return {
    digest: (purpose, value) => keys.digest(purpose, value),
    seal: (context, text) => keys.seal(spread(), context, text),
    open: (context, sealed) => keys.open(context, sealed),
    wrap: async (context, key) => keys.seal(newest(), context, key.toString('base64')),
    async unwrap(context, wrapped) {
      const version = versionOfSealed(wrapped);
      if (version === null) throw new SealBrokenError();
      if (!keys.has(version)) await refresh();
      return Buffer.from(keys.open(context, wrapped), 'base64');
    },
    versions: () => versions.map(({ version, made_at }) => ({ version, made_at })),
    async rotate() {
      await file.putInFront({ secret: randomBytes(KEY_BYTES), made_at: now() });
      await refresh();
      return newest();
    },
    refresh,
  };
}

/** One line: the secret in base64url, or wrapped and marked so; then when it was made. */
const LINE = /^(?:(wrapped):)?(\S+)(?: (\S+))?$/;

class LinesFile {
  constructor(
    readonly path: string,
    readonly options: KeyFileOptions,
  ) {}

  async makeFirst(): Promise<void> {
    const { wrapping, now = Date.now } = this.options;
    const isThere = await stat(this.path).then(() => true, notThere);
    if (!isThere) {
      const line = await this.#line({ version: 1, secret: randomBytes(KEY_BYTES), made_at: now() });
      const mine = await this.#writeMine(`${line}\n`);
      await link(mine, this.path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await unlink(mine);
    } else if (
      wrapping !== undefined &&
      !(await this.#lines()).every((line) => line.startsWith('wrapped:'))
    ) {
      await this.#replace(await this.read());
    }
  }

  async read(): Promise<KeyVersion[]> {
    const lines = await this.#lines();
    const { mtimeMs } = await stat(this.path);
    const read = lines.map((line, at) => this.#version(line, lines.length - at, mtimeMs));
    return Promise.all(read);
  }

  async putInFront({ secret, made_at }: Omit<KeyVersion, 'version'>): Promise<void> {
    const lock = `${this.path}.rotating`;
    const since = await stat(lock).then(({ mtimeMs }) => mtimeMs, notThere);
    // Whoever held it so long has died over it.
    if (since !== false && Date.now() - since > LOCK_MS) await unlink(lock);
    // Of two that rotate at once one must lose, or a version would be lost.
    const held = await open(lock, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new Error('another process is renewing the keyring');
    });
    try {
      const versions = await this.read();
      await this.#replace([{ version: versions.length + 1, secret, made_at }, ...versions]);
    } finally {
      await held.close();
      await unlink(lock);
    }
  }

  async #lines(): Promise<string[]> {
    const lines = (await readFile(this.path, 'utf8')).trim().split('\n');
    return lines.map((line) => line.trim());
  }

  async #version(line: string, version: number, mtimeMs: number): Promise<KeyVersion> {
    const [, isWrapped, text = '', made = ''] = LINE.exec(line) ?? [];
    const made_at = Number.isNaN(Date.parse(made)) ? mtimeMs : Date.parse(made);
    const secret = isWrapped ? await this.#unwrapped(text, version) : Buffer.from(text, 'base64url');
    if (secret.length !== KEY_BYTES)
      throw new Error(`${this.path} is not a varai key file: each line must hold 32 bytes in base64url`);
    return { version, secret, made_at };
  }

  #unwrapped(text: string, version: number): Promise<Buffer> {
    const { wrapping } = this.options;
    if (wrapping === undefined)
      throw new Error(`${this.path} is wrapped by a key service: name its key with VARAI_KMS_KEY`);
    return wrapping.unwrap(contextOf(version), text);
  }

  async #line({ version, secret, made_at }: KeyVersion): Promise<string> {
    const { wrapping } = this.options;
    const made = new Date(made_at).toISOString();
    if (wrapping === undefined) return `${secret.toString('base64url')} ${made}`;
    return `wrapped:${await wrapping.wrap(contextOf(version), secret)} ${made}`;
  }

  async #replace(versions: readonly KeyVersion[]): Promise<void> {
    const lines = await Promise.all(versions.map((version) => this.#line(version)));
    await rename(await this.#writeMine(`${lines.join('\n')}\n`), this.path);
  }

  async #writeMine(text: string): Promise<string> {
    const mine = `${this.path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    const file = await open(mine, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
    await file.close();
    return mine;
  }
}

const contextOf = (version: number) => `keyring/v${version}`;

function notThere(error: NodeJS.ErrnoException): false {
  if (error.code !== 'ENOENT') throw error;
  return false;
}
