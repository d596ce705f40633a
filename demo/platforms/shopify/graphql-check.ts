import type { Document, FieldNode, Operation, Selection, TypeRef, Value } from './graphql-parse.ts';
import { connectionOf, SCALARS, type Schema } from './graphql-schema.ts';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

/** A field that needs a scope the app does not have. */
export class AccessProblem extends Error {
  override name = 'AccessProblem';
  readonly answer: GraphqlError;

  constructor(field: string, scope: string) {
    const message = `Access denied for ${field} field. Required access: \`${scope}\` access scope.`;
    super(message);
    const documentation = 'https://shopify.dev/api/usage/access-scopes';
    this.answer = { message, path: [field], extensions: { code: 'ACCESS_DENIED', documentation } };
  }
}

/** Arguments with their variables put in. */
export type Args = Record<string, unknown>;

/** A connection's page and an array argument hold at most this. https://shopify.dev/docs/api/usage/limits */
const MOST_ITEMS = 250;

const refuse = (code: string, message: string, more: object = {}): GraphqlError => ({
  message,
  extensions: { code, ...more },
});

/**
 * Everything that is wrong with an operation before any of it is run.
 * @param isBulk its connections are read to their ends, and need no size.
 */
export function checkOperation(
  schema: Schema,
  document: Document,
  operation: Operation,
  variables: Args,
  isBulk = false,
): GraphqlError[] {
  const errors: GraphqlError[] = [];
  const declared = new Map(operation.variables.map((variable) => [variable.name, variable]));
  const used = new Set<string>();
  for (const { name, type, fallback } of operation.variables) {
    const value = variables[name];
    if (type.isRequired && fallback === null && (value === undefined || value === null)) {
      errors.push(
        refuse('INVALID_VARIABLE', `Variable $${name} of type ${text(type)} was provided invalid value`),
      );
    }
  }

  const checkValue = (value: Value, type: TypeRef, where: string): void => {
    if (value.kind === 'variable') {
      used.add(value.name);
      const variable = declared.get(value.name);
      if (variable === undefined) {
        errors.push(refuse('variableNotDefined', `Variable $${value.name} is used but not declared`));
        return;
      }
      const isCompatible =
        variable.type.name === type.name &&
        variable.type.isList === type.isList &&
        (!type.isRequired || variable.type.isRequired || variable.fallback !== null);
      if (!isCompatible) {
        errors.push(
          refuse(
            'variableMismatch',
            `Type mismatch on variable $${value.name} and argument ${where} (${text(variable.type)} / ${text(type)})`,
          ),
        );
        return;
      }
      checkJson(variables[value.name], type, `$${value.name}`);
    } else checkLiteral(value, type, where);
  };

  const checkLiteral = (value: Value, type: TypeRef, where: string): void => {
    const definition = schema.get(type.name);
    if (value.kind === 'list' && type.isList) {
      for (const item of value.items) checkValue(item, { ...type, isList: false }, where);
      return;
    }
    if (value.kind === 'literal' && value.value === null && !type.isRequired) return;
    if (definition?.kind === 'enum' && value.kind === 'enum' && definition.values.has(value.name)) return;
    if (definition?.kind === 'input' && value.kind === 'object') {
      checkMembers(value.members, definition.fields, where, (member, fieldType, place) =>
        checkValue(member, fieldType, place),
      );
      return;
    }
    if (value.kind === 'literal' && isScalar(value.value, type.name)) return;
    errors.push(
      refuse(
        'argumentLiteralsIncompatible',
        `Argument ${where} has an invalid value. Expected type '${text(type)}'.`,
      ),
    );
  };

  const checkJson = (value: unknown, type: TypeRef, where: string): void => {
    if (value === undefined || value === null) return;
    const definition = schema.get(type.name);
    const items = type.isList && Array.isArray(value) ? value : [value];
    if (items.length > MOST_ITEMS) {
      errors.push(
        refuse(
          'MAX_INPUT_SIZE_EXCEEDED',
          `The input array size of ${items.length} is greater than the maximum allowed of ${MOST_ITEMS}.`,
        ),
      );
    }
    for (const item of items) {
      if (definition?.kind === 'input' && typeof item === 'object' && item !== null) {
        checkMembers(item as Record<string, unknown>, definition.fields, where, checkJson);
      } else if (
        definition?.kind === 'enum' ? !definition.values.has(`${item}`) : !isScalar(item, type.name)
      ) {
        errors.push(
          refuse('INVALID_VARIABLE', `Variable ${where} of type ${text(type)} was provided invalid value`),
        );
      }
    }
  };

  const checkMembers = <T>(
    members: Record<string, T>,
    fields: Record<string, { type: TypeRef }>,
    where: string,
    check: (member: T, type: TypeRef, place: string) => void,
  ): void => {
    for (const [name, member] of Object.entries(members)) {
      const field = fields[name];
      if (field === undefined)
        errors.push(refuse('argumentNotAccepted', `InputObject ${where} doesn't accept argument '${name}'`));
      else check(member, field.type, `${where}.${name}`);
    }
  };

  const checkSelections = (selections: readonly Selection[], typeName: string, path: string[]): void => {
    for (const selection of selections) {
      if (selection.kind === 'field') checkField(selection, typeName, [...path, selection.alias]);
      else {
        const fragment = selection.kind === 'spread' ? document.fragments[selection.name] : selection;
        if (fragment === undefined || path.length > 30) {
          const name = selection.kind === 'spread' ? selection.name : '';
          errors.push(refuse('undefinedFragment', `Fragment ${name} was used, but not defined`));
          continue;
        }
        const on = fragment.on ?? typeName;
        if (!schema.has(on))
          errors.push(refuse('undefinedType', `No such type ${on}, so it can't be a fragment condition`));
        else checkSelections(fragment.selections, on, [...path, `... on ${on}`]);
      }
    }
  };

  const checkField = (field: FieldNode, typeName: string, path: string[]): void => {
    if (field.name === '__typename') return;
    const definition = schema.get(typeName);
    const known =
      definition !== undefined && 'fields' in definition ? definition.fields[field.name] : undefined;
    if (known === undefined) {
      const message = `Field '${field.name}' doesn't exist on type '${typeName}'`;
      errors.push({ ...refuse('undefinedField', message, { typeName, fieldName: field.name }), path });
      return;
    }
    for (const [name, value] of Object.entries(field.args)) {
      const type = known.args[name];
      if (type === undefined) {
        const message = `Field '${field.name}' doesn't accept argument '${name}'`;
        errors.push({ ...refuse('argumentNotAccepted', message), path });
      } else checkValue(value, type, `'${name}' on Field '${field.name}'`);
    }
    for (const [name, { isRequired }] of Object.entries(known.args)) {
      if (isRequired && field.args[name] === undefined) {
        const message = `Field '${field.name}' is missing required arguments: ${name}`;
        errors.push({ ...refuse('missingRequiredArguments', message), path });
      }
    }
    checkPage(field, known.type.name, path);
    const isLeaf = SCALARS.has(known.type.name) || schema.get(known.type.name)?.kind === 'enum';
    if (isLeaf !== (field.selections.length === 0)) {
      const message = isLeaf
        ? `Selections can't be made on scalars (field '${field.name}' returns ${known.type.name})`
        : `Field must have selections (field '${field.name}' returns ${known.type.name} but has no selections)`;
      errors.push({ ...refuse('selectionMismatch', message), path });
    } else if (!isLeaf) checkSelections(field.selections, known.type.name, path);
  };

  const checkPage = (field: FieldNode, typeName: string, path: string[]): void => {
    if (isBulk || connectionOf(typeName) === null) return;
    const size = pageSize(field, variables, operation);
    if (size === null)
      errors.push({ ...refuse('BAD_REQUEST', 'you must provide one of first or last'), path });
    else if (size > MOST_ITEMS)
      errors.push({ ...refuse('BAD_REQUEST', `first cannot exceed ${MOST_ITEMS}`), path });
    else if (size < 1) errors.push({ ...refuse('BAD_REQUEST', 'first must be a positive integer'), path });
  };

  checkSelections(operation.selections, operation.kind === 'query' ? 'QueryRoot' : 'Mutation', []);
  for (const name of declared.keys()) {
    if (!used.has(name))
      errors.push(
        refuse(
          'variableNotUsed',
          `Variable $${name} is declared by ${operation.name ?? 'anonymous query'} but not used`,
        ),
      );
  }
  return errors;
}

