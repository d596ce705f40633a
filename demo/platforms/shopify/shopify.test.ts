import { expect, it } from 'vitest';
import { ask, DOMAIN, receiver, start, subscribe } from './testing.ts';

it.each([
  [
    'a field that is not there',
    '{ products(first: 1) { nodes { colour } } }',
    /'colour' doesn't exist on type 'Product'/,
  ],
  [
    'an argument that is not there',
    '{ products(count: 1) { nodes { id } } }',
    /doesn't accept argument 'count'/,
  ],
  ['a connection without a size', '{ products { nodes { id } } }', /first or last/],
  ['a page over 250', '{ products(first: 251) { nodes { id } } }', /cannot exceed 250/],
  ['an object without a selection', '{ shop }', /must have selections/],
  ['a selection on a scalar', '{ shop { name { x } } }', /can't be made on scalars/],
  ['a sort key that is not there', '{ products(first: 1, sortKey: SIZE) { nodes { id } } }', /invalid value/],
  ['a variable nobody uses', 'query A($x: Int) { shop { name } }', /not used/],
  [
    'a variable of another type',
    'query A($x: String) { products(first: $x) { nodes { id } } }',
    /Type mismatch/,
  ],
  ['what is not GraphQL', '{ shop { name }', /syntax error/],
  [
    'a query over 1,000 points',
    '{ products(first: 50) { nodes { variants(first: 50) { nodes { id } } } } }',
    /exceeds the single query max cost limit \(1000\)/,
  ],
  [
    'a compliance topic',
    'mutation { webhookSubscriptionCreate(topic: SHOP_REDACT, webhookSubscription: {uri: "https://a.example"}) { userErrors { message } } }',
    /invalid value/,
  ],
])('refuses %s', async (_, query, words) => {
  const { body } = await ask(await start({ frames: 1 }), query);
  expect(body.errors.map(({ message }: { message: string }) => message).join('\n')).toMatch(words);
  expect(body.data).toBeUndefined();
});

it('throttles with 200 and says how many points are left, and restores them', async () => {
  let ahead = 0;
  const double = await start({ frames: 300, pointsPerSecond: 40, now: () => ahead });
  const query = '{ products(first: 250) { nodes { id } } }';
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push((await ask(double, query)).body);
  const throttled = answers.at(-1);
  expect(throttled.errors[0].extensions.code).toBe('THROTTLED');
  expect(throttled.extensions.cost).toMatchObject({
    requestedQueryCost: 252,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 800, restoreRate: 40 },
  });
  ahead += 10_000;
  expect((await ask(double, query)).body.data.products.nodes).toHaveLength(250);
});

it('takes what a query may cost, and gives back at once what it did not', async () => {
  const double = await start({ frames: 2, pointsPerSecond: 50, now: () => 0 });
  const query =
    '{ products(first: 20) { nodes { category { name } options { name } media(first: 9) { nodes { id } } } } }';
  const { extensions, data } = (await ask(double, query)).body;
  const media = data.products.nodes.flatMap((product: { media: { nodes: [] } }) => product.media.nodes);
  // The list, and of each product itself, its category, its options, and its pictures with their list.
  const actualQueryCost = 2 + 2 * (1 + 1 + 1 + 2) + media.length;
  expect(extensions.cost).toEqual({
    requestedQueryCost: 2 + 20 * (1 + 1 + 1 + 2 + 9),
    actualQueryCost,
    throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 1000 - actualQueryCost, restoreRate: 50 },
  });
  const ids = data.products.nodes.map(() => 'gid://shopify/Product/1');
  const known = await ask(double, 'query N($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
  expect(known.body.extensions.cost.requestedQueryCost).toBe(2);
});

it('serves the oldest version for a retired one and says so; none for one that never was', async () => {
  const double = await start();
  const retired = await ask(double, '{ shop { name } }', {}, '2024-04');
  expect([retired.status, retired.headers.get('x-shopify-api-version')]).toEqual([200, '2026-01']);
  expect((await ask(double, '{ shop { name } }', {}, '2026-05')).status).toBe(404);
});

it('pages through everything once while products change, and finds what was updated since', async () => {
  let time = Date.parse('2026-11-01T00:00:00Z');
  const double = await start({ frames: 30, now: () => time });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    time += 1000;
    const query =
      'query P($after: String) { products(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const { body } = await ask(double, query, { after });
    seen.push(...body.data.products.nodes.map(({ id }: { id: string }) => id));
    after = body.data.products.pageInfo.hasNextPage ? body.data.products.pageInfo.endCursor : null;
    double.products.upsert({ id: double.products.list()[3]?.id ?? '', title: `Changed at ${time}` });
  } while (after !== null);
  expect(new Set(seen).size).toBe(30);
  expect(seen).toHaveLength(30);
  const since = "updated_at:>'2026-11-01T00:00:00Z' AND status:active";
  const { body } = await ask(
    double,
    `query Q($q: String) { products(first: 9, query: $q, sortKey: UPDATED_AT) { nodes { title tags } } productsCount { count } }`,
    { q: since },
  );
  expect(body.data.products.nodes).toHaveLength(1);
  expect(body.data.productsCount.count).toBe(30);
  const unknown = await ask(double, '{ products(first: 1, query: "colour:red") { nodes { id } } }');
  expect(unknown.body.extensions.search[0].warnings).toHaveLength(1);
});

