/** A document that is not GraphQL. */
export class SyntaxProblem extends Error {
  override name = 'SyntaxProblem';
}

export type Value =
  | { kind: 'variable'; name: string }
  | { kind: 'enum'; name: string }
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'list'; items: Value[] }
  | { kind: 'object'; members: Record<string, Value> };

export interface FieldNode {
  kind: 'field';
  name: string;
  /** What it is called in the answer. */
  alias: string;
  args: Record<string, Value>;
  selections: Selection[];
}

export type Selection =
  | FieldNode
  | { kind: 'inline'; on: string | null; selections: Selection[] }
  | { kind: 'spread'; name: string };

export interface TypeRef {
  name: string;
  isList: boolean;
  isRequired: boolean;
}

export interface Operation {
  kind: 'query' | 'mutation';
  name: string | null;
  variables: { name: string; type: TypeRef; fallback: Value | null }[];
  selections: Selection[];
}

export interface Document {
  operations: Operation[];
  fragments: Record<string, { on: string; selections: Selection[] }>;
}

const TOKEN =
  /[\s,\uFEFF]+|#[^\n]*|(\.\.\.|[!$()=:@[\]{}|&])|([A-Za-z_]\w*)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*")/gy;
/** Deeper selections and values are refused: a parser that calls itself has a bounded stack. */
const DEEPEST = 50;

/** Reads the tokens of GraphQL, one at a time (October 2021 edition, §2). */
export class Tokens {
  readonly #tokens: string[] = [];
  #at = 0;

  /** @throws SyntaxProblem */
  constructor(source: string) {
    TOKEN.lastIndex = 0;
    let end = 0;
    for (const match of source.matchAll(TOKEN)) {
      end = match.index + match[0].length;
      const token = match[1] ?? match[2] ?? match[3] ?? match[4];
      if (token !== undefined) this.#tokens.push(token);
    }
    if (end !== source.length) throw new SyntaxProblem(`Unexpected character at ${end}`);
  }

  get next(): string | undefined {
    return this.#tokens[this.#at];
  }

  take(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxProblem('Unexpected end of document');
    return token;
  }

  accept(token: string): boolean {
    if (this.next !== token) return false;
    this.#at++;
    return true;
  }

  expect(token: string): void {
    const found = this.take();
    if (found !== token) throw new SyntaxProblem(`Expected "${token}", found "${found}"`);
  }

  name(): string {
    const token = this.take();
    if (!/^[A-Za-z_]/.test(token)) throw new SyntaxProblem(`Expected a name, found "${token}"`);
    return token;
  }

  typeRef(): TypeRef {
    if (this.accept('[')) {
      const { name } = this.typeRef();
      this.expect(']');
      return { name, isList: true, isRequired: this.accept('!') };
    }
    return { name: this.name(), isList: false, isRequired: this.accept('!') };
  }

  value(depth = 0): Value {
    if (depth > DEEPEST) throw new SyntaxProblem('The document is too deep');
    const token = this.take();
    if (token === '$') return { kind: 'variable', name: this.name() };
    if (token === '[') {
      const items: Value[] = [];
      while (!this.accept(']')) items.push(this.value(depth + 1));
      return { kind: 'list', items };
    }
    if (token === '{') {
      const members: Record<string, Value> = {};
      while (!this.accept('}')) {
        const name = this.name();
        this.expect(':');
        members[name] = this.value(depth + 1);
      }
      return { kind: 'object', members };
    }
    return scalar(token);
  }
}

function scalar(token: string): Value {
  if (token.startsWith('"""')) return { kind: 'literal', value: token.slice(3, -3) };
  if (token.startsWith('"')) return { kind: 'literal', value: JSON.parse(token) as string };
  if (/^[-\d]/.test(token)) return { kind: 'literal', value: Number(token) };
  if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' };
  if (token === 'null') return { kind: 'literal', value: null };
  if (/^[A-Za-z_]/.test(token)) return { kind: 'enum', name: token };
  throw new SyntaxProblem(`Unexpected "${token}"`);
}

/** @throws SyntaxProblem */
export function parseDocument(source: string): Document {
  const tokens = new Tokens(source);
  const document: Document = { operations: [], fragments: {} };
  while (tokens.next !== undefined) {
    if (tokens.next === '{') {
      document.operations.push({
        kind: 'query',
        name: null,
        variables: [],
        selections: selectionSet(tokens),
      });
      continue;
    }
    const word = tokens.name();
    if (word === 'fragment') {
      const name = tokens.name();
      tokens.expect('on');
      document.fragments[name] = { on: tokens.name(), selections: selectionSet(tokens) };
    } else if (word === 'query' || word === 'mutation') document.operations.push(operation(word, tokens));
    else throw new SyntaxProblem(`Unexpected "${word}"`);
  }
  return document;
}

function operation(kind: 'query' | 'mutation', tokens: Tokens): Operation {
  const name = tokens.next === '(' || tokens.next === '{' ? null : tokens.name();
  const variables: Operation['variables'] = [];
  if (tokens.accept('(')) {
    while (!tokens.accept(')')) {
      tokens.expect('$');
      const variable = tokens.name();
      tokens.expect(':');
      const type = tokens.typeRef();
      variables.push({ name: variable, type, fallback: tokens.accept('=') ? tokens.value() : null });
    }
  }
  return { kind, name, variables, selections: selectionSet(tokens) };
}

function selectionSet(tokens: Tokens, depth = 0): Selection[] {
  if (depth > DEEPEST) throw new SyntaxProblem('The document is too deep');
  tokens.expect('{');
  const selections: Selection[] = [];
  while (!tokens.accept('}')) selections.push(selection(tokens, depth));
  if (selections.length === 0) throw new SyntaxProblem('A selection is empty');
  return selections;
}

function selection(tokens: Tokens, depth: number): Selection {
  if (tokens.accept('...')) {
    if (tokens.next === '{') return { kind: 'inline', on: null, selections: selectionSet(tokens, depth + 1) };
    const word = tokens.name();
    if (word !== 'on') return { kind: 'spread', name: word };
    return { kind: 'inline', on: tokens.name(), selections: selectionSet(tokens, depth + 1) };
  }
  const first = tokens.name();
  const name = tokens.accept(':') ? tokens.name() : first;
  const args: Record<string, Value> = {};
  if (tokens.accept('(')) {
    while (!tokens.accept(')')) {
      const argument = tokens.name();
      tokens.expect(':');
      args[argument] = tokens.value();
    }
  }
  const selections = tokens.next === '{' ? selectionSet(tokens, depth + 1) : [];
  return { kind: 'field', name, alias: first, args, selections };
}
