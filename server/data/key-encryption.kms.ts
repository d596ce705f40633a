import { setTimeout as pause } from 'node:timers/promises';
import { crc32c } from './crc32c.ts';
import { type KeyEncryption, KeyServiceError } from './key-encryption.ts';
import { SealBrokenError } from './keyring.ts';

const SERVICE = 'Google Cloud KMS';
const ENDPOINT = 'https://cloudkms.googleapis.com';
const SCOPE = 'https://www.googleapis.com/auth/cloudkms';
/** `projects/P/locations/L/keyRings/R/cryptoKeys/K`. */
const KMS_KEY = /^projects\/[\w.:-]+\/locations\/[\w-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/;
/** The version that wrapped it, and the ciphertext: to decrypt, Cloud KMS wants the key without its version. */
const WRAPPED = /^(projects\/[^#]+?)(?:\/cryptoKeyVersions\/\d+)?#(\S+)$/;
/** A call takes some tens of milliseconds; three of these fit into what a caller waits. */
const TIMEOUT_MS = 3000;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 100;

export interface KmsOptions {
  /** See KMS_KEY. Its versions and their rotation are Cloud KMS's own. */
  key: string;
  /** Somewhere else than Google, in tests. */
  endpoint?: string | undefined;
  /** Left out: application default credentials, by Google's own library. */
  accessToken?(): Promise<string>;
}

/**
 * Google Cloud KMS as key-encryption key, by its REST API:
 * https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/encrypt
 * What is sent and what comes back is compared by CRC-32C (https://cloud.google.com/kms/docs/data-integrity-guidelines).
 */
export function kmsKeyEncryption({
  key,
  endpoint = ENDPOINT,
  accessToken = defaultTokens(key),
}: KmsOptions): KeyEncryption {
  if (!KMS_KEY.test(key)) throw new Error(`${key} does not name a key of Cloud KMS`);

  async function call(name: string, verb: 'encrypt' | 'decrypt', body: object): Promise<Answer> {
    const token = await accessToken().catch((error) => {
      throw new KeyServiceError(`no access token for ${SERVICE}: ${reasonOf(error)}`, false, error);
    });
    const response = await fetch(`${endpoint}/v1/${name}:${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error) => {
      throw new KeyServiceError(`${SERVICE} does not answer`, false, error);
    });
    if (response.ok) return (await response.json()) as Answer;
    const { error } = (await response.json().catch(() => ({}))) as Refusal;
    const code = error?.status ?? '';
    // It says so of a ciphertext or associated data that is not what was encrypted, and of a disabled or destroyed
    // version with the same status: https://cloud.google.com/apis/design/errors#handling_errors
    if (verb === 'decrypt' && code === 'INVALID_ARGUMENT') throw new SealBrokenError();
    const isBusy = response.status === 429 || response.status >= 500;
    const advice = ADVICE[code];
    const words = `${SERVICE} answered ${response.status} ${code}`.trim();
    throw new KeyServiceError(advice === undefined ? words : `${words}: ${advice}`, !isBusy);
  }

  return {
    async wrap(context, plain) {
      const aad = Buffer.from(context);
      const { name, ciphertext } = await patiently(async () => {
        const answer = await call(key, 'encrypt', {
          plaintext: plain.toString('base64'),
          plaintextCrc32c: `${crc32c(plain)}`,
          ...associated(aad),
        });
        const { verifiedPlaintextCrc32c, verifiedAdditionalAuthenticatedDataCrc32c } = answer;
        if (!verifiedPlaintextCrc32c || !verifiedAdditionalAuthenticatedDataCrc32c)
          throw changedOnTheWay('request');
        sameSum(answer.ciphertext, answer.ciphertextCrc32c);
        return answer;
      });
      return `${name ?? key}#${ciphertext ?? ''}`;
    },
    async unwrap(context, wrapped) {
      const [, name, ciphertext = ''] = WRAPPED.exec(wrapped) ?? [];
      if (name === undefined) throw new SealBrokenError();
      const sum = `${crc32c(Buffer.from(ciphertext, 'base64'))}`;
      const body = { ciphertext, ciphertextCrc32c: sum, ...associated(Buffer.from(context)) };
      return patiently(async () => {
        const { plaintext, plaintextCrc32c } = await call(name, 'decrypt', body);
        return sameSum(plaintext, plaintextCrc32c);
      });
    },
  };
}

/** What to do about it: https://cloud.google.com/kms/docs/reference/permissions-and-roles */
const ADVICE: Readonly<Record<string, string>> = {
  PERMISSION_DENIED:
    'grant this server roles/cloudkms.cryptoKeyEncrypterDecrypter on the key of VARAI_KMS_KEY',
  UNAUTHENTICATED: 'check GOOGLE_APPLICATION_CREDENTIALS',
  NOT_FOUND: 'check project, location, key ring and key in VARAI_KMS_KEY',
  FAILED_PRECONDITION: 'enable the version of the key that wrapped it',
};

interface Answer {
  name?: string;
  ciphertext?: string;
  ciphertextCrc32c?: string;
  verifiedPlaintextCrc32c?: boolean;
  verifiedAdditionalAuthenticatedDataCrc32c?: boolean;
  plaintext?: string;
  plaintextCrc32c?: string;
}

interface Refusal {
  error?: { status?: string };
}

function associated(aad: Buffer) {
  return {
    additionalAuthenticatedData: aad.toString('base64'),
    additionalAuthenticatedDataCrc32c: `${crc32c(aad)}`,
  };
}

/** The bytes, when they are those the sum was made of. */
function sameSum(text: string | undefined, sum: string | undefined): Buffer {
  const bytes = Buffer.from(text ?? '', 'base64');
  if (text === undefined || `${crc32c(bytes)}` !== sum) throw changedOnTheWay('answer');
  return bytes;
}

const changedOnTheWay = (what: string) =>
  new KeyServiceError(`${SERVICE}: the ${what} was changed on the way`, false);

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : 'unknown');

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KeyServiceError) || error.isRefusal || attempt === ATTEMPTS) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
    }
  }
}

/** Tokens by Google's library, which is loaded when the first is needed and keeps them until they end. */
function defaultTokens(key: string): () => Promise<string> {
  // Named, or the library would go looking for one.
  const [, projectId = ''] = key.split('/');
  let auth: Promise<{ getAccessToken(): Promise<string | null | undefined> }> | undefined;
  return async () => {
    auth ??= import('google-auth-library').then(
      // By its default: bundled, a CommonJS package that is loaded late has no other name.
      ({ default: { GoogleAuth } }) => new GoogleAuth({ scopes: [SCOPE], projectId }),
    );
    const token = await (await auth).getAccessToken();
    if (!token) throw new Error('no access token for Google Cloud: set GOOGLE_APPLICATION_CREDENTIALS');
    return token;
  };
}
