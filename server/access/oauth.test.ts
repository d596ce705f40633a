import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';

let at: TestApp;
let client: { client_id: string; client_secret: string };
beforeEach(async () => {
  at = await openTestApp();
  client = await newClient({ label: 'warehouse', roles: ['admin_user', 'widget_client'] });
});
afterEach(() => at.close());

const operator = (store = 'a') => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': store });
const newClient = async (body: object) =>
  (await at.post('/admin/v1/clients', body, operator())).json() as typeof client;

function form(fields: Record<string, string>, path = '/oauth/token', headers: Record<string, string> = {}) {
  return at.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
}
const asked = (more: Record<string, string> = {}) =>
  form({ grant_type: 'client_credentials', ...client, ...more });
const products = (token: string, headers: Record<string, string> = {}) =>
  at.app.inject({ url: '/admin/v1/products', headers: { authorization: `Bearer ${token}`, ...headers } });
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});

describe('tokens', () => {
  it('gives a token for an hour that says who it is for, and takes it', async () => {
    const answer = await asked({ scope: 'read:products access:ai_services' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { access_token, ...rest } = answer.json();
    expect(rest).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'read:products access:ai_services',
    });
    expect(decodeProtectedHeader(access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(access_token)).toMatchObject({
      iss: 'http://localhost',
      aud: 'http://localhost',
      sub: client.client_id,
      client_id: client.client_id,
      scope: 'read:products access:ai_services',
    });
    expect((await products(access_token)).statusCode).toBe(200);
  });

  it('lets a token do only what was asked for', async () => {
    const { access_token } = (await asked({ scope: 'write:analytics' })).json();
    const answer = await products(access_token);
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
  });

  it('takes id and secret as HTTP Basic too, but not in both places', async () => {
    const headers = basic(client.client_id, client.client_secret);
    expect((await form({ grant_type: 'client_credentials' }, '/oauth/token', headers)).statusCode).toBe(200);
    const both = await form({ grant_type: 'client_credentials', ...client }, '/oauth/token', headers);
    expect(both.json().error).toBe('invalid_request');
  });

  it('answers what is wrong in the words of RFC 6749', async () => {
    const wrong = await asked({ client_secret: 'cs_wrong' });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.headers['www-authenticate']).toMatch(/^Basic realm="varai"/);
    expect(wrong.headers['content-type']).toMatch(/^application\/json/);
    expect(wrong.headers['cache-control']).toBe('no-store');
    expect(wrong.json()).toMatchObject({
      error: 'invalid_client',
      code: 'oauth-invalid-client',
      status: 401,
    });
    const errors = [
      [await asked({ grant_type: 'password' }), 'unsupported_grant_type'],
      [await asked({ grant_type: '' }), 'invalid_request'],
      [await asked({ scope: 'manage:privacy' }), 'invalid_scope'],
      [await asked({ scope: 'read:everything' }), 'invalid_scope'],
      [await asked({ grant_type: 'refresh_token', refresh_token: 'rt_nobody' }), 'invalid_grant'],
      [await asked({ grant_type: 'refresh_token' }), 'invalid_request'],
    ] as const;
    for (const [answer, error] of errors) {
      expect([answer.statusCode, answer.json().error]).toEqual([400, error]);
    }
    const json = await at.app.inject({ method: 'POST', url: '/oauth/token', payload: { ...client } });
    expect([json.statusCode, json.json().error]).toEqual([400, 'invalid_request']);
    const twice = await at.app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `grant_type=client_credentials&grant_type=client_credentials&client_id=${client.client_id}&client_secret=${client.client_secret}`,
    });
    expect(twice.json().error).toBe('invalid_request');
  });

  it('ends after an hour', async () => {
    const { access_token } = (await asked()).json();
    at.advance(3_540_000);
    expect((await products(access_token)).statusCode).toBe(200);
    at.advance(60_000);
    const answer = await products(access_token);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'token-invalid']);
    expect(answer.headers['www-authenticate']).toContain('invalid_token');
  });

  it('takes an access token or a key, not both, and a session token beside either', async () => {
    const { access_token } = (await asked()).json();
    const both = await products(access_token, { 'x-api-key': at.secretKey });
    expect(both.json().code).toBe('two-callers');
    const { token, session_id } = await at.newSession();
    const mine = await at.app.inject({
      url: `/v1/recommendations?session_id=${session_id}`,
      headers: { 'x-api-key': at.publishableKey, authorization: `Bearer ${token}` },
    });
    expect(mine.statusCode).not.toBe(401);
    const forShopper = await at.app.inject({
      url: `/v1/recommendations?session_id=${session_id}`,
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(forShopper.statusCode).not.toBe(401);
  });

  it('loses at once what the client’s roles lose', async () => {
    const { access_token } = (await asked()).json();
    expect((await products(access_token)).statusCode).toBe(200);
    await at.app.inject({
      method: 'PUT',
      url: `/admin/v1/clients/${client.client_id}/roles`,
      headers: operator(),
      payload: { roles: ['analytics_service'] },
    });
    expect((await products(access_token)).statusCode).toBe(403);
  });
});

