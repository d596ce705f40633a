import type { Answer, Asked } from '../listen.ts';
import { wooError } from './auth.ts';

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#pagination */
const DEFAULT_PAGE = 10;
const LARGEST_PAGE = 100;

const invalid = (name: string, why: string): Answer =>
  wooError(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, { params: { [name]: why } });

/** A refusal of the query's numbers, or the page they ask for with the headers that tell the total. */
export function paged(asked: Asked, url: string, items: readonly object[]): Answer {
  const { query } = asked;
  const page = Number(query.get('page') ?? 1);
  const size = Number(query.get('per_page') ?? DEFAULT_PAGE);
  if (!Number.isInteger(page) || page < 1) return invalid('page', 'page must be greater than or equal to 1');
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    return invalid('per_page', `per_page must be between 1 (inclusive) and ${LARGEST_PAGE} (inclusive)`);
  const offset = query.has('offset') ? Number(query.get('offset')) : (page - 1) * size;
  const pages = Math.ceil(items.length / size);
  const link = (number: number, rel: string) => {
    const next = new URLSearchParams([...query].filter(([name]) => !/^(oauth_|consumer_)/.test(name)));
    next.set('page', `${number}`);
    return `<${url}${asked.path}?${next}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, pages), 'prev')] : []),
    ...(page < pages ? [link(page + 1, 'next')] : []),
  ];
  return {
    status: 200,
    headers: {
      'x-wp-total': `${items.length}`,
      'x-wp-totalpages': `${pages}`,
      ...(links.length > 0 ? { link: links.join(', ') } : {}),
    },
    body: items.slice(offset, offset + size).map((item) => trimmed(item, query)),
  };
}

/** Only what `_fields` names; `attributes.name` reaches inside. */
export function trimmed(item: object, query: URLSearchParams): object {
  const fields = query.get('_fields');
  if (fields === null || fields === '') return item;
  const kept: Record<string, unknown> = {};
  for (const path of fields.split(',').map((name) => name.trim().split('.'))) pick(item, path, kept);
  return kept;
}

function pick(from: object, [name, ...rest]: string[], into: Record<string, unknown>): void {
  const value = (from as Record<string, unknown>)[name ?? ''];
  if (name === undefined || value === undefined) return;
  if (rest.length === 0 || typeof value !== 'object' || value === null) into[name] = value;
  else if (Array.isArray(value)) {
    const before = (into[name] ?? value.map(() => ({}))) as Record<string, unknown>[];
    value.forEach((item, i) => {
      pick(item as object, rest, before[i] ?? {});
    });
    into[name] = before;
  } else {
    const inner = (into[name] ?? {}) as Record<string, unknown>;
    pick(value, rest, inner);
    into[name] = inner;
  }
}

interface Dated {
  id: number;
  status: string;
  date_created_gmt: string;
  date_modified_gmt: string;
}

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
const ORDERS: Readonly<Record<string, (item: Dated & { name?: string }) => string | number>> = {
  date: ({ date_created_gmt }) => date_created_gmt,
  modified: ({ date_modified_gmt }) => date_modified_gmt,
  id: ({ id }) => id,
  title: ({ name }) => name ?? '',
};

/** Filters and sorts the items, or remembers having done so. */
export type Among<T> = (test: (item: T) => boolean, compare: (a: T, b: T) => number) => readonly T[];

/** Whatever of a query decides which items are meant, and not which page of them. */
export const listKey = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => !/^(oauth_|consumer_|page$|per_page$|offset$|_fields$)/.test(name))
    .sort()
    .join('&');

/**
 * The items a list's query asks for, in its order; or why it can't be.
 * @param offsetHours of the shop's clock: without `dates_are_gmt` times in the query are the shop's own
 */
export function selected<T extends Dated & { name?: string; type?: string; sku?: string }>(
  items: readonly T[],
  query: URLSearchParams,
  offsetHours: number,
  among: Among<T> = (test, compare) => items.filter(test).sort(compare),
): { items: readonly T[] } | { refused: Answer } {
  const tests: ((item: T) => boolean)[] = [];
  const isGmt = query.get('dates_are_gmt') === 'true' || query.get('dates_are_gmt') === '1';
  for (const [name, field, sign] of [
    ['modified_after', 'date_modified_gmt', 1],
    ['modified_before', 'date_modified_gmt', -1],
    ['after', 'date_created_gmt', 1],
    ['before', 'date_created_gmt', -1],
  ] as const) {
    const value = query.get(name);
    if (value === null) continue;
    if (!DATE.test(value)) return { refused: invalid(name, 'Invalid date.') };
    const bare = Date.parse(`${value.slice(0, 19)}Z`);
    const time = isGmt ? bare : bare - offsetHours * 3_600_000;
    tests.push((item) => sign * (Date.parse(`${item[field]}Z`) - time) > 0);
  }
  const status = query.get('status');
  if (status !== null && status !== 'any') tests.push((item) => status.split(',').includes(item.status));
  const ids = query.get('include')?.split(',').map(Number);
  if (ids !== undefined) tests.push(({ id }) => ids.includes(id));
  for (const name of ['type', 'sku'] as const) {
    const wanted = query.get(name);
    if (wanted !== null) tests.push((item) => item[name] === wanted);
  }
  const orderby = query.get('orderby') ?? 'date';
  const keyOf = ORDERS[orderby];
  if (keyOf === undefined) {
    return { refused: invalid('orderby', `orderby is not one of ${Object.keys(ORDERS).join(', ')}.`) };
  }
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc')
    return { refused: invalid('order', 'order is not one of asc, desc.') };
  const sign = order === 'asc' ? 1 : -1;
  const isLess = (a: T, b: T) => keyOf(a) < keyOf(b) || (keyOf(a) === keyOf(b) && a.id < b.id);
  const matches = (item: T) => tests.every((test) => test(item));
  return { items: among(matches, (a, b) => (isLess(a, b) ? -sign : sign)) };
}
