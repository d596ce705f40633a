import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decodeJwt, exportJWK, type JWK, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../testing.ts';
import { MOST_FAILURES } from './failures.ts';

const ISSUER = 'https://login.example';
const ORIGIN = 'http://localhost';
let at: TestApp;
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
let published: { keys: JWK[] } | undefined;
let fetches = 0;

beforeEach(async () => {
  fetches = 0;
  published = { keys: [{ ...(await exportJWK(theirs.publicKey)), kid: 'rsa-1', alg: 'RS256' }] };
  at = await openTestApp(undefined, {
    fetchJson: async () => {
      fetches += 1;
      if (published === undefined) throw new Error('out of reach');
      return published;
    },
    access: {
      issuer: ORIGIN,
      trustedIssuers: [
        {
          issuer: ISSUER,
          jwks_uri: `${ISSUER}/jwks`,
          audience: 'varai',
          store_claim: 'shop',
          roles_claim: 'realm.roles',
          roles: { 'varai-admin': 'admin_user' },
        },
      ],
    },
  });
});
afterEach(() => at.close());

const operator = (store = 'a') => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': store });
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const withToken = (token: string) =>
  at.app.inject({ url: '/admin/v1/products', headers: { authorization: `Bearer ${token}` } });
const withKey = (key: string, headers: object = {}) =>
  at.app.inject({ url: '/admin/v1/products', headers: { 'x-api-key': key, ...headers } });

async function newClient(): Promise<Record<string, string>> {
  const { client_id, client_secret } = (
    await at.post('/admin/v1/clients', { roles: ['admin_user'] }, operator())
  ).json();
  return { client_id, client_secret };
}
const tokenFor = (fields: Record<string, string>) =>
  at.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString(),
  });

describe('guessing', () => {
  it('of keys is answered 429 after too many from one address, and harms nobody who has a key', async () => {
    const answers = [];
    for (let n = 0; n <= MOST_FAILURES; n++) answers.push(await withKey(`sk_${`${n}`.padStart(32, 'x')}`));
    expect(answers.slice(0, MOST_FAILURES).every(({ statusCode }) => statusCode === 401)).toBe(true);
    expect(answers.at(-1)?.json().code).toBe('too-many-failures');
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await withKey(at.secretKey)).statusCode).toBe(200);
  });

  it('of a client’s secret stops listening, even to the right one, for a minute', async () => {
    const client = await newClient();
    for (let n = 0; n < MOST_FAILURES; n++)
      expect((await tokenFor({ ...client, client_secret: `wrong-${n}` })).statusCode).toBe(401);
    expect((await tokenFor({ ...client, client_secret: 'wrong' })).statusCode).toBe(429);
    expect((await tokenFor(client)).statusCode).toBe(429);
    at.advance(60_000);
    expect((await tokenFor(client)).statusCode).toBe(200);
  });

  it('of refresh tokens ends no family of another client', async () => {
    const [victim, thief] = [await newClient(), await newClient()];
    const { refresh_token } = (await tokenFor(victim)).json();
    const tried = await tokenFor({ ...thief, grant_type: 'refresh_token', refresh_token });
    expect(tried.json().error).toBe('invalid_grant');
    expect((await tokenFor({ ...victim, grant_type: 'refresh_token', refresh_token })).statusCode).toBe(200);
  });
});

