import { expect, it } from 'vitest';
import { type Kept, type Lease, MAX_DELIVERIES } from '../data/index.ts';
import type { Fact } from '../platforms/index.ts';
import type { Shop } from '../stores/index.ts';
import type { SyncEvent } from './events.ts';
import { readingProcessor } from './readings.ts';
import { type PlatformRecord, recordOf } from './records.ts';
import { plainFrame } from './testing.ts';

const never = new Promise<never>(() => undefined);
const wanted = (id: string) => JSON.stringify({ product_id: id, variant_id: null, inventory_item_id: null });
const hint = (store_id: string, n: number, product = '7') =>
  ({
    _id: `${store_id}${n}`,
    store_id,
    body: wanted(product),
    deliveries: { r: { attempts: 1 } },
  }) as unknown as Kept<SyncEvent>;
const leaseOf = (...messages: Kept<SyncEvent>[]) =>
  ({ subscription: 'r', messages }) as unknown as Lease<SyncEvent>;

const known = recordOf('a', { kind: 'product', id: '7', updated_at: 500, product: plainFrame() }, 600, 600);

/** Shops by store, each with what it does when it is asked for a product. */
function processorOf(answers: Record<string, () => Promise<Fact[]>>, now = () => 0) {
  const asked: string[] = [];
  const open = async (store_id: string) =>
    ({
      connection: { status: 'connected', address: store_id },
      platform: { hasApi: true },
      api: {
        product: () => {
          asked.push(store_id);
          return answers[store_id]?.();
        },
      },
    }) as unknown as Shop;
  const none = { changed: [], removed: [], older: new Set<string>(), refused: new Map<string, string>() };
  const applied: PlatformRecord[] = [];
  const products = {
    apply: async (_: string, all: readonly PlatformRecord[]) => {
      applied.push(...all);
      return none;
    },
  };
  const records = { get: async () => new Map([[known._id, known]]) };
  const givenUp: string[] = [];
  const process = readingProcessor({
    shops: { open } as never,
    records,
    products,
    onGivenUp: async (store_id) => void givenUp.push(store_id),
    now,
    longestMs: 10,
  });
  return { process, asked, applied, givenUp };
}

it('reads a product once, however many hints there were', async () => {
  const { process, asked } = processorOf({ a: async () => [] });
  const { settled } = await process(leaseOf(hint('a', 1), hint('a', 2), hint('a', 3, '8')));
  expect(settled).toHaveLength(3);
  expect(asked).toEqual(['a', 'a']);
});

it('gives up a shop that does not answer while the lease still stands, and reads the others', async () => {
  let clock = 1000;
  const { process, asked } = processorOf({ silent: () => never, well: async () => [] }, () => clock);
  const lease = leaseOf(hint('silent', 1), hint('well', 1));
  const { settled, failed } = await process(lease);
  expect(settled).toEqual([{ id: 'well1', outcome: 'applied' }]);
  expect(failed).toMatchObject([{ id: 'silent1', error: 'the shop did not answer in time', isFinal: false }]);
  await process(lease);
  expect(asked).toEqual(['silent', 'well', 'well']);
  clock += 5 * 60_000;
  await process(lease);
  expect(asked.filter((store) => store === 'silent')).toHaveLength(2);
});

it('lets a product come back, unchanged, that a shop did not find for a while', async () => {
  const gone = async (): Promise<Fact[]> => [{ kind: 'product', id: '7', updated_at: 9000, product: null }];
  const { process, applied } = processorOf({ a: gone }, () => 1000);
  await process(leaseOf(hint('a', 1)));
  const seen = (at: number) =>
    recordOf('a', { kind: 'product', id: '7', updated_at: 500, product: plainFrame() }, at, at);
  expect(applied[0]!.version > seen(600).version).toBe(true);
  expect(applied[0]!.version < seen(1001).version).toBe(true);
});

it('has everything compared soon when a product could not be read after all tries', async () => {
  const { process, givenUp } = processorOf({ a: () => Promise.reject(new Error('not now')) });
  await process(leaseOf(hint('a', 1)));
  expect(givenUp).toEqual([]);
  const last = { ...hint('a', 1), deliveries: { r: { attempts: MAX_DELIVERIES } } };
  await process(leaseOf(last as unknown as Kept<SyncEvent>));
  expect(givenUp).toEqual(['a']);
});
