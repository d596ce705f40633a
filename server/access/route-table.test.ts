import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import type { Access } from '../http/index.ts';
import { connectShop } from '../sync/testing.ts';
import { openTestApp, type TestApp } from '../testing.ts';
import type { RouteEntry } from './explain.ts';
import { isRole, ROLE_NAMES, ROLES } from './roles.ts';

/** Scopes of the mission (§5.2 oauth2Configuration.scopes), each held by a client that has nothing else. */
const SCOPES = ['read:products', 'write:analytics', 'access:ai_services'] as const;

let at: TestApp;
let routes: readonly RouteEntry[];
/** Who calls, and what they show. `foreign` owns another store and names this one. */
const callers = new Map<string, Record<string, string>>();
/** Ids of things in store `a`, by the name of the parameter that names them. */
const mine = new Map<string, string>();

beforeAll(async () => {
  at = await openTestApp();
  await at.app.ready();
  routes = at.app.routeTable.filter(({ method }) => method !== 'HEAD'); // As GET, to the letter.
  callers.set('anonymous', {});
  callers.set('publishable', { 'x-api-key': at.publishableKey });
  callers.set('secret', { 'x-api-key': at.secretKey });
  for (const role of ROLE_NAMES) {
    const { key } = await at.deps.keys.create({ kind: 'secret', store_id: 'a', roles: [role] });
    callers.set(role, { 'x-api-key': key });
  }
  for (const scope of SCOPES) callers.set(scope, { authorization: `Bearer ${await tokenWith(scope)}` });
  const { key } = await at.deps.keys.create({ kind: 'secret', store_id: 'b', roles: ['owner'] });
  callers.set('foreign', { 'x-api-key': key, 'x-varai-store': 'a' });
  callers.set('operator', { 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' });
  await plant();
});
afterAll(() => at.close());

async function tokenWith(scope: string): Promise<string> {
  const { doc, secret } = await at.deps.clients.credentials.create({
    kind: 'client',
    store_id: 'a',
    roles: ['owner'],
  });
  const answer = await at.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: doc._id,
      client_secret: secret,
      scope,
    }).toString(),
  });
  return answer.json().access_token;
}

const CATALOGUE = JSON.stringify([{ ...demoCatalogue()[0], product_id: 'frame-1' }]);

/** One of each thing that has an id. */
async function plant(): Promise<void> {
  const key = await at.deps.keys.create({ kind: 'secret', store_id: 'a' });
  const client = await at.deps.clients.credentials.create({ kind: 'client', store_id: 'a' });
  const grant = await at.deps.grants.add({
    store_id: 'a',
    subject_id: key.key_id,
    permissions: ['read:products'],
    starts_at: Date.now(),
    ends_at: Date.now() + 3_600_000,
    reason: 'test',
    granted_by: 'operator',
  });
  const request_id = `request_${key.key_id}`;
  await at.deps.documents.collection('privacy_requests').insert({
    ...{ _id: request_id, store_id: 'a', kind: 'access', from: 'platform', state: 'open' },
    ...{ received_at: 1, due_at: 2, done_at: null, removed: {}, subject: null, subjects: [] },
    ...{ runner: null, heard_at: 0, confirmation: null },
  });
  mine.set('request_id', request_id);
  mine.set('product_id', 'frame-1');
  await at.deps.catalog.import('a', CATALOGUE);
  mine.set('key_id', key.key_id);
  mine.set('client_id', client.doc._id);
  mine.set('grant_id', grant.grant_id);
  await openVisit();
}

/** A page's key goes together with the token of its visit. */
async function openVisit(): Promise<void> {
  const { session_id } = await at.newSession();
  mine.set('session_id', session_id);
  callers.set('publishable', at.shopper(session_id));
}

function urlOf({ url }: RouteEntry): string {
  return url.replace(/:(\w+)/g, (_, name: string) => mine.get(name) ?? 'some-id').replace('*', 'some-file');
}

/** Only as far as the headers: streams would not end. */
async function outcome(route: RouteEntry, headers: Record<string, string>): Promise<LightMyRequestResponse> {
  const key = headers['x-api-key'];
  const url = urlOf(route) + (route.url.startsWith('/v1/realtime') && key ? `?key=${key}` : '');
  const answer = await at.app.inject({
    method: route.method as 'GET',
    url,
    headers,
    payloadAsStream: true,
  });
  answer.stream().destroy();
  return answer;
}

/** An event of the shop, by its signed webhook. @returns its id */
async function plantEvent(): Promise<string> {
  await connectShop(at.deps.connections);
  const headers = { 'x-api-key': at.secretKey };
  const sample = await at.post('/admin/v1/events/sample', { event_type: 'product_updated' }, headers);
  const { path, headers: signed, body } = sample.json();
  await at.app.inject({ method: 'POST', url: path, headers: signed, payload: body });
  const { events } = (await at.app.inject({ url: '/admin/v1/events', headers })).json();
  return events[0].event_id;
}

