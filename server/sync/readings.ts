import type { Lease } from '../data/index.ts';
import { Problem } from '../http/index.ts';
import type { Shops } from '../stores/index.ts';
import type { SyncEvent } from './events.ts';
import { byStore, failureOf, type Outcomes } from './processor.ts';
import type { ProductSync } from './products.ts';
import { recordsOf } from './records.ts';

interface Wanted {
  product_id: string | null;
  variant_id: string | null;
  inventory_item_id: string | null;
}

/** Reads products again that an event only hinted at; several hints at one product are one reading. */
export function readingProcessor(deps: { shops: Shops; products: ProductSync; now(): number }) {
  const { shops, products, now } = deps;

  async function readAgain(store_id: string, wanted: Wanted): Promise<string> {
    const shop = await shops.open(store_id);
    if (!shop.platform.hasApi || shop.connection.status !== 'connected') return 'no-api';
    const read_at = now();
    const facts = await shop.api.product(wanted);
    const records = recordsOf(store_id, facts, read_at, now());
    const { refused } = await products.apply(store_id, records);
    return refused.size > 0 ? 'refused' : 'applied';
  }

  return async (lease: Lease<SyncEvent>): Promise<Outcomes> => {
    const outcomes: Outcomes = { settled: [], failed: [] };
    for (const [store_id, lot] of byStore(lease.messages)) {
      const byProduct = new Map<string, typeof lot>();
      for (const message of lot)
        byProduct.set(message.body, [...(byProduct.get(message.body) ?? []), message]);
      for (const [body, messages] of byProduct) {
        try {
          const outcome = await readAgain(store_id, JSON.parse(body) as Wanted);
          outcomes.settled.push(...messages.map(({ _id }) => ({ id: _id, outcome })));
        } catch (error) {
          const isGone = error instanceof Problem && error.kind.code === 'store-not-connected';
          if (isGone)
            outcomes.settled.push(...messages.map(({ _id }) => ({ id: _id, outcome: 'store-removed' })));
          else
            outcomes.failed.push(...messages.map((message) => failureOf(message, error, lease.subscription)));
        }
      }
    }
    return outcomes;
  };
}
