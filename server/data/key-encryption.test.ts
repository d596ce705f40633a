import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { crc32c } from './crc32c.ts';
import { StoreUnavailableError } from './documents.ts';
import { keyEncryptionContract } from './key-encryption.contract.ts';
import { kmsKeyEncryption } from './key-encryption.kms.ts';
import { openKeyFile } from './key-file.ts';
import { openKeyring } from './open-keyring.ts';
import { type KmsDouble, SUBJECT_TOKEN, startKmsDouble } from './testing-kms.ts';

let directory: string;
let double: KmsDouble;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'varai-kms-'));
  double = await startKmsDouble();
  const [subject, credentials] = [join(directory, 'subject'), join(directory, 'credentials.json')];
  await writeFile(subject, SUBJECT_TOKEN);
  await writeFile(credentials, JSON.stringify(double.credentials(subject)));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', credentials);
});
afterEach(() => {
  double.fault = null;
  double.once = null;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await double.close();
  await rm(directory, { recursive: true });
});
const kms = (more: object = {}) => kmsKeyEncryption({ key: double.key, endpoint: double.url, ...more });

describe('the key file as key-encryption key', () => {
  keyEncryptionContract(async () => {
    const path = join(directory, 'contract');
    const file = await openKeyFile(path);
    return {
      encryption: file,
      rotate: async () => void (await file.rotate()),
      again: () => openKeyFile(path),
      close: async () => undefined,
    };
  });
});

describe('Google Cloud KMS as key-encryption key, with tokens by Google’s own library', () => {
  keyEncryptionContract(async () => ({
    encryption: kms(),
    rotate: async () => double.rotate(),
    again: async () => kms(),
    close: async () => undefined,
  }));

  it('asks once for a token, and sends it with every call', async () => {
    const encryption = kms();
    const before = double.calls.length;
    for (let i = 0; i < 3; i++) await encryption.wrap('c', randomBytes(32));
    expect(double.calls.slice(before).filter((url) => url === '/token')).toHaveLength(1);
    const untokened = kms({ accessToken: async () => 'of somebody else' });
    await expect(untokened.wrap('c', randomBytes(32))).rejects.toThrow('401 UNAUTHENTICATED');
  });

  it.each(['away', 'busy', 'wrong answer sum'] as const)(
    'asks again after %s, and says so when it stays',
    async (fault) => {
      const encryption = kms();
      const wrapped = await encryption.wrap('c', Buffer.alloc(32, 7));
      double.once = fault;
      expect(await encryption.unwrap('c', wrapped)).toEqual(Buffer.alloc(32, 7));
      double.fault = fault;
      await expect(encryption.unwrap('c', wrapped)).rejects.toThrow(StoreUnavailableError);
      await expect(encryption.wrap('c', randomBytes(32))).rejects.toThrow(StoreUnavailableError);
    },
  );

  it('believes no ciphertext whose request was not verified', async () => {
    double.fault = 'unverified';
    await expect(kms().wrap('c', randomBytes(32))).rejects.toThrow(StoreUnavailableError);
  });

  it('says at once when it may not use the key', async () => {
    double.fault = 'forbidden';
    const before = double.calls.length;
    await expect(kms().wrap('c', randomBytes(32))).rejects.toThrow('403 PERMISSION_DENIED');
    expect(double.calls.slice(before).filter((url) => url.endsWith(':encrypt'))).toHaveLength(1);
  });

  it.each(['forbidden', 'disabled'] as const)(
    'never takes a key that is %s for something broken',
    async (fault) => {
      const wrapped = await kms().wrap('c', randomBytes(32));
      double.fault = fault;
      await expect(kms().unwrap('c', wrapped)).rejects.toMatchObject({
        name: 'KeyServiceError',
        isRefusal: true,
      });
      await expect(kms().unwrap('c', wrapped)).rejects.toThrow(/: (grant|enable) /);
    },
  );

  it('refuses a name that is no key before it asks anybody', () => {
    expect(() => kms({ key: 'projects/x/cryptoKeys/y' })).toThrow('does not name a key');
  });
});

describe('a keyring whose secrets Cloud KMS wraps', () => {
  it('holds no secret on the disk, also when it began as a plain file', async () => {
    const path = join(directory, 'moving');
    const plain = await openKeyFile(path);
    const sealed = plain.seal('place', 'secret');
    const wrapped = await plain.wrap('data_keys/a', Buffer.alloc(32, 5));
    const secret = (await readFile(path, 'utf8')).split(' ')[0] as string;
    const { keyring, encryption } = await openKeyring({ path, kms: kms(), now: Date.now });
    await keyring.rotate();
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain(secret);
    expect(
      text
        .trim()
        .split('\n')
        .every((line) => line.startsWith('wrapped:projects/')),
    ).toBe(true);
    const again = await openKeyring({ path, kms: kms(), now: Date.now });
    for (const ring of [keyring, again.keyring]) {
      expect(ring.open('place', sealed)).toBe('secret');
      expect(ring.digest('p', 'x')).toBe(plain.digest('p', 'x'));
    }
    expect(await encryption.unwrap('data_keys/a', wrapped)).toEqual(Buffer.alloc(32, 5));
    expect(await again.encryption.wrap('data_keys/a', randomBytes(32))).toMatch(/^projects\//);
    await expect(openKeyFile(path)).rejects.toThrow('VARAI_KMS_KEY');
  });
});

it('computes the checksums Google asks for', () => {
  // RFC 3720 appendix B.4, in the order of a number.
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});
