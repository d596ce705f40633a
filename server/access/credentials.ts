import { randomBytes } from 'node:crypto';
import type { Collection, Doc, Keyring } from '../data/index.ts';
import type { Permission } from '../http/index.ts';
import { hintOf, newSecretText, type SecretKind } from './key-text.ts';
import { credentialChanged, credentialNotFound } from './problems.ts';
import { isRole, permissionsOf, type Role } from './roles.ts';

const DAY_MS = 86_400_000;
/** Mission §5.2 apiKeyConfiguration.keyRotation. */
export const ROTATION_MS = 90 * DAY_MS;
/** How long before that it is said that a rotation is due. */
const WARNING_MS = 14 * DAY_MS;
/** How long what was revoked is still shown. */
const REVOKED_KEPT_SECONDS = 90 * 86_400;

/** A key or an OAuth client as it is kept. What came before roles has none of the optional members. */
export interface CredentialDoc extends Doc {
  kind: SecretKind;
  store_id: string;
  label: string;
  hint: string;
  publishable_key?: string;
  allowed_origins: string[];
  roles?: Role[];
  /** Narrows what the roles allow. */
  scopes?: Permission[];
  requests_per_minute?: number;
  /** Keyed hash of the secret. */
  digest: string;
  /** Those before it, and until when they are good. */
  previous?: { digest: string; until: number }[];
  created_at: number;
  rotated_at?: number;
  expires_at?: number;
  revoked_at?: number;
  uses?: number;
  last_used_at?: number;
}

export type Status = 'active' | 'rotation-soon' | 'rotation-due' | 'expired' | 'revoked';

export interface NewCredential {
  kind: SecretKind;
  store_id: string;
  label?: string | undefined;
  allowed_origins?: string[] | undefined;
  roles?: readonly Role[] | undefined;
  scopes?: readonly Permission[] | undefined;
  requests_per_minute?: number | undefined;
  /** ms since the epoch. */
  expires_at?: number | undefined;
}

/** What makes, changes and ends credentials of one collection. Every change is told to `onChange` once it is kept. */
export interface Credentials {
  create(input: NewCredential): Promise<{ doc: CredentialDoc; secret: string }>;
  list(store_id: string): Promise<CredentialDoc[]>;
  /** @throws Problem credential-not-found, also for another store's. */
  get(store_id: string, id: string): Promise<CredentialDoc>;
  /** Puts a new secret in use; those before it stay good for `overlapMs`. @throws Problem credential-not-found */
  rotate(store_id: string, id: string, overlapMs: number): Promise<{ doc: CredentialDoc; secret: string }>;
  /** @throws Problem credential-not-found */
  assign(
    store_id: string,
    id: string,
    given: { roles: readonly Role[]; scopes?: readonly Permission[] | undefined },
  ): Promise<CredentialDoc>;
  /** @throws Problem credential-not-found */
  revoke(store_id: string, id: string): Promise<void>;
  digestOf(secret: string): string;
  readonly kept: Collection<CredentialDoc>;
}

