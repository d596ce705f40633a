import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectShop } from '../sync/testing.ts';
import { openTestApp, type TestApp } from '../testing.ts';
import { leakedSecrets, newSecretText, recogniseSecret, type SecretKind } from './key-text.ts';

const DAY = 86_400_000;
let at: TestApp;
beforeEach(async () => {
  at = await openTestApp();
});
afterEach(() => at.close());

const operator = (store = 'a') => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': store });
const call = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers: object = operator(),
) => at.app.inject({ method, url, headers: { ...headers }, ...(payload ? { payload } : {}) });
const made = async (body: object, headers: object = operator()) =>
  (await call('POST', '/admin/v1/keys', body, headers)).json();
const with_ = (key: string, url = '/admin/v1/products', headers: object = {}) =>
  call('GET', url, undefined, { 'x-api-key': key, ...headers });

describe('the text of a key', () => {
  const kinds = fc.constantFrom<SecretKind>('publishable', 'secret', 'client');

  it('is recognised without asking anybody, and a mistyped one is not', () => {
    fc.assert(
      fc.property(kinds, fc.nat(31), fc.constantFrom(...'abcXYZ019_-'), (kind, place, letter) => {
        const text = newSecretText(kind);
        expect(recogniseSecret(text)).toBe(kind);
        const wrong = text.slice(0, 3 + place) + letter + text.slice(4 + place);
        expect(recogniseSecret(wrong)).toBe(wrong === text ? kind : 'mistyped');
      }),
    );
    expect(recogniseSecret(`sk_${'a'.repeat(32)}`)).toBe('secret');
    for (const other of ['', 'pk_', `xx_${'a'.repeat(32)}`, `sk_${'a'.repeat(33)}`])
      expect(recogniseSecret(other)).toBe('no-secret');
  });

  it('is found where it has leaked to, and shown only in part', () => {
    const secret = newSecretText('secret');
    const found = leakedSecrets(`{"key": "${secret}", "page": "${newSecretText('publishable')}"}`);
    expect(found).toEqual([`${secret.slice(0, 9)}…`]);
  });
});

