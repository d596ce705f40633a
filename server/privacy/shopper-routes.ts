import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type App, ProblemSchema } from '../http/index.ts';
import { type Answers, type ConsentSubject, GPC_COVERS, sendsOptOut } from './answers.ts';
import { archiveOf } from './archive.ts';
import { ConsentAnswer } from './consents.ts';
import type { Subject } from './holders.ts';
import type { Privacy } from './privacy.ts';
import { proofOfConsents } from './proof-of-consents.ts';
import { AnswerBody, AnswerResult, wordsOf } from './routes.ts';
import { NOBODY } from './subjects.ts';
import { ConfirmationView, ProofView } from './views.ts';

export interface ShopperRoutesDeps {
  privacy: Privacy;
  answers: Answers;
  /** The session of whoever shows its token. @throws Problem */
  sessionOfToken(request: FastifyRequest): Promise<ConsentSubject & { expires_at: number }>;
  /** Puts right the pupillary distance that was measured, mm. @returns how many analyses */
  correctPupillaryDistance(subject: ConsentSubject, pd: number): Promise<number>;
  now(): number;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };
const security = [{ session_token: [] }];
const access = { access: 'public' } as const;
const tags = ['privacy'];

/**
 * Rights a shopper uses themselves. The token of the session is the key to it, and to nothing else: what is known of
 * a customer beyond the visit is the shop's to hand out, which knows who asks.
 */
export function shopperRoutes(deps: ShopperRoutesDeps) {
  const { privacy, answers, sessionOfToken, now } = deps;
  const { holders, erasure, requests, audit, consents } = privacy;
  return async (app: App): Promise<void> => {
    app.get(
      '/privacy/v1/me',
      {
        schema: {
          summary: 'What is held about the visit whose token is shown',
          tags,
          security,
          response: { 200: Mine, ...problems },
        },
        config: access,
      },
      async (request, reply) => {
        const session = await sessionOfToken(request);
        const held = [];
        for (const { name, description, retention, find } of holders)
          held.push({
            name,
            description,
            retention: retention.words,
            count: (await find(of(session))).length,
          });
        const { session_id, expires_at } = session;
        unkept(reply);
        return {
          session_id,
          expires_at,
          held,
          consents: session.consents,
          history: await historyOf(session),
          opted_out: sendsOptOut(request),
        };
      },
    );

    app.get(
      '/privacy/v1/export',
      {
        schema: {
          summary: 'Everything held about the visit, as one JSON document with its schema',
          tags,
          security,
          response: { 200: Type.Unknown(), ...problems },
        },
        config: access,
      },
      async (request, reply) => {
        const session = await sessionOfToken(request);
        const subject = of(session);
        const { request_id } = await requests.open({ kind: 'access', from: 'shopper', subject });
        const archive = await archiveOf(holders, subject, now());
        await audit.note({ ...whose(session), action: 'personal_data.export', details: { request_id } });
        await requests.done(request_id, null);
        return attached(reply, 'my-data.json').send(archive);
      },
    );

    app.post(
      '/privacy/v1/erase',
      {
        schema: {
          summary: 'Delete everything held about the visit, now; the answer is the receipt',
          tags,
          security,
          body: Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()])),
          response: { 200: ConfirmationView, ...problems },
        },
        config: access,
      },
      async (request, reply) => {
        const session = await sessionOfToken(request);
        unkept(reply);
        return erasure.erase({ subject: of(session), from: 'shopper', actor: 'shopper' });
      },
    );

    app.post(
      '/privacy/v1/consents',
      {
        schema: {
          summary: 'Agree to a purpose, or take it back',
          tags,
          security,
          body: AnswerBody,
          response: { 200: AnswerResult, ...problems },
        },
        config: access,
      },
      async (request) => {
        const { purposes, granted, ...words } = request.body;
        const session = await sessionOfToken(request);
        const given = { purposes, granted, how: 'ui' as const, ...wordsOf(request, words) };
        const by = { actor: 'shopper', isOptedOut: sendsOptOut(request) };
        return { session_id: session.session_id, ...(await answers.give(session, given, by)) };
      },
    );

    app.post(
      '/privacy/v1/opt-out',
      {
        schema: {
          summary: 'No analytics, no marketing, no sale or sharing (nothing is sold anyway)',
          tags,
          security,
          body: Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()])),
          response: { 200: AnswerResult, ...problems },
        },
        config: access,
      },
      async (request) => {
        const session = await sessionOfToken(request);
        const given = { purposes: GPC_COVERS, granted: false, how: 'ui' as const, ...wordsOf(request) };
        const by = { actor: 'shopper', isOptedOut: false };
        return { session_id: session.session_id, ...(await answers.give(session, given, by)) };
      },
    );

    app.get(
      '/privacy/v1/consents/proof',
      {
        schema: {
          summary: 'Every answer of the visit with the words it was given to, signed',
          tags,
          security,
          response: { 200: ProofView, ...problems },
        },
        config: access,
      },
      async (request, reply) => {
        const session = await sessionOfToken(request);
        const proof = proofOfConsents(
          privacy,
          session,
          await consents.history(session.store_id, [session.session_id]),
          now(),
        );
        attached(reply, 'my-consents.json');
        return proof;
      },
    );

    app.post(
      '/privacy/v1/rectify',
      {
        schema: {
          summary: 'Put right what was measured: your own pupillary distance counts more',
          tags,
          security,
          body: Type.Object(
            { pupillary_distance: Type.Number({ minimum: 40, maximum: 85, description: 'mm' }) },
            { additionalProperties: false },
          ),
          response: { 200: Type.Object({ corrected: Type.Integer() }), ...problems },
        },
        config: access,
      },
      async (request) => {
        const session = await sessionOfToken(request);
        const corrected = await deps.correctPupillaryDistance(session, request.body.pupillary_distance);
        await audit.note({ ...whose(session), action: 'personal_data.rectify', details: { corrected } });
        return { corrected };
      },
    );
  };

  function whose({ store_id, session_id }: ConsentSubject) {
    return { store_id, actor: 'shopper', target: audit.subject(store_id, `session:${session_id}`) };
  }

  async function historyOf({ store_id, session_id }: ConsentSubject): Promise<ConsentAnswer[]> {
    const history = await consents.history(store_id, [session_id]);
    return history.map(({ store_id: _, session_id: __, ...answer }) => answer);
  }
}

const Mine = Type.Object({
  session_id: Type.String(),
  expires_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  held: Type.Array(
    Type.Object({
      name: Type.String(),
      description: Type.String(),
      retention: Type.String(),
      count: Type.Integer(),
    }),
  ),
  consents: AnswerResult.properties.consents,
  history: Type.Array(ConsentAnswer),
  opted_out: Type.Boolean({ description: 'This request carried Global Privacy Control (Sec-GPC: 1)' }),
});

function of({ store_id, session_id }: ConsentSubject): Subject {
  return { store_id, ...NOBODY, session_ids: [session_id] };
}

function unkept(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}

/** For keeping, not for showing. */
export function attached(reply: FastifyReply, name: string): FastifyReply {
  unkept(reply);
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('application/json; charset=utf-8');
}
