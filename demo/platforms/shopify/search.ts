import type { ShopifyProduct } from './products.ts';

type Test = (product: ShopifyProduct) => boolean;

const DATES = ['updated_at', 'created_at', 'published_at'] as const;
const TEXTS = ['status', 'vendor', 'product_type', 'handle', 'title'] as const;

/** `field:value` terms, quoted or not, with an operator before the value. https://shopify.dev/docs/api/usage/search-syntax */
const TERM = /(-?)([a-z_]+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|([^\s()]+))|\b(AND)\b|\s+|[()]/gy;

/**
 * What a search asks for. Terms are joined by AND; a value with commas takes any of them. As the real API does, a
 * field it does not know is passed over with a warning, which hides mistakes: look at `warnings`.
 */
export function parseSearch(query: string): { matches: Test; warnings: string[] } {
  const tests: Test[] = [];
  const warnings: string[] = [];
  let end = 0;
  for (const match of query.matchAll(TERM)) {
    end = match.index + match[0].length;
    const [, minus, field, operator, single, double, bare] = match;
    if (field === undefined) continue;
    const test = termOf(field, operator ?? '=', single ?? double ?? bare ?? '');
    if (test === null) warnings.push(`Invalid search field for this query: ${field}`);
    else tests.push(minus === '-' ? (product) => !test(product) : test);
  }
  if (end !== query.length) warnings.push(`Could not be read from "${query.slice(end, end + 20)}"`);
  return { matches: (product) => tests.every((test) => test(product)), warnings };
}

function termOf(field: string, operator: string, value: string): Test | null {
  const date = DATES.find((name) => name === field);
  if (date !== undefined) {
    const time = Date.parse(value);
    return Number.isNaN(time) ? null : (product) => compare(Date.parse(product[date] ?? ''), operator, time);
  }
  if (field === 'id') {
    const id = value.replace(/^\D+/, '');
    return (product) => compare(compareIds(product.id, id), operator, 0);
  }
  if (field === 'inventory_total')
    return ({ variants }) =>
      compare(
        variants.reduce((sum, { inventory_quantity }) => sum + inventory_quantity, 0),
        operator,
        Number(value),
      );
  if (field === 'tag') return (product) => product.tags.split(', ').includes(value);
  if (field === 'published_status')
    return ({ published_at, status }) =>
      (value === 'published') === (published_at !== null && status === 'active');
  const text = TEXTS.find((name) => name === field);
  const wanted = value.toLowerCase().split(',');
  return text === undefined ? null : (product) => wanted.includes(product[text].toLowerCase());
}

/** Less than 0 when `a` is the smaller number; both as digits without zeros before them. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(a: number, operator: string, b: number): boolean {
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return a === b;
}
