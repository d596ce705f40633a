import type { DoubleName } from './double.ts';
import { type MagentoDouble, type MagentoOptions, startMagentoDouble } from './magento/index.ts';
import { type ShopifyDouble, type ShopifyOptions, startShopifyDouble } from './shopify/index.ts';
import { startWooDouble, type WooDouble, type WooOptions } from './woocommerce/index.ts';

export { DOUBLE_NAMES, type Double, type DoubleName, type Faults, type Webhook } from './double.ts';
export type { MagentoDouble } from './magento/index.ts';
export type { Attempt } from './outbox.ts';
export type { ShopifyDouble } from './shopify/index.ts';
export type { WooDouble } from './woocommerce/index.ts';

interface Doubles {
  shopify: [ShopifyOptions, ShopifyDouble];
  woocommerce: [WooOptions, WooDouble];
  magento: [MagentoOptions, MagentoDouble];
}

const START: { [Name in DoubleName]: (options?: Doubles[Name][0]) => Promise<Doubles[Name][1]> } = {
  shopify: startShopifyDouble,
  woocommerce: startWooDouble,
  magento: startMagentoDouble,
};

/**
 * Starts a double of a shop platform on loopback: as strict as the vendor's documentation, and with faults on demand.
 * It reads that documentation by itself; nothing of the server's own reading is in it.
 */
export async function startPlatformDouble<Name extends DoubleName>(
  name: Name,
  options?: Doubles[Name][0],
): Promise<Doubles[Name][1]> {
  return START[name](options);
}
