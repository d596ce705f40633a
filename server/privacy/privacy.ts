import type { FastifyBaseLogger } from 'fastify';
import type { AuditLog } from '../audit/index.ts';
import type { Documents, Keyring } from '../data/index.ts';
import type { ConsentLog } from './consents.ts';
import { type Erasure, openErasure } from './erasure.ts';
import { privacyHolders } from './holder.ts';
import type { DataHolder, Identifiers } from './holders.ts';
import { openProofs, type Proofs } from './proofs.ts';
import { openRequests, type Requests } from './requests.ts';
import { openSweeper, type Sweeper } from './retention.ts';
import { joined, NOBODY, namesOf } from './subjects.ts';
import type { Tombstones } from './tombstones.ts';

export interface PrivacyDeps {
  documents: Documents;
  keyring: Keyring;
  audit: AuditLog;
  consents: ConsentLog;
  tombstones: Tombstones;
  /** What the other features hold about people. */
  holders: readonly DataHolder[];
  /** Destroys the key of a person's sealed values, or of all of a store's; see Vault. */
  shred(owner: { store_id: string; subject?: string }): Promise<void>;
  log: FastifyBaseLogger;
  now(): number;
}

/** What is held about people, and what becomes of it. */
export interface Privacy {
  readonly holders: readonly DataHolder[];
  readonly consents: ConsentLog;
  readonly requests: Requests;
  readonly erasure: Erasure;
  readonly sweeper: Sweeper;
  readonly proofs: Proofs;
  readonly tombstones: Tombstones;
  readonly audit: AuditLog;
  /** A request that a shop's platform passes on. */
  onPlatformRequest(asked: {
    store_id: string;
    request_id: string;
    request: 'customer_data_request' | 'customer_redact';
    customer_id: string | null;
    order_ids: readonly string[];
  }): Promise<void>;
  /** Forgets everybody of a store. */
  forgetStore(store_id: string): Promise<void>;
  /** Erases again whoever came back with a backup. @returns how many identifiers had. */
  replay(store_id: string, actor: string): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

export async function openPrivacy(deps: PrivacyDeps): Promise<Privacy> {
  const { audit, consents, tombstones, shred, log, now } = deps;
  const proofs = openProofs(deps.keyring);
  const requests = await openRequests({
    ...deps,
    digestsOf: (store_id, people) => namesOf(people).map((name) => audit.subject(store_id, name)),
  });
  const holders = [...deps.holders, ...privacyHolders({ log: consents, requests, audit })];
  const erasure = openErasure({ holders, requests, tombstones, shred, proofs, audit, log, now });
  const sweeper = openSweeper({ holders, resume: erasure.resume, log, now });

  async function everyone(store_id: string): Promise<Identifiers> {
    return joined(
      await Promise.all(holders.map(async (holder) => (await holder.everyone?.(store_id)) ?? {})),
    );
  }

  return {
    holders,
    consents,
    requests,
    erasure,
    sweeper,
    proofs,
    tombstones,
    audit,
    async onPlatformRequest({ store_id, request_id, request, customer_id, order_ids }) {
      const customer_ids = customer_id === null ? [] : [customer_id];
      const subject = { store_id, session_ids: [], customer_ids, order_ids };
      const asked = { request_id: `prq_${request_id}`, from: 'platform', subject } as const;
      const reason = `${request} of the platform`;
      if (request === 'customer_redact') {
        await erasure.erase({ ...asked, actor: 'system', reason });
        return;
      }
      await requests.open({ ...asked, kind: 'access' });
      const target = customer_ids.map((id) => audit.subject(store_id, `customer:${id}`))[0] ?? 'nobody';
      await audit.note({ store_id, actor: 'system', action: 'personal_data.request', target, reason });
    },
    async forgetStore(store_id) {
      const removed: string[] = [];
      for (const holder of holders) {
        if (holder.eraseStore) removed.push(`${holder.name}: ${await holder.eraseStore(store_id)}`);
      }
      const reason = 'shop_redact of the platform';
      const [actor, action, details] = ['system', 'personal_data.erase_store', { removed }];
      await audit.note({ store_id, actor, action, target: store_id, reason, details });
    },
    async replay(store_id, actor) {
      const back = await tombstones.among(store_id, await everyone(store_id));
      const found = namesOf(back).length;
      if (found === 0) return 0;
      const subject = { ...NOBODY, ...back, store_id };
      const reason = 'came back with a backup after an erasure';
      await erasure.erase({ subject, from: 'backup', actor, reason });
      return found;
    },
    start: sweeper.start,
    stop: sweeper.stop,
  };
}
