import { checkOperation } from './graphql-check.ts';
import {
  type Document,
  type FieldNode,
  parseDocument,
  type Selection,
  SyntaxProblem,
} from './graphql-parse.ts';
import { openSelect, type Page, type Resolvers, type Running } from './graphql-run.ts';
import { connectionOf, type Schema } from './graphql-schema.ts';

/** https://shopify.dev/docs/api/usage/bulk-operations/queries */
const MOST_CONNECTIONS = 5;
const DEEPEST = 2;
/** Without grouping, so many objects come before what belongs to them. */
const UNGROUPED = 20;

/** A bulk query that is refused, in the words of the user error. */
export class BulkQueryProblem extends Error {
  override name = 'BulkQueryProblem';
}

export interface BulkQuery {
  /** What the query's own connection holds now; it is kept, while the shop goes on changing. */
  roots: readonly object[];
  /** The file's lines, the same each time. */
  lines(isGrouped: boolean): Generator<{ line: string; isRoot: boolean }>;
}

/** @throws BulkQueryProblem */
export function openBulkQuery(source: string, schema: Schema, resolvers: Resolvers): BulkQuery {
  const { document, operation, root } = parsed(source);
  const [error] = checkOperation(schema, document, operation, {}, true);
  if (error !== undefined) throw new BulkQueryProblem(`Invalid bulk query: ${error.message}`);
  checkShape(document, root, schema);
  const running: Running = { schema, document, operation, variables: {}, resolvers };
  let met: Met[] = [];
  const select = openSelect(running, {
    object: () => undefined,
    connection: (page, type, node) => {
      met.push({ page, node: nodeOf(node), type: connectionOf(type) ?? '' });
    },
  });
  const read = (item: object, { type, node }: Met) => {
    met = [];
    const value = select(item, type, node.selections);
    return { value, children: met };
  };
  select({}, 'QueryRoot', operation.selections);
  const [whole] = met;
  if (whole === undefined) throw new BulkQueryProblem('Bulk queries must contain at least one connection.');
  const roots = whole.page.items as object[];

  function* under(children: readonly Met[], parent: unknown): Generator<string> {
    for (const child of children) {
      for (const item of child.page.items as object[]) {
        const { value, children: own } = read(item, child);
        yield `${JSON.stringify({ ...value, __parentId: parent })}\n`;
        yield* under(own, value.id);
      }
    }
  }
  return {
    roots,
    *lines(isGrouped) {
      const batch = isGrouped ? 1 : UNGROUPED;
      for (let at = 0; at < roots.length; at += batch) {
        const objects = roots.slice(at, at + batch).map((item) => read(item, whole));
        for (const { value } of objects) yield { line: `${JSON.stringify(value)}\n`, isRoot: true };
        for (const { value, children } of objects)
          for (const line of under(children, value.id)) yield { line, isRoot: false };
      }
    },
  };
}

/** A connection that a selection met, and what is asked of its nodes. */
interface Met {
  page: Page;
  type: string;
  node: FieldNode;
}

function parsed(source: string) {
  let document: Document;
  try {
    document = parseDocument(source);
  } catch (error) {
    if (error instanceof SyntaxProblem)
      throw new BulkQueryProblem(`Invalid bulk query: syntax error: ${error.message}`);
    throw error;
  }
  const [operation, another] = document.operations;
  if (operation?.kind !== 'query' || another !== undefined)
    throw new BulkQueryProblem('Bulk queries must be one query operation.');
  const [root, second] = operation.selections;
  if (root?.kind !== 'field' || second !== undefined)
    throw new BulkQueryProblem('Bulk queries must have one top level field.');
  if (root.name === 'node' || root.name === 'nodes')
    throw new BulkQueryProblem(`Bulk queries cannot contain a top level \`${root.name}\` field.`);
  return { document, operation, root };
}

function checkShape(document: Document, root: FieldNode, schema: Schema): void {
  let connections = 0;
  let deepest = 0;
  const withoutId: string[] = [];
  const fieldsIn = (selections: readonly Selection[], type: string): [FieldNode, string][] =>
    selections.flatMap((selection): [FieldNode, string][] => {
      if (selection.kind === 'field') return [[selection, type]];
      const fragment = selection.kind === 'spread' ? document.fragments[selection.name] : selection;
      return fragment ? fieldsIn(fragment.selections, fragment.on ?? type) : [];
    });
  /** @returns whether there is a connection among them or below. */
  const look = (selections: readonly Selection[], type: string, depth: number): boolean => {
    let has = false;
    for (const [field, on] of fieldsIn(selections, type)) {
      const definition = schema.get(on);
      const known = definition && 'fields' in definition ? definition.fields[field.name]?.type : undefined;
      if (known === undefined) continue;
      const nodeType = connectionOf(known.name);
      if (nodeType === null) {
        const isBelow = look(field.selections, known.name, depth);
        if (isBelow && known.isList)
          throw new BulkQueryProblem(
            'Queries that contain a connection field within a list field are not supported.',
          );
        has ||= isBelow;
        continue;
      }
      has = true;
      connections++;
      deepest = Math.max(deepest, depth);
      const node = nodeOf(field);
      const hasId = fieldsIn(node.selections, nodeType).some(
        ([{ name, alias }]) => name === 'id' && alias === 'id',
      );
      if (look(node.selections, nodeType, depth + 1) && !hasId) withoutId.push(field.name);
    }
    return has;
  };
  look([root], 'QueryRoot', 0);
  if (connections === 0) throw new BulkQueryProblem('Bulk queries must contain at least one connection.');
  if (connections > MOST_CONNECTIONS)
    throw new BulkQueryProblem(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
  if (deepest > DEEPEST)
    throw new BulkQueryProblem(
      `Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST}.`,
    );
  if (withoutId.length > 0)
    throw new BulkQueryProblem(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${withoutId.join(', ')}.`,
    );
}

/** Where a connection's selection says what it wants of each node. */
function nodeOf(connection: FieldNode): FieldNode {
  for (const selection of connection.selections) {
    if (selection.kind !== 'field') continue;
    if (selection.name === 'nodes') return selection;
    const node = selection.selections.find((one) => one.kind === 'field' && one.name === 'node');
    if (selection.name === 'edges' && node?.kind === 'field') return node;
  }
  throw new BulkQueryProblem(`The connection '${connection.name}' selects no nodes.`);
}
