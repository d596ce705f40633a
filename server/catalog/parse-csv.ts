import { CsvError, parse } from 'csv-parse/sync';
import { type Column, columnOf, type FlatRow } from './columns.ts';
import { MAX_ROWS, type RowError, tooManyRows } from './schema.ts';

/** A record longer than this is an open quote that swallows the rest of the file. */
const MAX_RECORD_CHARS = 512 * 1024;

export interface ParsedRows {
  rows: FlatRow[];
  errors: RowError[];
  warnings: RowError[];
}

/**
 * Reads a table with a heading row: comma, semicolon, tab or bar between cells, RFC 4180 quotes. Row numbers count
 * as a spreadsheet does, the heading being row 1.
 */
export function* parseCsv(chunks: Iterable<string>): Generator<void, ParsedRows, void> {
  const result: ParsedRows = { rows: [], errors: [], warnings: [] };
  let table: { headings: string[]; columns: (Column | null)[]; delimiter: string } | undefined;
  let row = 0;
  for (const block of recordBlocks(chunks)) {
    const delimiter = table?.delimiter ?? delimiterOf(block);
    const { records, error } = recordsOf(block, delimiter);
    for (const { record, index } of records) {
      if (table === undefined) {
        table = { headings: record, columns: columnsOf(record), delimiter };
        result.warnings.push(...unknownHeadings(table));
        result.errors.push(...doubledHeadings(table.columns));
      } else {
        addRow(result, table, record, row + index);
      }
    }
    if (error !== undefined) {
      result.errors.push({ row: row + (records.at(-1)?.index ?? 0) + 1, detail: error });
      return result;
    }
    row += countRows(records, block);
    if (row > MAX_ROWS) {
      result.errors.push(tooManyRows(row));
      return result;
    }
    yield;
  }
  if (table === undefined) result.errors.push({ row: 1, detail: 'the file is empty' });
  return result;
}

/** In feeds with both, `id` names the variant and `item_group_id` the product. */
function columnsOf(headings: readonly string[]): (Column | null)[] {
  const grouped = headings.some((heading) => /^(g:)?item_group_id$/i.test(heading.trim()));
  return headings.map((heading) =>
    grouped && /^(g:)?id$/i.test(heading.trim()) ? 'variant_id' : columnOf(heading),
  );
}

interface Records {
  records: { record: string[]; index: number }[];
  error?: string;
}

function recordsOf(block: string, delimiter: string): Records {
  const records: Records['records'] = [];
  try {
    parse(block, {
      delimiter,
      relax_column_count: true,
      relax_quotes: delimiter === '\t',
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAX_RECORD_CHARS,
      on_record: (record: string[], { records: count, empty_lines: emptyLines }) => {
        records.push({ record, index: count + emptyLines });
        return null;
      },
    });
    return { records };
  } catch (cause) {
    if (cause instanceof CsvError) return { records, error: inWords(cause) };
    throw cause;
  }
}

/** Rows a block takes in a spreadsheet: its records and its empty lines, also those after the last record. */
function countRows(records: Records['records'], block: string): number {
  let trailing = 0;
  for (let end = block.length; block[end - 1] === '\n'; end -= block[end - 2] === '\r' ? 2 : 1) trailing += 1;
  return (records.at(-1)?.index ?? 0) + Math.max(0, trailing - (records.length > 0 ? 1 : 0));
}

function inWords(error: CsvError): string {
  if (error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return 'a quote opens in this row or soon after and is never closed';
  }
  return 'a quote stands in the middle of a cell; double it ("") inside quotes';
}

function addRow(
  result: ParsedRows,
  table: { headings: string[]; columns: (Column | null)[] },
  record: string[],
  row: number,
): void {
  if (record.every((cell) => cell === '')) return;
  if (
    record.length > table.headings.length &&
    record.slice(table.headings.length).some((cell) => cell !== '')
  ) {
    const detail = `${record.length} cells, but the heading row has ${table.headings.length}; is a comma unquoted?`;
    result.errors.push({ row, detail });
    return;
  }
  const cells: FlatRow['cells'] = {};
  table.columns.forEach((column, i) => {
    const value = record[i];
    if (column !== null && value !== undefined && value !== '') cells[column] = value;
  });
  result.rows.push({ row, cells });
}

function unknownHeadings({
  headings,
  columns,
}: {
  headings: string[];
  columns: (Column | null)[];
}): RowError[] {
  const unknown = headings.filter((heading, i) => columns[i] === null && heading !== '');
  return unknown.slice(0, 20).map((heading) => ({
    row: 1,
    detail: `column "${heading.slice(0, 60)}" is not known and was left out`,
  }));
}

function doubledHeadings(columns: readonly (Column | null)[]): RowError[] {
  const doubled = columns.filter((column, i) => column !== null && columns.indexOf(column) !== i);
  return doubled.map((column) => ({ row: 1, detail: `two columns both say ${column}` }));
}

function delimiterOf(block: string): string {
  const heading = block.slice(0, block.search(/\r|\n|$/));
  const count = (delimiter: string) => heading.split(delimiter).length;
  return ['\t', ';', '|', ','].reduce((best, next) => (count(next) > count(best) ? next : best), ',');
}

/** The text in blocks that end where a record ends: at a line end outside quotes. */
function* recordBlocks(chunks: Iterable<string>): Generator<string, void, void> {
  let buffer = '';
  let scanned = 0;
  let quoted = false;
  for (const chunk of chunks) {
    buffer += chunk;
    let end = -1;
    for (; scanned < buffer.length; scanned += 1) {
      const code = buffer.charCodeAt(scanned);
      if (code === 0x22) quoted = !quoted;
      else if (code === 0x0a && !quoted) end = scanned;
    }
    if (end >= 0) {
      yield buffer.slice(0, end + 1);
      buffer = buffer.slice(end + 1);
      scanned = buffer.length;
    } else if (buffer.length > 2 * MAX_RECORD_CHARS) {
      break;
    }
  }
  if (buffer !== '') yield buffer;
}
