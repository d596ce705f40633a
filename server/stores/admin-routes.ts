import { Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { Platforms } from '../platforms/index.ts';
import { type Connection, type Connections, newSecret, withSecret } from './connections.ts';
import { storeNotConnected, webhooksAddressMissing, webhookUnknown } from './problems.ts';
import {
  ConnectBody,
  Connected,
  PlatformView,
  RegionBody,
  StoreView,
  WebhookChanges,
  WebhookList,
} from './schema.ts';
import type { Store, Stores } from './settings.ts';
import type { Shops } from './shop.ts';

export interface StoreAdminDeps {
  stores: Stores;
  connections: Connections;
  shops: Shops;
  platforms: Platforms;
  /** Lets go of what the store's shop said, before it has another or none. */
  leaveShop(store_id: string, next: 'another' | 'none'): Promise<void>;
  /** Removes every product of the store and says how many there were. */
  removeProducts(store_id: string): Promise<number>;
  now(): number;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };

/** Connecting stores to their shops, and the webhooks there. */
export function storeAdminRoutes(deps: StoreAdminDeps) {
  const { stores, connections, shops, platforms, leaveShop, removeProducts, now } = deps;
  const viewOf = async (store_id: string) =>
    storeView(await stores.get(store_id), await connections.get(store_id));

  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/platforms',
      {
        schema: {
          summary: 'Shop systems, and what each needs to be connected',
          tags: ['stores'],
          response: { 200: Type.Object({ platforms: Type.Array(PlatformView) }) },
        },
        config: { access: 'public' },
      },
      async () => ({
        platforms: Object.values(platforms).map(({ name, hasApi, credentialFields, cart }) => ({
          name,
          has_api: hasApi,
          credential_fields: [...credentialFields],
          cart,
        })),
      }),
    );
    app.get(
      '/admin/v1/stores',
      {
        schema: {
          summary: 'Every store of this server',
          tags: ['stores'],
          response: { 200: Type.Object({ stores: Type.Array(StoreView) }), ...problems },
        },
        config: { access: 'manage:installation' },
      },
      async () => {
        const connected = new Map((await connections.all()).map((each) => [each.store_id, each]));
        const known = await stores.all();
        return { stores: known.map((store) => storeView(store, connected.get(store.store_id) ?? null)) };
      },
    );
    app.get(
      '/admin/v1/store',
      {
        schema: { summary: 'This store', tags: ['stores'], response: { 200: StoreView, ...problems } },
        config: { access: 'read:configuration' },
      },
      (request) => viewOf(callerOf(request).store_id),
    );
    app.put(
      '/admin/v1/store',
      {
        schema: {
          summary: 'Connect this store to its shop, once the shop has accepted the credentials',
          tags: ['stores'],
          querystring: Type.Object({ dry_run: Type.Optional(Type.Boolean()) }),
          body: ConnectBody,
          response: { 200: Connected, ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { store_id } = callerOf(request);
        const isDryRun = request.query.dry_run === true;
        const { connection, inspection } = await shops.connect(store_id, request.body, {
          isDryRun,
          leaveShop: () => leaveShop(store_id, 'another'),
        });
        const store = isDryRun
          ? storeView({ ...(await stores.get(store_id)), ...plainContext(connection) }, connection)
          : await viewOf(store_id);
        return {
          store,
          inspection: inspection && { ...inspection, warnings: [...inspection.warnings] },
          ...(platforms[connection.platform].hasApi || isDryRun
            ? {}
            : { webhook_secret: connection.secrets[0]?.secret ?? '' }),
        };
      },
    );
    app.put(
      '/admin/v1/store/data-region',
      {
        schema: {
          summary: 'Say in which region the data of this store’s shoppers must lie',
          tags: ['stores'],
          body: RegionBody,
          response: { 200: StoreView, ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { store_id } = callerOf(request);
        await stores.chooseRegion(store_id, request.body.data_region);
        return viewOf(store_id);
      },
    );
    app.delete(
      '/admin/v1/store',
      {
        schema: {
          summary: 'Disconnect this store: removes its webhooks, its credentials and, if asked, its products',
          tags: ['stores'],
          querystring: Type.Object({
            products: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('remove')])),
          }),
          response: {
            200: Type.Object({ webhooks_removed: Type.Integer(), products_removed: Type.Integer() }),
            ...problems,
          },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { store_id } = callerOf(request);
        const shop = await shops.open(store_id);
        const { connection, platform } = shop;
        await leaveShop(store_id, 'none');
        let webhooks_removed = 0;
        // A shop that is gone must not keep its credentials here alive.
        if (platform.hasApi && connection.webhooks_url !== null && connection.status === 'connected') {
          webhooks_removed = await shop.api
            .removeWebhooks({ baseUrl: connection.webhooks_url, id: null })
            .catch((err: Error) => {
              request.log.warn({ err, store_id }, 'the shop’s webhooks could not be removed');
              return 0;
            });
        }
        if (!(await connections.remove(store_id))) throw storeNotConnected();
        const products_removed = request.query.products === 'remove' ? await removeProducts(store_id) : 0;
        return { webhooks_removed, products_removed };
      },
    );
    await app.register(webhookRoutes(deps));
    app.post(
      '/admin/v1/store/webhooks/secret',
      {
        schema: {
          summary: 'Put a new webhook secret in use; the one before it stays good for a day',
          tags: ['stores'],
          response: { 200: Type.Object({ webhook_secret: Type.String() }), ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { connection, platform } = await shops.open(callerOf(request).store_id);
        const webhook_secret = platform.webhookSecret(connection.credentials) ?? newSecret();
        const secrets = withSecret(connection.secrets, webhook_secret, now());
        await connections.saveSecrets(connection.store_id, secrets);
        if (platform.hasApi && connection.webhooks_url) await shops.ensureWebhooks(connection.store_id);
        return { webhook_secret };
      },
    );
  };
}

function webhookRoutes({ shops }: StoreAdminDeps) {
  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/store/webhooks',
      {
        schema: {
          summary: 'The shop’s webhooks that lead here',
          tags: ['stores'],
          response: { 200: WebhookList, ...problems },
        },
        config: { access: 'read:configuration' },
      },
      async (request) => {
        const { api, baseUrl } = await hooked(callerOf(request).store_id);
        return { webhooks: [...(await api.listWebhooks(baseUrl))] };
      },
    );
    app.put(
      '/admin/v1/store/webhooks',
      {
        schema: {
          summary: 'Make sure of every webhook we want',
          tags: ['stores'],
          response: { 200: WebhookChanges, ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { created, kept, repaired, refused } = await shops.ensureWebhooks(callerOf(request).store_id);
        return { created: [...created], kept: [...kept], repaired: [...repaired], refused: [...refused] };
      },
    );
    for (const one of [true, false]) {
      app.delete(
        one ? '/admin/v1/store/webhooks/:id' : '/admin/v1/store/webhooks',
        {
          schema: {
            summary: one ? 'Remove one webhook' : 'Remove every webhook that leads here',
            tags: ['stores'],
            params: one ? Type.Object({ id: Type.String({ maxLength: 200 }) }) : Type.Object({}),
            response: { 200: Type.Object({ removed: Type.Integer() }), ...problems },
          },
          config: { access: 'write:configuration' },
        },
        async (request) => {
          const { api, baseUrl } = await hooked(callerOf(request).store_id);
          const { id } = request.params as { id?: string };
          const removed = await api.removeWebhooks({ baseUrl, id: id ?? null });
          if (id !== undefined && removed === 0) throw webhookUnknown();
          return { removed };
        },
      );
    }

    async function hooked(store_id: string) {
      const { connection, api } = await shops.open(store_id);
      if (connection.webhooks_url === null) throw webhooksAddressMissing();
      return { api, baseUrl: connection.webhooks_url };
    }
  };
}

function plainContext({ context }: Connection): Pick<Store, 'currency' | 'locale'> {
  return { currency: context.currency, locale: context.locale };
}

function storeView(store: Store, connection: Connection | null): StoreView {
  return {
    ...store,
    status: connection?.status ?? 'unconnected',
    platform: connection?.platform ?? null,
    address: connection?.address ?? null,
    webhooks_url: connection?.webhooks_url ?? null,
    connected_at: connection?.connected_at ?? null,
  };
}
