import { setTimeout as pause } from 'node:timers/promises';
import { BREAKER_LIMITS, type Breaker, openBreaker } from './breaker.ts';
import { beforehand, CallFailure, failureOf, type Heard, type Listening, listen } from './listen.ts';
import { type Placed, placed, suits } from './locations.ts';
import type { VertexOptions } from './options.ts';
import { type ModelClient, type ModelRequest, openClients } from './vertex-sdk.ts';

export interface Models {
  /** Those that a store of this region may use, in order. */
  within(data_region: string | null): readonly Placed[];
  /**
   * Asks them in their order until one answers, each twice at most and with a pause between the rounds, as long as there
   * is time. Once `hasSpoken`, nobody else is asked.
   * @throws CallFailure of the last one, or the signal's reason
   */
  ask(
    among: readonly Placed[],
    request: Omit<ModelRequest, 'timeoutMs'>,
    listening: Listening & { begin(): void; hasSpoken(): boolean },
  ): Promise<Heard & { by: Placed }>;
  close(): void;
}

const ROUNDS = 2;
/** Between the rounds, ms: half of it and up to all of it, by chance, so that many who failed together don't return so. */
const PAUSE_MS = 120;
/** Of the time to the first token, for one model where another could still answer. */
const SHARE = 0.6;

/** A quota is asked about again after this at the latest, whatever the service says. */
const LONGEST_QUIET_MS = 60_000;

interface Member extends Placed {
  client: ModelClient;
  breaker: Breaker;
  /** Until then the service has asked to be left alone; on the clock of `performance.now()`. */
  quietUntil: number;
}

const isAway = ({ breaker, quietUntil }: Member) => breaker.isOpen || quietUntil > performance.now();

/** The models of the settings, each with its breaker. */
export async function openModels(options: VertexOptions): Promise<Models> {
  const { project, endpoint, watch = {} } = options;
  const limits = { ...BREAKER_LIMITS, ...options.breaker };
  const clientFor = await openClients(project, endpoint);
  const isFault = (error: unknown) => error instanceof CallFailure && error.isFault;
  const members: Member[] = await Promise.all(
    options.models.map(placed).map(async (at) => ({
      ...at,
      client: clientFor(at.model, at.location),
      breaker: await openBreaker(at.name, limits, isFault, watch),
      quietUntil: 0,
    })),
  );

  return {
    within: (data_region) => members.filter(({ location }) => suits(location, data_region)),
    async ask(among, request, { firstBy, endBy, signal, onText, begin, hasSpoken }) {
      let candidates = members.filter(({ name }) => among.some((other) => other.name === name));
      const isQuota = candidates.every(isAway) && candidates.some(({ breaker }) => !breaker.isOpen);
      let failure = new CallFailure(isQuota ? 'quota' : 'breaker', false, true);
      for (let round = 1; round <= ROUNDS; round++) {
        const again: Member[] = [];
        for (const [at, member] of candidates.entries()) {
          if (isAway(member)) continue;
          const left = firstBy - performance.now();
          if (left <= 0) throw failure.isFault ? failure : new CallFailure('timeout', false, true);
          const isLast = candidates.slice(at + 1).every(isAway);
          const mineBy = isLast ? firstBy : performance.now() + left * SHARE;
          begin();
          try {
            const hear = () => listen(member.client, request, { firstBy: mineBy, endBy, signal, onText });
            return { ...(await member.breaker.run(hear)), by: member };
          } catch (error) {
            signal.throwIfAborted();
            failure = failureOf(error);
            // Not asked again: what has been said stays said, and what one blocks the next would block.
            if (hasSpoken() || failure.reason === 'blocked') throw failure;
            const { retryAfterMs, isPassing } = failure;
            if (retryAfterMs !== null)
              member.quietUntil = performance.now() + Math.min(retryAfterMs, LONGEST_QUIET_MS);
            else if (isPassing) again.push(member);
          }
        }
        candidates = again;
        const rest = PAUSE_MS * (0.5 + Math.random() / 2);
        if (round === ROUNDS || again.length === 0 || firstBy - performance.now() < 2 * rest) break;
        await beforehand(pause(rest), endBy, signal);
      }
      throw failure;
    },
    close: () => {
      for (const { breaker } of members) breaker.close();
    },
  };
}
