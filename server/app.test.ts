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
const post = (url: string, payload?: object, headers: Record<string, string> = key()) =>
  at.app.inject({ method: 'POST', url, headers, ...(payload ? { payload } : {}) });
const newSession = async () => (await post('/v1/sessions')).json<{ session_id: string; token: string }>();
const consent = (session_id: string, purposes: string[], granted: boolean) =>
  post('/v1/consents', { session_id, purposes, granted });

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
    const { type } = (await post('/v1/sessions', undefined, {})).json();
    expect((await at.app.inject(type)).json()).toMatchObject({ code: 'api-key-missing', status: 401 });
  });

  it('names every wrong place of a body at once, unknown members included', async () => {
    const answer = await post('/v1/consents', {
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

describe('keys', () => {
  it('lets a key be used from its websites and no other', async () => {
    const from = (origin: string) => post('/v1/sessions', undefined, { ...key(), origin });
    const allowed = await from('https://shop.example');
    expect(allowed.statusCode).toBe(201);
    expect(allowed.headers['access-control-allow-origin']).toBe('https://shop.example');
    const refused = await from('https://evil.example');
    expect(refused.statusCode).toBe(403);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    expect((await from('https://shop.example.evil.example')).statusCode).toBe(403);
  });

  it('takes a website as people write it and knows it as browsers do', async () => {
    const { key } = await at.deps.keys.create({
      kind: 'publishable',
      store_id: 'a',
      allowed_origins: ['https://Other.Example:443'],
    });
    const answer = await post('/v1/sessions', undefined, {
      'x-api-key': key,
      origin: 'https://other.example',
    });
    expect(answer.statusCode).toBe(201);
  });

  it('answers a preflight for websites some key allows, and gives others nothing', async () => {
    const preflight = (origin: string) =>
      at.app.inject({
        method: 'OPTIONS',
        url: '/v1/face/analyze',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    expect((await preflight('https://shop.example')).headers['access-control-allow-headers']).toContain(
      'X-API-Key',
    );
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('knows no forged or foreign key', async () => {
    expect((await post('/v1/sessions', undefined, { 'x-api-key': 'pk_forged' })).json().code).toBe(
      'api-key-invalid',
    );
  });

  it('keeps publishable keys from a server’s work, and both from the operator’s', async () => {
    const list = (headers: Record<string, string>, url: string) => at.app.inject({ url, headers });
    expect((await list(key(), '/admin/v1/products')).json().code).toBe('secret-key-required');
    expect((await list({ 'x-api-key': at.secretKey }, '/admin/v1/products')).statusCode).toBe(200);
    expect((await list({ 'x-api-key': at.secretKey }, '/admin/v1/keys')).json().code).toBe(
      'operator-required',
    );
  });

  it('takes odd operator headers for what they are', async () => {
    const keys = (headers: Record<string, string>) => at.app.inject({ url: '/admin/v1/keys', headers });
    const sameLength = 'ÿ'.repeat(at.operatorToken.length);
    expect((await keys({ 'x-varai-operator': sameLength })).json().code).toBe('api-key-missing');
    const ofStore = (store: string) => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': store });
    expect((await keys(ofStore('x'.repeat(3000)))).json().code).toBe('store-name-invalid');
  });

  it('shows a secret key once and keeps only its hash', async () => {
    const headers = { 'x-varai-operator': at.operatorToken, 'x-varai-store': 'b' };
    const made = (await post('/admin/v1/keys', { kind: 'secret', label: 'import' }, headers)).json();
    const listed = await at.app.inject({ url: '/admin/v1/keys', headers });
    expect(made.key).toMatch(/^sk_/);
    expect(listed.body).not.toContain(made.key);
    expect(listed.json().keys).toMatchObject([{ kind: 'secret', label: 'import', store_id: 'b' }]);
    expect(JSON.stringify(await at.deps.documents.collection('api_keys').find({}))).not.toContain(made.key);
  });
});

describe('sessions and consents', () => {
  it('ends a session after 24 hours', async () => {
    const { session_id } = await newSession();
    at.advance(86_400_000 - 60_000);
    expect((await consent(session_id, ['marketing_communications'], true)).statusCode).toBe(200);
    at.advance(120_000);
    expect((await consent(session_id, ['marketing_communications'], true)).json().code).toBe(
      'session-not-found',
    );
  });

  it('hides the sessions of one store from another', async () => {
    const { session_id } = await newSession();
    const other = await at.deps.keys.create({ kind: 'publishable', store_id: 'b' });
    const answer = await post(
      '/v1/consents',
      { session_id, purposes: ['face_analysis_processing'], granted: true },
      { 'x-api-key': other.key },
    );
    expect(answer.json().code).toBe('session-not-found');
  });

  it('refuses a token that is not the session’s', async () => {
    const [mine, theirs] = [await newSession(), await newSession()];
    const withToken = (token: string) =>
      at.app.inject({
        method: 'DELETE',
        url: `/v1/sessions/${mine.session_id}`,
        headers: { ...key(), authorization: `Bearer ${token}` },
      });
    for (const wrong of [theirs.token, `${mine.session_id}.x`, mine.session_id, '']) {
      expect((await withToken(wrong)).statusCode).toBe(401);
    }
    expect((await withToken(mine.token)).statusCode).toBe(204);
    expect((await withToken(mine.token)).statusCode).toBe(401);
  });

  it('keeps each purpose apart and every answer in the history', async () => {
    const { session_id } = await newSession();
    await consent(session_id, ['face_analysis_processing', 'analytics_and_improvement'], true);
    const { consents } = (await consent(session_id, ['analytics_and_improvement'], false)).json();
    expect(consents).toMatchObject({
      face_analysis_processing: { granted: true },
      analytics_and_improvement: { granted: false },
    });
    expect(await at.deps.documents.collection('consents').count({ session_id, store_id: 'a' })).toBe(3);
  });

  it('measures no photo without consent, nor after it was withdrawn', async () => {
    const { session_id } = await newSession();
    const analyze = () =>
      at.app.inject({
        method: 'POST',
        url: `/v1/face/analyze?session_id=${session_id}`,
        headers: { ...key(), 'content-type': 'image/jpeg' },
        payload: Buffer.from('never looked at'),
      });
    expect((await analyze()).json()).toMatchObject({
      code: 'consent-required',
      purpose: 'face_analysis_processing',
    });
    await consent(session_id, ['face_analysis_processing'], true);
    expect((await analyze()).json().code).not.toBe('consent-required');
    await consent(session_id, ['face_analysis_processing'], false);
    expect((await analyze()).json().code).toBe('consent-required');
  });

  it('remembers no consent that was withdrawn while the session was being read', async () => {
    const { session_id } = await newSession();
    await consent(session_id, ['face_analysis_processing'], true);
    const sessions = at.deps.documents.collection('ai_sessions');
    const { findOne } = sessions;
    sessions.findOne = async (filter) => {
      const read = await findOne.call(sessions, filter);
      sessions.findOne = findOne;
      await at.deps.sessions.saveConsents(session_id, {
        face_analysis_processing: { granted: false, at: 1, text_version: 'x' },
      });
      return read;
    };
    await at.app.inject({ url: `/v1/recommendations?session_id=${session_id}`, headers: key() });
    const { consents } = (await consent(session_id, ['marketing_communications'], true)).json();
    expect(consents.face_analysis_processing.granted).toBe(false);
  });

  it('notes no face on a session whose consent has been withdrawn', async () => {
    const { session_id } = await newSession();
    const face = { analysis_id: 'fa_2', face_shape: 'oval' };
    const noted = async () => {
      await at.deps.sessions.saveFace(session_id, face);
      return (
        await at.deps.documents
          .collection<{ _id: string; face: unknown }>('ai_sessions')
          .findOne({ _id: session_id })
      )?.face;
    };
    await consent(session_id, ['face_analysis_processing'], true);
    expect(await noted()).toEqual(face);
    await consent(session_id, ['face_analysis_processing'], false);
    expect(await noted()).toBeNull();
  });

  it('records no consent for a session that has just ended', async () => {
    const { session_id } = await newSession();
    await at.deps.sessions.end(session_id);
    await expect(at.deps.sessions.saveConsents(session_id, {})).rejects.toMatchObject({
      kind: { code: 'session-not-found' },
    });
  });

  it('forgets what was measured when consent is withdrawn, before it says so', async () => {
    const { session_id } = await newSession();
    await consent(session_id, ['face_analysis_processing'], true);
    const analyses = at.deps.documents.collection('face_analyses');
    const kept = { _id: 'fa_1', store_id: 'a', session_id, created_at: Date.now() };
    await analyses.insert(kept);
    await consent(session_id, ['face_analysis_processing'], false);
    expect(await analyses.count({ session_id })).toBe(0);
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
    expect(document.paths['/admin/v1/keys']).toBeUndefined();
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
    const { session_id } = await newSession();
    await at.app.inject({ method: 'DELETE', url: `/v1/sessions/${session_id}`, headers: key() });
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
    const { session_id, token } = await newSession();
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
