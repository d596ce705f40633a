import { randomUUID } from 'node:crypto';
import type { Doc, Documents } from '../data/index.ts';
import type { Consents, Purpose } from './purposes.ts';

/** Which wording shoppers were shown. Raise it with every change of the words, so that a consent says to what. */
export const CONSENT_TEXT_VERSION = '2026-11-1';

/** One answer of one shopper, kept as it was given. */
interface ConsentRecord extends Doc {
  store_id: string;
  session_id: string;
  purpose: Purpose;
  granted: boolean;
  text_version: string;
  at: number;
}

export interface ConsentLog {
  /** Appends to the history and returns the new state of the purposes answered. */
  record(
    subject: { store_id: string; session_id: string },
    purposes: readonly Purpose[],
    granted: boolean,
  ): Promise<Consents>;
  /** What the shopper answered last; false when never asked. */
  isGranted(subject: { store_id: string; session_id: string }, purpose: Purpose): Promise<boolean>;
}

export async function openConsentLog(deps: { documents: Documents; now(): number }): Promise<ConsentLog> {
  const log = deps.documents.collection<ConsentRecord>('consents');
  await log.createIndex({ store_id: 1, session_id: 1 }, { name: 'session' });
  return {
    async record(subject, purposes, granted) {
      const at = deps.now();
      const state = { granted, at, text_version: CONSENT_TEXT_VERSION };
      await log.insert(purposes.map((purpose) => ({ _id: randomUUID(), ...subject, purpose, ...state })));
      return Object.fromEntries(purposes.map((purpose) => [purpose, state]));
    },
    async isGranted({ store_id, session_id }, purpose) {
      const answers = await log.find({ store_id, session_id, purpose }, { sort: { at: -1 }, limit: 1 });
      return answers[0]?.granted ?? false;
    },
  };
}
