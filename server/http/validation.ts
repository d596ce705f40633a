import type { RouteOptions } from 'fastify';
import type { App } from './app-types.ts';
import { compileBySchema } from './compile.ts';
import { parseJsonBody } from './json-body.ts';

/**
 * Validates by each route's schemas. Text parameters become the numbers and booleans their schema asks for; a body
 * is taken as it is, so that `"5"` is never quietly a 5. Queries are closed, and a part of the path that no schema
 * describes keeps the application from starting. The format `text` is text without control characters.
 */
export function validateBySchema(app: App): void {
  compileBySchema(app);
  app.addHook('onRoute', (route) => {
    if (route.schema?.hide) return;
    describePath(route);
    closeQuery(route);
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, json, done) => {
    try {
      done(null, parseJsonBody(json as string));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** @throws Error naming a route with a part of its path that nothing describes. */
function describePath({ url, schema }: RouteOptions): void {
  const described = Object.keys((schema?.params as { properties?: object } | undefined)?.properties ?? {});
  const open = [...url.matchAll(/:(\w+)/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !described.includes(name));
  if (open.length > 0) throw new Error(`${url} has no schema for ${open.join(', ')}`);
}

interface ObjectSchema {
  properties?: object;
  additionalProperties?: boolean;
}

/** A query may hold what its schema names and nothing else: a mistyped filter is told, not ignored. */
function closeQuery(route: RouteOptions): void {
  const { querystring = { type: 'object', properties: {} } } = route.schema ?? {};
  const open = querystring as ObjectSchema;
  if (open.additionalProperties !== undefined) return;
  route.schema = { ...route.schema, querystring: { ...open, additionalProperties: false } };
}
