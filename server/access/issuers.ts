import { hash } from 'node:crypto';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Known } from './known.ts';
import { issuerUnavailable } from './problems.ts';
import { isRole, permissionsOf, type Role } from './roles.ts';
import { UNCOUNTED } from './usage.ts';

/** Somebody else whose access tokens are good here. */
export interface TrustedIssuer {
  /** `iss` of their tokens, to the letter. */
  issuer: string;
  /** Where their public keys are. */
  jwks_uri: string;
  /** What `aud` of a token meant for this server holds. */
  audience: string;
  /** The store all of them work on; else `store_claim` names the claim that says which. */
  store_id?: string | undefined;
  store_claim?: string | undefined;
  /** The claim that holds roles, as a name or a path with dots. */
  roles_claim: string;
  /** What their roles are called here. Others count for nothing. */
  roles: Readonly<Record<string, string>>;
}

export interface TrustedIssuers {
  /** Whether the token says that it is of one of them; says nothing about whether it is true. */
  isTheirs(token: string): Promise<boolean>;
  known(token: string): Promise<Known | null>;
}

/** Nothing symmetric: who can verify such a token could have made it (RFC 8725 §3.1). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Their keys are asked for again after this long, and when a token names one that is not among them, but not more often than once in the shorter time. */
const KEYS_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 30_000;
/** How far their clock may be from ours, seconds. */
const TOLERANCE = 5;
const STORE_NAME = /^[\w.-]{1,64}$/;

/** After a failure nobody is asked again for so long. */
const RETRY_MS = 5000;

interface Fetched {
  at: number;
  /** null when they could not be had. */
  jwks: JSONWebKeySet | null;
}

export function openIssuers(deps: {
  issuers: readonly TrustedIssuer[];
  /** Reads a JSON document from elsewhere. */
  fetchJson(url: string): Promise<unknown>;
  requests_per_minute: number;
  now(): number;
}): TrustedIssuers {
  const { issuers, fetchJson, requests_per_minute, now } = deps;
  const keys = new Map<string, Fetched>();
  const fetching = new Map<string, Promise<Fetched>>();

  const issuerOf = async (token: string) => {
    if (issuers.length === 0) return undefined;
    const { decodeJwt, errors } = await import('jose');
    try {
      const { iss } = decodeJwt(token);
      return issuers.find(({ issuer }) => issuer === iss);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };

  /** @throws Problem issuer-unavailable */
  async function jwksOf(url: string, maxAgeMs: number): Promise<JSONWebKeySet> {
    const standing = keys.get(url);
    const believedMs = standing?.jwks ? maxAgeMs : RETRY_MS;
    const isFresh = standing !== undefined && now() - standing.at < believedMs;
    const { jwks } = isFresh ? standing : await (fetching.get(url) ?? fetched(url));
    if (jwks === null) throw issuerUnavailable();
    return jwks;
  }

  /** Asks once for all who wait. Keys of a while ago are still theirs when there are no newer ones to be had. */
  function fetched(url: string): Promise<Fetched> {
    const asking = fetchJson(url)
      .then((jwks) => jwks as JSONWebKeySet)
      .catch(() => keys.get(url)?.jwks ?? null)
      .then((jwks) => {
        const found = { at: now(), jwks };
        keys.set(url, found);
        return found;
      })
      .finally(() => fetching.delete(url));
    fetching.set(url, asking);
    return asking;
  }

  async function verify(token: string, trusted: TrustedIssuer, maxAgeMs: number): Promise<JWTPayload | null> {
    const { createLocalJWKSet, errors, jwtVerify } = await import('jose');
    try {
      const jwks = await jwksOf(trusted.jwks_uri, maxAgeMs);
      const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
        algorithms: ALGORITHMS,
        issuer: trusted.issuer,
        audience: trusted.audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: TOLERANCE,
        currentDate: new Date(now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && maxAgeMs > LOOK_AGAIN_MS)
        return verify(token, trusted, LOOK_AGAIN_MS);
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  return {
    isTheirs: async (token) => (await issuerOf(token)) !== undefined,
    async known(token) {
      const trusted = await issuerOf(token);
      const payload = trusted && (await verify(token, trusted, KEYS_MS));
      if (trusted === undefined || !payload) return null;
      const store_id = trusted.store_id ?? claimAt(payload, trusted.store_claim ?? '');
      if (typeof store_id !== 'string' || !STORE_NAME.test(store_id)) return null;
      // The subject may be a person's name or address, which has no place in a log.
      const who = hash('sha256', `${payload.iss}\0${payload.sub}`, 'base64url').slice(0, 16);
      const permissions = permissionsOf(rolesIn(payload, trusted));
      const caller = {
        kind: 'client',
        store_id,
        key_id: `ext_${who}`,
        permissions,
        requests_per_minute,
      } as const;
      return {
        state: 'active',
        caller,
        elsewhere: new Map(),
        allowed_origins: null,
        notice: null,
        until: Number(payload.exp) * 1000,
        use: UNCOUNTED,
      };
    },
  };
}

function rolesIn(payload: JWTPayload, { roles_claim, roles }: TrustedIssuer): Role[] {
  const claimed = claimAt(payload, roles_claim);
  const names = typeof claimed === 'string' ? claimed.split(' ') : Array.isArray(claimed) ? claimed : [];
  return names.flatMap((name) => {
    const role = typeof name === 'string' && Object.hasOwn(roles, name) ? roles[name] : undefined;
    return role !== undefined && isRole(role) ? [role] : [];
  });
}

/** A claim by its name, or by its path where names are nested. */
function claimAt(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Record<string, unknown>)[part]
          : undefined,
      payload,
    );
}
