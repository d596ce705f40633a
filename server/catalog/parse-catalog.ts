import { type GroupedRow, groupRows } from './group-rows.ts';
import type { Steps } from './paced.ts';
import { parseCsv } from './parse-csv.ts';
import { fromGoogleTable, parseGoogleXml } from './parse-google.ts';
import { parseJson } from './parse-json.ts';
import { readProduct } from './read-product.ts';
import type { ProductInput, RowError } from './schema.ts';
import { encodingOf, NotText, textChunks } from './text-chunks.ts';

export const CATALOG_FORMATS = ['csv', 'json', 'google-xml', 'google-tsv'] as const;
export type CatalogFormat = (typeof CATALOG_FORMATS)[number];

export interface ParsedCatalog {
  format: CatalogFormat;
  /** Every product without a fault, each with the row it begins in. */
  products: ProductInput[];
  rows: number[];
  errors: RowError[];
  /** Nothing wrong, but worth a look. */
  warnings: RowError[];
}

/**
 * Reads a catalogue file whole: every product is checked and every fault is told with its row.
 * @param format left out, it is told from the content.
 */
export function* parseCatalogSteps(input: Uint8Array | string, format?: CatalogFormat): Steps<ParsedCatalog> {
  const found = format ?? detectFormat(input);
  try {
    return yield* checked(found, yield* grouped(input, found));
  } catch (cause) {
    if (!(cause instanceof NotText)) throw cause;
    const errors = [{ row: 1, detail: cause.message }];
    return { format: found, products: [], rows: [], errors, warnings: [] };
  }
}

interface Grouped {
  products: GroupedRow[];
  errors: RowError[];
  warnings: RowError[];
}

function* grouped(input: Uint8Array | string, format: CatalogFormat): Steps<Grouped> {
  const chunks = textChunks(input);
  if (format === 'json') {
    const { rows, errors } = yield* parseJson(chunks);
    const products = rows.map(({ row, record }) => ({ row, record, variantRows: [] }));
    return { products, errors, warnings: [] };
  }
  const isFeed = format === 'google-xml';
  const parsed = yield* isFeed ? parseGoogleXml(chunks) : parseCsv(chunks);
  const rows = format === 'google-tsv' ? fromGoogleTable(parsed.rows) : parsed.rows;
  const { products, errors } = yield* groupRows(rows, format === 'csv');
  return { products, errors: [...parsed.errors, ...errors], warnings: parsed.warnings };
}

function* checked(format: CatalogFormat, { products, errors, warnings }: Grouped): Steps<ParsedCatalog> {
  const result: ParsedCatalog = {
    format,
    products: [],
    rows: [],
    errors: [...errors],
    warnings: [...warnings],
  };
  const seen = new Map<string, number>();
  for (const { row, record, variantRows } of products) {
    yield;
    const onFault = (detail: string, variant?: number) => {
      const inVariant = variant === undefined || variantRows.length > 0 ? '' : `variant ${variant + 1}: `;
      result.errors.push({ row: variantRows[variant ?? -1] ?? row, detail: `${inVariant}${detail}` });
    };
    const product = readProduct(record, onFault, format.startsWith('google'));
    if (product === null) continue;
    const earlier = seen.get(product.product_id);
    if (earlier !== undefined) {
      onFault(`product_id "${product.product_id}" is also in row ${earlier}`);
      continue;
    }
    seen.set(product.product_id, row);
    result.products.push(product);
    result.rows.push(row);
    if (product.eyewear.lens_width === null && product.eyewear.total_width === null) {
      result.warnings.push({
        row,
        detail: 'no lens_width and no total_width: how it fits a face cannot be told',
      });
    }
  }
  result.errors.sort((a, b) => a.row - b.row);
  return result;
}

/** Tells the format from the first characters: markup, brackets, or a heading row with tabs and Google's names. */
function detectFormat(input: Uint8Array | string): CatalogFormat {
  const head = typeof input === 'string' ? input.slice(0, HEAD) : textHead(input);
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('<')) return 'google-xml';
  if (text.startsWith('[') || text.startsWith('{')) return 'json';
  const heading = text.slice(0, text.search(/\r|\n|$/));
  return heading.includes('\t') && /(^|\t)(g:)?(id|item_group_id)(\t|$)/i.test(heading)
    ? 'google-tsv'
    : 'csv';
}

const HEAD = 4096;

/** Enough of the beginning to tell the format, whether or not the whole is text. */
function textHead(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, HEAD));
}
