import type { AnyObject } from 'mingo/types';
import { update as applyUpdate, type Modifier } from 'mingo/updater';
import type { Doc, Filter, Update } from './documents.ts';

/**
 * The ids a filter names, when it names them, and what else it asks: a document that was fetched by its id need not be
 * looked for among a thousand ids again.
 */
export function namedIds({ _id: id, ...rest }: Filter): { ids: readonly string[]; rest: Filter } | undefined {
  if (typeof id === 'string') return { ids: [id], rest };
  if (typeof id !== 'object' || id === null || Object.keys(id).join() !== '$in') return undefined;
  return { ids: [...new Set((id as { $in: string[] }).$in)], rest };
}

/** The id after which a page begins, where a filter and its order ask for a page of everything by id. */
export function pageFrom({ _id: id }: Filter, sort: Record<string, 1 | -1>): string | undefined {
  if (Object.keys(sort).join() !== '_id' || sort._id !== 1 || typeof id !== 'object' || id === null)
    return undefined;
  const { $gt, ...more } = id as Record<string, unknown>;
  return typeof $gt === 'string' && Object.keys(more).length === 0 ? $gt : undefined;
}

export function amend(doc: Doc, update: Update): void {
  const { $setOnInsert: _, ...modifier } = update as Record<string, Record<string, unknown>>;
  applyUpdate(asObject(doc), modifier as Modifier<AnyObject>, [], {}, { cloneMode: 'deep' });
}

/** Documents are plain objects; mingo's types want that said with an index signature. */
export function asObject(doc: Doc): AnyObject {
  return doc as unknown as AnyObject;
}

/** What an upsert inserts: the filter's plain equalities, then the update. */
export function upserted<T extends Doc>(filter: Filter, update: Update): T {
  const next: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(filter)) {
    if (!field.startsWith('$') && (typeof value !== 'object' || value === null)) next[field] = value;
  }
  const { $setOnInsert = {}, ...modifier } = update as Record<string, Record<string, unknown>>;
  const $set = { ...$setOnInsert, ...modifier.$set };
  amend(next as unknown as T, { ...modifier, $set });
  if (typeof next._id !== 'string')
    throw new TypeError('an upsert needs the _id in its filter or its update');
  return next as unknown as T;
}
