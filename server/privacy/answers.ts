import type { FastifyRequest } from 'fastify';
import type { AuditLog } from '../audit/index.ts';
import type { Answer, ConsentLog } from './consents.ts';
import type { Consents, Purpose } from './purposes.ts';

/** As much of a session as consent is about. */
export interface ConsentSubject {
  readonly session_id: string;
  readonly store_id: string;
  readonly consents: Consents;
}

export interface AnswersDeps {
  log: ConsentLog;
  audit: AuditLog;
  /** @throws Problem when the session has ended meanwhile. */
  saveConsents(session_id: string, answered: Consents): Promise<void>;
  /** Acts on a withdrawal: what was kept under a purpose goes, before the answer says so. */
  withdraw(subject: ConsentSubject, purposes: readonly Purpose[]): Promise<void>;
}

/** Every change of a consent, whichever way it comes. */
export interface Answers {
  /**
   * Records the answer and lets it take effect everywhere before it resolves.
   * @param isOptedOut the browser sends Global Privacy Control: a yes to what it covers is recorded as a no
   * @returns the state of all purposes, and those the signal answered
   */
  give(
    subject: ConsentSubject,
    answer: Answer,
    by: { actor: string; isOptedOut: boolean },
  ): Promise<{ consents: Consents; opted_out: Purpose[] }>;
  /** The session with what Global Privacy Control takes back. */
  heedSignal<S extends ConsentSubject>(session: S, answer: Pick<Answer, 'lang' | 'text_version'>): Promise<S>;
}

/**
 * What Global Privacy Control speaks of: sale, sharing, and use beyond this shop
 * (https://www.w3.org/TR/gpc/#preference-expression).
 */
export const GPC_COVERS = ['analytics_and_improvement', 'marketing_communications'] as const;
const COVERED: ReadonlySet<Purpose> = new Set(GPC_COVERS);

export function sendsOptOut({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['sec-gpc'] === '1';
}

export function openAnswers({ log, audit, saveConsents, withdraw }: AnswersDeps): Answers {
  async function answer(subject: ConsentSubject, given: Answer, actor: string): Promise<Consents> {
    const { store_id, session_id } = subject;
    const { purposes, granted, how, lang, text_version } = given;
    if (purposes.length === 0) return {};
    const { answered, takeBack } = await log.record({ store_id, session_id }, given);
    try {
      await saveConsents(session_id, answered);
    } catch (error) {
      // The visit may just have been erased, and then nothing of it may be left.
      await takeBack();
      throw error;
    }
    if (!granted) await withdraw(subject, purposes);
    await audit.note({
      store_id,
      actor,
      action: granted ? 'consent.grant' : 'consent.withdraw',
      target: audit.subject(store_id, `session:${session_id}`),
      details: { purposes: [...purposes], how, lang, text_version },
    });
    return answered;
  }

  return {
    async give(subject, given, { actor, isOptedOut }) {
      const opted_out = given.granted && isOptedOut ? given.purposes.filter((one) => COVERED.has(one)) : [];
      const purposes = given.purposes.filter((one) => !opted_out.includes(one));
      const refused = await answer(
        subject,
        { ...given, purposes: opted_out, granted: false, how: 'gpc' },
        actor,
      );
      const answered = await answer(subject, { ...given, purposes }, actor);
      return { consents: { ...subject.consents, ...refused, ...answered }, opted_out };
    },
    async heedSignal(session, texts) {
      const purposes = GPC_COVERS.filter((purpose) => session.consents[purpose]?.granted);
      if (purposes.length === 0) return session;
      const given: Answer = { ...texts, purposes, granted: false, how: 'gpc' };
      const answered = await answer(session, given, 'shopper');
      return { ...session, consents: { ...session.consents, ...answered } };
    },
  };
}
