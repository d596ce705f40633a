import type { FastifyBaseLogger } from 'fastify';
import type { Cache, Documents, Keyring } from '../data/index.ts';
import { type Clients, openClients } from './clients.ts';
import { type CredentialDoc, type Status, statusOf } from './credentials.ts';
import { type Failures, openFailures } from './failures.ts';
import { type Grants, openGrants } from './grants.ts';
import { openIssuers, type TrustedIssuer } from './issuers.ts';
import { type ApiKeys, openApiKeys } from './keys.ts';
import { type OAuth, openOAuth } from './oauth.ts';
import { openPolicies, type Policies, type ResidencySettings } from './policies.ts';
import { openFamilies } from './refresh.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { openSigningKeys, type SigningKeys } from './signing-keys.ts';
import { openTokens, TOKEN_MS, type Tokens } from './tokens.ts';
import { openUsage, type Usage } from './usage.ts';

export interface AccessSettings extends ResidencySettings {
  /** The address others reach this server by, without a slash at its end: our name in tokens. */
  issuer: string;
  trustedIssuers?: readonly TrustedIssuer[] | undefined;
}

/** Everything that says who is calling and what they may do. */
export interface AccessRoom {
  keys: ApiKeys;
  clients: Clients;
  grants: Grants;
  tokens: Tokens;
  oauth: OAuth;
  signing: SigningKeys;
  sessions: Sessions;
  policies: Policies;
  failures: Failures;
  usage: Usage;
  issuer: string;
  requests_per_minute: number;
  /**
   * Refuses what is about people of a store whose data belongs in another region; undefined where no region is set.
   * @throws Problem wrong-region
   */
  admitPeople: ((store_id: string) => Promise<void>) | undefined;
}

/** What is told to the other instances when any key, client, grant or token changed. */
const CHANGED = 'access:changed';

export async function openAccess(
  deps: AccessSettings & {
    documents: Documents;
    cache: Cache;
    keyring: Keyring;
    /** Reads a JSON document from elsewhere: the keys of trusted issuers. */
    fetchJson(url: string): Promise<unknown>;
    dataRegionOf(store_id: string): Promise<string | null>;
    log: Pick<FastifyBaseLogger, 'warn'>;
    now(): number;
  },
): Promise<AccessRoom> {
  const { cache, issuer } = deps;
  const policies = openPolicies(deps);
  const { requests_per_minute } = policies;
  // At once where the cache is shared; where it is not, others believe what they know for a second.
  const onChange = async () => {
    forget();
    await cache.publish(CHANGED, '');
  };
  const usage = await openUsage(deps);
  const grants = await openGrants({ ...deps, onChange });
  const holders = { ...deps, grants, usage, requests_per_minute, onChange };
  const keys = await openApiKeys(holders);
  const clients = await openClients(holders);
  const families = await openFamilies({ ...deps, onChange });
  const signing = await openSigningKeys({ ...deps, tokenMs: TOKEN_MS });
  const trusted = openIssuers({ ...deps, issuers: deps.trustedIssuers ?? [], requests_per_minute });
  const tokens = openTokens({ ...deps, signing, clients, families, trusted });
  const failures = openFailures(deps);
  const oauth = openOAuth({ ...deps, clients, families, tokens, failures });
  const sessions = await openSessions({ ...deps, policies });
  const forget = () => {
    keys.forget();
    tokens.forget();
  };
  await cache.subscribe(CHANGED, forget);
  return {
    keys,
    clients,
    grants,
    tokens,
    oauth,
    signing,
    sessions,
    policies,
    failures,
    usage,
    issuer,
    requests_per_minute,
    admitPeople:
      deps.region === undefined
        ? undefined
        : async (store_id) =>
            policies.admitRegion(policies.regionOf({ data_region: await deps.dataRegionOf(store_id) })),
  };
}

/** Keys and clients of every store whose secrets should be replaced, or soon. */
export async function rotationsDue(
  documents: Documents,
  now: number,
): Promise<{ id: string; store_id: string; status: Status }[]> {
  const collections = ['api_keys', 'oauth_clients'].map((name) => documents.collection<CredentialDoc>(name));
  const found = await Promise.all(collections.map((kept) => kept.find({ revoked_at: { $exists: false } })));
  return found
    .flat()
    .map((doc) => ({ id: doc._id, store_id: doc.store_id, status: statusOf(doc, now) }))
    .filter(({ status }) => status === 'rotation-soon' || status === 'rotation-due');
}
