import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from './testing.ts';

/** Everything in a document that stands under the name `schema`. */
function schemasIn(part: unknown): object[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => (name === 'schema' ? [value] : schemasIn(value)));
}

let at: TestApp;
beforeAll(async () => {
  at = await openTestApp();
});
afterAll(() => at.close());

const key = () => ({ 'x-api-key': at.publishableKey });
describe('problems', () => {
  it('answers an unknown address with a problem that says where to look', async () => {
    const answer = await at.app.inject('/nowhere');
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'not-found', status: 404, type: '/problems/not-found' });
  });

  it.each(['/%zz', `/v1/products/${'x'.repeat(500)}`])(
    'answers an address that is none: %.20s',
    async (url) => {
      const answer = await at.app.inject({ url, headers: key() });
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ code: 'unreadable-address', status: answer.statusCode });
      expect(answer.json().request_id).toBe(answer.headers['x-request-id']);
    },
  );

  it('leads from a problem’s type to what to do about it', async () => {
    const { type } = (await at.post('/v1/sessions', undefined, {})).json();
    expect((await at.app.inject(type)).json()).toMatchObject({ code: 'api-key-missing', status: 401 });
  });

  it('names every wrong place of a body at once, unknown members included', async () => {
    const answer = await at.post('/v1/consents', {
      session_id: 7,
      purposes: ['everything'],
      granted: true,
      admin: true,
    });
    expect(answer.statusCode).toBe(400);
    const pointers = answer.json().errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/body/session_id', '/body/purposes/0', '/body']));
  });

  it.each([
    ['not JSON', '{', 'application/json', 400],
    ['an empty body', '', 'application/json', 400],
    ['a type nobody reads', 'x', 'application/x-unknown', 415],
    ['a body over the limit', `{"x":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
  ])('refuses %s with a problem', async (_, payload, contentType, status) => {
    const answer = await at.app.inject({
      method: 'POST',
      url: '/v1/consents',
      headers: { ...key(), 'content-type': contentType },
      payload,
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().request_id).toBe(answer.headers['x-request-id']);
  });

  it('keeps a harmless request id and replaces any other', async () => {
    const withId = (id: string) => at.app.inject({ url: '/health/live', headers: { 'x-request-id': id } });
    expect((await withId('order-12345678')).headers['x-request-id']).toBe('order-12345678');
    expect((await withId('<script>alert(1)</script>')).headers['x-request-id']).not.toContain('<');
  });
});

describe('operations', () => {
  it('is not ready while its documents can’t be written', async () => {
    const { check } = at.deps.documents;
    at.deps.documents.check = () => Promise.reject(new Error('disk full'));
    const answer = await at.app.inject('/health/ready');
    at.deps.documents.check = check;
    expect(answer.statusCode).toBe(503);
    expect(answer.json().checks.documents).toEqual({ status: 'failing', detail: 'disk full' });
    expect((await at.app.inject('/health/ready')).statusCode).toBe(200);
  });

  it('documents every call it takes in OpenAPI 3.1', async () => {
    const document = (await at.app.inject('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/sessions',
        '/v1/consents',
        '/v1/face/analyze',
        '/v1/recommendations',
        '/health/ready',
      ]),
    );
    expect(
      document.paths['/v1/consents'].post.requestBody.content['application/json'].schema.required,
    ).toContain('granted');
    expect(document.paths['/admin/v1/stores']).toBeUndefined();
    const { content } = document.paths['/v1/face/analyze'].post.requestBody;
    expect(Object.keys(content)).toEqual(
      expect.arrayContaining(['multipart/form-data', 'image/jpeg', 'application/json']),
    );
  });

  it('writes every schema of the document in the JSON Schema that OpenAPI 3.1 names', async () => {
    const document = (await at.app.inject('/openapi.json')).json();
    const ajv = new Ajv2020({ strict: false });
    for (const schema of schemasIn(document))
      expect(ajv.validateSchema(schema), JSON.stringify(schema)).toBe(true);
  });

  it('serves a page for the documentation that loads nothing from elsewhere', async () => {
    const page = await at.app.inject('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
  });

  it('counts requests by route, never by address', async () => {
    const { session_id } = await at.newSession();
    await at.app.inject({
      method: 'DELETE',
      url: `/v1/sessions/${session_id}`,
      headers: at.shopper(session_id),
    });
    const metrics = (await at.app.inject('/metrics')).body;
    expect(metrics).toContain('route="/v1/sessions/:session_id",status="204"');
    expect(metrics).not.toContain(session_id);
  });

  it('times each ranking, and cached answers not', async () => {
    const rankings = async () =>
      Number(
        /^recommendation_generation_duration_seconds_count (\d+)$/m.exec(
          (await at.app.inject('/metrics')).body,
        )?.[1],
      );
    const before = await rankings();
    for (const _ of [1, 2, 3]) await at.app.inject({ url: '/v1/recommendations?limit=3', headers: key() });
    expect((await rankings()) - before).toBe(1);
  });

  it('logs neither keys nor tokens nor sessions', async () => {
    const { session_id, token } = await at.newSession();
    await at.app.inject({
      method: 'DELETE',
      url: `/v1/sessions/${session_id}`,
      headers: { ...key(), authorization: `Bearer ${token}` },
    });
    expect(at.logged()).toContain('/v1/sessions/:session_id');
    for (const secret of [session_id, token, at.publishableKey, at.secretKey])
      expect(at.logged()).not.toContain(secret);
  });
});