/** What each caller may do, by the names of roles and scopes alone. */
function expected({ access, url }: RouteEntry, caller: string): string {
  if (access === 'public' || caller === 'operator') return 'yes';
  // Here keys stand in the address, where no secret one may.
  if (url.startsWith('/v1/realtime') && (caller === 'secret' || isRole(caller))) return '403';
  if (caller === 'anonymous') return '401';
  const permissions: readonly Access[] =
    caller === 'publishable'
      ? ROLES.widget_client
      : caller === 'secret'
        ? [...ROLES.widget_client, ...ROLES.admin_user]
        : isRole(caller)
          ? ROLES[caller]
          : [caller as Access];
  return permissions.includes(access) ? 'yes' : '403';
}

const HOW =
  'a call is new, gone, or needs something else: `npx vitest run server/access/route-table.test.ts -u`, then read and commit what changed in route-table.txt';

const byUrl = (a: RouteEntry, b: RouteEntry) =>
  a.url < b.url ? -1 : a.url > b.url ? 1 : a.method < b.method ? -1 : 1;

it('lets each caller make the calls its row says, and no other', { timeout: 120_000 }, async () => {
  const rows: string[][] = [];
  for (const route of [...routes].sort(byUrl)) {
    const cells: string[] = [];
    await openVisit();
    for (const [name, headers] of callers) {
      // What one caller has deleted is there again for the next.
      if (route.method === 'DELETE') await plant();
      const { statusCode } = await outcome(route, callers.get(name) ?? headers);
      // Whoever is turned away for another reason has shown nothing about what they may do.
      expect([route.method, route.url, name, statusCode]).not.toContain(429);
      const cell = statusCode === 401 || statusCode === 403 ? `${statusCode}` : 'yes';
      expect([route.method, route.url, name, cell]).toEqual([
        route.method,
        route.url,
        name,
        expected(route, name),
      ]);
      cells.push(cell);
    }
    rows.push([
      route.method,
      route.url,
      route.access,
      ...(route.access === 'public' ? ['everybody'] : cells),
    ]);
  }
  const table = text([['', 'route', 'needs', ...callers.keys()], ...rows]);
  await expect(table, HOW).toMatchFileSnapshot('route-table.txt');
});

describe('things of another store', () => {
  it('can’t be found, changed or removed by their id', { timeout: 60_000 }, async () => {
    const stranger = await at.deps.keys.create({ kind: 'secret', store_id: 'b', roles: ['owner'] });
    await plant();
    mine.set('event_id', await plantEvent());
    const named = routes.filter(({ url, access }) => url.includes('/:') && access !== 'public');
    const before = await everything();
    for (const route of named) {
      const call = (key: string) =>
        at.app.inject({
          method: route.method as 'GET',
          url: urlOf(route),
          headers: { 'x-api-key': key },
          ...(route.method === 'GET' || route.method === 'DELETE'
            ? {}
            : { payload: BODIES.get(route.url) ?? {} }),
        });
      for (const [, name = ''] of route.url.matchAll(/:(\w+)/g))
        expect(
          mine.has(name) || route.url.includes('/webhooks/'),
          `plant a thing with a ${name}, for ${route.method} ${route.url}`,
        ).toBe(true);
      const { statusCode } = await call(stranger.key);
      expect([route.method, route.url, statusCode]).toEqual([route.method, route.url, 404]);
    }
    expect(await everything()).toEqual(before);
    // The same ids do lead their owner to something.
    for (const name of ['key_id', 'client_id', 'product_id', 'event_id']) {
      const route = named.find(({ method, url }) => method === 'GET' && url.endsWith(`:${name}`));
      const headers = callers.get('owner') ?? {};
      const answer = await at.app.inject({ url: route ? urlOf(route) : '', headers });
      expect([name, answer.statusCode]).toEqual([name, 200]);
    }
  });
});

/** What a call takes that must get as far as looking for its thing. */
const BODIES = new Map<string, object>([
  ['/admin/v1/keys/:key_id/roles', { roles: ['owner'] }],
  ['/admin/v1/clients/:client_id/roles', { roles: ['owner'] }],
]);

/** All that is kept of store `a`, but for what counts uses. */
async function everything(): Promise<unknown[]> {
  await at.deps.usage.flush();
  const collections = [
    'api_keys',
    'oauth_clients',
    'access_grants',
    'ai_sessions',
    'consents',
    'events',
    'products',
    'privacy_requests',
  ];
  const found = collections.map(async (name) => {
    const kept = await at.deps.documents.collection(name).find({ store_id: 'a' });
    expect(kept.length > 0 || name === 'consents', `nothing of ${name} is kept`).toBe(true);
    return kept;
  });
  return Promise.all(found);
}

/** Columns that a person can read. */
function text(rows: readonly (readonly string[])[]): string {
  const widths =
    rows[0]?.map((_, n) =>
      Math.max(...rows.map((row) => (row[n] === 'everybody' ? 0 : (row[n]?.length ?? 0)))),
    ) ?? [];
  return `${rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
