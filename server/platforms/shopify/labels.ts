import { Problem } from '../../http/index.ts';
import { isRecord } from '../json-body.ts';
import type { Body } from '../reading.ts';
import type { Graphql } from './graphql.ts';
import { entriesOfProduct } from './metafields.ts';
import { LABELS } from './queries.ts';

/** Ids asked for at once; one costs a point. */
const AT_ONCE = 200;
/** A shop has some hundred entries; with more, the first are asked for again. */
const MOST_KEPT = 20_000;

/** What entries are called, by their global ids. */
export type Labels = ReadonlyMap<string, unknown>;

/**
 * Looks up what the entries are called that products' metafields refer to. Few entries serve all products, so each
 * is asked for once in a listing, which is cheaper than once in each product. Without the scope read_metaobjects,
 * which `inspect` warns of, there are none.
 */
export function openLabels(graphql: Graphql): (products: readonly Body[]) => Promise<Labels> {
  const known = new Map<string, unknown>();
  let isForbidden = false;
  return async (products) => {
    if (known.size > MOST_KEPT) known.clear();
    const unknown = [...new Set(products.flatMap(entriesOfProduct))].filter((id) => !known.has(id));
    for (let at = 0; at < unknown.length && !isForbidden; at += AT_ONCE) {
      const ids = unknown.slice(at, at + AT_ONCE);
      // What no longer exists is not asked for twice.
      for (const id of ids) known.set(id, null);
      const { data } = await graphql.run(LABELS, { ids }).catch((cause: unknown) => {
        isForbidden = cause instanceof Problem && cause.kind.code === 'platform-forbidden';
        if (isForbidden) return { data: {} as Body };
        throw cause;
      });
      const nodes = Array.isArray(data.nodes) ? data.nodes.filter(isRecord) : [];
      for (const { id, displayName } of nodes) if (typeof id === 'string') known.set(id, displayName);
    }
    return known;
  };
}
