import { MAX_ROWS, type RowError, tooManyRows } from './schema.ts';

/** One entry of a list; `row` counts from 1. */
interface JsonRow {
  row: number;
  record: Record<string, unknown>;
}

/** No product is longer than this. */
const MAX_ENTRY_CHARS = 512 * 1024;

export interface ParsedJson {
  rows: JsonRow[];
  errors: RowError[];
}

/**
 * Reads `[{…}, …]` or `{"products": [{…}, …]}`, entry by entry, so that a large file costs many short steps.
 * A fault ends the reading: after it nobody can tell where the next entry begins.
 */
export function* parseJson(chunks: Iterable<string>): Generator<void, ParsedJson, void> {
  const result: ParsedJson = { rows: [], errors: [] };
  const scanner = new EntryScanner();
  for (const chunk of chunks) {
    for (const entry of scanner.feed(chunk)) {
      const fault = addEntry(result, entry);
      if (fault !== null) {
        result.errors.push({ row: result.rows.length + 1, detail: fault });
        return result;
      }
    }
    if (result.rows.length > MAX_ROWS) {
      result.errors.push(tooManyRows(result.rows.length));
      return result;
    }
    if (scanner.fault !== null) break;
    yield;
  }
  const fault = scanner.fault ?? scanner.endFault();
  if (fault !== null) result.errors.push({ row: result.rows.length + 1, detail: fault });
  return result;
}

function addEntry(result: ParsedJson, text: string): string | null {
  try {
    result.rows.push({ row: result.rows.length + 1, record: JSON.parse(text) as Record<string, unknown> });
    return null;
  } catch (cause) {
    return `not valid JSON: ${cause instanceof SyntaxError ? cause.message.slice(0, 160) : 'unreadable'}`;
  }
}

/** Finds the objects of the one list in a JSON text without parsing it, by brackets and strings alone. */
class EntryScanner {
  fault: string | null = null;
  #buffer = '';
  #at = 0;
  #start = -1;
  #depth = 0;
  /** Depth of an entry's own brace: 1 in `[{…}]`, 2 in `{"products": [{…}]}`. */
  #entryDepth = 0;
  #inString = false;
  #stringStart = -1;
  #key = '';
  #found = false;
  #ended = false;

  *feed(chunk: string): Generator<string, void, void> {
    this.#buffer += chunk;
    for (; this.#at < this.#buffer.length && this.fault === null; this.#at += 1) {
      const code = this.#buffer.charCodeAt(this.#at);
      if (this.#inString) this.#string(code);
      else if (code > 0x20) {
        const entry = this.#token(code);
        if (entry !== null) yield entry;
      }
    }
    this.#drop();
  }

  endFault(): string | null {
    if (this.#ended && this.#found) return null;
    if (this.#depth > 0) return 'the file ends in the middle; was it cut off?';
    return 'expected a list of products: [{…}] or {"products": [{…}]}';
  }

  #string(code: number): void {
    if (code === 0x5c) this.#at += 1;
    else if (code === 0x22) {
      this.#inString = false;
      if (this.#depth === 1 && this.#entryDepth === 2) {
        this.#key = this.#buffer.slice(this.#stringStart, this.#at);
      }
    }
  }

  #token(code: number): string | null {
    if (this.#ended) {
      this.fault = 'text follows the end of the list';
    } else if (code === 0x22) {
      this.#inString = true;
      this.#stringStart = this.#at + 1;
      this.#refuseStray();
    } else if (code === 0x7b || code === 0x5b) {
      this.#open(code === 0x7b);
    } else if (code === 0x7d || code === 0x5d) {
      return this.#close();
    } else if (code !== 0x2c) {
      this.#refuseStray();
    }
    return null;
  }

  #open(isObject: boolean): void {
    if (this.#depth === 0) this.#entryDepth = isObject ? 2 : 1;
    if (this.#inList()) {
      if (isObject) this.#start = this.#at;
      else this.#refuseStray();
    }
    if (this.#listOpens(isObject)) this.#found = true;
    this.#depth += 1;
  }

  #listOpens(isObject: boolean): boolean {
    if (isObject || this.#depth !== this.#entryDepth - 1) return false;
    return this.#entryDepth === 1 || this.#key === 'products';
  }

  #close(): string | null {
    this.#depth -= 1;
    if (this.#depth === 0) this.#ended = true;
    if (this.#start < 0 || this.#depth !== this.#entryDepth) {
      if (this.#depth === 1 && this.#entryDepth === 2) this.#key = '';
      return null;
    }
    const entry = this.#buffer.slice(this.#start, this.#at + 1);
    this.#start = -1;
    return entry;
  }

  /** Between two entries of the list. */
  #inList(): boolean {
    const list = this.#entryDepth === 1 || this.#key === 'products';
    return this.#start < 0 && this.#depth > 0 && this.#depth === this.#entryDepth && list;
  }

  #refuseStray(): void {
    if (this.#depth === 0 || this.#inList()) this.fault = 'expected a product: {…}';
  }

  /** Forgets what has been read, except an entry that is still open. */
  #drop(): void {
    const keep = this.#start >= 0 ? this.#start : this.#inString ? this.#stringStart : this.#at;
    if (this.#at - keep > MAX_ENTRY_CHARS) this.fault = 'a product is longer than 512 KB';
    this.#buffer = this.#buffer.slice(keep);
    this.#at -= keep;
    if (this.#start >= 0) this.#start = 0;
    this.#stringStart -= keep;
  }
}
