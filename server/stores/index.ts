import type { Documents, Keyring, Vault } from '../data/index.ts';
import type { Platforms } from '../platforms/index.ts';
import { openConnections } from './connections.ts';
import { storeSettings } from './settings.ts';
import { openShops, type Shops } from './shop.ts';

export { type StoreAdminDeps, storeAdminRoutes } from './admin-routes.ts';
export { type Connection, type Connections, validSecrets } from './connections.ts';
export { storeNotConnected } from './problems.ts';
export { PlatformNameSchema } from './schema.ts';
export type { Store, Stores } from './settings.ts';
export type { Shop, Shops } from './shop.ts';
export { storesFeature } from './widget-config.ts';

/** Everything about stores: their settings, their connections, and the ways to their shops. */
export async function openStores(deps: {
  documents: Documents;
  keyring: Keyring;
  vault: Vault;
  platforms: Platforms;
  now(): number;
}): Promise<StoresRoom> {
  const { documents, keyring, vault, platforms, now } = deps;
  const stores = storeSettings(documents.collection('stores'));
  const connections = await openConnections({ documents, vault, keyring, now });
  return { stores, connections, shops: openShops({ stores, connections, platforms, now }) };
}

export interface StoresRoom {
  stores: ReturnType<typeof storeSettings>;
  connections: Awaited<ReturnType<typeof openConnections>>;
  shops: Shops;
}