/** What `first` or `last` of a connection comes to; null when neither is given. */
export function pageSize(field: FieldNode, variables: Args, operation: Operation): number | null {
  const given = field.args.first ?? field.args.last;
  const size = given === undefined ? null : jsonOf(given, variables, operation);
  return typeof size === 'number' ? size : null;
}

/** The plain value of an argument. */
export function jsonOf(value: Value, variables: Args, operation: Operation): unknown {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'enum':
      return value.name;
    case 'list':
      return value.items.map((item) => jsonOf(item, variables, operation));
    case 'object':
      return Object.fromEntries(
        Object.entries(value.members).map(([name, member]) => [name, jsonOf(member, variables, operation)]),
      );
    case 'variable': {
      const fallback = operation.variables.find(({ name }) => name === value.name)?.fallback ?? null;
      const given = variables[value.name];
      if (given === undefined && fallback !== null) return jsonOf(fallback, variables, operation);
      return given;
    }
  }
}

function isScalar(value: unknown, type: string): boolean {
  if (!SCALARS.has(type)) return false;
  if (type === 'Int') return Number.isInteger(value);
  if (type === 'Float') return typeof value === 'number';
  if (type === 'Boolean') return typeof value === 'boolean';
  if (type === 'ID') return typeof value === 'string' || Number.isInteger(value);
  if (type === 'JSON') return true;
  return typeof value === 'string';
}

function text({ name, isList, isRequired }: TypeRef): string {
  return `${isList ? `[${name}!]` : name}${isRequired ? '!' : ''}`;
}
