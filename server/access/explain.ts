import type { Access } from '../http/index.ts';
import { type CredentialDoc, permitted, rolesOf, statusOf } from './credentials.ts';
import type { Grant } from './grants.ts';
import { routeUnknown } from './problems.ts';
import { permissionsOf } from './roles.ts';
import type { Explanation } from './schema.ts';

/** A registered route and what it needs. */
export interface RouteEntry {
  method: string;
  /** The pattern, such as `/admin/v1/keys/:key_id`. */
  url: string;
  access: Access;
}

/** The route a request would reach: the one with the most literal parts. @throws Problem route-unknown */
export function routeAt(routes: readonly RouteEntry[], method: string, path: string): RouteEntry {
  const parts = path.split('?')[0]?.split('/') ?? [];
  const found = routes
    .filter((route) => route.method === method && matches(route.url.split('/'), parts))
    .sort((a, b) => wildness(a.url) - wildness(b.url));
  if (found[0] === undefined) throw routeUnknown();
  return found[0];
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.at(-1) !== '*' && pattern.length !== parts.length) return false;
  return pattern.every(
    (part, n) =>
      part === '*' || (part.startsWith(':') ? parts[n] !== '' && parts[n] !== undefined : part === parts[n]),
  );
}

function wildness(url: string): number {
  return (url.match(/:/g)?.length ?? 0) + (url.includes('*') ? 100 : 0);
}

/** Why a key or client may call a route of the store, or not: each check in the order in which requests meet them. */
export function explain(options: {
  doc: CredentialDoc;
  grants: readonly Grant[];
  store_id: string;
  route: RouteEntry;
  now: number;
}): Explanation {
  const { doc, grants, store_id, route, now } = options;
  const because: string[] = [];
  const answer = (allowed: boolean, why: string): Explanation => ({
    allowed,
    route: `${route.method} ${route.url}`,
    permission: route.access,
    because: [...because, why],
  });
  const { access } = route;
  if (access === 'public') return answer(true, 'The call is public: nobody is asked for a key.');
  const status = statusOf(doc, now);
  if (status === 'revoked' || status === 'expired') return answer(false, `${doc._id} is ${status}.`);
  because.push(`${doc._id} is a ${doc.kind} credential of store ${doc.store_id}, and in force.`);
  if (doc.kind === 'publishable') {
    const websites = doc.allowed_origins.join(' ') || 'no website yet';
    because.push(`From a browser it may be used on ${websites}.`);
  }
  const lent = grants.find(
    (grant) =>
      grant.store_id === store_id &&
      grant.permissions.includes(access) &&
      grant.starts_at <= now &&
      now < grant.ends_at,
  );
  if (lent !== undefined)
    return answer(
      true,
      `${lent.grant_id} lends it ${access} in store ${store_id} until ${new Date(lent.ends_at).toISOString()}.`,
    );
  if (doc.store_id !== store_id)
    return answer(
      false,
      `It belongs to store ${doc.store_id}, and no grant lends it ${access} in store ${store_id} now.`,
    );
  const roles = rolesOf(doc);
  if (permitted(roles, doc.scopes).has(access))
    return answer(true, `${access} comes with what it is: ${roles.join(', ')}.`);
  if (permissionsOf(roles).has(access))
    return answer(
      false,
      `${access} comes with what it is (${roles.join(', ')}), but its scopes leave it out.`,
    );
  return answer(
    false,
    `None of its roles (${roles.join(', ')}) includes ${access}, and no grant lends it now.`,
  );
}
