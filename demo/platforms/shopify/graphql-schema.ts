import { Tokens, type TypeRef } from './graphql-parse.ts';

export interface FieldDef {
  type: TypeRef;
  args: Record<string, TypeRef>;
}

export type TypeDef =
  | { kind: 'object' | 'interface' | 'input'; fields: Record<string, FieldDef> }
  | { kind: 'enum'; values: ReadonlySet<string> }
  | { kind: 'union' };

export type Schema = ReadonlyMap<string, TypeDef>;

export const SCALARS: ReadonlySet<string> = new Set([
  'ID',
  'String',
  'Int',
  'Float',
  'Boolean',
  'URL',
  'DateTime',
  'Money',
  'Decimal',
  'HTML',
  'JSON',
  'UnsignedInt64',
  'CurrencyCode',
]);

/** Reads a schema in GraphQL's own language; each `XConnection` named in it comes to be by itself. */
export function readSchema(source: string): Schema {
  const schema = new Map<string, TypeDef>();
  const tokens = new Tokens(source);
  while (tokens.next !== undefined) {
    const word = tokens.name();
    const name = tokens.name();
    if (word === 'union') {
      schema.set(name, { kind: 'union' });
    } else if (word === 'enum') {
      const values = new Set<string>();
      tokens.expect('{');
      while (!tokens.accept('}')) values.add(tokens.name());
      schema.set(name, { kind: 'enum', values });
    } else {
      const kind = word === 'type' ? 'object' : (word as 'interface' | 'input');
      schema.set(name, { kind, fields: fieldsOf(tokens) });
    }
  }
  addConnections(schema);
  return schema;
}

function fieldsOf(tokens: Tokens): Record<string, FieldDef> {
  const fields: Record<string, FieldDef> = {};
  tokens.expect('{');
  while (!tokens.accept('}')) {
    const name = tokens.name();
    const args: Record<string, TypeRef> = {};
    if (tokens.accept('(')) {
      while (!tokens.accept(')')) {
        const arg = tokens.name();
        tokens.expect(':');
        args[arg] = tokens.typeRef();
      }
    }
    tokens.expect(':');
    fields[name] = { type: tokens.typeRef(), args };
  }
  return fields;
}

const plain = (name: string, isList = false): FieldDef => ({
  type: { name, isList, isRequired: true },
  args: {},
});

function addConnections(schema: Map<string, TypeDef>): void {
  schema.set('PageInfo', {
    kind: 'object',
    fields: {
      hasNextPage: plain('Boolean'),
      hasPreviousPage: plain('Boolean'),
      startCursor: plain('String'),
      endCursor: plain('String'),
    },
  });
  for (const definition of [...schema.values()]) {
    if (!('fields' in definition)) continue;
    for (const { type } of Object.values(definition.fields)) {
      const node = connectionOf(type.name);
      if (node === null || schema.has(type.name)) continue;
      schema.set(`${node}Edge`, { kind: 'object', fields: { node: plain(node), cursor: plain('String') } });
      schema.set(type.name, {
        kind: 'object',
        fields: { nodes: plain(node, true), edges: plain(`${node}Edge`, true), pageInfo: plain('PageInfo') },
      });
    }
  }
}

/** The type of a connection's nodes; null when it is not the name of a connection. */
export function connectionOf(typeName: string): string | null {
  return typeName.endsWith('Connection') ? typeName.slice(0, -'Connection'.length) : null;
}
