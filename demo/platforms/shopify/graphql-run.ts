import { type Args, jsonOf, pageSize } from './graphql-check.ts';
import type { Document, FieldNode, Operation, Selection } from './graphql-parse.ts';
import { connectionOf, SCALARS, type Schema } from './graphql-schema.ts';

/** What stands behind a field, by `Type.field`; a field without one is read from its object. */
export type Resolvers = Readonly<Record<string, (source: never, args: Args) => unknown>>;

/** A page of a connection, as a resolver gives it. */
export interface Page {
  items: readonly unknown[];
  cursors: readonly string[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A mutation's cost. https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits */
const MUTATION_COST = 10;
/** What a connection costs beside its objects. https://shopify.engineering/rate-limiting-graphql-apis-calculating-query-complexity */
const CONNECTION_COST = 2;

export interface Running {
  schema: Schema;
  document: Document;
  operation: Operation;
  variables: Args;
  resolvers: Resolvers;
}

/** The most an operation can cost, known from its text: an object is a point, a connection as many as it may hold. */
export function requestedCost({
  schema,
  document,
  operation,
  variables,
}: Omit<Running, 'resolvers'>): number {
  const ofSelections = (selections: readonly Selection[], typeName: string): number => {
    let sum = 0;
    let dearest = 0;
    for (const selection of selections) {
      if (selection.kind === 'field') sum += ofField(selection, typeName);
      else {
        const fragment = selection.kind === 'spread' ? document.fragments[selection.name] : selection;
        if (fragment) dearest = Math.max(dearest, ofSelections(fragment.selections, fragment.on ?? typeName));
      }
    }
    return sum + dearest;
  };
  const ofField = (field: FieldNode, typeName: string): number => {
    const type = typeOf(schema, typeName, field.name);
    if (type === null || SCALARS.has(type) || schema.get(type)?.kind === 'enum') return 0;
    const node = connectionOf(type);
    if (node === null) return 1 + ofSelections(field.selections, type);
    const each = field.selections.map((selection) => {
      if (selection.kind !== 'field') return 0;
      if (selection.name === 'nodes') return 1 + ofSelections(selection.selections, node);
      const inner = selection.selections.find((s) => s.kind === 'field' && s.name === 'node');
      return selection.name === 'edges' && inner?.kind === 'field'
        ? 1 + ofSelections(inner.selections, node)
        : 0;
    });
    return CONNECTION_COST + (pageSize(field, variables, operation) ?? 0) * Math.max(0, ...each);
  };
  if (operation.kind === 'mutation') return MUTATION_COST * operation.selections.length;
  return ofSelections(operation.selections, 'QueryRoot');
}

/** Runs an operation that was found right, and counts what it came to cost. */
export function run(running: Running): { data: Record<string, unknown>; cost: number } {
  const { schema, document, operation, variables, resolvers } = running;
  let cost = operation.kind === 'mutation' ? MUTATION_COST * operation.selections.length : 0;

  const select = (source: object, typeName: string, selections: readonly Selection[]) => {
    const result: Record<string, unknown> = {};
    for (const selection of selections) {
      if (selection.kind === 'field') result[selection.alias] = field(source, typeName, selection);
      else {
        const fragment = selection.kind === 'spread' ? document.fragments[selection.name] : selection;
        if (fragment && (fragment.on === null || isA(source, typeName, fragment.on)))
          Object.assign(result, select(source, fragment.on ?? typeName, fragment.selections));
      }
    }
    return result;
  };
  const field = (source: object, typeName: string, node: FieldNode): unknown => {
    if (node.name === '__typename') return typeNameOf(source, typeName);
    const args = Object.fromEntries(
      Object.entries(node.args).map(([name, value]) => [name, jsonOf(value, variables, operation)]),
    );
    const resolver = resolvers[`${typeName}.${node.name}`];
    const value = resolver ? resolver(source as never, args) : (source as Record<string, unknown>)[node.name];
    return complete(value, typeOf(schema, typeName, node.name) ?? '', node.selections);
  };
  const complete = (value: unknown, type: string, selections: readonly Selection[]): unknown => {
    if (value === undefined || value === null) return null;
    if (Array.isArray(value)) return value.map((item) => complete(item, type, selections));
    if (typeof value !== 'object' || selections.length === 0) return value;
    if (connectionOf(type) !== null) {
      cost += CONNECTION_COST;
      return select(connection(value as Page), type, selections);
    }
    if (!type.endsWith('Edge') && type !== 'PageInfo' && operation.kind === 'query') cost++;
    return select(value, type, selections);
  };
  const root = operation.kind === 'query' ? 'QueryRoot' : 'Mutation';
  return { data: select({}, root, operation.selections), cost };
}

function connection({ items, cursors, hasNextPage, hasPreviousPage }: Page): object {
  return {
    nodes: items,
    edges: items.map((node, i) => ({ node, cursor: cursors[i] })),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: cursors[0], endCursor: cursors.at(-1) },
  };
}

function typeOf(schema: Schema, typeName: string, fieldName: string): string | null {
  const definition = schema.get(typeName);
  if (definition === undefined || !('fields' in definition)) return null;
  return definition.fields[fieldName]?.type.name ?? null;
}

const typeNameOf = (source: object, typeName: string): string =>
  '__typename' in source ? `${source.__typename}` : typeName;

const isA = (source: object, typeName: string, on: string): boolean =>
  on === typeName || on === typeNameOf(source, typeName);
