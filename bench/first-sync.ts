import { openAppliance } from '../server/appliance.ts';
import { loadConfig } from '../server/config.ts';
import { logger } from '../server/observe/index.ts';
import type { Fact, Platform, PlatformApi } from '../server/platforms/index.ts';
import { openConflictAudit } from '../server/sync/audit.ts';
import { openProductSync } from '../server/sync/products.ts';
import { openPulls } from '../server/sync/pulls.ts';
import { openReconciler } from '../server/sync/reconcile.ts';
import { openRecords } from '../server/sync/records.ts';
import { connectShop, productBody } from '../server/sync/testing.ts';

const PAGE = 250;

/**
 * Reads a catalogue of `count` products for the first time from a shop that answers at once, stops in the middle and
 * goes on. Prints what it took as JSON.
 */
const [dataDir = '', counted = '0'] = process.argv.slice(2);
const count = Number(counted);
const config = loadConfig({ env: {}, flags: { data_dir: dataDir } });
const files = { modelsDir: '', workerFile: '', widgetsDir: dataDir, version: '0' };
const { deps, close } = await openAppliance({ config, files, log: logger('silent'), isFaceLazy: true });
await connectShop(deps.connections);
const shop = await deps.shops.open('a');
let [pages, peak] = [0, 0];

function factsOf(page: number): Fact[] {
  const ids = Array.from(
    { length: Math.min(PAGE, count - page * PAGE) },
    (_, n) => 100_000 + page * PAGE + n,
  );
  return ids.flatMap((id) =>
    deps.platforms.shopify.map({
      event_type: 'product_updated',
      entity_id: `${id}`,
      body: productBody({ id, updated_at: 1_700_000_000_000 + id }),
      received_at: Date.now(),
      triggered_at: null,
      context: shop.connection.context,
    }),
  );
}

async function* products({ cursor }: { cursor: string | null }) {
  for (let page = Number(cursor ?? 0); page * PAGE < count; page++) {
    const facts = factsOf(page);
    yield { facts, cursor: `${page + 1}`, total: count, products: Math.min(PAGE, count - page * PAGE) };
    pages += 1;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
}
const api = {
  products,
  async *productIds() {
    for (let page = 0; page * PAGE < count; page++) {
      yield Array.from(
        { length: Math.min(PAGE, count - page * PAGE) },
        (_, n) => `${100_000 + page * PAGE + n}`,
      );
    }
  },
} as unknown as PlatformApi;

async function reconciler() {
  const records = await openRecords(deps.documents);
  const audit = await openConflictAudit(deps);
  return openReconciler({
    shops: {
      ...deps.shops,
      refresh: async () => undefined,
      open: async () => ({ connection: shop.connection, platform: shop.platform as Platform, api }),
    },
    connections: deps.connections,
    records,
    products: openProductSync({ records, catalog: deps.catalog, audit }),
    pulls: openPulls(deps.documents, Date.now),
    log: logger('silent'),
    now: Date.now,
    onDrift: () => undefined,
  });
}

const before = process.memoryUsage().rss;
const started = performance.now();
const first = await reconciler();
const { finished } = await first.begin('a', 'full');
while (pages * PAGE < count / 2) await new Promise((resolve) => setTimeout(resolve, 5));
await first.stop();
await finished;
const [stopped, readBefore] = [await first.state('a'), pages];
const second = await reconciler();
await (await second.begin('a', 'full')).finished;
const state = await second.state('a');
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    grown_mb: (peak - before) / 2 ** 20,
    peak_mb: peak / 2 ** 20,
    status: state.status,
    stopped: stopped.status,
    done: state.done,
    read_again: pages - Math.ceil(count / PAGE),
    read_before: readBefore,
  }),
);
await close();
process.exit(0);
