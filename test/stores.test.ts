import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { startPlatformDouble, type WooDouble } from '../demo/platforms/index.ts';
import { end, type Outcome, type Served, type Surroundings, serve, varai, withFolder } from './run-varai.ts';

vi.setConfig({ testTimeout: 120_000 });

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Shop {
  double: WooDouble;
  server: Served;
  /** On the data folder. */
  near: (args: readonly string[], more?: Surroundings) => Promise<Outcome>;
  /** Through the server, with a secret key. */
  far: (args: readonly string[], more?: Surroundings) => Promise<Outcome>;
}

/** A running server with a connected shop. */
async function withShop(work: (shop: Shop) => Promise<void>): Promise<void> {
  await withFolder(async (cwd) => {
    const double = await startPlatformDouble('woocommerce', { frames: 4 });
    const server = await serve('serve', join(cwd, 'data'));
    closing.push(double.close, () => end(server));
    const { consumer_key: WOOCOMMERCE_CONSUMER_KEY, consumer_secret: WOOCOMMERCE_CONSUMER_SECRET } =
      double.credentials;
    const env = { VARAI_DATA_DIR: join(cwd, 'data') };
    const near: Shop['near'] = (args, more = {}) => varai(args, { cwd, env, ...more });
    const { key } = json(await near(['keys', 'create', '--kind', 'secret', '--json']));
    const distant = { ...env, VARAI_SERVER: server.url, VARAI_API_KEY: key };
    const far: Shop['far'] = (args, more = {}) => varai(args, { cwd, env: distant, ...more });
    const secrets = { ...env, WOOCOMMERCE_CONSUMER_KEY, WOOCOMMERCE_CONSUMER_SECRET };
    const added = await near(
      [
        'stores',
        'add',
        '--yes',
        '--platform',
        'woocommerce',
        '--address',
        double.url,
        '--webhooks-url',
        server.url,
      ],
      { env: secrets },
    );
    expect([added.code, added.stdout]).toEqual([
      0,
      expect.stringMatching(/Connected to[\s\S]*Webhooks: \d+ registered/),
    ]);
    await double.settled();
    await work({ double, server, near, far });
  });
}

const json = ({ stdout, stderr }: Outcome) => {
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout);
};

it('shows, verifies and removes a store, near and far', () =>
  withShop(async ({ double, near, far }) => {
    expect((await near(['stores', 'list'])).stdout).toMatch(/default +Halden Optics +connected +woocommerce/);
    expect((await far(['stores', 'show'])).stdout).toContain(double.url);
    const behind = await far(['stores', 'verify']);
    expect([behind.code, behind.stdout]).toEqual([
      6,
      expect.stringMatching(/4 are missing[\s\S]*catalog pull --full/),
    ]);
    expect((await far(['catalog', 'pull'])).stdout).toMatch(/Read 4 products, 4 new/);
    expect((await near(['stores', 'verify'])).code).toBe(0);

    const unasked = await far(['stores', 'remove']);
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringMatching(/--yes/)]);
    const removed = json(await far(['stores', 'remove', '--products', 'remove', '--yes', '--json']));
    expect(removed).toMatchObject({ products_removed: 4 });
    expect(double.webhooks()).toEqual([]);
    const gone = await near(['stores', 'remove', '--yes']);
    expect([gone.code, gone.stderr]).toEqual([3, expect.stringMatching(/varai init/)]);
  }));

it('registers, lists, checks and removes webhooks', () =>
  withShop(async ({ double, near, far }) => {
    const { webhooks } = json(await far(['webhooks', 'list', '--json']));
    expect(webhooks.length).toBe(double.webhooks().length);
    expect((await near(['webhooks', 'verify'])).code).toBe(0);
    expect((await near(['webhooks', 'remove', webhooks[0].id])).stdout).toMatch(/Removed 1\./);
    const mended = json(await far(['webhooks', 'register', '--json']));
    expect(mended.created).toHaveLength(1);
    expect(json(await near(['webhooks', 'remove', '--yes', '--json'])).removed).toBe(webhooks.length);
    expect((await far(['webhooks', 'verify'])).code).toBe(6);
    const elsewhere = await near(['webhooks', 'register', '--webhooks-url', 'http://127.0.0.1:9', '--json']);
    expect(json(elsewhere).created[0].address).toMatch(/^http:\/\/127\.0\.0\.1:9\//);
  }));

it('follows, lists, shows and replays events, near and far', () =>
  withShop(async ({ double, near, far }) => {
    const followed = await Promise.all(
      [near, far].map((run) =>
        run(['events', 'tail', '--json'], {
          meanwhile: (child) => {
            let said = '';
            child.stdout?.on('data', (chunk: Buffer) => {
              said += chunk;
              if (said.includes('order_created')) child.kill('SIGINT');
            });
            // Whoever follows sees what happens from then on: make it happen until both have seen it.
            const timer = setInterval(() => double.orders.upsert({ id: 500 + ids++ }), 300);
            child.once('close', () => clearInterval(timer));
          },
        }),
      ),
    );
    for (const { code, stdout, stderr } of followed) {
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ platform: 'woocommerce' });
    }
    double.edit(double.titles()[0]?.id ?? '', { stock: 1 });
    await double.settled();
    const listed = json(
      await far(['events', 'list', '--type', 'product_updated', '--since', '5m', '--json']),
    );
    expect(listed.events.length).toBeGreaterThan(1);
    const [{ event_id }] = listed.events;
    expect((await near(['events', 'show', event_id])).stdout).toContain('"stock_status": ');
    const [order] = json(await near(['events', 'list', '--type', 'order_created', '--json'])).events;
    expect((await near(['events', 'show', order.event_id])).stdout).toMatch(/may name a person/);
    expect((await far(['events', 'replay', event_id])).stdout).toMatch(/with 1 events again/);
    expect(json(await far(['events', 'replay', '--type', 'product_updated', '--dry-run', '--json']))).toEqual(
      {
        replayed: listed.events.length,
        dry_run: true,
      },
    );
    expect((await near(['events', 'replay'])).code).toBe(2);
    expect((await near(['events', 'replay', '--type', 'product_updated'])).code).toBe(2);
    expect((await near(['events', 'dead'])).stdout).toMatch(/None was given up/);
    expect((await near(['events', 'list', '--since', 'noon'])).code).toBe(2);
  }));

let ids = 0;

it('sends a signed sample the whole way', () =>
  withShop(async ({ server, near, far }) => {
    expect((await far(['events', 'trigger', 'product_updated', '--platform', 'woocommerce'])).code).toBe(0);
    expect((await near(['events', 'trigger', 'order_created', '--to', server.url])).code).toBe(0);
    const { events } = json(await near(['events', 'list', '--json']));
    expect(events.map(({ event_type }: { event_type: string }) => event_type)).toEqual(
      expect.arrayContaining(['product_updated', 'order_created']),
    );
    const other = await near(['events', 'trigger', 'product_updated', '--platform', 'magento']);
    expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/is on woocommerce/)]);
    expect((await near(['events', 'trigger', 'product_painted'])).code).toBe(3);
  }));
