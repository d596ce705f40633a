import type { Fact, PlatformApi, StoreContext } from '../platform.ts';
import type { Body } from '../reading.ts';
import { type BulkDeps, BulkGone, type BulkPlace, readInBulk } from './bulk.ts';
import { BulkFailed } from './bulk-file.ts';
import type { Graphql } from './graphql.ts';
import { type Labels, openLabels } from './labels.ts';
import { metafieldEvidence } from './metafields.ts';
import { factOfNode, MOST_IMAGES, nodesOf } from './product.ts';
import { type Part, PRODUCT_IDS, PRODUCT_IDS_IN_BULK, PRODUCTS, PRODUCTS_IN_BULK } from './queries.ts';
import { shopifyId } from './receive.ts';
import { countProducts, type Place, walk, wholeNode } from './walk.ts';

/** From so many products on, reading them by a bulk operation is sooner done on the standard plan's points. */
const BULK_FROM = 200;

/** Of what hangs on a product; a product has at most 2,048 variants (shopify.dev/docs/api/usage/limits). */
const MOST: Readonly<Record<Part, number>> = { variants: 2048, media: MOST_IMAGES, metafields: 250 };

/** A page's cursor, as text. */
interface Cursor {
  place: Place | BulkPlace;
  /** Products still to come that were counted before, when a listing had to begin again. */
  told: number;
}

/** Facts of a product's node, whichever way it was read. */
export function factsOf(node: Body, labels: Labels, context: StoreContext): Fact[] {
  const kept = { ...node };
  for (const [part, most] of Object.entries(MOST)) kept[part] = { nodes: nodesOf(node[part]).slice(0, most) };
  const fact = factOfNode(kept, nodesOf(kept.variants), context);
  if (fact.kind !== 'product' || fact.product === null) return [fact];
  const { id: product_id, updated_at } = fact;
  return [fact, { kind: 'evidence', product_id, updated_at, evidence: metafieldEvidence(kept, labels) }];
}

/** Facts of one product's node as the API answered it, the rest of what hangs on it read where there is more. */
export async function readFacts(graphql: Graphql, node: Body, context: StoreContext): Promise<Fact[]> {
  const whole = await wholeNode(graphql, node, MOST);
  return factsOf(whole, await openLabels(graphql)([whole]), context);
}

/**
 * A shop's catalogue: by a bulk operation where all of a large one is wanted, else page by page. Where bulk can't be
 * done, it is read page by page instead, and the page that begins it says why.
 */
export function openListing(
  deps: BulkDeps,
  context: StoreContext,
): Pick<PlatformApi, 'products' | 'productIds'> {
  const { graphql } = deps;
  return {
    async *products({ since, cursor }) {
      const start = cursor === null ? null : (JSON.parse(cursor) as Cursor);
      const total = await countProducts(graphql, since);
      const labelsOf = openLabels(graphql);
      const isLarge = since === null && (total ?? 0) >= BULK_FROM;
      for await (const part of read(deps, WHOLE, { since, start, isLarge })) {
        const nodes: Body[] = [];
        for (const node of part.nodes) nodes.push(await wholeNode(graphql, node, MOST));
        const labels = await labelsOf(nodes);
        yield {
          facts: nodes.flatMap((node) => factsOf(node, labels, context)),
          cursor: JSON.stringify({ place: part.place, told: part.told } satisfies Cursor),
          total,
          products: part.counted,
          ...(part.read_at === null ? {} : { read_at: part.read_at }),
          ...(part.remark === null ? {} : { remark: part.remark }),
        };
      }
    },
    async *productIds() {
      const isLarge = ((await countProducts(graphql, null)) ?? 0) >= BULK_FROM;
      for await (const { nodes } of read(deps, IDS, { since: null, start: null, isLarge })) {
        yield nodes
          .filter(({ status, publishedAt }) => status === 'ACTIVE' && publishedAt !== null)
          .map(({ id }) => shopifyId(null, id))
          .filter((id) => id !== null);
      }
    },
  };
}

/** One question, to be asked either way. */
const WHOLE = { inBulk: PRODUCTS_IN_BULK, paged: PRODUCTS };
const IDS = { inBulk: PRODUCT_IDS_IN_BULK, paged: PRODUCT_IDS };

/** Some products, read either way. */
interface Read {
  nodes: readonly Body[];
  place: Place | BulkPlace;
  told: number;
  /** How many of the nodes were not counted before. */
  counted: number;
  read_at: number | null;
  remark: string | null;
}

async function* read(
  deps: BulkDeps,
  documents: typeof WHOLE,
  { since, start, isLarge }: { since: number | null; start: Cursor | null; isLarge: boolean },
): AsyncGenerator<Read> {
  const { place: begin, told: before } = start ?? { place: null, told: 0 };
  const from = begin !== null && 'after' in begin ? begin : null;
  let bulk = begin !== null && 'operation' in begin ? begin : null;
  let isInBulk = bulk !== null || (from === null && isLarge);
  let told = before;
  let remark: string | null = null;
  const readOf = (nodes: readonly Body[], place: Read['place'], read_at: number | null): Read => {
    const counted = Math.max(0, nodes.length - told);
    told -= nodes.length - counted;
    const one = { nodes, place, told, counted, read_at, remark };
    remark = null;
    return one;
  };
  while (isInBulk) {
    let done = bulk?.done ?? 0;
    try {
      for await (const { nodes, place, read_at } of readInBulk(deps, documents.inBulk, bulk)) {
        done = place.done;
        yield readOf(nodes, place, read_at);
      }
      return;
    } catch (cause) {
      if (!(cause instanceof BulkFailed)) throw cause;
      // Once more where only the operation that was begun earlier is over; else page by page.
      isInBulk = cause instanceof BulkGone && bulk !== null;
      if (!isInBulk) remark = `${cause.message}; the catalogue is read page by page, which takes longer.`;
      // What was told so far comes again, and is not counted again.
      told += done;
      bulk = null;
    }
  }
  for await (const { nodes, place } of walk(deps.graphql, documents.paged, since, from)) {
    yield readOf(nodes, place, null);
  }
}