it('has one subscription for a topic and address, and drops it after the last try', async () => {
  const double = await start({ frames: 1, retryDelaysMs: [1, 1, 1] });
  const { url, received } = await receiver(() => 500);
  await subscribe(double, 'PRODUCTS_UPDATE', url);
  expect((await subscribe(double, 'PRODUCTS_UPDATE', url)).userErrors[0].message).toMatch(
    /already been taken/,
  );
  expect((await subscribe(double, 'PRODUCTS_UPDATE', 'http://shop.example/x')).userErrors).toHaveLength(1);
  double.products.upsert({ id: double.products.list()[0]?.id ?? '' });
  await double.settled();
  expect(received).toHaveLength(4);
  expect(new Set(received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(double.webhooks()).toEqual([]);
});

it('sends twice, in another order, late or never, as it is told', async () => {
  const double = await start({ frames: 20 });
  const { url, received } = await receiver();
  await subscribe(double, 'PRODUCTS_UPDATE', url);
  const ids = double.products.list().map(({ id }) => id);
  const changeAll = async () => {
    received.splice(0);
    for (const id of ids) double.products.upsert({ id });
    await double.settled();
    return received.map(({ body }) => /"id":(\d+)/.exec(body)?.[1]);
  };
  double.setFault({ duplicate: 1 });
  expect(await changeAll()).toHaveLength(40);
  double.setFault({ shuffle: 20, seed: 3 });
  const shuffled = await changeAll();
  expect(shuffled).toHaveLength(20);
  double.setFault({ drop: 1 });
  expect(await changeAll()).toEqual([]);
  expect(double.deliveries().filter(({ outcome }) => outcome === 'dropped')).toHaveLength(20);
});

it('tells of a deletion by id alone, and of stock without naming the variant', async () => {
  const double = await start({ frames: 7 });
  const { url, received } = await receiver();
  for (const topic of ['PRODUCTS_DELETE', 'INVENTORY_LEVELS_UPDATE']) await subscribe(double, topic, url);
  const product = double.products.list()[6];
  const [first] = product?.variants ?? [];
  double.products.upsert({
    id: product?.id ?? '',
    variants: [{ ...(first as NonNullable<typeof first>), inventory_quantity: 999 }],
  });
  double.products.remove(product?.id ?? '');
  await double.settled();
  const bodies = received.map(({ body }) => body).sort();
  expect(bodies).toContain(`{"id":${product?.id}}`);
  expect(BigInt(product?.id ?? 0)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  expect(bodies.some((body) => body.includes('"available":999') && !body.includes('variant'))).toBe(true);
});

it('tells of orders and customers, and serves the pictures it names', async () => {
  const double = await start({ frames: 1 });
  const { url, received } = await receiver();
  for (const topic of ['ORDERS_CREATE', 'ORDERS_PAID', 'CUSTOMERS_CREATE'])
    await subscribe(double, topic, url);
  double.setFault({ delay_ms: 1 });
  double.orders.upsert({ id: '6004001122334', total_price: '158.70' });
  double.orders.upsert({ id: '6004001122334', financial_status: 'paid' });
  double.customers.upsert({ id: '7755001122334' });
  await double.settled();
  const topics = received.map(({ headers }) => headers['x-shopify-topic']);
  expect(topics.sort()).toEqual(['customers/create', 'orders/create', 'orders/paid']);
  const image = double.products.list()[0]?.images[0];
  expect((await fetch(image?.src ?? '')).headers.get('content-type')).toBe('image/svg+xml');
});

it('forgets a subscription without a word, and ends every token when the app is removed', async () => {
  const double = await start();
  const { url, received } = await receiver();
  for (const topic of ['PRODUCTS_UPDATE', 'APP_UNINSTALLED']) await subscribe(double, topic, url);
  expect(double.forgetWebhook(double.webhooks()[0]?.id ?? '')).toBe(true);
  expect(double.webhooks()).toHaveLength(1);
  double.uninstall();
  await double.settled();
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ myshopify_domain: DOMAIN });
  expect((await ask(double, '{ shop { name } }')).status).toBe(401);
});
