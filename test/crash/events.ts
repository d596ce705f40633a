import { createHash } from 'node:crypto';
import { productBody } from '../../server/sync/testing.ts';

/** One event of the run, before it is signed. */
export interface PlannedEvent {
  id: string;
  topic: 'products/update' | 'products/delete';
  type: 'product_updated' | 'product_deleted';
  body: string;
  triggered_at: number;
  product: number;
}

/** What a product must be in the end; null when it was deleted last. */
export type Expected = Map<string, { title: string; price: number; stock: number } | null>;

export interface Plan {
  events: PlannedEvent[];
  expected: Expected;
}

/** Numbers that look random and are the same for the same seed. */
export function dice(seed: string): () => number {
  let counter = 0;
  return () => createHash('sha256').update(`${seed}/${counter++}`).digest().readUInt32BE() / 2 ** 32;
}

/**
 * A shop's afternoon: about ten changes a product, one in twenty of them a deletion, sent out of order within a few
 * dozen, one in ten sent twice. What must come out is reckoned here by itself: the last change of each product.
 */
export function planEvents(count: number, seed: string, now: number): Plan {
  const roll = dice(seed);
  const products = Math.max(1, Math.round(count / 10));
  const expected: Expected = new Map();
  const events: PlannedEvent[] = [];
  for (let n = 0; n < count; n++) {
    const product = 1000 + Math.floor(roll() * products);
    const triggered_at = now - (count - n) * 1000;
    const id = `${product}`;
    if (roll() < 0.05) {
      expected.set(id, null);
      const body = JSON.stringify({ id: product });
      events.push({
        id: `hook-${n}`,
        topic: 'products/delete',
        type: 'product_deleted',
        body,
        triggered_at,
        product,
      });
      continue;
    }
    const [cents, stock] = [10_000 + Math.floor(roll() * 20_000), Math.floor(roll() * 9)];
    const title = `Frame ${product}, state ${n}`;
    expected.set(id, { title, price: cents, stock });
    const body = productBody({
      id: product,
      updated_at: triggered_at,
      title,
      price: (cents / 100).toFixed(2),
      stock,
    });
    events.push({
      id: `hook-${n}`,
      topic: 'products/update',
      type: 'product_updated',
      body,
      triggered_at,
      product,
    });
  }
  return { events: sendingOrder(events, roll), expected };
}

function sendingOrder(events: readonly PlannedEvent[], roll: () => number): PlannedEvent[] {
  const sent = events.flatMap((event, n) => {
    const place = n + roll() * 40;
    return roll() < 0.1
      ? [
          { event, place },
          { event, place: place + roll() * 400 },
        ]
      : [{ event, place }];
  });
  return sent.sort((a, b) => a.place - b.place).map(({ event }) => event);
}