describe('forged tokens', () => {
  /** A token of ours with another header, other claims or another signature. */
  async function altered(header: object, claims: object, sign: (input: string) => string): Promise<string> {
    const { access_token } = (await tokenFor(await newClient())).json() as { access_token: string };
    const [head = '', body = ''] = access_token.split('.');
    const parsed = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const input = `${encoded({ ...parsed(head), ...header })}.${encoded({ ...parsed(body), ...claims })}`;
    return `${input}.${sign(input)}`;
  }
  const refused = async (token: string) => {
    const answer = await withToken(token);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'token-invalid']);
  };
  const ourJwk = async () => (await at.app.inject('/.well-known/jwks.json')).json().keys[0] as JWK;

  it('without a signature are refused', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) await refused(await altered({ alg }, {}, () => ''));
    await refused(await altered({}, {}, () => ''));
  });

  it('signed with our public key as a password are refused', async () => {
    await tokenFor(await newClient());
    const jwk = await ourJwk();
    for (const password of [JSON.stringify(jwk), `${jwk.x}`])
      await refused(
        await altered({ alg: 'HS256' }, {}, (input) =>
          createHmac('sha256', password).update(input).digest('base64url'),
        ),
      );
  });

  it('whose claims were changed are refused', async () => {
    const { access_token } = (await tokenFor(await newClient())).json() as { access_token: string };
    const signature = access_token.split('.')[2] ?? '';
    await refused(await altered({}, { scope: 'manage:installation' }, () => signature));
  });

  it('that bring their own key, or name a foreign one, are refused', async () => {
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = await exportJWK(own.publicKey);
    const { client_id = '' } = await newClient();
    const forge = (header: object, claims: object = {}) =>
      new SignJWT({ client_id, family: 'x', scope: 'read:products', ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header })
        .setIssuer(ORIGIN)
        .setAudience(ORIGIN)
        .setSubject(client_id)
        .setJti('1')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(own.privateKey);
    await tokenFor(await newClient());
    const { kid = '' } = await ourJwk();
    for (const header of [{}, { jwk }, { kid: 'foreign' }, { kid }, { jku: 'https://evil.example/jwks' }])
      await refused(await forge(header));
  });

  it('signed by our own key for somebody else, by somebody else, for something else, or too long ago are refused', async () => {
    const { access_token } = (await tokenFor(await newClient())).json() as { access_token: string };
    const { kid, key } = await at.deps.signing.current();
    const claims = decodeJwt(access_token);
    const resign = (changed: object, header: object = {}) =>
      new SignJWT({ ...claims, jti: 'other', ...changed })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
        .sign(key);
    expect((await withToken(await resign({}))).statusCode).toBe(200);
    await refused(await resign({ aud: 'https://somebody-else.example' }));
    await refused(await resign({ iss: 'https://evil.example' }));
    await refused(await resign({ exp: Math.floor(Date.now() / 1000) - 1 }));
    await refused(await resign({ exp: undefined }));
    await refused(await resign({ nbf: Math.floor(Date.now() / 1000) + 600 }));
    await refused(await resign({ client_id: 'client_other' }));
    await refused(await resign({ family: 'other' }));
    await refused(await resign({}, { typ: 'JWT' }));
  });

  it('that are none are refused without a fault', async () => {
    for (const token of ['a.b.c', '..', 'eyJ.eyJ.x', `${'e'.repeat(9000)}.b.c`, '\u00ff.\u00ff.\u00ff'])
      expect((await withToken(token)).statusCode).toBe(401);
  });
});

