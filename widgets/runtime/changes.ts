import type { RealtimeMessage } from '../../server/realtime/index.ts';
import type { Recommendation } from '../../server/recommend/index.ts';

/** A frame as it is shown: since it was recommended, it may have sold out or left the shop. */
export type ShownFrame = Recommendation & { readonly gone?: 'sold_out' | 'removed' | undefined };

type Changes = Extract<RealtimeMessage, { type: 'products_changed' }>;

/** The same frames in the same places, as they are after these changes. What didn't change is the same object. */
export function withChanges(list: readonly ShownFrame[], { products, removed }: Changes): ShownFrame[] {
  return list.map((frame) => {
    if (removed.includes(frame.product_id)) return { ...frame, gone: 'removed' };
    const product = products.find(({ product_id }) => product_id === frame.product_id);
    if (product === undefined) return frame;
    const { title, currency, variants } = product;
    const offer =
      frame.variant_id === null
        ? product
        : variants.find(({ variant_id }) => variant_id === frame.variant_id);
    const { price } = offer ?? frame;
    const gone = offer?.in_stock ? undefined : 'sold_out';
    return title === frame.title && price === frame.price && gone === frame.gone
      ? frame
      : { ...frame, title, currency, price, gone };
  });
}
