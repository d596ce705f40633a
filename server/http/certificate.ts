import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createSecureContext, type Server } from 'node:tls';

export interface CertificateFiles {
  /** Certificate chain, PEM. */
  cert: string;
  /** Private key, PEM. */
  key: string;
}

/** What a server is given to speak TLS with. */
export interface KeyPair {
  cert: Buffer;
  key: Buffer;
}

export interface Certificate {
  /** As it was read last. */
  readonly pair: KeyPair;
  /** Reads the files again and lets new connections have what they hold; a broken pair changes nothing. */
  reload(): Promise<void>;
  /** Reloads for this server whenever a file changes and on SIGHUP, until closed. */
  follow(server: Pick<Server, 'setSecureContext'>): void;
  close(): void;
}

interface CertificateLog {
  info(what: object, message: string): void;
  error(what: object, message: string): void;
}

/** Files are looked at, not waited for: links that are swapped, as Kubernetes does it, raise no events. */
const LOOK_EVERY_MS = 5000;
/** ASVS 5.0 V12.1.1 asks for the newest version by default; every browser since 2020 speaks it (RFC 8446). */
export const TLS_OPTIONS = { minVersion: 'TLSv1.3' } as const;

/** @throws Error naming the file that can't be read, or why certificate and key don't belong together. */
export async function openCertificate(files: CertificateFiles, log: CertificateLog): Promise<Certificate> {
  let pair = await readPair(files);
  const servers = new Set<Pick<Server, 'setSecureContext'>>();
  async function reload(): Promise<void> {
    try {
      const next = await readPair(files);
      if (next.cert.equals(pair.cert) && next.key.equals(pair.key)) return;
      pair = next;
      for (const server of servers) server.setSecureContext({ ...pair, ...TLS_OPTIONS });
      log.info({ file: files.cert }, 'the new TLS certificate is in use');
    } catch (err) {
      log.error({ err }, 'the new TLS certificate can’t be used; the one before stays');
    }
  }
  const changed = () => void reload();
  return {
    get pair() {
      return pair;
    },
    reload,
    follow(server) {
      if (servers.size === 0) {
        for (const file of Object.values(files))
          watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, changed);
        process.on('SIGHUP', changed);
      }
      servers.add(server);
    },
    close() {
      servers.clear();
      process.off('SIGHUP', changed);
      for (const file of Object.values(files)) unwatchFile(file, changed);
    },
  };
}

async function readPair(files: CertificateFiles): Promise<KeyPair> {
  const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)]);
  try {
    createSecureContext({ cert, key, ...TLS_OPTIONS });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw new Error(`${files.cert} and ${files.key} are no certificate with its key: ${why}`, { cause });
  }
  return { cert, key };
}
