import type { Cache } from '../../data/index.ts';

/** USD per million tokens, as the price list states them: https://cloud.google.com/vertex-ai/generative-ai/pricing */
export interface TokenPrice {
  input: number;
  output: number;
}

/** What may be spent. */
export interface Budget {
  /** Tokens in and out that one conversation may take. */
  tokens_per_session: number;
  tokens_per_store_day: number;
  usd_per_store_day: number;
}

/** How long each part of an answer may take, ms. */
export interface Deadlines {
  /** From the start of the turn to the first thing that the model says or calls. */
  firstToken: number;
  /** From the start of the turn to its end. */
  answer: number;
  /** For a place among those being answered. */
  waiting: number;
}

/** When a model is left alone for a while, and for how long. */
export interface BreakerLimits {
  /** Calls in the window below which nothing is concluded. */
  calls: number;
  /** Of these calls, those that failed, in percent. */
  failures: number;
  window_ms: number;
  /** After so long one call is let through to try. */
  rest_ms: number;
}

export interface VertexWatch {
  onTokens?(usage: { model: string; input: number; output: number; usd: number }): void;
  onBreaker?(model: string, state: 'open' | 'half_open' | 'closed'): void;
}

export interface VertexOptions {
  /** The Google Cloud project that pays. */
  project: string;
  /** `model@location`, the most wanted first. */
  models: readonly string[];
  /** By model, without its location: of all of `models`. */
  prices: Readonly<Record<string, TokenPrice>>;
  /** Answers under way at once, and how many may wait for that. */
  concurrency: number;
  waiting: number;
  budget: Budget;
  /** Where tokens are counted, so that all processes count together. */
  cache: Pick<Cache, 'increment'>;
  /** ms since the epoch: budgets are by its days, UTC. */
  now(): number;
  watch?: VertexWatch;
  /** `host:port` in place of Google's own of each location, in tests. Spoken to by HTTPS. */
  endpoint?: string;
  deadlines?: Partial<Deadlines>;
  breaker?: Partial<BreakerLimits>;
}
