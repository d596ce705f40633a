import type { Column, FlatRow } from './columns.ts';
import type { RawRecord } from './read-product.ts';
import type { RowError } from './schema.ts';

/** A product as a table tells it: the record, its row, and the row of each of its variants. */
export interface GroupedRow {
  row: number;
  record: RawRecord;
  variantRows: number[];
}

/** What may differ from row to row of one product. */
const OF_VARIANT = new Set<Column>([
  'variant_id',
  'color',
  'price',
  'sale_price',
  'in_stock',
  'stock',
  'image_url',
  'sku',
]);

/**
 * Joins rows with the same product_id: each row with a variant_id is one variant. What is said of the product
 * itself may stand in its first row only, or be repeated.
 * @param strict two rows that contradict each other on the product are an error; else the first one counts.
 */
export function* groupRows(
  rows: readonly FlatRow[],
  strict: boolean,
): Generator<void, { products: GroupedRow[]; errors: RowError[] }, void> {
  const errors: RowError[] = [];
  const byId = new Map<string, GroupedRow>();
  for (const { row, cells } of rows) {
    yield;
    const id = cells.product_id;
    if (id === undefined) {
      errors.push({ row, detail: 'product_id is missing' });
      continue;
    }
    const group = byId.get(id);
    if (group === undefined) {
      byId.set(id, firstRow(row, cells));
    } else if (cells.variant_id === undefined || group.variantRows.length === 0) {
      errors.push({
        row,
        detail: `product_id "${id}" is also in row ${group.row}; give each row its variant_id`,
      });
    } else {
      const clash = strict ? contradiction(group.record, cells) : null;
      if (clash !== null)
        errors.push({ row, detail: `${clash} differs from row ${group.row} of the same product` });
      addVariant(group, row, cells);
    }
  }
  return { products: [...byId.values()], errors };
}

function firstRow(row: number, cells: FlatRow['cells']): GroupedRow {
  const group: GroupedRow = { row, record: { ...cells }, variantRows: [] };
  if (cells.variant_id === undefined) return group;
  for (const column of OF_VARIANT)
    if (column !== 'price' && column !== 'sale_price') delete group.record[column];
  group.record.variants = [];
  addVariant(group, row, cells);
  return group;
}

function addVariant(group: GroupedRow, row: number, cells: FlatRow['cells']): void {
  const variant = Object.fromEntries(
    Object.entries(cells).filter(([column]) => OF_VARIANT.has(column as Column)),
  );
  (group.record.variants as RawRecord[]).push(variant);
  group.variantRows.push(row);
  for (const [column, value] of Object.entries(cells)) {
    if (!OF_VARIANT.has(column as Column)) group.record[column] ??= value;
  }
}

function contradiction(record: RawRecord, cells: FlatRow['cells']): string | null {
  for (const [column, value] of Object.entries(cells)) {
    if (OF_VARIANT.has(column as Column) || record[column] === undefined) continue;
    if (record[column] !== value) return column;
  }
  return null;
}
