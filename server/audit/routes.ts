import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { AuditLog } from './audit-log.ts';
import { AuditList, VerifiedView } from './schema.ts';

const Page = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
});

async function page(audit: AuditLog, store_id: string | null, { limit = 50, cursor }: Static<typeof Page>) {
  const before = cursor === undefined ? {} : { before: Number(cursor) };
  const found = await audit.list({ store_id, ...before, limit: limit + 1 });
  const entries = found.slice(0, limit);
  const last = found.length > limit ? entries.at(-1) : undefined;
  return { entries, cursor: last === undefined ? null : `${last.seq}` };
}

/** Reading the audit log, and checking it. */
export function auditFeature({ audit }: { audit: AuditLog }) {
  return async (app: App): Promise<void> => {
    const lists = {
      '/admin/v1/audit': {
        summary: 'Who did what to what in this store, newest first',
        access: 'read:audit',
        of: (request: FastifyRequest) => callerOf(request).store_id,
      },
      '/admin/v1/audit/installation': {
        summary: 'The same of all stores, and of what belongs to none',
        access: 'manage:installation',
        of: () => null,
      },
    } as const;
    for (const [url, { summary, access, of }] of Object.entries(lists)) {
      app.get(
        url,
        {
          schema: {
            summary,
            tags: ['audit'],
            querystring: Page,
            response: { 200: AuditList, '4xx': ProblemSchema, '5xx': ProblemSchema },
          },
          config: { access },
        },
        async (request) => page(audit, of(request), request.query),
      );
    }
    app.post(
      '/admin/v1/audit/verify',
      {
        schema: {
          summary: 'Check the chain of the audit log, part by part',
          tags: ['audit'],
          body: Type.Object(
            {
              after: Type.Optional(Type.Integer({ minimum: 0, description: 'Left out: the beginning' })),
              head: Type.Optional(
                Type.String({ pattern: '^\\d{1,15}:[\\w-]{0,43}$', description: 'A head from before' }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: VerifiedView, '4xx': ProblemSchema, '5xx': ProblemSchema },
        },
        config: { access: 'manage:installation' },
      },
      async (request) => {
        await audit.settled();
        const [newest] = await audit.list({ store_id: null, limit: 1 });
        const { after = 0, head } = request.body;
        const is_known = head === undefined ? null : await isKnown(audit, head);
        return { ...(await audit.verifyPart(after)), total: newest?.seq ?? 0, is_known };
      },
    );
  };
}

/** Whether what was the end of the log once is part of it still. */
async function isKnown(audit: AuditLog, head: string): Promise<boolean> {
  const [seq = '', hash] = head.split(':');
  if (Number(seq) === 0) return true;
  const [entry] = await audit.list({ store_id: null, after: Number(seq) - 1, limit: 1 });
  return entry?.seq === Number(seq) && entry.hash === hash;
}
