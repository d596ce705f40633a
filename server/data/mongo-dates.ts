import type { Doc, Filter, Update } from './documents.ts';

/**
 * The port keeps times as milliseconds; MongoDB's TTL index works on BSON dates alone
 * (https://www.mongodb.com/docs/manual/core/index-ttl/). So the one field of a TTL index is a date in the store and a
 * number on this side. Everything here takes the names of those fields; only top-level ones can be.
 */
export type DateFields = ReadonlySet<string>;

export function docToStore<T extends Doc>(doc: T, dates: DateFields): T {
  return withFields(doc, dates, toDate);
}

export function docFromStore<T extends Doc>(doc: T, dates: DateFields): T {
  return withFields(doc, dates, fromDate);
}

export function filterToStore(filter: Filter, dates: DateFields): Filter {
  if (dates.size === 0) return filter;
  return Object.fromEntries(
    Object.entries(filter).map(([field, wanted]) => {
      if (dates.has(field)) return [field, deepDates(wanted)];
      if (field.startsWith('$') && Array.isArray(wanted))
        return [field, wanted.map((part) => filterToStore(part as Filter, dates))];
      return [field, wanted];
    }),
  );
}

/** @throws TypeError for an operator that dates don't know: `$inc` of a time is refused before anything is written. */
export function updateToStore(update: Update, dates: DateFields): Update {
  if (dates.size === 0) return update;
  return Object.fromEntries(
    Object.entries(update).map(([operator, fields]) => {
      const touched = Object.keys(fields).filter((field) => dates.has(field));
      if (touched.length > 0 && !['$set', '$setOnInsert', '$min', '$max', '$unset'].includes(operator))
        throw new TypeError(`${operator} can't be used on ${touched[0]}, by which documents end`);
      return [operator, operator === '$unset' ? fields : withFields(fields, dates, toDate)];
    }),
  );
}

function withFields<T extends object>(whole: T, dates: DateFields, change: (value: unknown) => unknown): T {
  let changed: Record<string, unknown> | null = null;
  for (const field of dates) {
    const value = (whole as Record<string, unknown>)[field];
    const next = change(value);
    if (next === value) continue;
    changed ??= { ...whole } as Record<string, unknown>;
    changed[field] = next;
  }
  return (changed ?? whole) as T;
}

/** Through the operators of a condition: `{ $gt: 5 }`, `{ $in: [1, 2] }`, `{ $not: { $lte: 5 } }`. */
function deepDates(wanted: unknown): unknown {
  if (Array.isArray(wanted)) return wanted.map(deepDates);
  if (typeof wanted !== 'object' || wanted === null || wanted instanceof Date) return toDate(wanted);
  return Object.fromEntries(
    Object.entries(wanted).map(([operator, value]) => [
      operator,
      operator === '$exists' ? value : deepDates(value),
    ]),
  );
}

function toDate(value: unknown): unknown {
  return typeof value === 'number' ? new Date(value) : value;
}

function fromDate(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