describe('keys', () => {
  it('may do what their roles allow, narrowed by scopes', async () => {
    const analyst = await made({ kind: 'secret', roles: ['analytics_service'] });
    expect((await with_(analyst.key)).json()).toMatchObject({
      code: 'permission-missing',
      permission: 'read:products',
    });
    const reader = await made({ kind: 'secret', roles: ['admin_user'], scopes: ['read:products'] });
    expect(reader.permissions).toEqual(['read:products']);
    expect((await with_(reader.key)).statusCode).toBe(200);
    expect((await with_(reader.key, '/admin/v1/keys')).statusCode).toBe(403);
    const assigned = await call('PUT', `/admin/v1/keys/${reader.key_id}/roles`, { roles: ['admin_user'] });
    expect(assigned.json().permissions).toContain('manage:users');
    expect((await with_(reader.key, '/admin/v1/keys')).statusCode).toBe(200);
  });

  it('end when they were said to, to the moment', async () => {
    const { key, key_id } = await made({ kind: 'secret', expires_at: Date.now() + 60_000 });
    expect((await with_(key)).statusCode).toBe(200);
    at.advance(60_000);
    expect((await with_(key)).json().code).toBe('api-key-expired');
    expect((await call('GET', `/admin/v1/keys/${key_id}`)).json().status).toBe('expired');
    expect((await call('POST', '/admin/v1/keys', { kind: 'secret', expires_at: 5 })).json().code).toBe(
      'period-invalid',
    );
  });

  it('are rotated with an overlap, of which whoever holds the old one is told', async () => {
    const { key, key_id } = await made({ kind: 'secret' });
    const next = (await call('POST', `/admin/v1/keys/${key_id}/rotate`, {})).json();
    expect(next).toMatchObject({ key_id, status: 'active' });
    expect((await with_(next.key)).headers['x-varai-key-notice']).toBeUndefined();
    const old = await with_(key);
    expect(old.statusCode).toBe(200);
    expect(old.headers['x-varai-key-notice']).toMatch(/^replaced; good-until=@\d+$/);
    at.advance(7 * DAY);
    expect((await with_(key)).json().code).toBe('api-key-invalid');
    expect((await with_(next.key)).statusCode).toBe(200);
    const last = (await call('POST', `/admin/v1/keys/${key_id}/rotate`, { overlap_days: 0 })).json();
    expect((await with_(next.key)).statusCode).toBe(401);
    expect((await with_(last.key)).statusCode).toBe(200);
  });

  it('are to be rotated every 90 days, which is said two weeks before', async () => {
    const { key, key_id } = await made({ kind: 'secret' });
    const status = async () => (await call('GET', `/admin/v1/keys/${key_id}`)).json().status;
    at.advance(75 * DAY);
    expect(await status()).toBe('active');
    at.advance(2 * DAY);
    expect(await status()).toBe('rotation-soon');
    expect((await with_(key)).headers['x-varai-key-notice']).toMatch(/^rotation-soon; due=@\d+$/);
    at.advance(14 * DAY);
    expect(await status()).toBe('rotation-due');
    await call('POST', `/admin/v1/keys/${key_id}/rotate`, {});
    expect(await status()).toBe('active');
  });

  it('made before roles and checksums go on as they were', async () => {
    const key = `sk_${'b'.repeat(32)}`;
    await at.deps.keys.credentials.kept.insert({
      _id: 'key_old',
      kind: 'secret',
      store_id: 'a',
      label: '',
      hint: 'sk_bbbbbb…',
      allowed_origins: [],
      digest: at.deps.keys.credentials.digestOf(key),
      created_at: Date.now(),
    });
    expect((await with_(key)).statusCode).toBe(200);
    expect((await call('GET', '/admin/v1/keys/key_old')).json().roles).toEqual([
      'widget_client',
      'admin_user',
    ]);
  });

  it('count their uses without writing at each of them', async () => {
    const { key, key_id } = await made({ kind: 'secret' });
    const { update } = at.deps.keys.credentials.kept;
    let writes = 0;
    at.deps.keys.credentials.kept.update = (...given) => {
      writes += 1;
      return update.apply(at.deps.keys.credentials.kept, given);
    };
    for (let n = 0; n < 20; n++) await with_(key);
    expect(writes).toBe(0);
    await at.deps.usage.flush();
    expect(writes).toBe(1);
    const shown = (await call('GET', `/admin/v1/keys/${key_id}`)).json();
    expect(shown).toMatchObject({ uses: 20, usage: [{ uses: 20 }] });
    expect(shown.last_used_at).toBeGreaterThan(0);
  });

  it('are answered from memory, with one object for all requests', async () => {
    await with_(at.secretKey);
    const known = at.deps.keys.recall(at.secretKey);
    expect(known?.caller).toBe(at.deps.keys.recall(at.secretKey)?.caller);
  });

  it('leave a trace in the audit log', async () => {
    const { key_id } = await made({ kind: 'secret' }, { 'x-api-key': at.secretKey });
    await call('POST', `/admin/v1/keys/${key_id}/rotate`, {});
    await call('DELETE', `/admin/v1/keys/${key_id}`);
    const entries = await at.deps.audit.list({ store_id: 'a', limit: 10 });
    expect(
      entries
        .filter(({ target }) => target === key_id)
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['key.create', 'key.revoke', 'key.rotate']);
    expect(entries.map(({ actor }) => actor)).toContain('operator');
  });
});

