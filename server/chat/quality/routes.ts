import { Type } from 'typebox';
import { type AuditLog, actorOf } from '../../audit/index.ts';
import { type App, callerOf, ProblemSchema } from '../../http/index.ts';
import type { ChatRecords } from './records.ts';
import { ChatReport, type OrdersOf, reportOf } from './report.ts';
import { Transcript, type Transcripts } from './transcripts.ts';

const DAY_MS = 86_400_000;
const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };

export interface QualityRoutesDeps {
  records: ChatRecords;
  transcripts: Transcripts;
  ordersOf: OrdersOf;
  audit: Pick<AuditLog, 'note'>;
  now(): number;
}

/** How conversations go, for merchants. */
export function qualityRoutes({ records, transcripts, ordersOf, audit, now }: QualityRoutesDeps) {
  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/chat/report',
      {
        schema: {
          summary: 'How well the assistant does, in counts and shares',
          tags: ['chat'],
          querystring: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 90, default: 7 }) }),
          response: { 200: ChatReport, ...problems },
        },
        config: { access: 'read:analytics' },
      },
      (request) => {
        const { store_id } = callerOf(request);
        const to = now();
        const from = to - request.query.days * DAY_MS;
        return reportOf({ between: records.between, ordersOf }, { store_ids: [store_id], from, to: to + 1 });
      },
    );
    app.get(
      '/admin/v1/chat/transcripts',
      {
        schema: {
          summary: 'What was said, the newest first, of shoppers who agreed to it',
          description:
            'Personal data with a form of its own is masked, but people also tell of themselves in plain words: so ' +
            'this takes read:personal_data, and each reading is noted in the audit log.',
          tags: ['chat'],
          querystring: Type.Object({
            before: Type.Optional(Type.Integer({ minimum: 0, description: '`at` of the last one seen' })),
            unanswered: Type.Optional(Type.Boolean()),
            helpful: Type.Optional(Type.Boolean({ description: 'false: those rated as no help' })),
            limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
          }),
          response: { 200: Type.Object({ transcripts: Type.Array(Transcript) }), ...problems },
        },
        config: { access: 'read:personal_data' },
      },
      async (request) => {
        const caller = callerOf(request);
        const { store_id } = caller;
        const found = await transcripts.list(store_id, request.query);
        await audit.note({
          store_id,
          actor: actorOf(caller),
          action: 'chat_transcripts.read',
          target: 'chat_transcripts',
          details: { turns: found.length },
        });
        return { transcripts: found };
      },
    );
  };
}
