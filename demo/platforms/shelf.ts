import type { Shelf } from './double.ts';

export interface ShelfRules<T, Key extends keyof T> {
  idOf(item: Pick<T, Key>): string;
  /** A whole item from what was given; `before` is what stood there. */
  complete(given: Partial<T> & Pick<T, Key>, before: T | undefined): T;
  onChange(change: { kind: 'created' | 'updated' | 'deleted'; item: T; before: T | undefined }): void;
}

export interface OrderedShelf<T, Key extends keyof T> extends Shelf<T, Key> {
  /** All items in an order, which is kept until something changes. `name` names the order. */
  inOrder(name: string, compare: (a: T, b: T) => number): readonly T[];
}

/** Keeps items by their id. */
export function openShelf<T, Key extends keyof T>(rules: ShelfRules<T, Key>): OrderedShelf<T, Key> {
  const items = new Map<string, T>();
  const orders = new Map<string, readonly T[]>();
  const put = (item: T) => {
    items.set(rules.idOf(item), item);
    orders.clear();
  };
  return {
    list: () => [...items.values()],
    get: (id) => items.get(id),
    upsert(given) {
      const before = items.get(rules.idOf(given));
      const item = rules.complete(given, before);
      put(item);
      rules.onChange({ kind: before === undefined ? 'created' : 'updated', item, before });
      return item;
    },
    remove(id) {
      const item = items.get(id);
      if (item === undefined) return false;
      items.delete(id);
      orders.clear();
      rules.onChange({ kind: 'deleted', item, before: item });
      return true;
    },
    stock: (many) => many.forEach(put),
    inOrder(name, compare) {
      const standing = orders.get(name);
      if (standing !== undefined) return standing;
      const sorted = [...items.values()].sort(compare);
      orders.set(name, sorted);
      return sorted;
    },
  };
}
