import type { BreakerLimits, VertexWatch } from './options.ts';

/** Half of five calls in half a minute: with fewer, one bad moment would silence a model; with more, shoppers wait. */
export const BREAKER_LIMITS: BreakerLimits = { calls: 5, failures: 50, window_ms: 30_000, rest_ms: 15_000 };

export interface Breaker {
  /** Whether a call would be refused now. */
  readonly isOpen: boolean;
  /**
   * Counts how it ends. Open, it refuses at once; after its rest it lets one call through, and what that one finds
   * closes it or opens it again.
   * @param isFault whether an error is the model's fault; others count as nothing
   * @throws BreakerOpenError, or what `work` throws
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

export class BreakerOpenError extends Error {
  override name = 'BreakerOpenError';
}

/** One for each model in each place. */
export async function openBreaker(
  model: string,
  limits: BreakerLimits,
  isFault: (error: unknown) => boolean,
  watch: VertexWatch,
): Promise<Breaker> {
  const { default: CircuitBreaker } = await import('opossum');
  const breaker = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
    // Each call has deadlines of its own.
    timeout: false,
    volumeThreshold: limits.calls,
    errorThresholdPercentage: limits.failures,
    rollingCountTimeout: limits.window_ms,
    resetTimeout: limits.rest_ms,
    errorFilter: (error: unknown) => !isFault(error),
  });
  breaker.on('open', () => watch.onBreaker?.(model, 'open'));
  breaker.on('halfOpen', () => watch.onBreaker?.(model, 'half_open'));
  breaker.on('close', () => watch.onBreaker?.(model, 'closed'));
  return {
    get isOpen() {
      return breaker.opened || (breaker.halfOpen && !breaker.pendingClose);
    },
    async run<T>(work: () => Promise<T>): Promise<T> {
      try {
        return (await breaker.fire(work)) as T;
      } catch (error) {
        if ((error as { code?: string } | null)?.code === 'EOPENBREAKER')
          throw new BreakerOpenError(`${model} is left alone for a while`);
        throw error;
      }
    },
    close: () => breaker.shutdown(),
  };
}
