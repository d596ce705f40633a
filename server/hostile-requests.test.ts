import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from './testing.ts';

let at: TestApp;
let routes: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; query: string[] }[];

interface Operation {
  parameters?: { in: string; name: string }[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}

/** Streams last as long as whoever reads them; their own tests read them. */
function isEndless({ responses }: Operation): boolean {
  return Object.hasOwn(responses['200']?.content ?? {}, 'text/event-stream');
}

beforeAll(async () => {
  at = await openTestApp();
  const { paths } = (await at.app.inject('/openapi.json')).json();
  routes = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => !isEndless(operation))
      .map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase() as 'GET',
        path,
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      })),
  );
});
afterAll(() => at.close());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    'null',
    'NaN',
    '1e999',
    '../../etc/passwd',
    '%00',
    '{"$gt":""}',
    '[]',
    '__proto__',
    '𝕏',
  ),
);
const hostileBody = fc.oneof(
  fc.json({ maxDepth: 3 }),
  text,
  fc.constantFrom(
    '{"__proto__":{"admin":true}}',
    '[[[[[[[[]]]]]]]]',
    '{"session_id":{"$ne":null},"purposes":["face_analysis_processing"],"granted":true}',
  ),
);
const contentType = fc.constantFrom(
  'application/json',
  'image/jpeg',
  'image/png',
  'text/csv',
  'application/xml',
  'text/tab-separated-values',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'x/\u00ff',
);
const hostile = fc.record({
  route: fc.nat(),
  key: fc.constantFrom('publishable', 'secret', 'none', 'nonsense'),
  part: text,
  values: fc.array(text, { maxLength: 4 }),
  body: fc.option(hostileBody),
  contentType,
  bearer: fc.option(fc.constantFrom('x', 'ses_x.y', '.', 'ses_.', 'a.b.c')),
});

it('answers whatever is sent with what its schema says or a problem, and never with a 500', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async ({ route, key, part, values, body, contentType: type, bearer }) => {
      const { method, path, query } = routes[route % routes.length]!;
      const takesBody = method === 'POST' || method === 'PUT';
      const search = new URLSearchParams(
        values.map((value, i) => [query[i % Math.max(1, query.length)] ?? 'x', value]),
      );
      const answer = await at.app.inject({
        method,
        url: `${path.replace(/\{\w+\}/g, encodeURIComponent(part))}?${search}`,
        headers: {
          ...(key === 'none'
            ? {}
            : {
                'x-api-key': { publishable: at.publishableKey, secret: at.secretKey, nonsense: 'sk_no' }[
                  key
                ]!,
              }),
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...(takesBody && body !== null ? { 'content-type': type } : {}),
        },
        ...(takesBody && body !== null ? { payload: body } : {}),
      });
      expect(answer.statusCode, `${method} ${path}: ${answer.body}`).toBeLessThan(500);
      if (answer.statusCode >= 400) {
        expect(answer.headers['content-type']).toContain('application/problem+json');
        expect(answer.json()).toMatchObject({
          status: answer.statusCode,
          code: expect.any(String),
          advice: expect.any(String),
        });
        expect(answer.body).not.toMatch(/\.ts:|\.js:|node_modules/);
      }
    }),
    { numRuns: 3000 },
  );
});
