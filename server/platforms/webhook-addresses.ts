import type { PlatformName } from './platform.ts';

/** Whether a webhook leads to this server. */
export function isOurs(address: string, baseUrl: string, platform: PlatformName): boolean {
  return address.startsWith(`${baseUrl.replace(/\/$/, '')}/webhooks/${platform}/`);
}

/**
 * Whether a webhook is this store's, here or at an address this server has left: a path and a store like ours are
 * nobody else's.
 */
export function isOurStores(
  address: string,
  baseUrl: string,
  storeId: string,
  platform: PlatformName,
): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const isLikeOurs = new RegExp(`/webhooks/${platform}/[a-z_]+$`).test(url.pathname);
  const store = url.searchParams.get('store');
  return isLikeOurs && (store === storeId || (store === null && isOurs(address, baseUrl, platform)));
}
