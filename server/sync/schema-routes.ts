import { Type } from 'typebox';
import { type App, ProblemSchema } from '../http/index.ts';
import { canonicalSchemas } from '../platforms/index.ts';

/** The canonical schemas, as JSON Schema files others may validate by. */
export async function schemaRoutes(app: App): Promise<void> {
  const names = Object.keys(canonicalSchemas);
  app.get(
    '/schemas',
    {
      schema: {
        summary: 'Names of the canonical schemas',
        tags: ['schemas'],
        response: { 200: Type.Object({ schemas: Type.Array(Type.String()) }) },
      },
      config: { access: 'public' },
    },
    async () => ({ schemas: names.map((name) => `/schemas/${name}.json`) }),
  );
  app.get(
    '/schemas/:file',
    {
      schema: {
        summary: 'One canonical schema (JSON Schema 2020-12)',
        tags: ['schemas'],
        params: Type.Object({ file: Type.String({ maxLength: 60 }) }),
        response: { 200: Type.Unknown(), '4xx': ProblemSchema },
      },
      config: { access: 'public' },
    },
    async (request, reply) => {
      const name = request.params.file.replace(/\.json$/, '');
      const schema = Object.hasOwn(canonicalSchemas, name) ? canonicalSchemas[name] : undefined;
      if (schema === undefined) return reply.callNotFound();
      const file = {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        ...(JSON.parse(JSON.stringify(schema)) as object),
        $id: `/schemas/${name}.json`,
      };
      return reply.type('application/schema+json').send(file);
    },
  );
}
