import type { Documents, Keyring } from '../data/index.ts';
import { Believed } from './believed.ts';
import {
  type CredentialDoc,
  type Credentials,
  type NewCredential,
  openCredentials,
  permitted,
  rolesOf,
  rotationDueAt,
  type Status,
  statusOf,
} from './credentials.ts';
import type { Grants } from './grants.ts';
import { recogniseSecret } from './key-text.ts';
import { type Known, knownOf } from './known.ts';
import type { ApiKey } from './schema.ts';
import type { Usage } from './usage.ts';

/** What is not worth a question or a place in memory. */
const CHECKED_WITHOUT_ASKING = new Set(['mistyped', 'no-secret', 'client']);

const ENDED: ReadonlySet<Status> = new Set(['expired', 'revoked']);

export interface ApiKeys {
  /** @returns the key. Of a secret key only the keyed hash is kept, so this is the one time to see it. */
  create(input: NewCredential & { kind: 'publishable' | 'secret' }): Promise<ApiKey & { key: string }>;
  list(store_id: string): Promise<ApiKey[]>;
  readonly credentials: Credentials;
  viewOf(doc: CredentialDoc): ApiKey;
  /** Who a key speaks for, from memory: null when nobody, undefined when `look` must be asked. */
  recall(key: string): Known | null | undefined;
  look(key: string): Promise<Known | null>;
  /** Whether any key may be used from this website: what a CORS preflight, which carries no key, asks. */
  allowsOrigin(origin: string): Promise<boolean>;
  /** Asks the store anew from now on. */
  forget(): void;
}

export async function openApiKeys(deps: {
  documents: Documents;
  keyring: Keyring;
  grants: Grants;
  usage: Usage;
  /** Of a key that has no limit of its own. */
  requests_per_minute: number;
  now(): number;
  onChange(): Promise<void>;
}): Promise<ApiKeys> {
  const { grants, usage, requests_per_minute, now } = deps;
  const kept = deps.documents.collection<CredentialDoc>('api_keys');
  const credentials = await openCredentials({ ...deps, kept, idPrefix: 'key', purpose: 'api-key' });
  const known = new Believed<Known | null>(ask, now);
  const origins = new Believed<{ isAllowed: boolean; until: number }>(askOrigin, now);

  async function ask(key: string): Promise<Known | null> {
    const digest = credentials.digestOf(key);
    const doc = (await kept.findOne({ digest })) ?? (await kept.findOne({ 'previous.digest': digest }));
    if (doc === null) return null;
    const replacedUntil = doc.previous?.find((each) => each.digest === digest)?.until;
    if (replacedUntil !== undefined && replacedUntil <= now()) return null;
    const use = usage.of({ id: doc._id, store_id: doc.store_id, kept });
    const given = await grants.of(doc._id);
    return knownOf(doc, { grants: given, use, requests_per_minute, replacedUntil, now: now() });
  }

  async function askOrigin(origin: string) {
    const found = await kept.find({ allowed_origins: origin });
    const isAllowed = found.some((doc) => !ENDED.has(statusOf(doc, now())));
    return { isAllowed, until: Number.POSITIVE_INFINITY };
  }

  function viewOf(doc: CredentialDoc): ApiKey {
    const { kind, publishable_key } = doc;
    if (kind === 'client') throw new Error('a client is no key');
    return {
      key_id: doc._id,
      kind,
      ...(publishable_key === undefined ? {} : { publishable_key }),
      allowed_origins: doc.allowed_origins,
      ...credentialView(doc, requests_per_minute, now()),
    };
  }

  return {
    credentials,
    viewOf,
    async create(input) {
      const { doc, secret } = await credentials.create(input);
      return { ...viewOf(doc), key: secret };
    },
    list: async (store_id) => (await credentials.list(store_id)).map(viewOf),
    recall(key) {
      const found = known.recall(key);
      if (found !== undefined) return found;
      return CHECKED_WITHOUT_ASKING.has(recogniseSecret(key)) ? null : undefined;
    },
    look: (key) => known.look(key),
    async allowsOrigin(origin) {
      return (origins.recall(origin) ?? (await origins.look(origin))).isAllowed;
    },
    forget() {
      known.forget();
      origins.forget();
    },
  };
}

/** What keys and clients have in common, as their merchant sees it. */
export function credentialView(doc: CredentialDoc, limit: number, now: number) {
  const roles = rolesOf(doc);
  const replaced = (doc.previous ?? []).map(({ until }) => until).filter((until) => until > now);
  return {
    store_id: doc.store_id,
    label: doc.label,
    hint: doc.hint,
    roles,
    scopes: doc.scopes ?? null,
    permissions: [...permitted(roles, doc.scopes)],
    requests_per_minute: doc.requests_per_minute ?? limit,
    status: statusOf(doc, now),
    created_at: doc.created_at,
    rotation_due_at: rotationDueAt(doc),
    previous_good_until: replaced.length === 0 ? null : Math.max(...replaced),
    expires_at: doc.expires_at ?? null,
    revoked_at: doc.revoked_at ?? null,
    last_used_at: doc.last_used_at ?? null,
    uses: doc.uses ?? 0,
  };
}
