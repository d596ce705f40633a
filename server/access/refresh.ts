import { randomBytes } from 'node:crypto';
import type { Doc, Documents, Keyring } from '../data/index.ts';
import type { Permission } from '../http/index.ts';
import { sameSecret } from './same-secret.ts';

/** Mission §5.2 oauth2Configuration.refreshTokenExpiry. */
const REFRESH_MS = 30 * 86_400_000;
/** rt_<family>.<how many came before>.<secret> */
const REFRESH_TOKEN = /^rt_([\w-]{22})\.(\d{1,9})\.([\w-]{32})$/;

/** All tokens that came of one request with the client's secret: they are revoked together (RFC 9700 §4.14.2). */
export interface Family {
  family_id: string;
  client_id: string;
  permissions: Permission[];
}

interface FamilyDoc extends Doc {
  client_id: string;
  store_id: string;
  permissions: Permission[];
  /** Which refresh token of the family is the one that is good, and its keyed hash. */
  turn: number;
  digest: string;
  /** When that one ends, ms since the epoch. */
  ends_at: number;
  revoked_at?: number;
}

export interface Families {
  begin(
    client: { client_id: string; store_id: string },
    permissions: readonly Permission[],
  ): Promise<{ family: Family; refresh_token: string }>;
  /** Takes a refresh token for the next one. One that was taken before ends the whole family. */
  take(
    client_id: string,
    refresh_token: string,
  ): Promise<{ family: Family; refresh_token: string } | 'unknown' | 'used'>;
  /** The family of a refresh token, used or not. */
  owner(refresh_token: string): Promise<Family | null>;
  find(family_id: string): Promise<Family | null>;
  end(family_id: string): Promise<void>;
}

export async function openFamilies(deps: {
  documents: Documents;
  keyring: Keyring;
  now(): number;
  onChange(): Promise<void>;
}): Promise<Families> {
  const { keyring, now, onChange } = deps;
  const families = deps.documents.collection<FamilyDoc>('oauth_families');
  await families.createIndex({ ends_at: 1 }, { name: 'ttl', expireAfterSeconds: 0 });
  await families.createIndex({ client_id: 1 }, { name: 'client' });
  const digestOf = (secret: string) => keyring.digest('refresh-token', secret);
  const fresh = (turn: number) => {
    const secret = randomBytes(24).toString('base64url');
    return { secret, kept: { turn, digest: digestOf(secret), ends_at: now() + REFRESH_MS } };
  };
  const standing = (_id: string) => families.findOne({ _id, revoked_at: { $exists: false } });

  async function end(_id: string): Promise<void> {
    await families.update({ _id }, { $set: { revoked_at: now() } });
    await onChange();
  }

  return {
    async begin({ client_id, store_id }, permissions) {
      const { secret, kept } = fresh(0);
      const _id = randomBytes(16).toString('base64url');
      const doc: FamilyDoc = { _id, client_id, store_id, permissions: [...permissions], ...kept };
      await families.insert(doc);
      return { family: familyOf(doc), refresh_token: `rt_${_id}.0.${secret}` };
    },
    async take(client_id, refresh_token) {
      const [, _id, turn, secret] = REFRESH_TOKEN.exec(refresh_token) ?? [];
      const doc = _id === undefined ? null : await standing(_id);
      if (doc === null || secret === undefined || doc.client_id !== client_id) return 'unknown';
      if (Number(turn) > doc.turn) return 'unknown';
      if (Number(turn) === doc.turn) {
        if (!sameSecret(digestOf(secret), doc.digest)) return 'unknown';
        const next = fresh(doc.turn + 1);
        const taken = await families.findOneAndUpdate(
          { _id: doc._id, turn: doc.turn, revoked_at: { $exists: false } },
          { $set: next.kept },
        );
        if (taken !== null)
          return { family: familyOf(taken), refresh_token: `rt_${doc._id}.${taken.turn}.${next.secret}` };
      }
      // Somebody has a copy. Which of the two it is can't be told, so neither goes on.
      await end(doc._id);
      return 'used';
    },
    async owner(refresh_token) {
      const [, _id, , secret] = REFRESH_TOKEN.exec(refresh_token) ?? [];
      const doc = _id === undefined || secret === undefined ? null : await standing(_id);
      return doc && familyOf(doc);
    },
    async find(family_id) {
      const doc = await standing(family_id);
      return doc && familyOf(doc);
    },
    end,
  };
}

function familyOf({ _id, client_id, permissions }: FamilyDoc): Family {
  return { family_id: _id, client_id, permissions };
}
