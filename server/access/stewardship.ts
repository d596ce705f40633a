import type { AuditLog } from '../audit/index.ts';
import { actorOf } from '../audit/index.ts';
import { type Caller, IN_PAGES, type Permission } from '../http/index.ts';
import {
  type CredentialDoc,
  type Credentials,
  type NewCredential,
  permitted,
  rolesOf,
} from './credentials.ts';
import type { Grant, Grants } from './grants.ts';
import type { SecretKind } from './key-text.ts';
import { beyondOwn, periodInvalid, roleNotForPages, subjectNotFound } from './problems.ts';
import type { Role } from './roles.ts';
import type { AssignBody, CreateGrant } from './schema.ts';

const DAY_MS = 86_400_000;
/** How long a secret stays good after its rotation, unless told otherwise. */
const OVERLAP_DAYS = 7;
const LONGEST_GRANT_MS = 366 * DAY_MS;

export interface StewardshipDeps {
  audit: Pick<AuditLog, 'note'>;
  grants: Grants;
  /** Finds a key or client of any store. */
  subject(id: string): Promise<CredentialDoc | null>;
  /** More than that a minute is the operator's to give. */
  requests_per_minute: number;
  now(): number;
}

/** What is said of a credential in the audit log: `key` or `client`. */
export type Thing = 'key' | 'client';

/**
 * Who may make, change and end keys, clients and grants: nobody gives more than they may themselves, nor takes charge
 * of who may more. What stands in every page may be given by all who may give anything. Each change is noted.
 */
export function openStewardship({ audit, grants, subject, requests_per_minute, now }: StewardshipDeps) {
  const note = (caller: Caller, action: string, target: string, details = {}, reason?: string) =>
    audit.note({
      store_id: caller.store_id,
      actor: actorOf(caller),
      action,
      target,
      details,
      ...(reason === undefined ? {} : { reason }),
    });

  /** What a caller can hand on: what it is, and nothing of what was lent to it for a time. */
  async function own({ key_id, permissions }: Caller): Promise<ReadonlySet<Permission>> {
    const doc = await subject(key_id);
    // Nothing is lent to the operator, nor to who comes with another issuer's token.
    if (doc === null) return permissions;
    const lasting = permitted(rolesOf(doc), doc.scopes);
    return new Set([...permissions].filter((permission) => lasting.has(permission)));
  }

  async function inCharge(caller: Caller, credentials: Credentials, id: string): Promise<CredentialDoc> {
    const doc = await credentials.get(caller.store_id, id);
    requireWithin(await own(caller), permitted(rolesOf(doc), doc.scopes));
    return doc;
  }

  /** Who puts a new secret in use learns it, and with it has what was lent to its holder, in whichever store. */
  async function mayLearn(caller: Caller, id: string): Promise<void> {
    if (id === caller.key_id) return;
    const lent = (await grants.of(id)).flatMap(({ permissions }) => permissions);
    requireWithin(await own(caller), lent);
  }

  return {
    async create(
      thing: Thing,
      caller: Caller,
      credentials: Credentials,
      input: Omit<NewCredential, 'store_id'>,
    ) {
      const roles = input.roles ?? rolesOf({ kind: input.kind });
      requireForPages(input.kind, roles);
      requireWithin(await own(caller), permitted(roles, input.scopes));
      if (input.expires_at !== undefined && input.expires_at <= now()) throw periodInvalid();
      if (caller.kind !== 'operator' && (input.requests_per_minute ?? 0) > requests_per_minute)
        throw beyondOwn();
      const made = await credentials.create({ ...input, roles, store_id: caller.store_id });
      await note(caller, `${thing}.create`, made.doc._id, {
        kind: input.kind,
        roles,
        scopes: input.scopes ?? [],
      });
      return made;
    },
    async rotate(
      thing: Thing,
      caller: Caller,
      credentials: Credentials,
      id: string,
      overlapDays = OVERLAP_DAYS,
    ) {
      await inCharge(caller, credentials, id);
      await mayLearn(caller, id);
      const made = await credentials.rotate(caller.store_id, id, overlapDays * DAY_MS);
      await note(caller, `${thing}.rotate`, id, { overlap_days: overlapDays });
      return made;
    },
    async revoke(thing: Thing, caller: Caller, credentials: Credentials, id: string) {
      await inCharge(caller, credentials, id);
      await credentials.revoke(caller.store_id, id);
      await note(caller, `${thing}.revoke`, id);
    },
    async assign(
      thing: Thing,
      caller: Caller,
      credentials: Credentials,
      id: string,
      { roles, scopes }: AssignBody,
    ) {
      const before = await inCharge(caller, credentials, id);
      requireForPages(before.kind, roles);
      requireWithin(await own(caller), permitted(roles, scopes));
      const doc = await credentials.assign(caller.store_id, id, { roles, scopes });
      await note(caller, `${thing}.assign`, id, { before: rolesOf(before), roles, scopes: scopes ?? [] });
      return doc;
    },
    async grant(caller: Caller, input: CreateGrant): Promise<Grant> {
      const { subject_id, permissions, starts_at = now(), ends_at, reason } = input;
      requireWithin(await own(caller), permissions);
      if (ends_at <= now() || ends_at <= starts_at || ends_at > now() + LONGEST_GRANT_MS)
        throw periodInvalid();
      const found = await subject(subject_id);
      if (found === null || found.kind === 'publishable') throw subjectNotFound();
      const { store_id } = caller;
      const granted_by = actorOf(caller);
      const grant = await grants.add({
        subject_id,
        permissions,
        starts_at,
        ends_at,
        reason,
        store_id,
        granted_by,
      });
      await note(
        caller,
        'grant.create',
        grant.grant_id,
        { subject_id, permissions, starts_at, ends_at },
        reason,
      );
      return grant;
    },
    async ungrant(caller: Caller, grant_id: string): Promise<void> {
      const { permissions } = await grants.get(caller.store_id, grant_id);
      requireWithin(await own(caller), permissions);
      await grants.remove(caller.store_id, grant_id);
      await note(caller, 'grant.remove', grant_id);
    },
  };
}

export type Stewardship = ReturnType<typeof openStewardship>;

/** @throws Problem beyond-own-permissions */
function requireWithin(permissions: ReadonlySet<Permission>, wanted: Iterable<Permission>): void {
  for (const permission of wanted)
    if (!permissions.has(permission) && !IN_PAGES.has(permission))
      throw beyondOwn({ extensions: { permission } });
}

/** @throws Problem role-not-for-pages */
function requireForPages(kind: SecretKind, roles: readonly Role[]): void {
  if (kind === 'publishable' && roles.some((role) => role !== 'widget_client')) throw roleNotForPages();
}
