import type { Caller, Permission } from '../http/index.ts';
import { type CredentialDoc, permitted, rolesOf, rotationDueAt, statusOf } from './credentials.ts';
import type { Grant } from './grants.ts';
import type { UseCount } from './usage.ts';

/** A key, client or token as it is known in memory: made once each time the store was asked, not with each request. */
export interface Known {
  readonly state: 'active' | 'expired' | 'revoked';
  /** Who it is in its own store. */
  readonly caller: Caller;
  /** Who it is in other stores that were opened to it. */
  readonly elsewhere: ReadonlyMap<string, Caller>;
  /** Websites it may be used from; null when origins don't matter. */
  readonly allowed_origins: readonly string[] | null;
  /** What whoever holds it should know: replace it, and until when. */
  readonly notice: string | null;
  /** First moment at which this is no longer true, ms since the epoch. */
  readonly until: number;
  readonly use: UseCount;
}

export interface Standing {
  grants: readonly Grant[];
  use: UseCount;
  /** Of who has no limit of their own. */
  requests_per_minute: number;
  /** Of a secret that was replaced: until when it is good. */
  replacedUntil?: number | undefined;
  now: number;
}

/** What a kept credential amounts to at this moment. */
export function knownOf(doc: CredentialDoc, standing: Standing): Known {
  const { grants, use, replacedUntil, now } = standing;
  const { _id, kind, store_id, expires_at, requests_per_minute = standing.requests_per_minute } = doc;
  const callerIn = (store: string, permissions: ReadonlySet<Permission>): Caller => ({
    kind,
    store_id: store,
    key_id: _id,
    permissions,
    requests_per_minute,
  });
  const opened = new Map<string, Set<Permission>>();
  for (const grant of grants) {
    if (grant.starts_at > now || grant.ends_at <= now) continue;
    const permissions = opened.get(grant.store_id) ?? new Set();
    for (const permission of grant.permissions) permissions.add(permission);
    opened.set(grant.store_id, permissions);
  }
  const own = new Set([...permitted(rolesOf(doc), doc.scopes), ...(opened.get(store_id) ?? [])]);
  opened.delete(store_id);
  const status = statusOf(doc, now);
  const boundaries = grants.flatMap(({ starts_at, ends_at }) => [starts_at, ends_at]);
  return {
    state: status === 'expired' || status === 'revoked' ? status : 'active',
    caller: callerIn(store_id, own),
    elsewhere: new Map([...opened].map(([store, permissions]) => [store, callerIn(store, permissions)])),
    allowed_origins: kind === 'publishable' ? doc.allowed_origins : null,
    notice: kind === 'publishable' ? null : noticeOf(doc, replacedUntil, now),
    until: Math.min(
      ...[expires_at, replacedUntil, ...boundaries].filter((at) => at !== undefined && at > now).map(Number),
      Number.POSITIVE_INFINITY,
    ),
    use,
  };
}

/** A structured header field (RFC 9651): a token and when, in seconds since 1970. */
function noticeOf(doc: CredentialDoc, replacedUntil: number | undefined, now: number): string | null {
  if (replacedUntil !== undefined) return `replaced; good-until=@${Math.floor(replacedUntil / 1000)}`;
  const status = statusOf(doc, now);
  if (status !== 'rotation-soon' && status !== 'rotation-due') return null;
  return `${status}; due=@${Math.floor(rotationDueAt(doc) / 1000)}`;
}
