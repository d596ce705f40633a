import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Cache, Doc, Documents, Keyring } from '../data/index.ts';
import { callerOf } from '../http/index.ts';
import type { Consents } from '../privacy/index.ts';
import { isJwt } from './key-text.ts';
import type { Policies } from './policies.ts';
import { sessionNotFound, sessionRequired, sessionTokenInvalid, sessionTokenRequired } from './problems.ts';
import { sameSecret } from './same-secret.ts';

/** Mission §3.2: ai_sessions end after 24 hours, the cached copy after 30 idle minutes. */
const SESSION_SECONDS = 86_400;
const CACHED_MS = 30 * 60_000;
/**
 * How long a copy is believed before the store is asked again. In a cache that all processes share, a change by one is
 * gone for all; the minute is for what no cache can know, such as a process that lost its cache while it changed the
 * session. In a cache of this process alone another process's change is seen after a second, as the catalogue's is.
 */
const BELIEVED_MS = { shared: 60_000, alone: 1000 };

/** A shopper's visit to one store. */
export interface Session {
  readonly session_id: string;
  readonly store_id: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly consents: Consents;
  /** The latest analysis of the shopper's face, if there is one. */
  readonly face: SessionFace | null;
}

/** Which analysis, and nothing of what it says: this lies in caches. */
export interface SessionFace {
  readonly analysis_id: string;
}

interface SessionDoc extends Doc {
  store_id: string;
  created_at: number;
  token_digest: string;
  /** Where the shopper's data belongs; older sessions and those that may lie anywhere have none. */
  region?: string;
  consents: Consents;
  face: SessionFace | null;
}

/** As it lies in the cache. */
interface CachedSession {
  doc: SessionDoc;
  /** When it was read from the store, ms since the epoch. */
  read_at: number;
}

export interface Sessions {
  /**
   * @param country the shopper's, ISO 3166-1 alpha-2, where it is known.
   * @throws Problem wrong-region, before anything is kept
   */
  create(
    store_id: string,
    country?: string,
  ): Promise<{ session_id: string; token: string; expires_at: number }>;
  /**
   * The session a request speaks for: by its session token, or by its session id where the caller is a server of the
   * store. A page's key is known to everybody, and session ids to whoever is handed a cart.
   * @throws Problem session-required, session-token-required, session-not-found, session-token-invalid, wrong-region
   */
  of(request: FastifyRequest, session_id?: string): Promise<Session>;
  /** Replaces what is known of the named purposes. @throws Problem session-not-found when it has ended meanwhile. */
  saveConsents(session_id: string, answered: Consents): Promise<void>;
  /** Notes which analysis is the latest, while its consent stands, or that there is none any more. */
  saveFace(session_id: string, face: SessionFace | null): Promise<void>;
  end(session_id: string): Promise<void>;
  /** Ends those of the store's sessions, and every copy. @returns how many stood. */
  erase(store_id: string, session_ids: readonly string[]): Promise<number>;
  /** The session of a shopper who shows its token and nothing else. @throws as `of` */
  ofToken(request: FastifyRequest): Promise<Session>;
  /** Those of a store's sessions that stand; all of them when none is named. */
  find(store_id: string, session_ids?: readonly string[]): Promise<Session[]>;
}

