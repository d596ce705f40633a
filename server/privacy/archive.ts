import type { DataHolder, Subject } from './holders.ts';

export interface Archive {
  kind: 'personal-data';
  store_id: string;
  made_at: number;
  /** What the person is known by here. */
  identifiers: {
    session_ids: readonly string[];
    customer_ids: readonly string[];
    order_ids: readonly string[];
  };
  /** Everything held, by kind. */
  data: Record<string, unknown[]>;
  /** What each kind is, and how long it is kept. */
  about: Record<string, { description: string; use: string; retention: string }>;
  /** JSON Schema of this very document. */
  schema: object;
}

/** Everything held about a person in one document that explains itself. */
export async function archiveOf(
  holders: readonly DataHolder[],
  { store_id, ...identifiers }: Subject,
  now: number,
): Promise<Archive> {
  const data: Archive['data'] = {};
  for (const holder of holders) data[holder.name] = await holder.find({ store_id, ...identifiers });
  return {
    kind: 'personal-data',
    store_id,
    made_at: now,
    identifiers,
    data,
    about: Object.fromEntries(
      holders.map(({ name, description, use, retention }) => [
        name,
        { description, use, retention: retention.words },
      ]),
    ),
    schema: archiveSchema(holders),
  };
}

/** JSON Schema 2020-12 of an archive. */
export function archiveSchema(holders: readonly DataHolder[]): object {
  const ids = { type: 'array', items: { type: 'string' } };
  const kinds = Object.fromEntries(
    holders.map(({ name, description, schema }) => [
      name,
      { type: 'array', description, items: JSON.parse(JSON.stringify(schema)) as object },
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Everything varai holds about a person',
    type: 'object',
    required: ['kind', 'store_id', 'made_at', 'identifiers', 'data'],
    properties: {
      kind: { const: 'personal-data' },
      store_id: { type: 'string' },
      made_at: { type: 'integer', description: 'Milliseconds since 1970' },
      identifiers: {
        type: 'object',
        properties: { session_ids: ids, customer_ids: ids, order_ids: ids },
      },
      data: { type: 'object', additionalProperties: false, properties: kinds },
    },
  };
}
