import type { Shelf } from './double.ts';

export interface ShelfRules<T, Key extends keyof T> {
  idOf(item: Pick<T, Key>): string;
  /** A whole item from what was given; `before` is what stood there. */
  complete(given: Partial<T> & Pick<T, Key>, before: T | undefined): T;
  onChange(change: { kind: 'created' | 'updated' | 'deleted'; item: T; before: T | undefined }): void;
}

export interface OrderedShelf<T, Key extends keyof T> extends Shelf<T, Key> {
  /** What `make` makes of all items, kept under its name until something changes: pages of one list cost one sort. */
  derived(name: string, make: (items: T[]) => readonly T[]): readonly T[];
}

/** Lists kept for further pages. */
const MOST_DERIVED = 20;

/** Keeps items by their id. */
export function openShelf<T, Key extends keyof T>(rules: ShelfRules<T, Key>): OrderedShelf<T, Key> {
  const items = new Map<string, T>();
  const derived = new Map<string, readonly T[]>();
  const put = (item: T) => {
    items.set(rules.idOf(item), item);
    derived.clear();
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
      derived.clear();
      rules.onChange({ kind: 'deleted', item, before: item });
      return true;
    },
    stock: (many) => many.forEach(put),
    derived(name, make) {
      const standing = derived.get(name);
      if (standing !== undefined) return standing;
      const made = make([...items.values()]);
      if (derived.size >= MOST_DERIVED) derived.clear();
      derived.set(name, made);
      return made;
    },
  };
}