describe('tokens of a trusted issuer', () => {
  const sign = (claims: object = {}, header: object = {}, key: KeyObject | Uint8Array = theirs.privateKey) =>
    new SignJWT({ shop: 'a', realm: { roles: ['varai-admin', 'unknown'] }, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa-1', ...header })
      .setIssuer((claims as { iss?: string }).iss ?? ISSUER)
      .setAudience((claims as { aud?: string }).aud ?? 'varai')
      .setSubject((claims as { sub?: string }).sub ?? 'somebody@example.com')
      .setExpirationTime((claims as { exp?: number }).exp ?? '5m')
      .sign(key);
  const codeOf = async (token: string) => (await withToken(token)).statusCode;

  it('are good as far as their roles go, in the store they name', async () => {
    const token = await sign();
    expect(await codeOf(token)).toBe(200);
    expect(at.logged()).not.toContain('somebody@example.com');
    expect(await codeOf(await sign({ realm: { roles: ['unknown', 'toString', 'owner'] } }))).toBe(403);
    expect(await codeOf(await sign({ shop: '../a' }))).toBe(401);
    expect(await codeOf(await sign({ shop: undefined }))).toBe(401);
  });

  it('are refused for another audience, of another issuer, or too late', async () => {
    expect(await codeOf(await sign({ aud: 'somebody-else' }))).toBe(401);
    expect(await codeOf(await sign({ iss: 'https://evil.example' }))).toBe(401);
    expect(await codeOf(await sign({ exp: Math.floor(Date.now() / 1000) - 60 }))).toBe(401);
    const token = await sign();
    expect(await codeOf(token)).toBe(200);
    at.advance(6 * 60_000);
    expect(await codeOf(token)).toBe(401);
  });

  it('are refused when their public key was the password (RS/HS confusion)', async () => {
    const pem = theirs.publicKey.export({ type: 'spki', format: 'pem' });
    expect(await codeOf(await sign({}, { alg: 'HS256' }, Buffer.from(pem)))).toBe(401);
  });

  it('ask for the issuer’s keys once, not with every token, also when they can’t be had', async () => {
    const working = published;
    published = undefined;
    const answers = await Promise.all([1, 2, 3].map(async (n) => withToken(await sign({ jti: n }))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503]);
    expect(fetches).toBe(1);
    published = working;
    at.advance(5000);
    expect(await codeOf(await sign())).toBe(200);
    expect(fetches).toBe(2);
  });

  it('are good again soon after the issuer changed its keys', async () => {
    expect(await codeOf(await sign())).toBe(200);
    const next = generateKeyPairSync('rsa', { modulusLength: 2048 });
    published = { keys: [{ ...(await exportJWK(next.publicKey)), kid: 'rsa-2', alg: 'RS256' }] };
    at.advance(31_000);
    expect(await codeOf(await sign({}, { kid: 'rsa-2' }, next.privateKey))).toBe(200);
  });
});

describe('keys in wrong hands', () => {
  it('are refused from another website, whatever else the origin says', async () => {
    const origins = [
      'https://evil.example',
      'null',
      'https://shop.example.evil.example',
      'https://shop.example\u00e9',
    ];
    for (const origin of origins) {
      const answer = await at.post('/v1/sessions', undefined, { 'x-api-key': at.publishableKey, origin });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin-not-allowed']);
    }
  });

  it('are refused once revoked, in every form', async () => {
    const { key, key_id } = (await at.post('/admin/v1/keys', { kind: 'secret' }, operator())).json();
    expect((await withKey(key)).statusCode).toBe(200);
    await at.app.inject({ method: 'DELETE', url: `/admin/v1/keys/${key_id}`, headers: operator() });
    expect((await withKey(key)).json().code).toBe('api-key-revoked');
    for (const shown of [` ${key}x`, `${key}\u00e9`, key.toUpperCase(), key.slice(0, -1)])
      expect((await withKey(shown)).statusCode).toBe(401);
  });

  it('with line breaks and other odd text never reach a header or a log', async () => {
    for (const odd of [
      'sk_\u0000',
      '%0d%0aset-cookie:x=1',
      "' OR 1=1 --",
      '{"$ne":null}',
      'x'.repeat(8000),
    ]) {
      const answer = await at.app.inject({
        url: '/v1/realtime',
        query: { key: odd.slice(0, 4000) },
      });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(JSON.stringify(answer.headers)).not.toContain('set-cookie');
    }
    const origin = 'https://evil.example%0d%0aset-cookie:x';
    const made = await at.post(
      '/admin/v1/keys',
      { kind: 'publishable', allowed_origins: [origin] },
      operator(),
    );
    expect(made.statusCode).toBe(400);
  });

  it('can’t be read from a list: ids that are paths or patterns find nothing', async () => {
    const ids = ['../keys', '..%2f..%2fetc%2fpasswd', '%2e%2e', 'key_%00', '*', '{"$ne":null}', '__proto__'];
    for (const id of ids) {
      const url = `/admin/v1/keys/${id.includes('%') ? id : encodeURIComponent(id)}`;
      for (const method of ['GET', 'DELETE'] as const) {
        const answer = await at.app.inject({ method, url, headers: operator() });
        expect([400, 404]).toContain(answer.statusCode);
      }
    }
  });
});

describe('those who want more than they have', () => {
  const ask = (method: 'POST' | 'PUT' | 'DELETE', url: string, key: string, payload?: object) =>
    at.app.inject({ method, url, headers: { 'x-api-key': key }, ...(payload ? { payload } : {}) });
  const newKey = async (body: object) => (await at.post('/admin/v1/keys', body, operator())).json();

  it('can’t make, change, rotate or revoke what may do more than they', async () => {
    const admin = await newKey({ kind: 'secret', roles: ['admin_user'] });
    const owner = await newKey({ kind: 'secret', roles: ['owner'] });
    const tries = [
      await ask('POST', '/admin/v1/keys', admin.key, { kind: 'secret', roles: ['owner'] }),
      await ask('POST', '/admin/v1/clients', admin.key, { roles: ['owner'] }),
      await ask('PUT', `/admin/v1/keys/${admin.key_id}/roles`, admin.key, { roles: ['owner'] }),
      await ask('PUT', `/admin/v1/keys/${owner.key_id}/roles`, admin.key, { roles: ['admin_user'] }),
      await ask('POST', `/admin/v1/keys/${owner.key_id}/rotate`, admin.key, {}),
      await ask('DELETE', `/admin/v1/keys/${owner.key_id}`, admin.key),
    ];
    for (const answer of tries)
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'beyond-own-permissions']);
    const faster = await ask('POST', '/admin/v1/keys', admin.key, {
      kind: 'secret',
      roles: ['admin_user'],
      requests_per_minute: 100_000,
    });
    expect(faster.statusCode).toBe(403);
    expect((await ask('POST', '/admin/v1/keys', admin.key, { kind: 'publishable' })).statusCode).toBe(201);
    expect(
      (await ask('POST', '/admin/v1/keys', admin.key, { kind: 'secret', roles: ['admin_user'] })).statusCode,
    ).toBe(201);
  });

  it('can’t make a key of a page an admin', async () => {
    const answer = await at.post(
      '/admin/v1/keys',
      { kind: 'publishable', roles: ['admin_user'] },
      operator(),
    );
    expect(answer.json().code).toBe('role-not-for-pages');
    const page = await newKey({ kind: 'publishable' });
    const assigned = await at.app.inject({
      method: 'PUT',
      url: `/admin/v1/keys/${page.key_id}/roles`,
      headers: operator(),
      payload: { roles: ['admin_user'] },
    });
    expect(assigned.json().code).toBe('role-not-for-pages');
  });

  it('can’t set what is not theirs to set (mass assignment)', async () => {
    const extras = [
      { store_id: 'b' },
      { permissions: ['manage:installation'] },
      { key_id: 'key_mine' },
      { uses: 0 },
      { digest: 'x' },
      { revoked_at: 1 },
      { __proto__x: { admin: true } },
    ];
    for (const extra of extras) {
      const answer = await ask('POST', '/admin/v1/keys', at.secretKey, { kind: 'secret', ...extra });
      expect(answer.statusCode).toBe(400);
    }
    for (const body of [{ roles: ['root'] }, { roles: 'owner' }, { roles: [] }, { scopes: ['*'] }])
      expect(
        (await ask('POST', '/admin/v1/keys', at.secretKey, { kind: 'secret', ...body })).statusCode,
      ).toBe(400);
    const opened = await at.post('/v1/sessions', { store_id: 'b', session_id: 'ses_mine' });
    expect(opened.statusCode).toBe(400);
  });

  it('can’t name another store in a header', async () => {
    for (const store of ['b', 'a,b', '__proto__', '']) {
      const answer = await withKey(at.secretKey, { 'x-varai-store': store });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'store-not-granted']);
    }
  });
});
