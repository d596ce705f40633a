import type { Page } from './graphql-run.ts';

/** A list is not paged deeper than this. https://shopify.dev/docs/api/usage/limits */
const DEEPEST = 25_000;

export class PagingProblem extends Error {
  override name = 'PagingProblem';
}

export interface PageArgs {
  first?: number;
  after?: string | null;
  last?: number;
  before?: string | null;
  reverse?: boolean;
}

/**
 * A page of a sorted list; all of it for a bulk operation, which gives no size. A cursor holds the last item's place in the order, not its number, so that it stays good
 * while the list changes.
 * @param keyOf where an item stands: sortable text, unique
 * @throws PagingProblem for a cursor that is none, or one beyond 25,000 items
 */
export function pageOf<T>(sorted: readonly T[], keyOf: (item: T) => string, args: PageArgs): Page {
  const items = args.reverse ? [...sorted].reverse() : sorted;
  let start = 0;
  let end = items.length;
  if (typeof args.after === 'string') {
    const key = decode(args.after);
    start = firstWhere(items, (item) => (args.reverse ? keyOf(item) < key : keyOf(item) > key));
  }
  if (typeof args.before === 'string') {
    const key = decode(args.before);
    end = firstWhere(items, (item) => (args.reverse ? keyOf(item) <= key : keyOf(item) >= key));
  }
  if (start >= DEEPEST) {
    throw new PagingProblem(`Paging beyond ${DEEPEST} objects is not supported; narrow the search instead.`);
  }
  if (typeof args.last === 'number') start = Math.max(start, end - args.last);
  else end = Math.min(end, start + (args.first ?? end));
  const page = items.slice(start, end);
  return {
    items: page,
    cursors: page.map((item) => encode(keyOf(item))),
    hasNextPage: end < items.length,
    hasPreviousPage: start > 0,
  };
}

/** Where in a sorted list something begins to be so; its length when it nowhere is. */
function firstWhere<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const encode = (key: string): string => Buffer.from(JSON.stringify({ last_value: key })).toString('base64');

function decode(cursor: string): string {
  try {
    const { last_value: key } = JSON.parse(Buffer.from(cursor, 'base64').toString()) as {
      last_value: unknown;
    };
    if (typeof key === 'string') return key;
  } catch {
    // Answered below, as every other cursor that is none.
  }
  throw new PagingProblem(`Invalid cursor: ${cursor}`);
}