describe('refresh tokens', () => {
  const refreshed = (refresh_token: string, more: Record<string, string> = {}) =>
    form({ grant_type: 'refresh_token', refresh_token, ...client, ...more });

  it('gives new tokens for a refresh token, once, and never more than before', async () => {
    const first = (await asked({ scope: 'read:products write:analytics' })).json();
    expect((await refreshed(first.refresh_token, { scope: 'read:configuration' })).json().error).toBe(
      'invalid_scope',
    );
    const second = await refreshed(first.refresh_token, { scope: 'read:products' });
    expect(second.statusCode).toBe(200);
    expect(second.json().scope).toBe('read:products');
    const third = await refreshed(second.json().refresh_token);
    expect(third.json().scope).toBe('read:products write:analytics');
  });

  it('ends every token of the family when an old one comes back', async () => {
    const first = (await asked()).json();
    const second = (await refreshed(first.refresh_token)).json();
    expect((await products(second.access_token)).statusCode).toBe(200);
    expect((await refreshed(first.refresh_token)).json().error).toBe('invalid_grant');
    expect((await refreshed(second.refresh_token)).json().error).toBe('invalid_grant');
    expect((await products(second.access_token)).statusCode).toBe(401);
  });

  it('gives one of two who take it at the same moment nothing, and ends the family', async () => {
    const { refresh_token } = (await asked()).json();
    const both = await Promise.all([refreshed(refresh_token), refreshed(refresh_token)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 400]);
    const next = both.find(({ statusCode }) => statusCode === 200)?.json().refresh_token;
    expect((await refreshed(next)).json().error).toBe('invalid_grant');
  });

  it('is of no use to another client, nor after 30 days', async () => {
    const { refresh_token } = (await asked()).json();
    const other = await newClient({ roles: ['admin_user'] });
    expect((await refreshed(refresh_token, other)).json().error).toBe('invalid_grant');
    at.advance(30 * 86_400_000);
    expect((await refreshed(refresh_token)).json().error).toBe('invalid_grant');
  });
});

describe('revocation', () => {
  const revoked = (token: string, who: Record<string, string> = client) =>
    form({ token, ...who }, '/oauth/revoke');

  it('ends an access token and what belongs to it, and says 200 to what nobody knows', async () => {
    const { access_token, refresh_token } = (await asked()).json();
    expect((await products(access_token)).statusCode).toBe(200);
    expect((await revoked(access_token)).statusCode).toBe(200);
    expect((await products(access_token)).statusCode).toBe(401);
    const again = await form({ grant_type: 'refresh_token', refresh_token, ...client });
    expect(again.json().error).toBe('invalid_grant');
    for (const token of ['rt_x', 'nonsense', 'eyJh.eyJh.x'])
      expect((await revoked(token)).statusCode).toBe(200);
  });

  it('is the owner’s alone', async () => {
    const { access_token } = (await asked()).json();
    const other = await newClient({ roles: ['admin_user'] });
    expect((await revoked(access_token, other)).json().error).toBe('unauthorized_client');
    expect((await products(access_token)).statusCode).toBe(200);
    expect((await form({ token: access_token }, '/oauth/revoke')).statusCode).toBe(401);
  });

  it('of a client ends all its tokens', async () => {
    const { access_token } = (await asked()).json();
    expect((await products(access_token)).statusCode).toBe(200);
    const url = `/admin/v1/clients/${client.client_id}`;
    expect((await at.app.inject({ method: 'DELETE', url, headers: operator() })).statusCode).toBe(204);
    expect((await products(access_token)).statusCode).toBe(401);
    expect((await asked()).json().error).toBe('invalid_client');
  });
});

describe('what others must know', () => {
  it('publishes its address, its scopes and its public keys, and nothing private', async () => {
    await asked();
    const server = (await at.app.inject('/.well-known/oauth-authorization-server')).json();
    expect(server).toMatchObject({
      issuer: 'http://localhost',
      token_endpoint: 'http://localhost/oauth/token',
      grant_types_supported: ['client_credentials', 'refresh_token'],
    });
    expect(server.scopes_supported).toEqual(
      expect.arrayContaining(['read:products', 'write:analytics', 'access:ai_services']),
    );
    const { keys } = (await at.app.inject('/.well-known/jwks.json')).json();
    expect(keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
    expect(keys[0]).not.toHaveProperty('d');
    const kept = JSON.stringify(await at.deps.documents.collection('signing_keys').find({}));
    expect(kept).not.toContain('"d"');
  });

  it('goes on giving tokens when the clock is set back', async () => {
    await asked();
    at.advance(-86_400_000);
    const { access_token } = (await asked()).json();
    expect((await products(access_token)).statusCode).toBe(200);
  });

  it('changes its signing key, and keeps the one before as long as its tokens', async () => {
    const rotate = (at_once: boolean) => at.post('/admin/v1/signing-keys/rotate', { at_once }, operator());
    const before = (await asked()).json().access_token;
    expect((await rotate(false)).json().keys).toHaveLength(2);
    expect(decodeProtectedHeader((await asked()).json().access_token).kid).toBe(
      decodeProtectedHeader(before).kid,
    );
    at.advance(11 * 60_000);
    const after = (await asked()).json().access_token;
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    for (const token of [before, after]) expect((await products(token)).statusCode).toBe(200);
    expect((await rotate(true)).json().keys).toHaveLength(1);
    at.advance(1000);
    for (const token of [before, after]) expect((await products(token)).statusCode).toBe(401);
    at.advance(30 * 86_400_000);
    await asked();
    expect((await at.app.inject('/.well-known/jwks.json')).json().keys).toHaveLength(2);
    at.advance(2 * 3_600_000);
    expect((await at.app.inject('/.well-known/jwks.json')).json().keys).toHaveLength(1);
  });
});
