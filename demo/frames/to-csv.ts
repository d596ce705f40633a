import { EYEWEAR_COLUMNS, type ProductInput } from '../../server/catalog/index.ts';

const COLUMNS = [
  'product_id',
  'title',
  'description',
  'brand',
  'category',
  'url',
  'currency',
  'gender',
  'tags',
  'variant_id',
  'price',
  'in_stock',
  'stock',
  'image_url',
  'sku',
  ...EYEWEAR_COLUMNS,
] as const;

/**
 * The catalogue as a table for people: one row a variant, prices in whole units ("149.00"), lists joined with "|".
 * It is what an import takes.
 */
export function toCsv(products: readonly ProductInput[]): string {
  const rows = products.flatMap((product) =>
    product.variants.map((variant) => {
      const cells: Record<string, unknown> = { ...product, ...product.eyewear, ...variant };
      cells.price = (variant.price / 100).toFixed(2);
      cells.tags = product.tags.join('|');
      return COLUMNS.map((column) => cell(cells[column])).join(',');
    }),
  );
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
