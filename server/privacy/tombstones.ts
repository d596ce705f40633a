import type { AuditLog } from '../audit/index.ts';
import type { Doc, Documents } from '../data/index.ts';
import type { Identifiers } from './holders.ts';
import { namesOf } from './subjects.ts';

/**
 * How long it is remembered that somebody was erased: longer than a backup should be kept. What is remembered is a
 * keyed hash, of no use to whoever does not know the person already.
 */
export const TOMBSTONE_DAYS = 3 * 365;
const AT_ONCE = 500;

interface Tombstone extends Doc {
  store_id: string;
  erased_at: number;
}

/** Who was erased, so that neither a late event nor a restored backup brings them back. */
export interface Tombstones {
  place(store_id: string, people: Identifiers): Promise<void>;
  /** Those of the people who were erased. */
  among(store_id: string, people: Partial<Identifiers>): Promise<Identifiers>;
  /** Digests of a store, to be kept beside its backups. */
  list(store_id: string): Promise<string[]>;
  /** Takes back digests that a restored backup does not know. @returns how many were new. */
  restore(store_id: string, digests: readonly string[]): Promise<number>;
}

export async function openTombstones(deps: {
  documents: Documents;
  audit: Pick<AuditLog, 'subject'>;
  now(): number;
}): Promise<Tombstones> {
  const stones = deps.documents.collection<Tombstone>('privacy_tombstones');
  await stones.createIndex({ store_id: 1 }, { name: 'store' });
  await stones.createIndex({ erased_at: 1 }, { name: 'ends', expireAfterSeconds: TOMBSTONE_DAYS * 86_400 });

  async function standing(digests: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let from = 0; from < digests.length; from += AT_ONCE) {
      const some = await stones.find({ _id: { $in: digests.slice(from, from + AT_ONCE) } });
      for (const { _id } of some) found.add(_id);
    }
    return found;
  }

  async function keep(store_id: string, digests: readonly string[]): Promise<number> {
    const erased_at = deps.now();
    const { inserted } = await stones.bulkUpsert(digests.map((_id) => ({ _id, store_id, erased_at })));
    return inserted;
  }

  return {
    place: async (store_id, people) =>
      void (await keep(
        store_id,
        namesOf(people).map((name) => deps.audit.subject(store_id, name)),
      )),
    async among(store_id, { session_ids = [], customer_ids = [], order_ids = [] }) {
      const digestOf = (kind: string, id: string) => deps.audit.subject(store_id, `${kind}:${id}`);
      const erased = await standing([
        ...session_ids.map((id) => digestOf('session', id)),
        ...customer_ids.map((id) => digestOf('customer', id)),
        ...order_ids.map((id) => digestOf('order', id)),
      ]);
      const those = (kind: string, ids: readonly string[]) =>
        ids.filter((id) => erased.has(digestOf(kind, id)));
      return {
        session_ids: those('session', session_ids),
        customer_ids: those('customer', customer_ids),
        order_ids: those('order', order_ids),
      };
    },
    list: async (store_id) => (await stones.find({ store_id })).map(({ _id }) => _id),
    restore: keep,
  };
}