export async function openSessions(deps: {
  documents: Documents;
  cache: Cache;
  keyring: Keyring;
  policies: Pick<Policies, 'regionOf' | 'admitRegion'>;
  /** The region a store's merchant chose for all its shoppers. */
  dataRegionOf(store_id: string): Promise<string | null>;
  now(): number;
}): Promise<Sessions> {
  const { cache, keyring, policies, now } = deps;
  const sessions = deps.documents.collection<SessionDoc>('ai_sessions');
  await sessions.createIndex({ created_at: 1 }, { name: 'ttl', expireAfterSeconds: SESSION_SECONDS });
  await sessions.shardBy?.({ _id: 1 });
  const digestOf = (secret: string) => keyring.digest('session-token', secret);
  /** Secrets that were found good, with what they hash to: a hash with each call would be a tenth of its cost. */
  const proved = new LRUCache<string, string>({ max: 10_000 });
  const isSecretOf = ({ token_digest }: SessionDoc, secret: string): boolean => {
    if (proved.get(secret) === token_digest) return true;
    const isGood = sameSecret(digestOf(secret), token_digest);
    if (isGood) proved.set(secret, token_digest);
    return isGood;
  };
  const cacheKey = (session_id: string) => `session:${session_id}`;

  /** Counts changes: what was read from the store before one must not be cached after it. */
  let changes = 0;
  const believedMs = cache.isShared ? BELIEVED_MS.shared : BELIEVED_MS.alone;

  async function load(session_id: string): Promise<SessionDoc | null> {
    const text = await cache.get(cacheKey(session_id), { slide: true });
    const cached = text === null ? null : (JSON.parse(text) as CachedSession);
    if (cached !== null && Math.abs(now() - cached.read_at) < believedMs) {
      return cached.doc.created_at + SESSION_SECONDS * 1000 > now() ? cached.doc : null;
    }
    const before = changes;
    const read_at = now();
    const doc = await sessions.findOne({ _id: session_id });
    if (changes !== before) return doc;
    if (doc !== null)
      await cache.set(cacheKey(session_id), JSON.stringify({ doc, read_at }), { ttlMs: CACHED_MS });
    else if (cached !== null) await cache.delete(cacheKey(session_id));
    return doc;
  }

  async function changed(session_id: string): Promise<void> {
    changes += 1;
    await cache.delete(cacheKey(session_id));
  }

  return {
    async create(store_id, country) {
      const region = policies.regionOf({ country, data_region: await deps.dataRegionOf(store_id) });
      policies.admitRegion(region);
      const session_id = `ses_${randomBytes(16).toString('base64url')}`;
      const secret = randomBytes(24).toString('base64url');
      const created_at = now();
      await sessions.insert({
        _id: session_id,
        store_id,
        created_at,
        token_digest: digestOf(secret),
        ...(region === null ? {} : { region }),
        consents: {},
        face: null,
      });
      return {
        session_id,
        token: `${session_id}.${secret}`,
        expires_at: created_at + SESSION_SECONDS * 1000,
      };
    },

    async of(request, session_id) {
      const token = bearerToken(request);
      const [tokenSession, secret] = token?.split('.') ?? [];
      const wanted = session_id ?? tokenSession;
      if (!wanted) throw sessionRequired();
      const caller = callerOf(request);
      if (token === undefined && caller.kind === 'publishable') throw sessionTokenRequired();
      const doc = await load(wanted);
      if (token !== undefined && !(doc && tokenSession === wanted && isSecretOf(doc, secret ?? ''))) {
        throw sessionTokenInvalid();
      }
      if (doc?.store_id !== caller.store_id) throw sessionNotFound();
      policies.admitRegion(doc.region ?? null);
      return sessionOf(doc);
    },

    async erase(store_id, session_ids) {
      const ended = await sessions.delete({ store_id, _id: { $in: [...session_ids] } });
      for (const session_id of session_ids) await changed(session_id);
      return ended;
    },

    async ofToken(request) {
      const [session_id, secret] = bearerToken(request)?.split('.') ?? [];
      if (!session_id || !secret) throw sessionRequired();
      const doc = await load(session_id);
      if (doc === null || !isSecretOf(doc, secret)) throw sessionTokenInvalid();
      policies.admitRegion(doc.region ?? null);
      return sessionOf(doc);
    },

    async find(store_id, session_ids) {
      const named = session_ids && { _id: { $in: [...session_ids] } };
      return (await sessions.find({ store_id, ...named })).map(sessionOf);
    },

    async saveConsents(session_id, answered) {
      const $set = Object.fromEntries(
        Object.entries(answered).map(([purpose, state]) => [`consents.${purpose}`, state]),
      );
      const { matched } = await sessions.update({ _id: session_id }, { $set });
      await changed(session_id);
      if (matched === 0) throw sessionNotFound();
    },

    async saveFace(session_id, face) {
      const consented = face === null ? {} : { 'consents.face_analysis_processing.granted': true };
      await sessions.update({ _id: session_id, ...consented }, { $set: { face } });
      await changed(session_id);
    },

    async end(session_id) {
      await sessions.delete({ _id: session_id });
      await changed(session_id);
    },
  };
}

function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  if (!header.startsWith('Bearer ')) throw sessionTokenInvalid();
  const token = header.slice('Bearer '.length);
  // An access token speaks for a client, not for a session.
  return isJwt(token) ? undefined : token;
}

function sessionOf(doc: SessionDoc): Session {
  const { _id, store_id, created_at, consents, face } = doc;
  const expires_at = created_at + SESSION_SECONDS * 1000;
  return { session_id: _id, store_id, created_at, expires_at, consents, face };
}
