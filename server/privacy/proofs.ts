import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Keyring } from '../data/index.ts';

export const Signature = Type.Object({
  algorithm: Type.Literal('Ed25519'),
  key_id: Type.String(),
  value: Type.String({
    description: 'Over the document without this member, as RFC 8785 writes it; base64url',
  }),
});
export type Signed<T extends object> = T & { signature: Static<typeof Signature> };

export const PublicKey = Type.Object(
  { kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: Type.String(), kid: Type.String() },
  { description: 'As RFC 8037 writes it' },
);

/** Signs what people take away with them, so that nobody can change or invent it. */
export interface Proofs {
  sign<T extends object>(document: T): Signed<T>;
  /** Whether this installation signed exactly this. */
  verify(document: object): boolean;
  /** What others check signatures with. */
  publicKey(): Static<typeof PublicKey>;
}

/** The beginning of a PKCS #8 Ed25519 key, before its 32 bytes (RFC 8410 §7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key comes from the keyring, so that every machine of the installation signs alike. */
export function openProofs(keyring: Pick<Keyring, 'digest'>): Proofs {
  let keys: { own: KeyObject; all: KeyObject; jwk: Static<typeof PublicKey> } | undefined;
  const made = () => {
    const seed = Buffer.from(keyring.digest('privacy-proof-key', 'v1'), 'base64url');
    const own = createPrivateKey({
      key: Buffer.concat([PKCS8_ED25519, seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const all = createPublicKey(own);
    const { x = '' } = all.export({ format: 'jwk' });
    const kid = hash('sha256', x, 'base64url').slice(0, 16);
    return { own, all, jwk: { kty: 'OKP' as const, crv: 'Ed25519' as const, x, kid } };
  };
  const pair = () => (keys ??= made());
  const signatureOf = (value: Buffer) => ({
    algorithm: 'Ed25519' as const,
    key_id: pair().jwk.kid,
    value: value.toString('base64url'),
  });
  return {
    sign(document) {
      const value = sign(null, Buffer.from(canonicalJson(document)), pair().own);
      return { ...document, signature: signatureOf(value) };
    },
    verify(document) {
      const { signature, ...rest } = document as Partial<Signed<object>>;
      const value = Buffer.from(typeof signature?.value === 'string' ? signature.value : '', 'base64url');
      // The signature covers all but itself: it must be written just as it was, with nothing beside it.
      if (canonicalJson(signature ?? null) !== canonicalJson(signatureOf(value))) return false;
      return verify(null, Buffer.from(canonicalJson(rest)), pair().all, value);
    },
    publicKey: () => pair().jwk,
  };
}

/** RFC 8785: members in the order of their UTF-16 units, no spaces. What JSON leaves out is left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join()}}`;
}
