import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface OwnCertificate {
  cert: string;
  key: string;
  /** The certificate as a file, for NODE_EXTRA_CA_CERTS. */
  file: string;
  remove(): Promise<void>;
}

/** A certificate for 127.0.0.1 that nobody vouches for, good for two days. Needs openssl on the PATH. */
export async function ownCertificate(): Promise<OwnCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-vertex-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=vertex double', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  await promisify(execFile)('openssl', [...kind, ...names, '-keyout', key, '-out', cert]);
  return {
    cert: await readFile(cert, 'utf8'),
    key: await readFile(key, 'utf8'),
    file: cert,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
