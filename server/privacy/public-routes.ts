import { Type } from 'typebox';
import { type App, ProblemSchema } from '../http/index.ts';
import { archiveSchema } from './archive.ts';
import { Notice, noticeOf, RetentionSchedule, scheduleOf } from './notice.ts';
import { pageHtml, pagePolicy } from './page.ts';
import type { Privacy } from './privacy.ts';
import { requestUnknown } from './problems.ts';
import { ConfirmationView } from './views.ts';

/** When what is said about Global Privacy Control last changed (https://www.w3.org/TR/gpc/#gpc-support-resource). */
const GPC_UPDATED = '2026-11-22';

const access = { access: 'public' } as const;
const tags = ['privacy'];

/** What anybody may read: the notice, the schedule, the page, and whether a document is ours. */
export function publicPrivacyRoutes({ holders, proofs, requests }: Privacy) {
  return async (app: App): Promise<void> => {
    app.get(
      '/privacy/v1/notice',
      {
        schema: { summary: 'What is held about people, why and how long', tags, response: { 200: Notice } },
        config: access,
      },
      async () => noticeOf(holders, proofs.publicKey()),
    );
    app.get(
      '/privacy/v1/retention',
      {
        schema: { summary: 'How long everything is kept', tags, response: { 200: RetentionSchedule } },
        config: access,
      },
      async () => scheduleOf(holders),
    );
    app.get(
      '/privacy/v1/archive.schema.json',
      {
        schema: { summary: 'JSON Schema of an archive', tags, response: { 200: Type.Unknown() } },
        config: access,
      },
      async (_, reply) => reply.type('application/schema+json').send(archiveSchema(holders)),
    );
    app.get(
      '/privacy/v1/receipts/:receipt',
      {
        schema: {
          summary: 'The signed confirmation of an erasure, by its receipt number',
          tags,
          params: Type.Object({ receipt: Type.String({ maxLength: 80 }) }),
          response: { 200: ConfirmationView, '4xx': ProblemSchema, '5xx': ProblemSchema },
        },
        config: access,
      },
      async (request) => {
        const confirmation = await requests.receipt(request.params.receipt);
        if (confirmation === null) throw requestUnknown();
        return confirmation;
      },
    );
    app.post(
      '/privacy/v1/verify',
      {
        schema: {
          summary: 'Whether this installation signed exactly this confirmation or proof',
          tags,
          body: Type.Object({ signature: Type.Unknown() }, { additionalProperties: true }),
          response: { 200: Type.Object({ valid: Type.Boolean() }), '4xx': ProblemSchema },
        },
        config: access,
      },
      async (request) => ({ valid: proofs.verify(request.body) }),
    );
    app.get('/.well-known/gpc.json', { schema: { hide: true }, config: access }, async () => ({
      gpc: true,
      lastUpdate: GPC_UPDATED,
    }));
    app.get('/privacy', { schema: { hide: true }, config: access }, async (_, reply) =>
      reply
        .header('content-security-policy', pagePolicy)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(pageHtml),
    );
  };
}
