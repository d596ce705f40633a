import { Type } from 'typebox';
import {
  classified,
  type Doc,
  type Documents,
  type Keyring,
  sealedCollection,
  type Vault,
} from '../data/index.ts';
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

/** As it is kept: what either side said of a customer's likes under the customer's key. */
export const StoredConflict = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  entity: Type.Unsafe<AuditEntry['entity']>(Type.String()),
  entity_id: Type.String(),
  rule: Type.Unsafe<Conflict['rule']>(Type.String()),
  resolution: Type.Unsafe<Conflict['resolution']>(Type.String()),
  path: Type.String(),
  platform: classified('user_preferences', Type.Unknown()),
  varai: classified('user_preferences', Type.Unknown()),
  kept: Type.Unsafe<Conflict['kept']>(Type.String()),
  resolved_at: Type.Integer(),
});

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

export async function openConflictAudit(deps: {
  documents: Documents;
  vault: Vault;
  keyring: Keyring;
  now(): number;
}): Promise<ConflictAudit> {
  const { documents, vault, keyring, now } = deps;
  const entries = sealedCollection({
    documents,
    vault,
    name: 'sync_conflicts',
    schema: StoredConflict,
    owner: ({ store_id = '', entity, entity_id }) => ({
      store_id,
      subject: entity === 'customer' ? `customer:${entity_id}` : undefined,
    }),
  });
  // Keyed: of few possible values a plain hash would tell which it was.
  const idOf = (conflict: unknown) =>
    `cfl_${keyring.digest('sync-conflict', JSON.stringify(conflict)).slice(0, 24)}`;
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
