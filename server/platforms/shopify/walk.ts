import { isRecord } from '../json-body.ts';
import type { Body } from '../reading.ts';
import { type Graphql, TooDear } from './graphql.ts';
import { nodesOf } from './product.ts';
import { MORE, MOST_AT_ONCE, type Part, PRODUCT_COUNT, PRODUCT_IDS } from './queries.ts';
import { shopifyId } from './receive.ts';

/** Points one query is made to cost: https://shopify.dev/docs/api/usage/limits allows 1,000. */
const POINTS = 900;
/** Products in the first page; then as many as the points it cost allow. */
const FIRST_PAGE = 12;
/** A listing ends at 25,000 objects (shopify.dev/docs/api/usage/limits). */
const DEEPEST = 20_000;

/** Where a walk stands. */
export interface Place {
  /** The id the search begins after; null: at the first. */
  from: string | null;
  after: string | null;
  /** Objects since the search began. */
  depth: number;
  isEnd: boolean;
}

export async function countProducts(graphql: Graphql, since: number | null): Promise<number | null> {
  const { data } = await graphql.run(PRODUCT_COUNT, { query: searchFor(since) });
  return isRecord(data.productsCount) && typeof data.productsCount.count === 'number'
    ? data.productsCount.count
    : null;
}

/** Without a time only what is shown; with one also what no longer is. @param from the id before the first */
function searchFor(since: number | null, from: string | null = null): string {
  const found = since === null ? 'status:active' : `updated_at:>='${new Date(since).toISOString()}'`;
  return from === null ? found : `${found} id:>=${BigInt(from) + 1n}`;
}

/**
 * Pages in the order of ids: what changes or goes meanwhile moves nothing, and what is new comes at the end. Before
 * the depth at which Shopify's cursors end, the search begins anew where it is. The page grows and shrinks with what
 * the shop says it costs.
 */
export async function* walk(
  graphql: Graphql,
  document: string,
  since: number | null,
  start: Place | null,
): AsyncGenerator<{ nodes: Body[]; place: Place }> {
  let place: Place = start ?? { from: null, after: null, depth: 0, isEnd: false };
  let size = document === PRODUCT_IDS ? MOST_AT_ONCE : FIRST_PAGE;
  while (!place.isEnd) {
    const { from, after, depth } = place;
    let page: Awaited<ReturnType<Graphql['run']>>;
    try {
      page = await graphql.run(document, { first: size, after, query: searchFor(since, from) });
    } catch (cause) {
      if (!(cause instanceof TooDear) || size === 1) throw cause;
      size = Math.floor(size / 2);
      continue;
    }
    const nodes = nodesOf(page.data.products);
    const next = nextOf(page.data.products);
    const last = shopifyId(null, nodes.at(-1)?.id);
    const isTooDeep = depth + nodes.length >= DEEPEST && last !== null;
    place = isTooDeep
      ? { from: last, after: null, depth: 0, isEnd: next === null }
      : { from, after: next, depth: depth + nodes.length, isEnd: next === null };
    yield { nodes, place };
    if (page.cost !== null && page.cost > 0) {
      size = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor((size * POINTS) / page.cost)));
    }
  }
}

/** A product with the rest of what hangs on it, where there is more than was read along. */
export async function wholeNode(
  graphql: Graphql,
  node: Body,
  most: Readonly<Record<Part, number>>,
): Promise<Body> {
  const whole = { ...node };
  for (const part of Object.keys(MORE) as Part[]) {
    const nodes = nodesOf(node[part]);
    let after = nextOf(node[part]);
    while (after !== null && nodes.length < most[part]) {
      const { data } = await graphql.run(MORE[part], { id: node.id, after });
      const page = isRecord(data.product) ? data.product[part] : null;
      nodes.push(...nodesOf(page));
      after = nextOf(page);
    }
    whole[part] = { nodes };
  }
  return whole;
}

function nextOf(connection: unknown): string | null {
  const info = isRecord(connection) && isRecord(connection.pageInfo) ? connection.pageInfo : null;
  return info?.hasNextPage === true && typeof info.endCursor === 'string' ? info.endCursor : null;
}
