import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressKey } from './addresses.ts';
import type { App, Caller } from './app-types.ts';
import { defineProblem } from './problem.ts';

const tooManyRequests = defineProblem({
  code: 'too-many-requests',
  status: 429,
  title: 'Too many requests in a short time',
  advice:
    'Wait for the seconds that Retry-After names, then go on more slowly. RateLimit says how many are left.',
});

/** Requests in a minute. */
export interface RateCeilings {
  ip: number;
  store: number;
  session: number;
}

/** What this needs of the limits port. */
interface Tally {
  left(now: number): number;
  aheadMs(now: number): number;
  waitMs(now: number): number;
}
interface Meter {
  of(key: string, quota?: { amount: number; seconds: number }): Tally;
}
interface Limits {
  meter(name: string, quota: { amount: number; seconds: number }): Meter;
  take(...tallies: readonly Tally[]): Tally | null;
  now(): number;
}

export interface RateLimit {
  /** Counts every request by address, before anything else is done for it. */
  addresses(app: App): void;
  /** Counts a request by who makes it and for which store, once that is known. */
  callers(app: App): void;
  /** Counts a request of a shopper's session, once. @throws Problem too-many-requests */
  session(request: FastifyRequest, session_id: string): void;
}

const WINDOW_SECONDS = 60;

/**
 * Limits by IP address, client, store and session. A client is a key or an OAuth client; of a publishable key, which
 * many browsers share, each address. The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
 */
export function openRateLimit(limits: Limits, ceilings: RateCeilings): RateLimit {
  const perMinute = (amount: number) => ({ amount, seconds: WINDOW_SECONDS });
  const meterOf = (name: string, amount: number) => limits.meter(name, perMinute(amount));
  const ofIp = meterOf('ip', ceilings.ip);
  const ofStore = meterOf('store', ceilings.store);
  const ofSession = meterOf('session', ceilings.session);
  const ofClient = meterOf('client', ceilings.ip);
  const policies = new Map<number, { quota: { amount: number; seconds: number }; text: string }>();

  /** Few different amounts are in use; each is written down once. */
  function policyOf({ requests_per_minute: amount }: Caller) {
    let policy = policies.get(amount);
    if (policy === undefined) {
      policy = {
        quota: perMinute(amount),
        text: `${policyText('client', amount)}, ${policyText('ip', ceilings.ip)}`,
      };
      policies.set(amount, policy);
    }
    return policy;
  }

  function refuse(name: keyof RateCeilings | 'client', amount: number, tally: Tally) {
    const now = limits.now();
    return tooManyRequests({
      detail: `No more than ${amount} requests a minute from one ${WORDS[name]}.`,
      headers: {
        'retry-after': `${Math.max(1, Math.ceil(tally.waitMs(now) / 1000))}`,
        'ratelimit-policy': policyText(name, amount),
        ratelimit: stateText(name, tally, now),
      },
    });
  }

  return {
    addresses(app) {
      app.addHook('onRequest', (request, reply, done) => {
        if (request.routeOptions.config.unmetered) return done();
        const tally = ofIp.of(addressKey(request.ip));
        if (limits.take(tally) === null) return done();
        // Nobody's key has been looked at, so this is for every page to read.
        reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', EXPOSED);
        done(refuse('ip', ceilings.ip, tally));
      });
    },
    callers(app) {
      app.decorateRequest('isSessionCounted', false);
      app.addHook('onRequest', (request, reply, done) => {
        const { caller } = request;
        if (caller === null || caller.kind === 'operator') return done();
        const { quota, text } = policyOf(caller);
        const key =
          caller.kind === 'publishable' ? `${caller.key_id} ${addressKey(request.ip)}` : caller.key_id;
        const client = ofClient.of(key, quota);
        const store = ofStore.of(caller.store_id);
        const refused = limits.take(client, store);
        if (refused === null) {
          sendState(reply, text, client, limits.now());
          return done();
        }
        done(
          refused === client
            ? refuse('client', quota.amount, client)
            : refuse('store', ceilings.store, store),
        );
      });
    },
    session(request, session_id) {
      if (request.isSessionCounted) return;
      request.isSessionCounted = true;
      const tally = ofSession.of(session_id);
      if (limits.take(tally) !== null) throw refuse('session', ceilings.session, tally);
    },
  };
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Not counted: what probes ask, files that every page loads, and what has limits of its own. */
    unmetered?: boolean;
  }
  interface FastifyRequest {
    isSessionCounted: boolean;
  }
}

const EXPOSED = 'Retry-After, X-Request-Id, RateLimit, RateLimit-Policy';
const WORDS = { ip: 'address', client: 'client', store: 'store', session: 'session' } as const;

function sendState(reply: FastifyReply, policy: string, tally: Tally, now: number): void {
  reply.header('ratelimit-policy', policy).header('ratelimit', stateText('client', tally, now));
}

/** A quota policy item: its quota and its window in seconds. */
function policyText(name: string, amount: number): string {
  return `"${name}";q=${amount};w=${WINDOW_SECONDS}`;
}

/** A service limit item: what is left, and the seconds until all is there again. */
function stateText(name: string, tally: Tally, now: number): string {
  return `"${name}";r=${tally.left(now)};t=${Math.ceil(tally.aheadMs(now) / 1000)}`;
}
