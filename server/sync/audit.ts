import { randomBytes } from 'node:crypto';
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
  note(
    store_id: string,
    entity: AuditEntry['entity'],
    entity_id: string,
    conflicts: readonly Conflict[],
  ): Promise<void>;
  /** Newest first. */
  list(store_id: string, limit: number): Promise<AuditEntry[]>;
}

export async function openConflictAudit(documents: Documents, now: () => number): Promise<ConflictAudit> {
  const entries = documents.collection<AuditEntry>('sync_conflicts');
  await entries.createIndex({ store_id: 1, resolved_at: -1 }, { name: 'store_resolved', ordered: true });
  await entries.createIndex({ resolved_at: 1 }, { name: 'retention', expireAfterSeconds: AUDIT_SECONDS });
  return {
    async note(store_id, entity, entity_id, conflicts) {
      if (conflicts.length === 0) return;
      await entries.insert(
        conflicts.map((conflict) => ({
          _id: `cfl_${randomBytes(12).toString('base64url')}`,
          store_id,
          entity,
          entity_id,
          ...conflict,
          resolved_at: now(),
        })),
      );
    },
    list: (store_id, limit) => entries.find({ store_id }, { sort: { resolved_at: -1 }, limit }),
  };
}
