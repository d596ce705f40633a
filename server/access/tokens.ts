import { hash, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Permission } from '../http/index.ts';
import { Believed } from './believed.ts';
import type { Clients } from './clients.ts';
import type { TrustedIssuers } from './issuers.ts';
import type { Known } from './known.ts';
import type { Families, Family } from './refresh.ts';
import { ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** Mission §5.2 oauth2Configuration.tokenExpiry. */
export const TOKEN_MS = 60 * 60_000;
/** RFC 9068 §2.1: what sets an access token apart from every other JWT. */
const TYPE = 'at+jwt';
/** Longer ones are no tokens of anybody we know. */
const LONGEST_TOKEN = 8192;

/** What is true of a token of ours as long as it lives. */
interface Claims {
  /** The key it was signed with, which may be withdrawn. */
  kid: string;
  client_id: string;
  family_id: string;
  scope: readonly string[];
  /** ms since the epoch. */
  ends_at: number;
}

export interface Tokens {
  /** Signs an access token of the family, with no more than the client may. */
  issue(family: Family, store_id: string, permissions: readonly Permission[]): Promise<string>;
  /** Who a token speaks for, from memory: null when it is not good, undefined when `look` must be asked. */
  recall(token: string): Known | null | undefined;
  look(token: string): Promise<Known | null>;
  /** The family of a token of ours, whether it is over or not; null when we did not sign it. */
  familyOf(token: string): Promise<Family | null>;
  forget(): void;
}

export interface TokensDeps {
  /** Our own name in tokens: the address others reach this server by. */
  issuer: string;
  signing: SigningKeys;
  clients: Clients;
  families: Families;
  trusted: TrustedIssuers;
  now(): number;
}

export function openTokens({ issuer, signing, clients, families, trusted, now }: TokensDeps): Tokens {
  /** Tokens whose signature was good, by their hash: that does not change any more. */
  const verified = new LRUCache<string, Claims>({ max: 10_000 });
  const known = new Believed<Known | null>(ask, now);

  async function ask(digest: string, token: string): Promise<Known | null> {
    if (await trusted.isTheirs(token)) return trusted.known(token);
    const claims = verified.get(digest) ?? (await verify(token, new Date(now())));
    if (claims === null || claims.ends_at <= now()) return null;
    verified.set(digest, claims);
    const [key, client, family] = await Promise.all([
      signing.verifying(claims.kid),
      clients.known(claims.client_id),
      families.find(claims.family_id),
    ]);
    if (
      key === null ||
      client === null ||
      client.state !== 'active' ||
      family?.client_id !== claims.client_id
    )
      return null;
    return narrowed(client, claims);
  }

  async function verify(token: string, at: Date): Promise<Claims | null> {
    const { errors, jwtVerify } = await import('jose');
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = kid === undefined ? null : await signing.verifying(kid);
          if (key === null) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer,
          audience: issuer,
          requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'scope'],
          currentDate: at,
        },
      );
      return claimsOf(payload, protectedHeader.kid);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  return {
    async issue({ family_id, client_id }, store_id, permissions) {
      const { SignJWT } = await import('jose');
      const { kid, key } = await signing.current();
      const at = Math.floor(now() / 1000);
      return new SignJWT({ client_id, scope: permissions.join(' '), store_id, family: family_id })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(client_id)
        .setJti(randomUUID())
        .setIssuedAt(at)
        .setExpirationTime(at + TOKEN_MS / 1000)
        .sign(key);
    },
    recall: (token) => (token.length > LONGEST_TOKEN ? null : known.recall(digestOf(token), token)),
    look: (token) => known.look(digestOf(token), token),
    async familyOf(token) {
      // The beginning of time: a token that is over is revoked like any other.
      const claims = token.length > LONGEST_TOKEN ? null : await verify(token, new Date(0));
      return claims && families.find(claims.family_id);
    },
    forget: () => known.forget(),
  };
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}

function claimsOf({ client_id, family, scope, exp }: JWTPayload, kid: string | undefined): Claims | null {
  if (
    kid === undefined ||
    typeof client_id !== 'string' ||
    typeof family !== 'string' ||
    typeof scope !== 'string'
  )
    return null;
  return { kid, client_id, family_id: family, scope: scope.split(' '), ends_at: Number(exp) * 1000 };
}

/** The client as far as the token lets it: what is in the scope and still allowed. */
function narrowed(client: Known, { scope, ends_at }: Claims): Known {
  const within = (permissions: ReadonlySet<Permission>) =>
    new Set([...permissions].filter((permission) => scope.includes(permission)));
  const of = (caller: Known['caller']) => ({ ...caller, permissions: within(caller.permissions) });
  return {
    ...client,
    caller: of(client.caller),
    elsewhere: new Map([...client.elsewhere].map(([store, caller]) => [store, of(caller)])),
    until: Math.min(client.until, ends_at),
  };
}