export async function openCredentials(deps: {
  kept: Collection<CredentialDoc>;
  /** How ids begin. */
  idPrefix: string;
  /** What the keyring tells these secrets' hashes apart by. */
  purpose: string;
  keyring: Keyring;
  now(): number;
  onChange(): Promise<void>;
}): Promise<Credentials> {
  const { kept, keyring, now, onChange } = deps;
  await kept.createIndex({ digest: 1 }, { name: 'digest', unique: true });
  await kept.createIndex({ 'previous.digest': 1 }, { name: 'previous' });
  await kept.createIndex({ store_id: 1 }, { name: 'store' });
  await kept.createIndex({ allowed_origins: 1 }, { name: 'origin' });
  await kept.createIndex({ revoked_at: 1 }, { name: 'ttl', expireAfterSeconds: REVOKED_KEPT_SECONDS });
  const digestOf = (secret: string) => keyring.digest(deps.purpose, secret);
  const standing = (store_id: string, _id: string) => ({ _id, store_id, revoked_at: { $exists: false } });

  async function changed(found: CredentialDoc | null): Promise<CredentialDoc> {
    if (found === null) throw credentialNotFound();
    await onChange();
    return found;
  }

  return {
    kept,
    digestOf,
    async create({ kind, store_id, label = '', allowed_origins = [], ...input }) {
      const secret = newSecretText(kind);
      const doc: CredentialDoc = {
        _id: `${deps.idPrefix}_${randomBytes(9).toString('base64url')}`,
        kind,
        store_id,
        label,
        hint: hintOf(secret),
        ...(kind === 'publishable' ? { publishable_key: secret } : {}),
        allowed_origins: allowed_origins.map(asBrowsersWrite),
        roles: [...(input.roles ?? DEFAULT_ROLES[kind])],
        ...(input.scopes === undefined ? {} : { scopes: [...input.scopes] }),
        ...(input.requests_per_minute === undefined
          ? {}
          : { requests_per_minute: input.requests_per_minute }),
        digest: digestOf(secret),
        created_at: now(),
        ...(input.expires_at === undefined ? {} : { expires_at: input.expires_at }),
      };
      await kept.insert(doc);
      await onChange();
      return { doc, secret };
    },
    list: (store_id) => kept.find({ store_id }, { sort: { created_at: 1 } }),
    async get(store_id, id) {
      const found = await kept.findOne({ _id: id, store_id });
      if (found === null) throw credentialNotFound();
      return found;
    },
    async rotate(store_id, id, overlapMs) {
      const before = await kept.findOne(standing(store_id, id));
      if (before === null) throw credentialNotFound();
      const secret = newSecretText(before.kind);
      const until = now() + overlapMs;
      // What an earlier rotation left good ends no later than it was said to, and not after this one's.
      const previous = [{ digest: before.digest, until }, ...(before.previous ?? [])]
        .map((each) => ({ ...each, until: Math.min(each.until, until) }))
        .filter((each) => each.until > now());
      const $set = {
        digest: digestOf(secret),
        previous,
        hint: hintOf(secret),
        rotated_at: now(),
        ...(before.kind === 'publishable' ? { publishable_key: secret } : {}),
      };
      // Of two rotations at once one finds the other's secret in its place.
      const found = await kept.findOneAndUpdate(
        { ...standing(store_id, id), digest: before.digest },
        { $set },
      );
      if (found === null) throw credentialChanged();
      return { doc: await changed(found), secret };
    },
    async assign(store_id, id, { roles, scopes }) {
      const narrowing = scopes === undefined ? { $unset: { scopes: '' } } : {};
      const $set = { roles: [...roles], ...(scopes === undefined ? {} : { scopes: [...scopes] }) };
      return changed(await kept.findOneAndUpdate(standing(store_id, id), { $set, ...narrowing }));
    },
    async revoke(store_id, id) {
      const $set = { revoked_at: now(), previous: [] };
      await changed(await kept.findOneAndUpdate(standing(store_id, id), { $set }));
    },
  };
}

/** What each kind may be when nothing is said. */
const DEFAULT_ROLES: Readonly<Record<SecretKind, readonly Role[]>> = {
  publishable: ['widget_client'],
  secret: ['widget_client', 'admin_user'],
  client: ['widget_client', 'admin_user'],
};

export function rolesOf({ kind, roles }: Pick<CredentialDoc, 'kind' | 'roles'>): Role[] {
  return (roles ?? [...DEFAULT_ROLES[kind]]).filter(isRole);
}

/** What roles allow, narrowed to the scopes when there are any. */
export function permitted(roles: readonly Role[], scopes?: readonly Permission[]): ReadonlySet<Permission> {
  const allowed = permissionsOf(roles);
  return scopes === undefined ? allowed : new Set(scopes.filter((scope) => allowed.has(scope)));
}

export function rotationDueAt({ created_at, rotated_at = created_at }: CredentialDoc): number {
  return rotated_at + ROTATION_MS;
}

export function statusOf(doc: CredentialDoc, now: number): Status {
  if (doc.revoked_at !== undefined) return 'revoked';
  if (doc.expires_at !== undefined && doc.expires_at <= now) return 'expired';
  const due = rotationDueAt(doc);
  return due <= now ? 'rotation-due' : due - WARNING_MS <= now ? 'rotation-soon' : 'active';
}

/** In lower case and without the scheme's own port: `https://Shop.example:443` never comes in an Origin header. */
function asBrowsersWrite(origin: string): string {
  return new URL(origin).origin;
}
