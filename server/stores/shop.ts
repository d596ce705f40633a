import { isDeepStrictEqual } from 'node:util';
import type { Platform, PlatformApi, Platforms } from '../platforms/index.ts';
import { type Connection, type Connections, newSecret, withSecret } from './connections.ts';
import { credentialsIncomplete, storeNotConnected, webhooksAddressMissing } from './problems.ts';
import type { ConnectBody } from './schema.ts';
import type { Stores } from './settings.ts';

/** A connected store, and the ways to its platform. */
export interface Shop {
  connection: Connection;
  platform: Platform;
  /** @throws Problem of the platform's when it has no API. */
  api: PlatformApi;
}

export interface Shops {
  /** @throws Problem store-not-connected */
  open(store_id: string): Promise<Shop>;
  /**
   * Checks the credentials against the shop, then keeps them; the shop's own currency, locale and name come with it.
   * @param options.leaveShop called when it was another shop's, before it is this one's.
   * @throws Problem credentials-incomplete, store-address-taken and the platform's own; then nothing is changed.
   */
  connect(
    store_id: string,
    body: ConnectBody,
    options: { isDryRun: boolean; leaveShop(): Promise<void> },
  ): Promise<Connecting>;
  /** Learns anew what the platform must know to understand the shop's bodies, such as Magento's option labels. */
  refresh(store_id: string): Promise<void>;
  /** Makes sure of every webhook. @throws Problem webhooks-address-missing */
  ensureWebhooks(store_id: string): ReturnType<PlatformApi['ensureWebhooks']>;
}

export interface Connecting {
  connection: Connection;
  inspection: Awaited<ReturnType<PlatformApi['inspect']>> | null;
}

export function openShops(deps: {
  stores: Stores;
  connections: Connections;
  platforms: Platforms;
  now(): number;
}): Shops {
  const { stores, connections, platforms, now } = deps;
  const apis = new Map<string, { key: string; api: PlatformApi }>();

  /** One API object a connection: it knows the platform's remaining rate, and refreshes tokens one at a time. */
  function apiOf(connection: Connection): PlatformApi {
    const { store_id, platform, address, credentials, context } = connection;
    const key = JSON.stringify([platform, address, credentials, context]);
    const standing = apis.get(store_id);
    if (standing?.key === key) return standing.api;
    const api = platforms[platform].connect({
      store_id,
      address,
      credentials,
      context,
      saveCredentials: (next) => connections.saveCredentials(store_id, next),
      now,
    });
    apis.set(store_id, { key, api });
    return api;
  }

  async function shopOf(store_id: string): Promise<Shop> {
    const connection = await connections.get(store_id);
    if (connection === null) throw storeNotConnected();
    return {
      connection,
      platform: platforms[connection.platform],
      get api() {
        return apiOf(connection);
      },
    };
  }

  return {
    open: shopOf,
    async connect(store_id, body, { isDryRun, leaveShop }) {
      const platform = platforms[body.platform];
      const address = platform.normalizeAddress(body.address);
      const before = await connections.get(store_id);
      // A second visit need not repeat the secrets it does not change.
      const kept = before?.platform === body.platform && before.address === address ? before : null;
      let credentials: Connection['credentials'] = { ...kept?.credentials, ...body.credentials };
      const missing = platform.credentialFields.filter(
        ({ name, required }) => required && !credentials[name],
      );
      if (missing.length > 0) {
        throw credentialsIncomplete({
          errors: missing.map(({ name, hint }) => ({ pointer: `/body/credentials/${name}`, detail: hint })),
        });
      }
      const settings = await stores.get(store_id);
      const { currency, locale } = settings;
      const plain = { currency, locale, address, extra: {} };
      const inspection = platform.hasApi
        ? await platform
            .connect({
              store_id,
              address,
              credentials,
              context: kept?.context ?? null,
              saveCredentials: async (next) => {
                credentials = next;
                if (kept) await connections.saveCredentials(store_id, next);
              },
              now,
            })
            .inspect()
        : null;
      const context = inspection?.context ?? plain;
      const secret = platform.webhookSecret(credentials) ?? kept?.secrets[0]?.secret ?? newSecret();
      const connection: Connection = {
        store_id,
        platform: body.platform,
        address,
        status: 'connected',
        credentials,
        secrets: withSecret(kept?.secrets ?? [], secret, now()),
        webhooks_url: body.webhooks_url ?? kept?.webhooks_url ?? null,
        context,
        connected_at: now(),
      };
      if (!isDryRun) {
        if (before !== null && kept === null) await leaveShop();
        await connections.save(connection);
        const name = body.name ?? inspection?.name ?? settings.name;
        await stores.save({ store_id, name, currency: context.currency, locale: context.locale });
      }
      return { connection, inspection };
    },
    async refresh(store_id) {
      const { api } = await shopOf(store_id);
      const { context } = await api.inspect();
      const connection = await connections.get(store_id);
      if (connection && !isDeepStrictEqual(connection.context, context)) {
        await connections.saveContext(store_id, context);
      }
    },
    async ensureWebhooks(store_id) {
      const { connection, api } = await shopOf(store_id);
      const { webhooks_url: baseUrl, secrets } = connection;
      if (baseUrl === null) throw webhooksAddressMissing();
      return api.ensureWebhooks({ baseUrl, storeId: store_id, secret: secrets[0]?.secret ?? '' });
    },
  };
}
