import { Type } from 'typebox';
import type { Catalog } from '../catalog/index.ts';
import type { Queue } from '../data/index.ts';
import { type App, callerOf, Problem, ProblemSchema } from '../http/index.ts';
import type { Shop, Shops } from '../stores/index.ts';
import { type Drift, measureDrift } from './drift.ts';
import { eventFilter } from './event-views.ts';
import { SUBSCRIPTIONS, type SyncEvent } from './events.ts';
import type { Pull } from './pulls.ts';
import type { Reconciler } from './reconcile.ts';
import { PullView, Verification } from './schema.ts';

export interface StoreRoutesDeps {
  queue: Queue<SyncEvent>;
  shops: Shops;
  catalog: Catalog;
  reconciler: Reconciler;
  now(): number;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };
type Check = Verification['checks'][number];

/** Reading a store's catalogue, and finding out whether everything is as it should be. */
export function storeRoutes(deps: StoreRoutesDeps) {
  const { reconciler } = deps;
  return async (app: App): Promise<void> => {
    app.post(
      '/admin/v1/store/pull',
      {
        schema: {
          summary: 'Read the shop’s catalogue: what changed since the last time, or all of it',
          tags: ['stores'],
          body: Type.Object({ full: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
          response: { 202: PullView, ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request, reply) => {
        const kind = request.body.full === true ? 'full' : 'changes';
        const { pull } = await reconciler.begin(callerOf(request).store_id, kind, {
          isAsked: kind === 'full',
        });
        return reply.code(202).send(pullView(pull));
      },
    );
    app.get(
      '/admin/v1/store/pull',
      {
        schema: {
          summary: 'How far the reading of the catalogue is',
          tags: ['stores'],
          response: { 200: PullView, ...problems },
        },
        config: { access: 'read:configuration' },
      },
      async (request) => pullView(await reconciler.state(callerOf(request).store_id)),
    );
    app.post(
      '/admin/v1/store/verify',
      {
        schema: {
          summary: 'Is everything as it should be: credentials, webhooks, events, and every product',
          tags: ['stores'],
          response: { 200: Verification, ...problems },
        },
        config: { access: 'write:configuration' },
      },
      (request) => verify(callerOf(request).store_id, deps),
    );
  };
}

function pullView({ cursor, since, full_at, ...view }: Pull) {
  return view;
}

async function verify(store_id: string, deps: StoreRoutesDeps): Promise<Verification> {
  const shop = await deps.shops.open(store_id);
  const checks: Check[] = [await eventsCheck(store_id, deps)];
  let drift: Drift | null = null;
  if (shop.platform.hasApi) {
    checks.push(await credentialsCheck(shop), await webhooksCheck(shop));
    const compared = await driftCheck(shop, deps);
    checks.push(compared.check);
    drift = compared.drift;
  }
  return { ok: checks.every(({ ok }) => ok), checks, drift };
}

async function credentialsCheck({ api }: Shop): Promise<Check> {
  return tried('credentials', async () => {
    const { name, version, warnings } = await api.inspect();
    const detail = `${name}${version === null ? '' : `, version ${version}`}`;
    return warnings.length === 0
      ? { ok: true, detail, next: null }
      : { ok: false, detail: warnings.join(' '), next: 'See the warning.' };
  });
}

async function webhooksCheck({ api, connection }: Shop): Promise<Check> {
  const { webhooks_url } = connection;
  if (webhooks_url === null) {
    return {
      name: 'webhooks',
      ok: false,
      detail:
        'The shop was not told where to send its events; changes are found every few minutes by asking.',
      next: 'varai stores add … --webhooks-url https://…',
    };
  }
  return tried('webhooks', async () => {
    const listed = await api.listWebhooks(webhooks_url);
    const disabled = listed.filter(({ status }) => status === 'disabled').length;
    const ok = listed.length > 0 && disabled === 0;
    const detail = `${listed.length} registered, ${disabled} disabled`;
    return { ok, detail, next: ok ? null : 'varai webhooks register' };
  });
}

async function eventsCheck(store_id: string, { queue, now }: StoreRoutesDeps): Promise<Check> {
  // What of the shop could not be read again is found by comparing catalogues, and is no event of the shop's.
  const dead = await queue.find(eventFilter(store_id, { status: 'dead' }), { limit: 100 });
  const [waiting] = await queue.find({ store_id, ready: SUBSCRIPTIONS.sync }, { limit: 1 });
  const lag = waiting === undefined ? 0 : now() - waiting.received_at;
  const ok = dead.length === 0 && lag < 60_000;
  return {
    name: 'events',
    ok,
    detail: `${dead.length === 100 ? '100 or more' : dead.length} in the dead letters, the oldest waits ${Math.round(lag / 1000)} s`,
    next: ok ? null : 'varai events dead',
  };
}

async function driftCheck(
  { connection: { store_id }, api }: Shop,
  { catalog, now }: StoreRoutesDeps,
): Promise<{ check: Check; drift: Drift | null }> {
  let drift: Drift | null = null;
  const check = await tried('catalogue', async () => {
    drift = await measureDrift(store_id, api, catalog, now());
    const { checked, missing, stale, extra } = drift;
    const ok = missing + stale + extra === 0;
    const detail = `${checked} products in the shop; here ${missing} are missing, ${stale} differ, ${extra} are too many`;
    return { ok, detail, next: ok ? null : 'varai catalog pull --full' };
  });
  return { check, drift };
}

async function tried(name: string, check: () => Promise<Omit<Check, 'name'>>): Promise<Check> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { name, ok: false, detail: error.details.detail ?? error.kind.title, next: error.kind.advice };
  }
}
