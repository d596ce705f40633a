import type { FastifyBaseLogger } from 'fastify';
import type { AuditLog } from '../audit/index.ts';
import type { DataHolder, Subject } from './holders.ts';
import type { Proofs, Signed } from './proofs.ts';
import type { Confirmation, PrivacyRequest, Requests } from './requests.ts';
import { NOBODY, namesOf, widened } from './subjects.ts';
import type { Tombstones } from './tombstones.ts';

export interface ErasureDeps {
  holders: readonly DataHolder[];
  requests: Requests;
  tombstones: Tombstones;
  /** Destroys the key of one person's sealed values; see Vault. */
  shred(owner: { store_id: string; subject: string }): Promise<void>;
  proofs: Proofs;
  audit: AuditLog;
  log: FastifyBaseLogger;
  now(): number;
}

export interface Erasure {
  /** What would go, by kind; nothing is changed. */
  plan(subject: Subject): Promise<Record<string, number>>;
  /**
   * Removes a person everywhere. Once this was called the person is gone: what is cut off is finished by `resume`.
   * @returns what the person is told
   */
  erase(asked: {
    subject: Subject;
    from: PrivacyRequest['from'];
    actor: string;
    reason?: string | undefined;
    request_id?: string;
  }): Promise<Signed<Confirmation>>;
  /** Finishes what was cut off. @returns how many erasures. */
  resume(): Promise<number>;
}

/**
 * The pipeline of an erasure. Its steps may each be done twice: first it is known durably whom it is about, then late
 * events are shut out, then every holder of data lets go, the keys are destroyed, and the confirmation is signed.
 */
export function openErasure(deps: ErasureDeps): Erasure {
  const { holders, requests, tombstones, proofs, audit, log, now } = deps;

  async function run(request: PrivacyRequest, actor: string, reason?: string): Promise<Signed<Confirmation>> {
    const { request_id, store_id } = request;
    if (request.confirmation !== null) return request.confirmation;
    const asked: Subject = { store_id, ...(request.people ?? NOBODY) };
    const subject = isWholePerson(request.from) ? await widened(holders, asked) : asked;
    await requests.note(request_id, { people: subject });
    await tombstones.place(store_id, subject);
    for (const holder of holders) {
      const removed = await holder.erase(subject);
      await requests.note(request_id, { removed: { [holder.name]: removed } });
    }
    for (const owner of namesOf({ ...subject, order_ids: [] }))
      await deps.shred({ store_id, subject: owner });
    return confirmed(request, subject, actor, reason);
  }

  async function confirmed(request: PrivacyRequest, subject: Subject, actor: string, reason?: string) {
    const { request_id, store_id, received_at } = request;
    const { removed = {} } = (await requests.get(store_id, request_id)) ?? {};
    const subjects = namesOf(subject).map((name) => audit.subject(store_id, name));
    const confirmation = proofs.sign<Confirmation>({
      kind: 'erasure-confirmation',
      receipt: request_id,
      store_id,
      subjects,
      removed,
      requested_at: received_at,
      done_at: now(),
    });
    await audit.note({
      store_id,
      actor,
      action: 'personal_data.erase',
      target: subjects[0] ?? 'nobody',
      ...(reason !== undefined && { reason }),
      details: {
        receipt: request_id,
        subjects,
        removed: Object.entries(removed).map(([name, n]) => `${name}: ${n}`),
        signature: confirmation.signature.value,
      },
    });
    await requests.done(request_id, confirmation);
    return confirmation;
  }

  return {
    async plan(subject) {
      const whole = await widened(holders, subject);
      const counts: Record<string, number> = {};
      for (const holder of holders) counts[holder.name] = (await holder.find(whole)).length;
      return counts;
    },
    async erase({ subject, from, actor, reason, request_id }) {
      const request = await requests.open({
        kind: 'erasure',
        from,
        subject,
        ...(request_id !== undefined && { request_id }),
      });
      return run(request, actor, reason);
    },
    async resume() {
      const left = await requests.unfinished();
      for (const request of left) {
        await run(request, 'system', 'finishing what was cut off');
        log.info({ request_id: request.request_id, store_id: request.store_id }, 'an erasure was finished');
      }
      return left.length;
    },
  };
}

/**
 * A shop has made sure who asks, so that all of a person is followed. Who shows a session's token has proved no more
 * than that: carts carry session ids, and a cart can be handed to somebody else, whose orders and account must not be
 * reached through it.
 */
function isWholePerson(from: PrivacyRequest['from']): boolean {
  return from !== 'shopper';
}
