import { hash } from 'node:crypto';
import type { Doc, Documents } from '../data/index.ts';
import type { Conflict } from './conflicts.ts';

/** How long it can be seen what was resolved and how. */
const AUDIT_SECONDS = 90 * 86_400;

/** One conflict that was resolved. */
export interface AuditEntry extends Doc, Conflict {
  store_id: string;
  entity: 'product' | 'customer';
  entity_id: string;
  resolved_at: number;
}

export interface ConflictAudit {
  /** Writes down, by what they are about, those that were not yet: a conflict that is resolved the same way again and again is one entry. */
  note(
    store_id: string,
    entity: AuditEntry['entity'],
    conflicts: ReadonlyMap<string, readonly Conflict[]>,
  ): Promise<void>;
  /** Newest first. */
  list(store_id: string, limit: number): Promise<AuditEntry[]>;
  /** What was noted of customers. */
  about(store_id: string, customer_ids: readonly string[]): Promise<AuditEntry[]>;
  /** Removes what was noted of customers, or of everything. @returns how many. */
  forget(store_id: string, customer_ids?: readonly string[]): Promise<number>;
}

export async function openConflictAudit(documents: Documents, now: () => number): Promise<ConflictAudit> {
  const entries = documents.collection<AuditEntry>('sync_conflicts');
  await entries.createIndex({ store_id: 1, resolved_at: -1 }, { name: 'store_resolved', ordered: true });
  await entries.createIndex({ resolved_at: 1 }, { name: 'retention', expireAfterSeconds: AUDIT_SECONDS });
  return {
    async note(store_id, entity, conflicts) {
      if (conflicts.size === 0) return;
      const noted = [...conflicts].flatMap(([entity_id, some]) =>
        some.map((conflict) => ({
          _id: idOf([store_id, entity, entity_id, conflict]),
          store_id,
          entity,
          entity_id,
          ...conflict,
          resolved_at: now(),
        })),
      );
      const standing = await entries.find({ _id: { $in: noted.map(({ _id }) => _id) } });
      const known = new Set(standing.map(({ _id }) => _id));
      await entries.bulkUpsert(noted.filter(({ _id }) => !known.has(_id)));
    },
    about: (store_id, ids) => entries.find({ store_id, ...ofCustomers(ids) }),
    forget: (store_id, ids) => entries.delete({ store_id, ...(ids && ofCustomers(ids)) }),
    list: (store_id, limit) => entries.find({ store_id }, { sort: { resolved_at: -1 }, limit }),
  };
}

function ofCustomers(ids: readonly string[]) {
  return { entity: 'customer', entity_id: { $in: [...ids] } };
}

function idOf(conflict: unknown): string {
  return `cfl_${hash('sha256', JSON.stringify(conflict), 'base64url').slice(0, 24)}`;
}
