import type { CatalogChange, StoredProduct } from '../catalog/index.ts';

/** More products and variants at once than this, and reading the page again is cheaper than being told. */
const MOST_ROWS = 500;

/** What a page that shows a product must know when it changes. Prices in minor units of the currency. */
export interface ChangedProduct {
  product_id: string;
  title: string;
  price: number;
  currency: string;
  in_stock: boolean;
  variants: { variant_id: string; price: number; in_stock: boolean }[];
}

export type RealtimeMessage =
  | { type: 'products_changed'; products: ChangedProduct[]; removed: string[] }
  /** Something changed that is too much to tell, or was not heard of in time: read again what is shown. */
  | { type: 'catalog_changed' };

export const CATALOG_CHANGED: RealtimeMessage = { type: 'catalog_changed' };

/** What pages are told of a change. */
export function messageOf({ changed, removed }: NonNullable<CatalogChange>): RealtimeMessage {
  const rows = changed.reduce((sum, { variants }) => sum + 1 + variants.length, removed.length);
  if (rows > MOST_ROWS) return CATALOG_CHANGED;
  return { type: 'products_changed', products: changed.map(viewOf), removed: [...removed] };
}

function viewOf({ product_id, title, price, currency, in_stock, variants }: StoredProduct): ChangedProduct {
  return {
    product_id,
    title,
    price,
    currency,
    in_stock,
    variants: variants.map((each) => ({
      variant_id: each.variant_id,
      price: each.price,
      in_stock: each.in_stock,
    })),
  };
}
