import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32c } from './crc32c.ts';

/** What a double of Cloud KMS answers wrongly, or not at all. */
export type KmsFault = 'away' | 'busy' | 'wrong answer sum' | 'unverified' | 'forbidden' | 'disabled';

export interface KmsDouble {
  url: string;
  /** A file's content for GOOGLE_APPLICATION_CREDENTIALS: workload identity federation with our token endpoint. */
  credentials(subjectTokenFile: string): object;
  key: string;
  /** What happens to every call until it is taken away; `once` to the next alone. */
  fault: KmsFault | null;
  once: KmsFault | null;
  /** Makes a new primary version. */
  rotate(): void;
  calls: string[];
  close(): Promise<void>;
}

const KEY = 'projects/shop/locations/europe-west3/keyRings/varai/cryptoKeys/data';
/** What the platform that runs the server gives it, to be exchanged for an access token. */
export const SUBJECT_TOKEN = 'subject-token-of-this-test';

/** A strict double of Google's token exchange and of cryptoKeys.encrypt and decrypt, on the loopback. */
export async function startKmsDouble(): Promise<KmsDouble> {
  const versions = [randomBytes(32)];
  const token = `ya29.${randomBytes(16).toString('hex')}`;
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { url = '' } = request;
    double.calls.push(url);
    const say = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const refuse = (code: number, status: string) => say(code, { error: { code, status, message: status } });
    if (url === '/token') {
      const isRight = new URLSearchParams(text).get('subject_token') === SUBJECT_TOKEN;
      if (!isRight) return void refuse(401, 'UNAUTHENTICATED');
      const issued_token_type = 'urn:ietf:params:oauth:token-type:access_token';
      return void say(200, {
        access_token: token,
        issued_token_type,
        token_type: 'Bearer',
        expires_in: 3600,
      });
    }
    const fault = double.once ?? double.fault;
    double.once = null;
    if (fault === 'away') return void request.socket.destroy();
    if (fault === 'busy') return void refuse(503, 'UNAVAILABLE');
    if (fault === 'disabled') return void refuse(400, 'FAILED_PRECONDITION');
    if (fault === 'forbidden') return void refuse(403, 'PERMISSION_DENIED');
    if (request.headers.authorization !== `Bearer ${token}`) return void refuse(401, 'UNAUTHENTICATED');
    const verb = new RegExp(`^/v1/${KEY}:(encrypt|decrypt)$`).exec(url)?.[1];
    if (request.method !== 'POST' || verb === undefined) return void refuse(404, 'NOT_FOUND');
    const done = verb === 'encrypt' ? encrypted(JSON.parse(text)) : decrypted(JSON.parse(text));
    if (done === null) return void refuse(400, 'INVALID_ARGUMENT');
    if (fault === 'wrong answer sum') say(200, { ...done, ciphertextCrc32c: '1', plaintextCrc32c: '1' });
    else if (fault === 'unverified') say(200, { ...done, verifiedPlaintextCrc32c: false });
    else say(200, done);
  }

  function encrypted(body: Record<string, string>): object | null {
    const [plain, aad] = [bytesOf(body, 'plaintext'), bytesOf(body, 'additionalAuthenticatedData')];
    if (plain === null || aad === null || plain.length === 0 || plain.length > 65_536) return null;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) as Buffer, nonce).setAAD(aad);
    const parts = [cipher.update(plain), cipher.final()];
    const ciphertext = Buffer.concat([Buffer.of(versions.length), nonce, cipher.getAuthTag(), ...parts]);
    return {
      name: `${KEY}/cryptoKeyVersions/${versions.length}`,
      ciphertext: ciphertext.toString('base64'),
      ciphertextCrc32c: `${crc32c(ciphertext)}`,
      verifiedPlaintextCrc32c: true,
      verifiedAdditionalAuthenticatedDataCrc32c: true,
      protectionLevel: 'SOFTWARE',
    };
  }

  function decrypted(body: Record<string, string>): object | null {
    const [sealed, aad] = [bytesOf(body, 'ciphertext'), bytesOf(body, 'additionalAuthenticatedData')];
    const key = versions[(sealed?.[0] ?? 0) - 1];
    if (sealed === null || aad === null || key === undefined || sealed.length < 29) return null;
    try {
      const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 });
      opener.setAAD(aad).setAuthTag(sealed.subarray(13, 29));
      const plain = Buffer.concat([opener.update(sealed.subarray(29)), opener.final()]);
      const usedPrimary = sealed[0] === versions.length;
      return { plaintext: plain.toString('base64'), plaintextCrc32c: `${crc32c(plain)}`, usedPrimary };
    } catch {
      return null;
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const double: KmsDouble = {
    url,
    key: KEY,
    fault: null,
    once: null,
    calls: [],
    rotate: () => void versions.push(randomBytes(32)),
    credentials: (file) => ({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${url}/token`,
      credential_source: { file },
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return double;
}

/** A member's bytes, when the checksum beside it is theirs. */
function bytesOf(body: Record<string, string>, member: string): Buffer | null {
  const bytes = Buffer.from(body[member] ?? '', 'base64');
  return body[`${member}Crc32c`] === `${crc32c(bytes)}` ? bytes : null;
}
