import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type App, defineProblem, ProblemSchema } from '../http/index.ts';
import type { ConsentLog } from './consents.ts';
import { type Consents, Purpose } from './purposes.ts';

const consentRequired = defineProblem({
  code: 'consent-required',
  status: 403,
  title: 'The shopper has not agreed to this',
  advice:
    'Ask, and record the answer with POST /v1/consents. Without it, go on without the photo: filters and sizes work too.',
});

const ConsentState = Type.Object({
  granted: Type.Boolean(),
  at: Type.Integer({ description: 'Milliseconds since 1970' }),
  text_version: Type.String({ description: 'Which wording the shopper answered to' }),
});

/** As much of a session as consent is about. */
export interface ConsentSubject {
  readonly session_id: string;
  readonly store_id: string;
  readonly consents: Consents;
}

export interface PrivacyDeps {
  log: ConsentLog;
  sessionFor(request: FastifyRequest, session_id?: string): Promise<ConsentSubject>;
  /** @throws Problem when the session has ended meanwhile. */
  saveConsents(session_id: string, answered: Consents): Promise<void>;
  /** Acts on a withdrawal: what was kept under a purpose goes, before the answer says so. */
  withdraw(subject: ConsentSubject, purposes: readonly Purpose[]): Promise<void>;
}

/** @throws Problem consent-required */
export function requireConsent(subject: ConsentSubject, purpose: Purpose): void {
  if (!subject.consents[purpose]?.granted) throw consentRequired({ extensions: { purpose } });
}

export function privacyFeature({ log, sessionFor, saveConsents, withdraw }: PrivacyDeps) {
  return async (app: App): Promise<void> => {
    app.post(
      '/v1/consents',
      {
        schema: {
          summary: 'Record what the shopper agreed to, or no longer agrees to',
          tags: ['privacy'],
          body: Type.Object(
            {
              session_id: Type.String({ maxLength: 64 }),
              purposes: Type.Array(Purpose, { minItems: 1, maxItems: 4, uniqueItems: true }),
              granted: Type.Boolean(),
            },
            { additionalProperties: false },
          ),
          response: {
            200: Type.Object({
              session_id: Type.String(),
              consents: Type.Record(Type.String(), ConsentState),
            }),
            '4xx': ProblemSchema,
          },
        },
        config: { access: 'write:sessions' },
      },
      async (request) => {
        const { session_id, purposes, granted } = request.body;
        const subject = await sessionFor(request, session_id);
        const answered = await log.record(subject, purposes, granted);
        await saveConsents(session_id, answered);
        if (!granted) await withdraw(subject, purposes);
        return { session_id, consents: { ...subject.consents, ...answered } };
      },
    );
  };
}