describe('what is lent for a time', () => {
  const lend = (body: object, headers: object = operator('b')) =>
    call('POST', '/admin/v1/grants', body, headers);
  const inB = (key: string) => with_(key, '/admin/v1/products', { 'x-varai-store': 'b' });

  it('opens another store between two moments, and only that far', async () => {
    const { key, key_id } = await made({ kind: 'secret', roles: ['owner'] });
    expect((await inB(key)).json().code).toBe('store-not-granted');
    const [starts_at, ends_at] = [Date.now() + 60_000, Date.now() + 120_000];
    const period = { starts_at, ends_at, reason: 'season check' };
    const grant = await lend({ subject_id: key_id, permissions: ['read:products'], ...period });
    expect(grant.statusCode).toBe(201);
    expect((await inB(key)).statusCode).toBe(403);
    at.advance(60_500);
    expect((await inB(key)).statusCode).toBe(200);
    const configuration = await with_(key, '/admin/v1/store', { 'x-varai-store': 'b' });
    expect(configuration.json()).toMatchObject({
      code: 'permission-missing',
      permission: 'read:configuration',
    });
    at.advance(60_000);
    expect((await inB(key)).statusCode).toBe(403);
  });

  it('ends at once when it is taken back', async () => {
    const { key, key_id } = await made({ kind: 'secret' });
    const ends_at = Date.now() + DAY;
    const lent = await lend({ subject_id: key_id, permissions: ['read:products'], ends_at, reason: 'x' });
    expect((await inB(key)).statusCode).toBe(200);
    const url = `/admin/v1/grants/${lent.json().grant_id}`;
    expect((await call('DELETE', url, undefined, operator('a'))).statusCode).toBe(404);
    expect((await call('DELETE', url, undefined, operator('b'))).statusCode).toBe(204);
    expect((await inB(key)).statusCode).toBe(403);
  });

  it('is never the power to lend, nor more than the lender has, nor a page’s', async () => {
    const { key_id } = await made({ kind: 'secret' });
    const admin = await made({ kind: 'secret', roles: ['admin_user'] }, operator('b'));
    const ends_at = Date.now() + DAY;
    const given = (permissions: string[], subject_id = key_id) =>
      lend({ subject_id, permissions, ends_at, reason: 'x' }, { 'x-api-key': admin.key });
    expect((await given(['manage:users'])).statusCode).toBe(400);
    expect((await given(['manage:privacy'])).json().code).toBe('beyond-own-permissions');
    const page = await made({ kind: 'publishable' });
    expect((await given(['read:products'], page.key_id)).json().code).toBe('subject-not-found');
    expect((await given(['read:products'])).statusCode).toBe(201);
  });
});

describe('what was lent', () => {
  const toReadPeople = (subject_id: string, store = 'a') =>
    call(
      'POST',
      '/admin/v1/grants',
      { subject_id, permissions: ['read:personal_data'], ends_at: Date.now() + DAY, reason: 'x' },
      operator(store),
    );
  const admin = async () => {
    const { key, key_id } = await made({ kind: 'secret', roles: ['admin_user'] });
    return { key_id, headers: { 'x-api-key': key } };
  };

  it('can’t be made to last, nor handed on', async () => {
    const { headers, key_id } = await admin();
    const { key_id: other } = await made({ kind: 'secret', roles: ['analytics_service'] });
    await toReadPeople(key_id);
    const lasting = { roles: ['owner'], scopes: ['read:personal_data'] };
    for (const answer of [
      await call('POST', '/admin/v1/keys', { kind: 'secret', ...lasting }, headers),
      await call('POST', '/admin/v1/clients', lasting, headers),
      await call('PUT', `/admin/v1/keys/${other}/roles`, lasting, headers),
      await call('PUT', `/admin/v1/keys/${key_id}/roles`, lasting, headers),
      await call(
        'POST',
        '/admin/v1/grants',
        { subject_id: other, permissions: ['read:personal_data'], ends_at: Date.now() + DAY, reason: 'x' },
        headers,
      ),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'beyond-own-permissions']);
  });

  it.each(['a', 'b'])('in store %s is learned by nobody with a new secret', async (store) => {
    const { headers } = await admin();
    const { key_id } = await made({ kind: 'secret', roles: ['admin_user'], scopes: ['read:products'] });
    const owner = await made({ kind: 'secret', roles: ['owner'] });
    await toReadPeople(key_id, store);
    const rotate = (as: object) => call('POST', `/admin/v1/keys/${key_id}/rotate`, {}, as);
    expect((await rotate(headers)).json().code).toBe('beyond-own-permissions');
    expect((await rotate({ 'x-api-key': owner.key })).statusCode).toBe(200);
    expect((await call('DELETE', `/admin/v1/keys/${key_id}`, undefined, headers)).statusCode).toBe(204);
  });

  it('stays with who renews their own secret', async () => {
    const { headers, key_id } = await admin();
    await toReadPeople(key_id);
    const renewed = await call('POST', `/admin/v1/keys/${key_id}/rotate`, {}, headers);
    expect(renewed.statusCode).toBe(200);
  });
});

