import type { Config } from './config-schema.ts';
import type { CartDetail } from './events.ts';
import { CallError, UNREACHABLE } from './http.ts';

/** Fills `{variant_id}`, `{product_id}` and `{session_id}` into a cart URL. */
export function cartUrl(template: string, item: CartDetail): string {
  const values: Record<string, string> = {
    variant_id: item.variant_id ?? item.product_id,
    product_id: item.product_id,
    session_id: item.session_id ?? '',
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : encodeURIComponent(values[name]),
  );
}

/**
 * Puts a frame into the shop's cart by its configured URL; does nothing where none is configured.
 * @throws CallError `cart-refused` when a POST is not answered with success
 */
export async function sendToCart(config: Config, item: CartDetail): Promise<void> {
  if (config.cartUrl === null) return;
  const url = cartUrl(config.cartUrl, item);
  if (config.cartMethod === 'navigate') {
    location.assign(url);
    return;
  }
  const answer = await fetch(url, { method: 'POST', credentials: 'same-origin' }).catch(() => null);
  if (answer?.ok) return;
  const status = answer?.status ?? 0;
  throw new CallError({ ...UNREACHABLE, kind: 'problem', code: 'cart-refused', status });
}
