import { randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { type Doc, type Documents, isHolderGone, type Keyring, newHolder } from '../data/index.ts';
import type { Identifiers, Subject } from './holders.ts';
import type { Signed } from './proofs.ts';
import { joined } from './subjects.ts';

/** GDPR art. 12(3) gives a month; Shopify's terms 30 days; the CCPA 45 (Cal. Civ. Code §1798.130(a)(2)). */
const ANSWER_MS = 30 * 86_400_000;
/** CCPA regulations, 11 CCR §7101(a): records of requests are kept for at least 24 months. */
export const REQUEST_DAYS = 730;
/** Whoever has been at it for so long without a word has died on another machine. */
const SILENCE_MS = 10 * 60_000;

export const RequestKind = Type.Unsafe<'access' | 'erasure'>({
  type: 'string',
  enum: ['access', 'erasure'],
});
export const RequestOrigin = Type.Unsafe<'shopper' | 'shop' | 'platform' | 'backup'>({
  type: 'string',
  enum: ['shopper', 'shop', 'platform', 'backup'],
});

/** What a person is told when they have been erased. */
export interface Confirmation {
  kind: 'erasure-confirmation';
  receipt: string;
  store_id: string;
  /** Keyed hashes of what the person was known by: whoever knows it can have it checked, nobody else learns it. */
  subjects: string[];
  removed: Record<string, number>;
  requested_at: number;
  done_at: number;
}

export const RequestView = Type.Object({
  request_id: Type.String(),
  kind: RequestKind,
  from: RequestOrigin,
  state: Type.Unsafe<'open' | 'running' | 'done'>({ type: 'string', enum: ['open', 'running', 'done'] }),
  received_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  due_at: Type.Integer({ description: 'Until when the person must have an answer' }),
  done_at: Type.Union([Type.Integer(), Type.Null()]),
  removed: Type.Record(Type.String(), Type.Integer(), { description: 'What an erasure removed, by kind' }),
});
export type RequestView = Static<typeof RequestView>;

interface RequestDoc extends Doc, Omit<RequestView, 'request_id'> {
  store_id: string;
  /** Sealed identifiers, until the request is done or the person erased. */
  subject: string | null;
  /** Keyed hashes of them. */
  subjects: string[];
  runner: string | null;
  heard_at: number;
  confirmation: Signed<Confirmation> | null;
}

export interface PrivacyRequest extends RequestView {
  store_id: string;
  people: Identifiers | null;
  confirmation: Signed<Confirmation> | null;
}

/** What was asked for, from the moment it was asked: an erasure that is cut off is finished from here. */
export interface Requests {
  open(asked: {
    /** Of whoever asked, so that asking twice is once. */
    request_id?: string;
    kind: Static<typeof RequestKind>;
    from: Static<typeof RequestOrigin>;
    subject: Subject;
  }): Promise<PrivacyRequest>;
  get(store_id: string, request_id: string): Promise<PrivacyRequest | null>;
  /** By its receipt alone: who has it was given it. */
  receipt(request_id: string): Promise<Signed<Confirmation> | null>;
  /** Newest first. */
  list(store_id: string, limit: number): Promise<RequestView[]>;
  /** Erasures that nobody is at any more. */
  unfinished(): Promise<PrivacyRequest[]>;
  /** Notes how far it is; every word says that somebody is at it. */
  note(request_id: string, progress: { people?: Subject; removed?: Record<string, number> }): Promise<void>;
  done(request_id: string, confirmation: Signed<Confirmation> | null): Promise<void>;
  /** What is held about people in requests, by their digests. */
  about(store_id: string, subjects: readonly string[]): Promise<RequestView[]>;
  /** Forgets whom requests for access were about. @returns how many. */
  forget(store_id: string, subjects: readonly string[]): Promise<number>;
  forgetStore(store_id: string): Promise<number>;
  /** Removes requests that were done long enough ago. */
  sweep(now: number, store_id?: string): Promise<number>;
}

export async function openRequests(deps: {
  documents: Documents;
  keyring: Keyring;
  digestsOf(store_id: string, people: Identifiers): string[];
  now(): number;
}): Promise<Requests> {
  const { keyring, digestsOf, now } = deps;
  const requests = deps.documents.collection<RequestDoc>('privacy_requests');
  await requests.createIndex({ store_id: 1, received_at: -1 }, { name: 'store_received', ordered: true });
  await requests.createIndex({ subjects: 1 }, { name: 'subjects' });
  await requests.createIndex({ state: 1 }, { name: 'state' });

  const context = (request_id: string) => `privacy_requests/${request_id}/subject`;
  const sealed = (request_id: string, people: Identifiers) =>
    keyring.seal(context(request_id), JSON.stringify(joined([people])));

  function requestOf(doc: RequestDoc): PrivacyRequest {
    const { store_id, subject, confirmation } = doc;
    const people =
      subject === null ? null : (JSON.parse(keyring.open(context(doc._id), subject)) as Identifiers);
    return { ...viewOf(doc), store_id, people, confirmation };
  }

  return {
    async open({ request_id = `prq_${randomBytes(16).toString('base64url')}`, kind, from, subject }) {
      const { store_id } = subject;
      const received_at = now();
      const isErasure = kind === 'erasure';
      const doc = await requests.findOneAndUpdate(
        { _id: request_id },
        {
          $setOnInsert: {
            store_id,
            kind,
            from,
            state: isErasure ? 'running' : 'open',
            received_at,
            due_at: received_at + ANSWER_MS,
            done_at: null,
            removed: {},
            subject: sealed(request_id, subject),
            subjects: digestsOf(store_id, subject),
            runner: isErasure ? newHolder() : null,
            heard_at: received_at,
            confirmation: null,
          },
        },
        { upsert: true },
      );
      if (doc === null) throw new Error('a request that was just kept is not there');
      return requestOf(doc);
    },
    async get(store_id, request_id) {
      const doc = await requests.findOne({ _id: request_id, store_id });
      return doc && requestOf(doc);
    },
    receipt: async (request_id) => (await requests.findOne({ _id: request_id }))?.confirmation ?? null,
    list: async (store_id, limit) =>
      (await requests.find({ store_id }, { sort: { received_at: -1 }, limit })).map(viewOf),
    async unfinished() {
      const running = await requests.find({ state: 'running' });
      const isLeft = ({ runner, heard_at }: RequestDoc) =>
        runner === null || isHolderGone(runner) || heard_at < now() - SILENCE_MS;
      return running.filter(isLeft).map(requestOf);
    },
    async note(request_id, { people, removed = {} }) {
      // What a second try no longer finds was removed by the first.
      const $max = Object.fromEntries(Object.entries(removed).map(([name, n]) => [`removed.${name}`, n]));
      const known = people && {
        subject: sealed(request_id, people),
        subjects: digestsOf(people.store_id, people),
      };
      await requests.update(
        { _id: request_id },
        {
          $set: { heard_at: now(), ...known },
          ...(Object.keys($max).length > 0 && { $max }),
        },
      );
    },
    async done(request_id, confirmation) {
      const end = { state: 'done', done_at: now(), subject: null, runner: null, confirmation };
      await requests.update({ _id: request_id }, { $set: end });
    },
    about: async (store_id, subjects) =>
      (await requests.find({ store_id, subjects: { $in: [...subjects] } })).map(viewOf),
    async forget(store_id, subjects) {
      const theirs = { store_id, subjects: { $in: [...subjects] }, kind: 'access' };
      const { matched } = await requests.update(theirs, {
        $set: { state: 'done', done_at: now(), subject: null, subjects: [] },
      });
      return matched;
    },
    forgetStore: (store_id) => requests.delete({ store_id }),
    sweep: (at, store_id) =>
      requests.delete({
        ...(store_id !== undefined && { store_id }),
        state: 'done',
        done_at: { $lt: at - REQUEST_DAYS * 86_400_000 },
      }),
  };
}

function viewOf(doc: RequestDoc): RequestView {
  const { _id: request_id, kind, from, state, received_at, due_at, done_at, removed } = doc;
  return { request_id, kind, from, state, received_at, due_at, done_at, removed };
}
