import { Type } from 'typebox';
import type { App } from './app-types.ts';
import { problemKinds } from './problem.ts';

const ProblemKindSchema = Type.Object({
  code: Type.String(),
  status: Type.Integer(),
  title: Type.String(),
  advice: Type.String(),
});

/** Where the `type` of every problem leads: what it means and what to do. */
export async function problemPages(app: App): Promise<void> {
  app.get(
    '/problems',
    {
      schema: {
        summary: 'Every kind of problem',
        tags: ['problems'],
        response: { 200: Type.Array(ProblemKindSchema) },
      },
      config: { access: 'public' },
    },
    async () => [...problemKinds.values()],
  );
  app.get(
    '/problems/:code',
    {
      schema: {
        summary: 'What a problem means and what to do',
        tags: ['problems'],
        params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
        response: { 200: ProblemKindSchema },
      },
      config: { access: 'public' },
    },
    async (request, reply) => problemKinds.get(request.params.code) ?? reply.callNotFound(),
  );
}
