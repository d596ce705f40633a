import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../audit/index.ts';
import { type App, type Caller, callerOf, ProblemSchema } from '../http/index.ts';
import { type Answers, type ConsentSubject, sendsOptOut } from './answers.ts';
import { CONSENT_TEXT_VERSION, ConsentLang, isConsentText, languageAsked } from './consents.ts';
import { consentRequired, consentTextUnknown } from './problems.ts';
import { Purpose } from './purposes.ts';

const ConsentState = Type.Object({
  granted: Type.Boolean(),
  at: Type.Integer({ description: 'Milliseconds since 1970' }),
  text_version: Type.String({ description: 'Which wording the shopper answered to' }),
});

/** What is answered, and to which words. */
export const AnswerBody = Type.Object(
  {
    purposes: Type.Array(Purpose, { minItems: 1, maxItems: 4, uniqueItems: true }),
    granted: Type.Boolean(),
    lang: Type.Optional(ConsentLang),
    text_version: Type.Optional(
      Type.String({ maxLength: 32, description: 'Of the words that were shown; the newest when absent' }),
    ),
  },
  { additionalProperties: false },
);

export const AnswerResult = Type.Object({
  session_id: Type.String(),
  consents: Type.Record(Type.String(), ConsentState),
  opted_out: Type.Array(Purpose, {
    description: 'Recorded as a no because the browser sends Global Privacy Control (Sec-GPC: 1)',
  }),
});

/** @throws Problem consent-required */
export function requireConsent(subject: ConsentSubject, purpose: Purpose): void {
  if (!subject.consents[purpose]?.granted) throw consentRequired({ extensions: { purpose } });
}

/** The words an answer was given to. @throws Problem consent-text-unknown */
export function wordsOf(
  request: Pick<FastifyRequest, 'headers'>,
  { lang, text_version = CONSENT_TEXT_VERSION }: { lang?: ConsentLang; text_version?: string } = {},
): { lang: ConsentLang; text_version: string } {
  if (!isConsentText(text_version)) throw consentTextUnknown();
  return { lang: lang ?? languageAsked(request.headers['accept-language']), text_version };
}

/** Pages answer by the shopper's hand; what a server sends was told to it. */
function byWhom(caller: Caller): { how: 'ui' | 'api'; actor: string } {
  return caller.kind === 'publishable'
    ? { how: 'ui', actor: 'shopper' }
    : { how: 'api', actor: actorOf(caller) };
}

export interface ConsentRoutesDeps {
  answers: Answers;
  sessionFor(request: FastifyRequest, session_id?: string): Promise<ConsentSubject>;
}

/** `POST /v1/consents`, for the widget and for shops' servers. */
export function consentFeature({ answers, sessionFor }: ConsentRoutesDeps) {
  return async (app: App): Promise<void> => {
    app.post(
      '/v1/consents',
      {
        schema: {
          summary: 'Record what the shopper agreed to, or no longer agrees to',
          tags: ['privacy'],
          body: Type.Object(
            { session_id: Type.String({ maxLength: 64 }), ...AnswerBody.properties },
            { additionalProperties: false },
          ),
          response: { 200: AnswerResult, '4xx': ProblemSchema },
        },
        config: { access: 'write:sessions' },
      },
      async (request) => {
        const { session_id, purposes, granted, ...words } = request.body;
        const subject = await sessionFor(request, session_id);
        const { how, actor } = byWhom(callerOf(request));
        const given = { purposes, granted, how, ...wordsOf(request, words) };
        const by = { actor, isOptedOut: sendsOptOut(request) };
        return { session_id, ...(await answers.give(subject, given, by)) };
      },
    );
  };
}
