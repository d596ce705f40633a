import { type Kept, LEASE_MS, type Lease, MAX_DELIVERIES, StoreUnavailableError } from '../data/index.ts';
import { Problem } from '../http/index.ts';
import type { Fact } from '../platforms/index.ts';
import type { Shops } from '../stores/index.ts';
import type { SyncEvent } from './events.ts';
import { byStore, failureOf, joined, type Outcomes } from './processor.ts';
import type { ProductSync } from './products.ts';
import { type Records, recordId, recordsOf } from './records.ts';
import { updatedAt } from './versions.ts';

type Gone = Extract<Fact, { kind: 'product' | 'variant' }>;

interface Wanted {
  product_id: string | null;
  variant_id: string | null;
  inventory_item_id: string | null;
}

/**
 * What a reading may take: well within a lease, or what came of it would not be heard. A shop that does not answer
 * takes a minute to be given up (`platforms/http.ts`: four tries of 15 s).
 */
const LONGEST_READING_MS = LEASE_MS / 2;
/** After a shop failed to answer, its other readings fail at once for this long, so that no other shop's wait. */
const REST_MS = 60_000;

/**
 * Reads products again that an event only hinted at; several hints at one product are one reading, and readings that
 * came together are done together, so that one shop can't hold another up.
 */
export function readingProcessor(deps: {
  shops: Shops;
  records: Pick<Records, 'get'>;
  products: ProductSync;
  /** A product could not be read after all tries. Stock, for one, may change without the product's time of change. */
  onGivenUp(store_id: string): Promise<void>;
  now(): number;
  longestMs?: number;
}) {
  const { shops, records, products, now, longestMs = LONGEST_READING_MS } = deps;
  /** Stores whose shop did not answer in time, until when they are left alone. */
  const resting = new Map<string, number>();

  async function readAgain(store_id: string, wanted: Wanted): Promise<string> {
    const shop = await shops.open(store_id);
    if (!shop.platform.hasApi || shop.connection.status !== 'connected') return 'no-api';
    if ((resting.get(store_id) ?? 0) > now()) throw new Error(NO_ANSWER);
    const read_at = now();
    const facts = await inTime(shop.api.product(wanted), longestMs).catch((error) => {
      if (error instanceof TooLate) resting.set(store_id, now() + REST_MS);
      throw error;
    });
    // It may have been removed, or connected to another shop, while we asked.
    const { connection } = await shops.open(store_id);
    if (connection.address !== shop.connection.address) return 'store-removed';
    resting.delete(store_id);
    const read = recordsOf(store_id, await goneAsKnown(store_id, facts), read_at, now());
    const { refused } = await products.apply(store_id, read);
    return refused.size > 0 ? 'refused' : 'applied';
  }

  /**
   * What a shop does not find is gone as it was last known, whatever our clock says: a later sight of it, unchanged,
   * brings it back.
   */
  async function goneAsKnown(store_id: string, facts: readonly Fact[]): Promise<Fact[]> {
    const isGone = (fact: Fact): fact is Gone =>
      (fact.kind === 'product' && fact.product === null) ||
      (fact.kind === 'variant' && fact.variant === null);
    const idOf = ({ kind, id }: Gone) => recordId[kind](store_id, id);
    const known = await records.get(facts.filter(isGone).map(idOf));
    return facts.map((fact) => {
      const standing = isGone(fact) ? known.get(idOf(fact)) : undefined;
      return standing === undefined ? fact : { ...fact, updated_at: updatedAt(standing.version) };
    });
  }

  async function read(store_id: string, messages: readonly Kept<SyncEvent>[], subscription: string) {
    const outcomes: Outcomes = { settled: [], failed: [] };
    const settleAll = (outcome: string) => {
      for (const { _id } of messages) outcomes.settled.push({ id: _id, outcome });
    };
    try {
      settleAll(await readAgain(store_id, JSON.parse(messages[0]?.body ?? '') as Wanted));
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      const isGone = error instanceof Problem && error.kind.code === 'store-not-connected';
      if (isGone) settleAll('store-removed');
      else outcomes.failed.push(...messages.map((message) => failureOf(message, error, subscription)));
      if (outcomes.failed.some(({ attempts }) => attempts >= MAX_DELIVERIES)) await deps.onGivenUp(store_id);
    }
    return outcomes;
  }

  return async ({ messages, subscription }: Lease<SyncEvent>): Promise<Outcomes> => {
    const readings: Promise<Outcomes>[] = [];
    for (const [store_id, lot] of byStore(messages)) {
      for (const body of new Set(lot.map((message) => message.body))) {
        const same = lot.filter((message) => message.body === body);
        readings.push(read(store_id, same, subscription));
      }
    }
    return joined(await Promise.all(readings));
  };
}

const NO_ANSWER = 'the shop did not answer in time';

class TooLate extends Error {}

/** @throws TooLate. The work is not stopped: what it brings is not used. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(NO_ANSWER)), ms);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
