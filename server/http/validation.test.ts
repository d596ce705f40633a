import fc from 'fast-check';
import Fastify from 'fastify';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';
import type { App } from './app-types.ts';
import { DEEPEST, parseJsonBody } from './json-body.ts';
import { validateBySchema } from './validation.ts';

interface Schema {
  type?: string;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  items?: Schema;
}

let at: TestApp;
let document: {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema?: Schema }> } }>>;
};
beforeAll(async () => {
  at = await openTestApp();
  document = (await at.app.inject('/openapi.json')).json();
});
afterAll(() => at.close());

/** These take what others define: forms of OAuth (RFC 6749 §3.2 has unknown parameters ignored), shops' own events and catalogues. */
const OPEN = ['/oauth/', '/webhooks/', '/events/html/', '/admin/v1/products/import', '/privacy/v1/verify'];

function openObjects(schema: Schema, place: string): string[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
      openObjects(part, `${place}/${name}`),
    ),
    ...(schema.anyOf ?? []).flatMap((part) => openObjects(part, place)),
    ...(schema.items ? openObjects(schema.items, `${place}/items`) : []),
  ];
  const isOpen =
    schema.type === 'object' && schema.additionalProperties === undefined && schema.properties !== undefined;
  return isOpen ? [place, ...inside] : inside;
}

it('takes no member of a body that its schema does not name', () => {
  const open = Object.entries(document.paths)
    .filter(([path]) => !OPEN.some((known) => path.startsWith(known)))
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
          openObjects(schema ?? {}, `${method.toUpperCase()} ${path}`),
        ),
      ),
    );
  expect(open).toEqual([]);
});

it('takes no parameter of a query that its schema does not name', async () => {
  const answer = await at.app.inject({
    url: '/v1/recommendations?shpae=round',
    headers: { 'x-api-key': at.publishableKey },
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors[0].detail).toContain('shpae');
});

it('does not start with a path that nothing describes', () => {
  const app = Fastify() as unknown as App;
  validateBySchema(app);
  const add = (params?: object) =>
    app.get('/things/:id', { schema: { ...(params ? { params } : {}) } }, async () => ({}));
  expect(() => add()).toThrow('/things/:id has no schema for id');
  expect(() => add(Type.Object({ other: Type.String() }))).toThrow('id');
});

it('refuses control characters and half characters in what shoppers type', async () => {
  const asked = (preferences: string) =>
    at.app.inject({
      url: `/v1/recommendations?preferences=${encodeURIComponent(preferences)}`,
      headers: { 'x-api-key': at.publishableKey },
    });
  expect((await asked('round\u0000')).statusCode).toBe(400);
  expect((await asked('round\u001b[31m')).statusCode).toBe(400);
  expect((await asked('round, 150 €, "O’Brien" 👓')).statusCode).toBe(200);
});

describe('the JSON of a body', () => {
  const code = (text: string) => {
    try {
      parseJsonBody(text);
      return 'read';
    } catch (error) {
      return (error as { kind?: { code: string } }).kind?.code;
    }
  };

  it.each([
    ['an object that names a member twice', '{"granted":false,"granted":true}'],
    ['the same behind an escape', '{"granted":false,"gr\\u0061nted":true}'],
    ['a deeper one', '{"a":[{"b":1,"b":2}]}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['__proto__ behind an escape', '{"a":{"\\u005f_proto__":1}}'],
    ['what is nested too deep', `${'['.repeat(DEEPEST + 1)}${']'.repeat(DEEPEST + 1)}`],
    ['what is nested far too deep', '{"a":'.repeat(100_000)],
    ['what is no JSON', '{'],
    ['nothing', ''],
  ])('is refused for %s', async (_, text) => {
    expect(code(text)).toBe('json-refused');
    const answer = await at.app.inject({
      method: 'POST',
      url: '/v1/consents',
      headers: { 'x-api-key': at.publishableKey, 'content-type': 'application/json' },
      payload: text,
    });
    expect(answer.statusCode).toBe(400);
  });

  it('is read as JSON.parse reads it, whatever it is otherwise', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        if (!text.includes('__proto__')) expect(parseJsonBody(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(
      parseJsonBody('{"a,b":"{\\"a\\":1,\\"a\\":2}","c":["a","a"],"d":{"a":1},"e":{"a":2}}'),
    ).toBeTruthy();
  });
});

describe('the faults of a body', () => {
  const consents = (purposes: unknown[]) =>
    at.post('/v1/consents', { session_id: 1, purposes, granted: 'yes' });

  it('are told all at once', async () => {
    const { errors } = (await consents([])).json();
    expect(errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/body/granted',
      '/body/purposes',
      '/body/session_id',
    ]);
  });

  it('are not counted one by one in a body made of them', async () => {
    const answer = await consents(Array.from({ length: 200_000 }, () => 0));
    expect(answer.statusCode).toBe(400);
    expect(answer.body.length).toBeLessThan(1000);
  });
});
