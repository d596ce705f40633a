import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import type { Doc, Documents, Keyring } from '../data/index.ts';

/**
 * ECDSA on P-256: what RFC 7518 §3.1 recommends and every gateway that may stand before this server verifies; Ed25519,
 * as good, is unknown to many of them.
 */
export const ALGORITHM = 'ES256';
/** How long a key signs before the next takes over. */
const SIGNING_MS = 30 * 86_400_000;
/** A key is published this long before it signs, so that whoever keeps a copy of the JWKS has it by then. */
const LEAD_MS = 10 * 60_000;
/** No reading is believed longer: a key may have been withdrawn elsewhere. */
const BELIEVED_MS = 1000;

interface SigningKeyDoc extends Doc {
  public_jwk: JWK;
  /** The private key, sealed by the keyring for this document alone. */
  sealed: string;
  created_at: number;
  signs_from: number;
}

export interface SigningKeyView {
  kid: string;
  created_at: number;
  signs_from: number;
  /** Until when its public half is published; null while it is the newest. */
  published_until: number | null;
}

export interface SigningKeys {
  /** The key that signs now, made when there is none or it has signed long enough. */
  current(): Promise<{ kid: string; key: CryptoKey }>;
  /** The public key of this id, while its tokens may be good; null when there is none. */
  verifying(kid: string): Promise<CryptoKey | null>;
  jwks(): Promise<JSONWebKeySet>;
  /** Makes the next key; with `atOnce` those before it end now, and all their tokens with them. */
  rotate(options: { atOnce: boolean }): Promise<SigningKeyView[]>;
}

/** @param tokenMs how long a token lives, and so how long after its last signature a key is published. */
export async function openSigningKeys(deps: {
  documents: Documents;
  keyring: Keyring;
  tokenMs: number;
  now(): number;
}): Promise<SigningKeys> {
  const { keyring, tokenMs, now } = deps;
  const kept = deps.documents.collection<SigningKeyDoc>('signing_keys');
  const imported = new Map<string, Promise<CryptoKey>>();
  let read = { at: Number.NEGATIVE_INFINITY, docs: [] as SigningKeyDoc[] };

  /** Newest last. Those whose last token is over are removed. */
  async function all(maxAgeMs: number): Promise<SigningKeyDoc[]> {
    const at = now();
    if (Math.abs(at - read.at) < maxAgeMs) return read.docs;
    const found = await kept.find({}, { sort: { signs_from: 1, _id: 1 } });
    const ended = found.filter((_, n) => (publishedUntil(found, n) ?? Number.POSITIVE_INFINITY) <= at);
    if (ended.length > 0) await kept.delete({ _id: { $in: ended.map(({ _id }) => _id) } });
    read = { at, docs: found.filter((doc) => !ended.includes(doc)) };
    return read.docs;
  }

  function publishedUntil(docs: readonly SigningKeyDoc[], n: number): number | null {
    const next = docs[n + 1];
    return next === undefined ? null : next.signs_from + tokenMs;
  }

  async function make(signs_from: number): Promise<void> {
    const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
    const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const public_jwk = await exportJWK(publicKey);
    const _id = await calculateJwkThumbprint(public_jwk);
    const sealed = keyring.seal(contextOf(_id), JSON.stringify(await exportJWK(privateKey)));
    await kept.insert({ _id, public_jwk, sealed, created_at: now(), signs_from });
    read.at = Number.NEGATIVE_INFINITY;
  }

  /** Imports once what this id stands for. */
  function keyOf(id: string, jwk: () => JWK): Promise<CryptoKey> {
    const standing = imported.get(id);
    if (standing !== undefined) return standing;
    const importing = import('jose').then(
      ({ importJWK }) => importJWK(jwk(), ALGORITHM) as Promise<CryptoKey>,
    );
    imported.set(id, importing);
    return importing;
  }

  return {
    async current() {
      let docs = await all(BELIEVED_MS);
      const newest = docs.at(-1);
      if (newest === undefined) await make(now());
      else if (newest.signs_from + SIGNING_MS <= now()) await make(now() + LEAD_MS);
      docs = await all(BELIEVED_MS);
      // Where the clock was set back behind them all the oldest signs.
      const signing = docs.findLast(({ signs_from }) => signs_from <= now()) ?? docs[0];
      if (signing === undefined) throw new Error('there is no key to sign with');
      const { _id: kid, sealed } = signing;
      const key = await keyOf(
        `private ${kid}`,
        () => JSON.parse(keyring.open(contextOf(kid), sealed)) as JWK,
      );
      return { kid, key };
    },
    async verifying(kid) {
      const find = (docs: SigningKeyDoc[]) => docs.find(({ _id }) => _id === kid);
      const found = find(await all(BELIEVED_MS)) ?? find(await all(0));
      return found === undefined ? null : keyOf(`public ${kid}`, () => found.public_jwk);
    },
    async jwks() {
      const docs = await all(BELIEVED_MS);
      return {
        keys: docs.map(({ _id: kid, public_jwk }) => ({ ...public_jwk, kid, alg: ALGORITHM, use: 'sig' })),
      };
    },
    async rotate({ atOnce }) {
      const before = await all(0);
      await make(now() + (atOnce || before.length === 0 ? 0 : LEAD_MS));
      if (atOnce) await kept.delete({ _id: { $in: before.map(({ _id }) => _id) } });
      read.at = Number.NEGATIVE_INFINITY;
      const docs = await all(0);
      return docs.map(({ _id: kid, created_at, signs_from }, n) => ({
        kid,
        created_at,
        signs_from,
        published_until: publishedUntil(docs, n),
      }));
    },
  };
}

/** What binds a sealed private key to its document. */
function contextOf(kid: string): string {
  return `signing_keys/${kid}/private_jwk`;
}
