import type { Answer } from '../listen.ts';

/** https://developer.adobe.com/commerce/webapi/get-started/api-security: what the limit is when it is on. */
const LARGEST_PAGE = 300;

export interface Criteria {
  /** All groups must hold; in a group, one filter. */
  groups: { field: string; value: string; condition: string }[][];
  pageSize: number | null;
  currentPage: number;
  sortOrders: { field: string; direction: 'ASC' | 'DESC' }[];
}

export const magentoError = (status: number, message: string, parameters?: object): Answer => ({
  status,
  body: { message, ...(parameters === undefined ? {} : { parameters }) },
});

const CONDITIONS = new Set([
  'eq',
  'neq',
  'in',
  'nin',
  'gt',
  'gteq',
  'lt',
  'lteq',
  'from',
  'to',
  'like',
  'null',
  'notnull',
]);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Reads `searchCriteria[…]` parameters, in snake or camel case as the real one does. */
export function readCriteria(query: URLSearchParams): Criteria | Answer {
  const groups = new Map<string, Map<string, Record<string, string>>>();
  const sorts = new Map<string, Record<string, string>>();
  let pageSize: number | null = null;
  let currentPage = 1;
  let isGiven = false;
  for (const [name, value] of query) {
    const root = /^search_?criteria/i.exec(name)?.[0];
    if (root === undefined) continue;
    isGiven = true;
    const [kind = '', ...path] = [...name.slice(root.length).matchAll(/\[([^\]]*)\]/g)].map(
      ([, key]) => key ?? '',
    );
    switch (snake(kind)) {
      case '':
        break;
      case 'page_size':
        pageSize = Number(value);
        break;
      case 'current_page':
        currentPage = Number(value);
        break;
      case 'sort_orders': {
        const [index = '', key = ''] = path;
        sorts.set(index, { ...sorts.get(index), [key]: value });
        break;
      }
      case 'filter_groups': {
        const [group = '', , filter = '', key = ''] = path;
        const filters = groups.get(group) ?? new Map<string, Record<string, string>>();
        filters.set(filter, { ...filters.get(filter), [snake(key)]: value });
        groups.set(group, filters);
        break;
      }
      default:
        return magentoError(
          400,
          `Property "${kind}" does not have accessor method "get${kind}" in class "SearchCriteria".`,
        );
    }
  }
  if (!isGiven)
    return magentoError(400, '"%fieldName" is required. Enter and try again.', {
      fieldName: 'searchCriteria',
    });
  if (pageSize !== null && (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > LARGEST_PAGE))
    return magentoError(400, `Maximum SearchCriteria pageSize is ${LARGEST_PAGE}`);
  const read = [...groups.values()].map((filters) =>
    [...filters.values()].map(({ field = '', value = '', condition_type: condition = 'eq' }) => ({
      field,
      value,
      condition,
    })),
  );
  const unknown = read.flat().find(({ condition }) => !CONDITIONS.has(condition));
  if (unknown !== undefined)
    return magentoError(400, `Condition type "${unknown.condition}" is not supported.`);
  return {
    groups: read,
    pageSize,
    currentPage: Math.max(1, currentPage),
    sortOrders: [...sorts.values()].map(({ field = '', direction = 'ASC' }) => ({
      field,
      direction: direction.toUpperCase() === 'DESC' ? 'DESC' : 'ASC',
    })),
  };
}

type Lookup<T> = (item: T, field: string) => string | number | undefined;

/**
 * The page the criteria ask for.
 * @param among what is left of all items by a filter, sorted
 * @param valueFor what an item has for a field; undefined when it has none
 * @param knows whether items of this kind can have the field at all
 */
export function search<T>(
  among: (matches: (item: T) => boolean, compare: (a: T, b: T) => number) => readonly T[],
  criteria: Criteria,
  valueFor: Lookup<T>,
  knows: (field: string) => boolean,
): { items: T[]; total_count: number } | Answer {
  const { groups, sortOrders, pageSize } = criteria;
  for (const { field } of [...groups.flat(), ...sortOrders])
    if (!knows(field)) return magentoError(400, `Invalid attribute name: ${field}`);
  const compare = (a: T, b: T) => {
    for (const { field, direction } of sortOrders) {
      const compared = order(valueFor(a, field), valueFor(b, field));
      if (compared !== 0) return direction === 'ASC' ? compared : -compared;
    }
    return 0;
  };
  const matches = (item: T) =>
    groups.every((group) => group.some((filter) => holds(valueFor(item, filter.field), filter)));
  const found = among(matches, compare);
  const size = pageSize ?? found.length;
  // Asked for a page past the end, it gives the last one again.
  const page = Math.min(criteria.currentPage, Math.max(1, Math.ceil(found.length / size)));
  return { items: found.slice((page - 1) * size, page * size), total_count: found.length };
}

function order(a: string | number | undefined, b: string | number | undefined): number {
  const [x, y] = [a ?? '', b ?? ''];
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  return `${x}` < `${y}` ? -1 : `${x}` > `${y}` ? 1 : 0;
}

function holds(
  actual: string | number | undefined,
  { value, condition }: { value: string; condition: string },
): boolean {
  const compared = order(actual, typeof actual === 'number' ? Number(value) : value);
  switch (condition) {
    case 'eq':
      return `${actual}` === value;
    case 'neq':
      return `${actual}` !== value;
    case 'in':
      return value.split(',').includes(`${actual}`);
    case 'nin':
      return !value.split(',').includes(`${actual}`);
    case 'gt':
      return compared > 0;
    case 'gteq':
    case 'from':
      return compared >= 0;
    case 'lt':
      return compared < 0;
    case 'lteq':
    case 'to':
      return compared <= 0;
    case 'null':
      return actual === undefined;
    case 'notnull':
      return actual !== undefined;
    default:
      return `${actual}`.toLowerCase().includes(value.replaceAll('%', '').toLowerCase());
  }
}

interface Fields {
  [name: string]: Fields | null;
}

/** Keeps what `fields=items[id,stock_item[qty]],total_count` names. */
export function trim(body: unknown, query: URLSearchParams): unknown {
  const text = query.get('fields');
  if (text === null || text === '') return body;
  const stack: Fields[] = [{}];
  let last = '';
  for (const [token] of text.matchAll(/[^[\],]+|[[\]]/g)) {
    const current = stack.at(-1) ?? {};
    if (token === '[') {
      const inner: Fields = {};
      current[last] = inner;
      stack.push(inner);
    } else if (token === ']') stack.pop();
    else {
      last = token.trim();
      current[last] = null;
    }
  }
  return keep(body, stack[0] ?? {});
}

function keep(value: unknown, fields: Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => keep(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name in fields)
      .map(([name, member]) => [name, fields[name] ? keep(member, fields[name]) : member]),
  );
}
