import type { Static } from 'typebox';
import { type ConsentAnswer, isConsentText, shownText } from './consents.ts';
import type { Privacy } from './privacy.ts';
import type { ProofView } from './views.ts';

/** What a visit agreed to and when, with the very words, signed. */
export function proofOfConsents(
  { proofs, audit }: Pick<Privacy, 'proofs' | 'audit'>,
  { store_id, session_id }: { store_id: string; session_id: string },
  history: readonly ConsentAnswer[],
  now: number,
): Static<typeof ProofView> {
  return proofs.sign({
    kind: 'consent-proof' as const,
    store_id,
    session_id,
    subject: audit.subject(store_id, `session:${session_id}`),
    answers: history.map(({ purpose, granted, at, how, lang, text_version, text_sha256, release }) => ({
      purpose,
      granted,
      at,
      how,
      lang,
      text_version,
      text_sha256,
      ...(release && { release }),
      text: isConsentText(text_version) ? shownText(text_version, lang, purpose) : null,
    })),
    issued_at: now,
  });
}
