import { randomBytes } from 'node:crypto';
import type { Doc, Documents } from '../data/index.ts';
import type { Permission } from '../http/index.ts';
import { grantNotFound } from './problems.ts';

/** Lets a key or client do something in one store between two moments, besides what its roles allow in its own. */
export interface Grant {
  grant_id: string;
  /** The store it opens. */
  store_id: string;
  /** key_id or client_id, perhaps of another store. */
  subject_id: string;
  permissions: Permission[];
  /** ms since the epoch; `ends_at` is the first moment without it. */
  starts_at: number;
  ends_at: number;
  reason: string;
  granted_by: string;
}

interface GrantDoc extends Doc, Omit<Grant, 'grant_id'> {}

export interface Grants {
  add(grant: Omit<Grant, 'grant_id'>): Promise<Grant>;
  /** Of one store, those that have not ended. */
  list(store_id: string): Promise<Grant[]>;
  /** @throws Problem grant-not-found */
  get(store_id: string, grant_id: string): Promise<Grant>;
  /** @throws Problem grant-not-found */
  remove(store_id: string, grant_id: string): Promise<void>;
  /** Of one key or client, in every store, those that have not ended. */
  of(subject_id: string): Promise<Grant[]>;
}

export async function openGrants(deps: {
  documents: Documents;
  now(): number;
  onChange(): Promise<void>;
}): Promise<Grants> {
  const { now, onChange } = deps;
  const grants = deps.documents.collection<GrantDoc>('access_grants');
  await grants.createIndex({ subject_id: 1 }, { name: 'subject' });
  await grants.createIndex({ store_id: 1 }, { name: 'store' });
  await grants.createIndex({ ends_at: 1 }, { name: 'ttl', expireAfterSeconds: 0 });
  const running = (filter: object) => grants.find({ ...filter, ends_at: { $gt: now() } });
  return {
    async add(grant) {
      const doc: GrantDoc = { _id: `grant_${randomBytes(9).toString('base64url')}`, ...grant };
      await grants.insert(doc);
      await onChange();
      return viewOf(doc);
    },
    list: async (store_id) => (await running({ store_id })).map(viewOf),
    async get(store_id, grant_id) {
      const found = await grants.findOne({ _id: grant_id, store_id });
      if (found === null) throw grantNotFound();
      return viewOf(found);
    },
    async remove(store_id, grant_id) {
      if ((await grants.delete({ _id: grant_id, store_id })) === 0) throw grantNotFound();
      await onChange();
    },
    of: async (subject_id) => (await running({ subject_id })).map(viewOf),
  };
}

function viewOf({ _id, ...rest }: GrantDoc): Grant {
  return { grant_id: _id, ...rest };
}
