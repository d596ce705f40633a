import { Type } from 'typebox';
import type { AuditLog } from '../audit/index.ts';
import { ConsentAnswer, type ConsentLog, PROOF_DAYS } from './consents.ts';
import { type DataHolder, Time } from './holders.ts';
import { REQUEST_DAYS, type Requests, RequestView } from './requests.ts';
import { namesOf } from './subjects.ts';

/** What this feature itself holds about people: their answers, and what they asked for. */
export function privacyHolders(deps: {
  log: ConsentLog;
  requests: Requests;
  audit: Pick<AuditLog, 'subject'>;
}): DataHolder[] {
  const { log, requests, audit } = deps;
  const digests = (store_id: string, people: Parameters<typeof namesOf>[0]) =>
    namesOf(people).map((name) => audit.subject(store_id, name));
  return [
    {
      name: 'consents',
      description: 'Your answers to what you were asked, and to which words',
      classification: 'confidential',
      category: 'identifiers',
      use: 'to do only what you agreed to, and to prove it',
      source: 'shopper',
      consent: null,
      retention: {
        words: `${PROOF_DAYS / 365} years after they were given, as proof; at once when you delete your data`,
        days: PROOF_DAYS,
      },
      schema: Type.Object({ session_id: Type.String(), ...ConsentAnswer.properties }),
      find: async ({ store_id, session_ids }) =>
        (await log.history(store_id, session_ids)).map(({ store_id: _, ...answer }) => answer),
      erase: ({ store_id, session_ids }) => log.forget(store_id, session_ids),
      eraseStore: (store_id) => log.forget(store_id),
      everyone: async (store_id) => ({ session_ids: await log.sessions(store_id) }),
    },
    {
      name: 'privacy_requests',
      description: 'What you asked for about your data, and when it was answered',
      classification: 'confidential',
      category: 'identifiers',
      use: 'to answer you in time, and to prove that we did',
      source: 'shopper',
      consent: null,
      retention: { words: `${REQUEST_DAYS / 365} years after they were answered`, days: REQUEST_DAYS },
      schema: Type.Object({ ...RequestView.properties, received_at: Time }),
      find: ({ store_id, ...people }) => requests.about(store_id, digests(store_id, people)),
      erase: ({ store_id, ...people }) => requests.forget(store_id, digests(store_id, people)),
      eraseStore: (store_id) => requests.forgetStore(store_id),
      sweep: (now, store_id) => requests.sweep(now, store_id),
    },
  ];
}
