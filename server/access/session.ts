import type { Consents } from '../privacy/index.ts';

/** A shopper's visit. Lives 24 hours at most (mission §3.2, ai_sessions). */
export interface Session {
  readonly session_id: string;
  readonly store_id: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly consents: Consents;
}
