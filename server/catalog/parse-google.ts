import { XMLParser } from 'fast-xml-parser';
import { columnOf, EYEWEAR_COLUMNS, type FlatRow } from './columns.ts';
import type { ParsedRows } from './parse-csv.ts';
import { MAX_ROWS, tooManyRows } from './schema.ts';
import { FeedFault, xmlEntries } from './xml-entries.ts';

/**
 * Reads a product feed as merchants give it to Google: RSS 2.0 or Atom with `g:` elements
 * (support.google.com/merchants/answer/7052112). Eyewear numbers come from `g:product_detail`, from `g:size`, or
 * from "52-18-145" in the title. Rows count the products of the feed from 1.
 */
export function* parseGoogleXml(chunks: Iterable<string>): Generator<void, ParsedRows, void> {
  const result: ParsedRows = { rows: [], errors: [], warnings: [] };
  let row = 0;
  const parser = newParser();
  try {
    for (const entry of xmlEntries(chunks)) {
      if (entry !== null) {
        row += 1;
        const parsed = read(parser, entry);
        if (typeof parsed === 'string') result.errors.push({ row, detail: parsed });
        else result.rows.push({ row, cells: cellsOf(parsed) });
      }
      if (row > MAX_ROWS) {
        result.errors.push(tooManyRows(row));
        return result;
      }
      yield;
    }
  } catch (cause) {
    if (!(cause instanceof FeedFault)) throw cause;
    result.errors.push({ row: row + 1, detail: cause.message });
  }
  if (row === 0 && result.errors.length === 0)
    result.errors.push({ row: 1, detail: 'the feed has no products' });
  return result;
}

/**
 * The same feed in its tab-separated form, read as a table before: a row without group is a product of its own,
 * further images stand between commas, and details as "section:name:value" between commas.
 */
export function fromGoogleTable(rows: readonly FlatRow[]): FlatRow[] {
  return rows.map(({ row, cells: { product_detail: details, ...cells } }) => {
    if (cells.product_id === undefined && cells.variant_id !== undefined) {
      cells.product_id = cells.variant_id;
      delete cells.variant_id;
    }
    if (cells.images !== undefined) cells.images = cells.images.replace(/,(?=https?:)/g, '|');
    for (const detail of (details ?? '').split(',')) {
      const [, name = '', ...value] = detail.split(':');
      setDetail(cells, name, value.join(':').trim());
    }
    return { row, cells: withSizeFromTitle(cells) };
  });
}

type Element = Record<string, unknown>;

function newParser(): XMLParser {
  return new XMLParser({
    processEntities: false,
    ignoreAttributes: (name) => name !== 'href',
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: true,
    cdataPropName: '#cdata',
    isArray: (name) => name === 'g:product_detail' || name === 'g:additional_image_link',
  });
}

function read(parser: XMLParser, text: string): Element | string {
  try {
    const { item, entry } = parser.parse(text, true) as { item?: Element; entry?: Element };
    const element = item ?? entry;
    return typeof element === 'object' && element !== null ? element : 'the product is empty';
  } catch (cause) {
    return `not well-formed XML: ${cause instanceof Error ? cause.message.slice(0, 160) : 'unreadable'}`;
  }
}

function cellsOf(element: Element): FlatRow['cells'] {
  const cells: FlatRow['cells'] = {};
  const set = (column: keyof FlatRow['cells'], value: string | null) => {
    if (value !== null && value !== '') cells[column] ??= value;
  };
  const field = (name: string) => textOf(element[`g:${name}`]) ?? textOf(element[name]);
  const id = field('id');
  const group = field('item_group_id');
  set('product_id', group ?? id);
  if (group !== null) set('variant_id', id);
  set('url', field('link') ?? textOf((element.link as Element | undefined)?.['@href']));
  set('sale_price', field('sale_price'));
  set('category', field('product_type') ?? field('google_product_category'));
  set('image_url', field('image_link'));
  set('images', extraImages(element));
  set('sku', field('mpn') ?? field('gtin'));
  for (const detail of listOf(element['g:product_detail'])) {
    setDetail(cells, textOf(detail['g:attribute_name']) ?? '', textOf(detail['g:attribute_value']) ?? '');
  }
  for (const name of [
    'title',
    'description',
    'brand',
    'price',
    'gender',
    'color',
    'material',
    'size',
  ] as const) {
    set(name, field(name));
  }
  set('in_stock', field('availability'));
  return withSizeFromTitle(cells);
}

/** What a free attribute of a feed may say about a frame; it may not rename the product. */
const DETAILS = new Set<string>([...EYEWEAR_COLUMNS, 'size', 'gender']);

function setDetail(cells: FlatRow['cells'], name: string, value: string): void {
  const column = columnOf(name);
  if (column !== null && DETAILS.has(column) && value !== '') cells[column] ??= value;
}

function extraImages(element: Element): string {
  return listOf(element['g:additional_image_link'])
    .map((image) => textOf(image) ?? '')
    .filter((url) => url !== '')
    .join('|');
}

/** A title such as "Alder 52□18-145" tells the size when nothing else does. */
function withSizeFromTitle(cells: FlatRow['cells']): FlatRow['cells'] {
  const { size, title } = cells;
  if (size !== undefined && SIZE.test(size)) return cells;
  const found = SIZE.exec(title ?? '')?.[0];
  const { size: _, ...rest } = cells;
  return found === undefined ? rest : { ...rest, size: found };
}

const SIZE = /(?<!\d)[3-7]\d\s?[-□◻▢☐xX/ ]\s?[12]\d\s?[-/ xX]\s?1[0-7]\d(?!\d)/;

function listOf(value: unknown): Element[] {
  const all = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return all.map((item) =>
    typeof item === 'object' && item !== null ? (item as Element) : { '#text': item },
  );
}

/** The text of an element: its CDATA as it stands, its plain text with the five named and the numeric entities read. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return decodeEntities(value);
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  const { '#cdata': cdata, '#text': text } = value as Element;
  const raw = [cdata]
    .flat()
    .filter((part): part is string => typeof part === 'string')
    .join('');
  const plain = typeof text === 'string' ? decodeEntities(text) : '';
  return raw + plain === '' ? null : `${raw}${plain}`.trim();
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, dec, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