describe('why somebody may or may not', () => {
  const why = async (id: string, method: string, path: string, store = 'a') =>
    (
      await call(
        'GET',
        `/admin/v1/access/explanation?subject_id=${id}&method=${method}&path=${path}`,
        undefined,
        operator(store),
      )
    ).json();

  it('is explained check by check', async () => {
    const { key_id } = await made({ kind: 'secret', roles: ['admin_user'], scopes: ['read:products'] });
    expect(await why(key_id, 'GET', '/admin/v1/products')).toMatchObject({
      allowed: true,
      permission: 'read:products',
    });
    const narrowed = await why(key_id, 'DELETE', '/admin/v1/keys/key_x');
    expect(narrowed).toMatchObject({ allowed: false, route: 'DELETE /admin/v1/keys/:key_id' });
    expect(narrowed.because.at(-1)).toContain('scopes leave it out');
    expect((await why(key_id, 'POST', '/v1/face/analyze')).because.at(-1)).toContain('None of its roles');
    expect((await why(key_id, 'GET', '/health/live')).allowed).toBe(true);
    expect((await why(key_id, 'GET', '/nowhere')).code).toBe('route-unknown');
    expect((await why(key_id, 'GET', '/admin/v1/products', 'b')).code).toBe('subject-not-found');
  });
});

describe('where data may lie', () => {
  it('sends people of another region there, before anything is kept', async () => {
    const eu = 'https://eu.varai.example';
    const us = await openTestApp(undefined, {
      access: { issuer: 'http://localhost', region: 'us', regionAddresses: { eu } },
    });
    try {
      const open = (body?: object) => us.post('/v1/sessions', body);
      const refused = await open({ country: 'DE' });
      expect(refused.statusCode).toBe(421);
      expect(refused.json()).toMatchObject({ code: 'wrong-region', region: 'eu', address: eu });
      expect(await us.deps.documents.collection('ai_sessions').count({})).toBe(0);
      const { session_id, token } = (await open({ country: 'US' })).json();
      expect((await open()).statusCode).toBe(201);
      expect((await open({ country: 'de' })).statusCode).toBe(400);
      await us.app.inject({
        method: 'PUT',
        url: '/admin/v1/store/data-region',
        headers: { 'x-api-key': us.secretKey },
        payload: { data_region: 'eu' },
      });
      expect((await open()).statusCode).toBe(421);
      await connectShop(us.deps.connections);
      const sampled = (event_type: string) =>
        us.post('/admin/v1/events/sample', { event_type }, { 'x-api-key': us.secretKey });
      const deliver = async (event_type: string) => {
        const { path: url, headers, body } = (await sampled(event_type)).json();
        return us.app.inject({ method: 'POST', url, headers, payload: body });
      };
      expect((await deliver('order_created')).statusCode).toBe(421);
      // Who was kept here before is still forgotten here.
      expect((await deliver('customer_redact')).statusCode).toBeLessThan(300);
      expect((await deliver('product_updated')).statusCode).toBeLessThan(300);
      const sessions = us.deps.documents.collection<{ _id: string; region?: string }>('ai_sessions');
      await sessions.update({ _id: session_id }, { $set: { region: 'eu' } });
      const moved = await us.app.inject({
        url: `/v1/recommendations?session_id=${session_id}`,
        headers: { 'x-api-key': us.publishableKey, authorization: `Bearer ${token}` },
      });
      expect(moved.statusCode).toBe(421);
    } finally {
      await us.close();
    }
  });
});
