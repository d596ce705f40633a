import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangedProduct } from '../../server/realtime/index.ts';
import { type ShownFrame, withChanges } from './changes.ts';

const frame = (product_id: string, more: Partial<ShownFrame> = {}) =>
  ({ product_id, variant_id: null, title: product_id, price: 100, currency: 'EUR', ...more }) as ShownFrame;
const changed = (product_id: string, more: Partial<ChangedProduct> = {}): ChangedProduct => ({
  product_id,
  title: product_id,
  price: 100,
  currency: 'EUR',
  in_stock: true,
  variants: [],
  ...more,
});
const changedBy = (list: ShownFrame[], products: ChangedProduct[], removed: string[] = []) =>
  withChanges(list, { type: 'products_changed', products, removed });

describe('frames on show', () => {
  it('take a new price, sell out and come back', () => {
    const list = [frame('a'), frame('b')];
    const dearer = changedBy(list, [changed('b', { price: 120 })]);
    expect(dearer[1]).toMatchObject({ price: 120, gone: undefined });
    const gone = changedBy(dearer, [changed('b', { price: 120, in_stock: false })]);
    expect(gone[1]?.gone).toBe('sold_out');
    expect(changedBy(gone, [changed('b', { price: 120 })])[1]?.gone).toBeUndefined();
  });

  it('go by the variant that is shown, not by another of the same product', () => {
    const list = [frame('a', { variant_id: 'red' })];
    const variants = [
      { variant_id: 'red', price: 100, in_stock: false },
      { variant_id: 'blue', price: 90, in_stock: true },
    ];
    expect(changedBy(list, [changed('a', { variants })])[0]).toMatchObject({ price: 100, gone: 'sold_out' });
    expect(changedBy(list, [changed('a', { variants: variants.slice(1) })])[0]?.gone).toBe('sold_out');
  });

  it('keep their places, and are the same objects where nothing changed for them', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 });
    const some = fc.array(fc.nat(11), { maxLength: 6 });
    fc.assert(
      fc.property(ids, some, some, fc.boolean(), (all, told, left, in_stock) => {
        const list = all.map((id) => frame(id));
        const at = (n: number) => all[n % Math.max(1, all.length)] ?? 'elsewhere';
        const removed = left.map(at);
        const next = changedBy(
          list,
          told.map((n) => changed(at(n), { in_stock })),
          removed,
        );
        expect(next.map(({ product_id }) => product_id)).toEqual(all);
        next.forEach((each, n) => {
          const isTold = told.map(at).includes(each.product_id) && !in_stock;
          if (removed.includes(each.product_id)) expect(each.gone).toBe('removed');
          else if (isTold) expect(each.gone).toBe('sold_out');
          else expect(each).toBe(list[n]);
        });
      }),
    );
  });
});
