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
  const timesAsked = ({ name, args }: FieldNode, typeName: string): number => {
    const ids = typeName === 'QueryRoot' && name === 'nodes' && args.ids;
    return ids ? (jsonOf(ids, variables, operation) as unknown[]).length : 1;
  };
  const ofField = (field: FieldNode, typeName: string): number => {
    const type = typeOf(schema, typeName, field.name);
    if (type === null || SCALARS.has(type) || schema.get(type)?.kind === 'enum') return 0;
    const node = connectionOf(type);
    if (node === null) return timesAsked(field, typeName) * (1 + ofSelections(field.selections, type));
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
  const { operation } = running;
  const isQuery = operation.kind === 'query';
  let cost = isQuery ? 0 : MUTATION_COST * operation.selections.length;
  const select = openSelect(running, {
    object: () => {
      if (isQuery) cost++;
    },
    connection: (page, type, { selections }) => {
      cost += CONNECTION_COST;
      return select(connection(page), type, selections);
    },
  });
  return { data: select({}, isQuery ? 'QueryRoot' : 'Mutation', operation.selections), cost };
}

/** What becomes of what a selection meets. */
export interface Meeting {
  /** An object is answered. A plain list of them counts as one, as it does before it is run. */
  object(): void;
  /** @returns what stands in the answer; undefined leaves it out. */
  connection(page: Page, type: string, node: FieldNode): unknown;
}

export type Select = (
  source: object,
  typeName: string,
  selections: readonly Selection[],
) => Record<string, unknown>;

/** Reads selections from objects by the schema's resolvers. */
export function openSelect(running: Running, meeting: Meeting): Select {
  const { schema, document, operation, variables, resolvers } = running;
  const select: Select = (source, typeName, selections) => {
    const result: Record<string, unknown> = {};
    for (const selection of selections) {
      if (selection.kind === 'field') {
        const value = field(source, typeName, selection);
        if (value !== undefined) result[selection.alias] = value;
        continue;
      }
      const fragment = selection.kind === 'spread' ? document.fragments[selection.name] : selection;
      if (fragment && (fragment.on === null || isA(source, typeName, fragment.on)))
        Object.assign(result, select(source, fragment.on ?? typeName, fragment.selections));
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
    const type = typeOf(schema, typeName, node.name) ?? '';
    if (value === undefined || value === null) return null;
    if (Array.isArray(value)) {
      const isEach = node.name === 'nodes' || connectionOf(typeName) !== null;
      return value.map((item, i) => complete(item, type, node, isEach || i === 0));
    }
    return complete(value, type, node, true);
  };
  const complete = (value: unknown, type: string, node: FieldNode, isCounted: boolean): unknown => {
    if (value === undefined || value === null) return null;
    if (typeof value !== 'object' || node.selections.length === 0) return value;
    if (connectionOf(type) !== null) return meeting.connection(value as Page, type, node);
    if (isCounted && !type.endsWith('Edge') && type !== 'PageInfo') meeting.object();
    return select(value, type, node.selections);
  };
  return select;
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
