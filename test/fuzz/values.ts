/** The part of JSON Schema that the API's description uses. */
export interface Schema {
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema | false;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32, public domain, by Tommy Ettinger). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Dice = () => number;

export function pick<T>(roll: Dice, from: readonly T[]): T {
  return from[Math.floor(roll() * from.length)] as T;
}

/** Texts that have broken something somewhere. */
export const HOSTILE: readonly string[] = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e999',
    'NaN',
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
  ],
  ...[
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%',
    '%ff',
    '/',
    '//',
    '\\\\host\\share',
    'C:\\',
    '.',
    '..',
    'file:///etc/passwd',
  ],
  ...[
    "' OR '1'='1",
    '"; DROP TABLE products; --',
    '{"$gt":""}',
    '$where',
    '$ne',
    'a.b',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
  ],
  ...[
    '<script>alert(1)</script>',
    '{{7*7}}',
    `$${'{'}7*7}`,
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    '=cmd()',
    '\r\nX: y',
  ],
  ...[
    '\u202e\u2066',
    '\ufeff',
    'İ',
    'ß',
    '𝕏',
    '👩‍👩‍👧',
    'e\u0301'.repeat(20),
    'ﷺ',
    'a'.repeat(300),
    'ü'.repeat(1500),
    '9'.repeat(400),
  ],
  ...[
    '2026-13-45',
    '0000-00-00T00:00:00Z',
    '253402300800000',
    '9007199254740993',
    '-0',
    '0x10',
    '1_000',
    '١٢٣',
    'http://169.254.169.254/',
  ],
];

const WRONG: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  [],
  {},
  [[]],
  [null],
  { $gt: '' },
  { length: -1 },
  { toString: 1 },
  ['a', 1, null],
  { a: { b: { c: {} } } },
];

/** Nested deeper than any sane document. */
export function nested(depth: number): string {
  return `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
}

/** @param known values that mean something to the server, by the name they are asked for */
export function valid(
  schema: Schema,
  roll: Dice,
  known: Readonly<Record<string, readonly unknown[]>>,
  name = '',
): unknown {
  const values = known[name];
  if (values !== undefined && roll() < 0.8) return pick(roll, values);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return pick(roll, schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return valid(pick(roll, branches), roll, known, name);
  if (schema.allOf !== undefined)
    return Object.assign({}, ...schema.allOf.map((part) => valid(part, roll, known, name)));
  const type =
    typeof schema.type === 'string' ? schema.type : pick(roll, schema.type ?? ['string', 'object']);
  if (type === 'object') return validObject(schema, roll, known);
  if (type === 'array') {
    const most = Math.min(schema.maxItems ?? 4, 4);
    const length = (schema.minItems ?? 0) + Math.floor(roll() * (most - (schema.minItems ?? 0) + 1));
    return Array.from({ length }, () => valid(schema.items || {}, roll, known, name));
  }
  if (type === 'integer' || type === 'number') return validNumber(schema, roll, type === 'integer');
  if (type === 'boolean') return roll() < 0.5;
  return type === 'null' ? null : validText(schema, roll);
}

function validObject(
  { properties = {}, required = [] }: Schema,
  roll: Dice,
  known: Parameters<typeof valid>[2],
) {
  const members = Object.entries(properties).filter(([name]) => required.includes(name) || roll() < 0.4);
  return Object.fromEntries(members.map(([name, part]) => [name, valid(part, roll, known, name)]));
}

function validNumber({ minimum = -1000, maximum = 100_000 }: Schema, roll: Dice, isWhole: boolean): number {
  if (roll() < 0.3) return pick(roll, [minimum, maximum]);
  const value = minimum + roll() * (maximum - minimum);
  return isWhole ? Math.floor(value) : value;
}

function validText({ minLength = 0, maxLength = 40, pattern }: Schema, roll: Dice): string {
  if (pattern !== undefined)
    return pick(roll, ['https://shop.example', 'abc', 'a_1-b', '52-18-145', 'ses_x']);
  const length = Math.min(maxLength, minLength + Math.floor(roll() * 20));
  return Array.from({ length }, () => pick(roll, [...'abcXYZ019 -_äß日'])).join('');
}

/** The same value with one place of it spoilt. */
export function spoilt(value: unknown, roll: Dice): unknown {
  if (Array.isArray(value) && value.length > 0 && roll() < 0.7) {
    const place = Math.floor(roll() * value.length);
    return value.map((item, i) => (i === place ? spoilt(item, roll) : item));
  }
  if (typeof value === 'object' && value !== null && roll() < 0.85) {
    const names = Object.keys(value);
    const name = pick(roll, names);
    if (name === undefined || roll() < 0.2)
      return { ...value, [pick(roll, ['admin', 'store_id', '_id', 'constructor', ''])]: true };
    const { [name]: old, ...rest } = value as Record<string, unknown>;
    return roll() < 0.2 ? rest : { ...rest, [name]: spoilt(old, roll) };
  }
  return roll() < 0.5 ? pick(roll, HOSTILE) : pick(roll, WRONG);
}
