import { hash } from 'node:crypto';
import type { Database, Key } from 'lmdb';
import type { Doc, Filter, IndexOptions } from './documents.ts';

/** LMDB keys end at 1978 bytes, for all fields and the id; of a longer string its head and its hash are indexed. */
const INDEXED_CHARACTERS = 100;

export type IndexValue = string | number | boolean | null;
type Entry = (string | number | boolean)[];

/** Which part of an index is read, and in which direction. */
export interface Scan {
  prefix: readonly IndexValue[];
  floor?: readonly number[];
  isReversed?: boolean;
}

/** One index: a sorted set of `[...values, _id]` kept beside the documents, in the same transaction. */
export class EmbeddedIndex {
  readonly fields: readonly string[];

  constructor(
    readonly name: string,
    keys: Record<string, 1 | -1>,
    readonly options: IndexOptions,
    readonly db: Database<string, Key>,
  ) {
    this.fields = Object.keys(keys);
  }

  /** The entries a document has here; an array value makes one entry for each element, as in MongoDB. */
  entries(doc: Doc | undefined): IndexValue[][] {
    if (doc === undefined) return [];
    const entries = this.fields.reduce<IndexValue[][]>(
      (heads, field) => heads.flatMap((head) => valuesAt(doc, field).map((value) => [...head, value])),
      [[]],
    );
    // Nothing is ever looked up by an absent first field; only what is read in order must be whole.
    return this.options.ordered ? entries : entries.filter(([first]) => first !== null);
  }

  /** The longest run of leading fields that the filter fixes to one value each; empty when the index can't help. */
  prefixFor(filter: Filter): IndexValue[] {
    const prefix: IndexValue[] = [];
    for (const field of this.fields) {
      const wanted = filter[field];
      if (!isIndexable(wanted)) break;
      prefix.push(indexed(wanted));
    }
    return prefix;
  }

  /**
   * 1 or -1 when the entries after `fixed` leading fields stand in this order or its reverse. A document with a list
   * in a field to sort by would come once for each element, which is not what sorting means.
   */
  orderAfter(fixed: number, sort: Record<string, 1 | -1>): 1 | -1 | undefined {
    const wanted = Object.entries(sort);
    const direction = wanted[0]?.[1];
    const isSame = wanted.every(
      ([field, towards], at) => field === this.fields[fixed + at] && towards === direction,
    );
    return isSame && this.options.ordered ? direction : undefined;
  }

  /** The least number the filter allows in the field after `fixed` leading ones, if it names one. */
  floorAfter(fixed: number, filter: Filter): number[] {
    const bounds = filter[this.fields[fixed] ?? ''] as { $gt?: unknown; $gte?: unknown } | undefined;
    const floor = bounds?.$gte ?? bounds?.$gt;
    return typeof floor === 'number' ? [floor] : [];
  }

  /** Ids of every document whose entry starts with the prefix, from `floor` on in the field after it. */
  *ids({ prefix, floor = [], isReversed = false }: Scan, transaction?: object): Generator<string> {
    const [low, high] = [
      [...prefix, ...floor],
      [...prefix, HIGHEST],
    ];
    const range = {
      ...(isReversed ? { start: high, end: low, reverse: true } : { start: low, end: high }),
      ...(transaction ? { transaction } : {}),
    };
    for (const { value } of this.db.getRange(range as Parameters<typeof this.db.getRange>[0])) yield value;
  }

  /** Ids of every document whose first field is a number up to `limit`. */
  *upTo(limit: number): Generator<string> {
    const range = { start: [0], end: [limit, HIGHEST] } as Parameters<typeof this.db.getRange>[0];
    for (const { value } of this.db.getRange(range)) yield value;
  }

  /** Writes what differs between the entries a document had and those it has now: most changes touch few indexes. */
  move(id: string, before: readonly IndexValue[][], after: readonly IndexValue[][]): void {
    for (const entry of before) if (!isAmong(entry, after)) this.db.remove(keyOf(entry, id));
    for (const entry of after) if (!isAmong(entry, before)) this.db.put(keyOf(entry, id), id);
  }

  /** Whether another document that still lives holds one of these unique entries. Missing values never clash. */
  clashes(own: string, entries: readonly IndexValue[][], isLive: (id: string) => boolean): boolean {
    if (!this.options.unique) return false;
    return entries.some((entry) => {
      if (entry.includes(null)) return false;
      for (const id of this.ids({ prefix: entry })) if (id !== own && isLive(id)) return true;
      return false;
    });
  }
}

function isAmong(entry: readonly IndexValue[], entries: readonly IndexValue[][]): boolean {
  return entries.some((other) => entry.every((value, at) => value === other[at]));
}

/** LMDB's key type leaves out null, which its key encoding takes and sorts first. */
function keyOf(entry: readonly IndexValue[], id: string): Entry {
  return [...(entry as Entry), id];
}

/** Sorts after every string, number and boolean in LMDB's ordered key encoding. */
const HIGHEST = Buffer.from([0xff]) as unknown as string;

/** Every value a query on this path would compare, through arrays too; null where there is none. */
function valuesAt(doc: Doc, path: string): IndexValue[] {
  const plain = (doc as unknown as Record<string, unknown>)[path];
  if (isIndexable(plain)) return [indexed(plain)];
  const found = path.split('.').reduce<unknown[]>((values, part) => values.flatMap(membersAt(part)), [doc]);
  const values = found.flat().filter(isIndexable).map(indexed);
  return values.length > 0 ? [...new Set(values)] : [null];
}

function membersAt(part: string): (value: unknown) => unknown[] {
  return (value) =>
    [value]
      .flat()
      .map((member) =>
        typeof member === 'object' && member !== null ? (member as Record<string, unknown>)[part] : undefined,
      );
}

function isIndexable(value: unknown): value is IndexValue {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function indexed(value: IndexValue): IndexValue {
  if (typeof value !== 'string' || value.length <= INDEXED_CHARACTERS) return value;
  return `${value.slice(0, INDEXED_CHARACTERS)}${hash('sha256', value, 'base64url')}`;
}
