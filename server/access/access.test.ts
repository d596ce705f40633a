import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';

let at: TestApp;
beforeAll(async () => {
  at = await openTestApp();
});
afterAll(() => at.close());

const key = () => ({ 'x-api-key': at.publishableKey });

describe('keys', () => {
  it('lets a key be used from its websites and no other', async () => {
    const from = (origin: string) => at.post('/v1/sessions', undefined, { ...key(), origin });
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
    const answer = await at.post('/v1/sessions', undefined, {
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
    expect((await at.post('/v1/sessions', undefined, { 'x-api-key': 'pk_forged' })).json().code).toBe(
      'api-key-invalid',
    );
  });

  it('keeps publishable keys from a server’s work, and both from the operator’s', async () => {
    const list = (headers: Record<string, string>, url: string) => at.app.inject({ url, headers });
    expect((await list(key(), '/admin/v1/products')).json().code).toBe('permission-missing');
    expect((await list({ 'x-api-key': at.secretKey }, '/admin/v1/products')).statusCode).toBe(200);
    expect((await list({ 'x-api-key': at.secretKey }, '/admin/v1/stores')).json()).toMatchObject({
      code: 'permission-missing',
      permission: 'manage:installation',
    });
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
    const made = (await at.post('/admin/v1/keys', { kind: 'secret', label: 'import' }, headers)).json();
    const listed = await at.app.inject({ url: '/admin/v1/keys', headers });
    expect(made.key).toMatch(/^sk_/);
    expect(listed.body).not.toContain(made.key);
    expect(listed.json().keys).toMatchObject([{ kind: 'secret', label: 'import', store_id: 'b' }]);
    expect(JSON.stringify(await at.deps.documents.collection('api_keys').find({}))).not.toContain(made.key);
  });
});

describe('sessions and consents', () => {
  it('ends a session after 24 hours', async () => {
    const { session_id } = await at.newSession();
    at.advance(86_400_000 - 60_000);
    expect((await at.consent(session_id, ['marketing_communications'], true)).statusCode).toBe(200);
    at.advance(120_000);
    expect((await at.consent(session_id, ['marketing_communications'], true)).json().code).toBe(
      'session-token-invalid',
    );
  });

  it('hides the sessions of one store from another', async () => {
    const { session_id } = await at.newSession();
    const other = await at.deps.keys.create({ kind: 'publishable', store_id: 'b' });
    const answer = await at.post(
      '/v1/consents',
      { session_id, purposes: ['face_analysis_processing'], granted: true },
      { ...at.shopper(session_id), 'x-api-key': other.key },
    );
    expect(answer.json().code).toBe('session-not-found');
  });

  it('lets nobody act for a visit who knows its id from a cart', async () => {
    const { session_id } = await at.newSession();
    const purposes = ['face_analysis_processing'];
    const url = `/v1/sessions/${session_id}`;
    for (const answer of [
      await at.post('/v1/consents', { session_id, purposes, granted: true }),
      await at.app.inject({ url: `/v1/recommendations?session_id=${session_id}`, headers: key() }),
      await at.post(`/v1/face/analyze?session_id=${session_id}`, undefined, {
        ...key(),
        'content-type': 'image/jpeg',
      }),
      await at.app.inject({ method: 'DELETE', url, headers: key() }),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'session-token-required']);
    expect(await at.deps.privacy.consents.history('a', [session_id])).toEqual([]);
    // The shop's own server needs no token.
    const headers = { 'x-api-key': at.secretKey };
    expect((await at.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
  });

  it('refuses a token that is not the session’s', async () => {
    const [mine, theirs] = [await at.newSession(), await at.newSession()];
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
    const { session_id } = await at.newSession();
    await at.consent(session_id, ['face_analysis_processing', 'analytics_and_improvement'], true);
    const { consents } = (await at.consent(session_id, ['analytics_and_improvement'], false)).json();
    expect(consents).toMatchObject({
      face_analysis_processing: { granted: true },
      analytics_and_improvement: { granted: false },
    });
    expect(await at.deps.documents.collection('consents').count({ session_id, store_id: 'a' })).toBe(3);
  });

  it('measures no photo without consent, nor after it was withdrawn', async () => {
    const { session_id } = await at.newSession();
    const analyze = () =>
      at.app.inject({
        method: 'POST',
        url: `/v1/face/analyze?session_id=${session_id}`,
        headers: { ...at.shopper(session_id), 'content-type': 'image/jpeg' },
        payload: Buffer.from('never looked at'),
      });
    expect((await analyze()).json()).toMatchObject({
      code: 'consent-required',
      purpose: 'face_analysis_processing',
    });
    await at.consent(session_id, ['face_analysis_processing'], true);
    expect((await analyze()).json().code).not.toBe('consent-required');
    await at.consent(session_id, ['face_analysis_processing'], false);
    expect((await analyze()).json().code).toBe('consent-required');
  });

  it('believes no copy of a visit for as long as the clock was set back', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, ['face_analysis_processing'], true);
    const frames = () =>
      at.app.inject({ url: `/v1/recommendations?session_id=${session_id}`, headers: at.shopper(session_id) });
    expect((await frames()).statusCode).toBe(200);
    // As another instance does, of whose changes this one hears nothing.
    await at.deps.documents.collection('ai_sessions').delete({ _id: session_id });
    at.advance(-3_600_000);
    expect((await frames()).json().code).toBe('session-token-invalid');
    at.advance(3_600_000);
  });

  it('remembers no consent that was withdrawn while the session was being read', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, ['face_analysis_processing'], true);
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
    await at.app.inject({
      url: `/v1/recommendations?session_id=${session_id}`,
      headers: at.shopper(session_id),
    });
    const { consents } = (await at.consent(session_id, ['marketing_communications'], true)).json();
    expect(consents.face_analysis_processing.granted).toBe(false);
  });

  it('notes no face on a session whose consent has been withdrawn', async () => {
    const { session_id } = await at.newSession();
    const face = { analysis_id: 'fa_2' };
    const noted = async () => {
      await at.deps.sessions.saveFace(session_id, face);
      return (
        await at.deps.documents
          .collection<{ _id: string; face: unknown }>('ai_sessions')
          .findOne({ _id: session_id })
      )?.face;
    };
    await at.consent(session_id, ['face_analysis_processing'], true);
    expect(await noted()).toEqual(face);
    await at.consent(session_id, ['face_analysis_processing'], false);
    expect(await noted()).toBeNull();
  });

  it('records no consent for a session that has just ended', async () => {
    const { session_id } = await at.newSession();
    await at.deps.sessions.end(session_id);
    await expect(at.deps.sessions.saveConsents(session_id, {})).rejects.toMatchObject({
      kind: { code: 'session-not-found' },
    });
  });

  it('forgets what was measured when consent is withdrawn, before it says so', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, ['face_analysis_processing'], true);
    const analyses = at.deps.documents.collection('face_analyses');
    const kept = { _id: 'fa_1', store_id: 'a', session_id, created_at: Date.now() };
    await analyses.insert(kept);
    await at.consent(session_id, ['face_analysis_processing'], false);
    expect(await analyses.count({ session_id })).toBe(0);
  });
});
