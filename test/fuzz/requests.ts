import { type Dice, HOSTILE, nested, pick, type Schema, spoilt, valid } from './values.ts';

interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  schema: Schema;
}

interface Media {
  schema?: Schema;
}

export interface Operation {
  method: string;
  path: string;
  parameters: readonly Parameter[];
  bodies: Readonly<Record<string, Media>>;
  responses: Readonly<Record<string, { content?: Readonly<Record<string, Media>> }>>;
}

/** One request, ready to be sent. */
export interface Attempt {
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

/** Every call an OpenAPI document describes. */
export function operationsOf(document: { paths: Record<string, Record<string, object>> }): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const {
        parameters = [],
        requestBody,
        responses,
      } = described as {
        parameters?: Parameter[];
        requestBody?: { content?: Record<string, Media> };
        responses: Operation['responses'];
      };
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        bodies: requestBody?.content ?? {},
        responses,
      };
    }),
  );
}

export type Known = Readonly<Record<string, readonly unknown[]>>;

/** A request that is valid, nearly so, or hostile, a third each. */
export function attempt(
  operation: Operation,
  callers: readonly Record<string, string>[],
  known: Known,
  roll: Dice,
): Attempt {
  const intent = pick(roll, ['valid', 'near', 'hostile'] as const);
  const value = (schema: Schema, name: string) => {
    const good = valid(schema, roll, known, name);
    if (intent === 'valid') return good;
    if (intent === 'near') return roll() < 0.3 ? spoilt(good, roll) : good;
    return roll() < 0.6 ? pick(roll, HOSTILE) : good;
  };
  let path = operation.path;
  const query = new URLSearchParams();
  for (const { in: place, name, schema } of operation.parameters) {
    if (place === 'path') path = path.replace(`{${name}}`, encoded(textOf(value(schema, name))));
    else if (place === 'query' && roll() < 0.3) query.append(name, textOf(value(schema, name)));
  }
  if (intent === 'hostile' && roll() < 0.2) query.append(pick(roll, HOSTILE), pick(roll, HOSTILE));
  const body = roll() < 0.95 ? bodyOf(operation, value, intent, roll) : null;
  return {
    method: operation.method,
    target: query.size > 0 ? `${path}?${query}` : path,
    headers: {
      ...pick(roll, callers),
      ...(intent === 'hostile' ? hostileHeaders(roll) : {}),
      ...body?.headers,
    },
    body: body?.bytes ?? null,
  };
}

function bodyOf(
  operation: Operation,
  value: (schema: Schema, name: string) => unknown,
  intent: string,
  roll: Dice,
) {
  const types = Object.keys(operation.bodies);
  if (types.length === 0 && !(intent === 'hostile' && ['POST', 'PUT'].includes(operation.method)))
    return null;
  const type =
    types.length === 0 || (intent === 'hostile' && roll() < 0.3) ? pick(roll, ANY_TYPE) : pick(roll, types);
  const schema = operation.bodies[type]?.schema ?? {};
  if (intent === 'hostile' && roll() < 0.4)
    return { headers: { 'content-type': type }, bytes: hostileBytes(roll) };
  const content = value(schema, 'body');
  if (type === 'multipart/form-data') return multipart(content, roll);
  const text =
    type === 'application/x-www-form-urlencoded'
      ? formOf(content)
      : type === 'application/json'
        ? jsonOf(content)
        : textOf(content);
  return { headers: { 'content-type': type }, bytes: Buffer.from(text) };
}

const ANY_TYPE = [
  ...[
    'application/json',
    'text/plain',
    'application/xml',
    'text/csv',
    'image/jpeg',
    'image/png',
    'application/octet-stream',
  ],
  ...[
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'x/y',
    'application/json; charset=utf-16',
  ],
];

function hostileBytes(roll: Dice): Buffer {
  return Buffer.from(
    pick(roll, [
      '',
      '{',
      '[',
      '"',
      'null',
      '{}',
      '[]',
      nested(20),
      nested(5000),
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"a":1,"a":2}',
      '\ufeff{}',
      '{"a":1e999}',
      `"${'x'.repeat(100_000)}"`,
      '--x\r\n\r\n\r\n--x--',
      '\xff\xd8\xff\xe0',
      ...HOSTILE,
    ]),
    'latin1',
  );
}

function multipart(content: unknown, roll: Dice) {
  const boundary = 'fuzz';
  const members =
    typeof content === 'object' && content !== null ? Object.entries(content) : [['image', content]];
  const parts = members.map(([name, value]) => {
    const file = name === 'image' ? '; filename="a.jpg"\r\nContent-Type: image/jpeg' : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${textOf(value)}\r\n`;
  });
  const end = roll() < 0.9 ? `--${boundary}--\r\n` : '';
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    bytes: Buffer.from(parts.join('') + end),
  };
}

/** Headers are Latin-1 without line ends; Node.js itself sends no others. */
function hostileHeaders(roll: Dice): Record<string, string> {
  const text = pick(roll, HOSTILE).replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
  const name = pick(roll, [
    ...[
      'origin',
      'authorization',
      'x-request-id',
      'accept-language',
      'accept',
      'idempotency-key',
      'x-varai-store',
      'last-event-id',
    ],
    ...[
      'x-shopify-shop-domain',
      'x-wc-webhook-source',
      'if-none-match',
      'range',
      'cookie',
      'x-http-method-override',
      'x-varai-operator',
    ],
  ]);
  return { [name]: name === 'authorization' && roll() < 0.7 ? `Bearer ${text}` : text };
}

function encoded(text: string): string {
  // What is no Unicode text can't be encoded; the server has to read it in bodies.
  return encodeURIComponent(wellFormed(text)) || '%20';
}

/** With U+FFFD for half a surrogate pair. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return wellFormed(typeof value === 'string' ? value : jsonOf(value));
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function formOf(content: unknown): string {
  if (typeof content !== 'object' || content === null) return textOf(content);
  return new URLSearchParams(
    Object.entries(content).map(([name, value]) => [name, textOf(value)]),
  ).toString();
}
