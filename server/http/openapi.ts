import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TSchema } from 'typebox';
import type { App } from './app-types.ts';
import { type Access, IN_PAGES, PERMISSIONS } from './permissions.ts';
import { ProblemSchema } from './problem.ts';

/** What access tokens are asked for: every permission but the operator's own. */
const SCOPES = Object.fromEntries(
  PERMISSIONS.filter((name) => name !== 'manage:installation').map((name) => [name, name.replace(':', ' ')]),
);

/** Collects the schemas of all routes registered after it into one OpenAPI 3.1 document. */
export async function collectOpenApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'varai',
        version,
        description:
          'Measures a face from one photo and ranks a store’s own frames by how they fit and suit.',
        license: { name: 'MIT' },
      },
      components: {
        securitySchemes: {
          publishable_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          secret_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          session_token: { type: 'http', scheme: 'bearer' },
          access_token: {
            type: 'oauth2',
            flows: {
              clientCredentials: { tokenUrl: '/oauth/token', refreshUrl: '/oauth/token', scopes: SCOPES },
            },
          },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      // Refused before any route is known.
      const response = {
        431: ProblemSchema,
        '4xx': ProblemSchema,
        '5xx': ProblemSchema,
        ...(schema?.response ?? {}),
      };
      const whole = { ...schema, response, ...bodyOf(route.config?.body), ...accessOf(route.config?.access) };
      return { schema: modern(whole) as typeof whole, url };
    },
  });
}

/** `/openapi.json`, and a page at `/docs` that reads it, with all its files from this server. */
export async function openApiRoutes(app: App): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true }, config: { access: 'public' } }, async () =>
    app.swagger(),
  );
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP:
        "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; " +
        "object-src 'none'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'",
      uiConfig: { docExpansion: 'list', persistAuthorization: false },
    });
  });
}

function bodyOf(body: Readonly<Record<string, TSchema>> | undefined): object {
  if (body === undefined) return {};
  return {
    body: { content: Object.fromEntries(Object.entries(body).map(([type, schema]) => [type, { schema }])) },
  };
}

function accessOf(access: Access | undefined): object {
  if (access === undefined || access === 'public') return {};
  if (access === 'manage:installation') return { hide: true };
  const token = { access_token: [access] };
  if (!IN_PAGES.has(access)) return { security: [{ secret_key: [] }, token] };
  return { security: [{ publishable_key: [] }, { publishable_key: [], session_token: [] }, token] };
}

/** Tuples as JSON Schema 2020-12 writes them, which OpenAPI 3.1 is based on; validators here read the older form. */
function modern(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modern);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([name, value]) => [name, modern(value)] as const);
  const { items, additionalItems: _, ...rest } = Object.fromEntries(entries);
  if (items === undefined) return rest;
  return Array.isArray(items) ? { ...rest, prefixItems: items, items: false } : { ...rest, items };
}
