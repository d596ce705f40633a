import { randomBytes } from 'node:crypto';
import { type Collection, type Doc, type Documents, DuplicateKeyError, type Keyring } from '../data/index.ts';
import type { AuditEvent, AuditFault, AuditLog, VerifiedPart } from './audit-log.ts';
import {
  BEGINNING,
  type ChainEnd,
  faultsIn,
  hashOf,
  idOf,
  MOST_FAULTS,
  type StoredEntry,
  sealOfEnd,
} from './chain.ts';

/** Entries written by one command: what waits longer waits for the next. */
const GROUP = 500;
/** Entries of one answer of `verifyPart`: well below a second's work. */
const PART = 10_000;
const READ_AT_ONCE = 1000;
const HEAD = 'head';

interface HeadDoc extends Doc, ChainEnd {
  seal: string;
}

interface Waiting {
  event: AuditEvent;
  at: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/** The audit log on the documents port. Several processes may write at once. */
export async function openAuditLog(deps: {
  documents: Documents;
  keyring: Keyring;
  now(): number;
}): Promise<AuditLog> {
  const entries = deps.documents.collection<StoredEntry>('audit_log');
  const heads = deps.documents.collection<HeadDoc>('audit_head');
  await entries.createIndex({ seq: 1 }, { name: 'seq', unique: true, ordered: true });
  await entries.createIndex({ store_id: 1, seq: 1 }, { name: 'store_seq', ordered: true });
  return new DocumentAuditLog(entries, heads, deps);
}

class DocumentAuditLog implements AuditLog {
  readonly #entries: Collection<StoredEntry>;
  readonly #heads: Collection<HeadDoc>;
  readonly #keyring: Keyring;
  readonly #now: () => number;
  readonly #writer = randomBytes(6).toString('base64url');
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  /** Where the chain ended when this process last looked. */
  #end: ChainEnd | null = null;

  constructor(
    entries: Collection<StoredEntry>,
    heads: Collection<HeadDoc>,
    { keyring, now }: { keyring: Keyring; now(): number },
  ) {
    this.#entries = entries;
    this.#heads = heads;
    this.#keyring = keyring;
    this.#now = now;
  }

  note(event: AuditEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, at: this.#now(), resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async settled(): Promise<void> {
    await this.#writing;
  }

  subject(store_id: string, id: string): string {
    return `subject:${this.#keyring.digest('audit-subject', `${store_id}\0${id}`).slice(0, 22)}`;
  }

  async list({ store_id, after, before, limit }: Parameters<AuditLog['list']>[0]) {
    const seq = {
      ...(after === undefined ? {} : { $gt: after }),
      ...(before === undefined ? {} : { $lt: before }),
    };
    const found = await this.#entries.find(
      { ...(store_id === null ? {} : { store_id }), ...(Object.keys(seq).length > 0 ? { seq } : {}) },
      { sort: { seq: after === undefined ? -1 : 1 }, limit },
    );
    return found.map(({ _id, writer, ...entry }) => entry);
  }

  async verify(onProgress?: (checked: number) => void) {
    const faults: AuditFault[] = [];
    let checked = 0;
    let head = '';
    for (let after: number | null = 0; after !== null; ) {
      const part: VerifiedPart = await this.verifyPart(after);
      checked += part.checked;
      faults.push(...part.faults);
      after = part.next;
      head = part.head;
      onProgress?.(checked);
    }
    return { entries: checked, head, faults: faults.slice(0, MOST_FAULTS) };
  }

  async verifyPart(after: number): Promise<VerifiedPart> {
    // The end first: what is added meanwhile is beyond it.
    const head = await this.#heads.findOne({ _id: HEAD });
    let last = after === 0 ? BEGINNING : await this.#entryAt(after);
    const faults: AuditFault[] = [];
    let checked = 0;
    let isEnd = false;
    while (checked < PART && !isEnd) {
      const part = await this.#entries.find(
        { seq: { $gt: last.seq } },
        { sort: { seq: 1 }, limit: READ_AT_ONCE },
      );
      isEnd = part.length < READ_AT_ONCE;
      checked += part.length;
      faults.push(...faultsIn(this.#keyring, part, last));
      last = part.at(-1) ?? last;
    }
    if (isEnd) faults.push(...this.#endFaults(head, last));
    return { checked, next: isEnd ? null : last.seq, head: `${last.seq}:${last.hash}`, faults };
  }

  /** Where the chain stops short of where it is known to have reached, or nobody knows any more. */
  #endFaults(head: HeadDoc | null, last: ChainEnd): AuditFault[] {
    if (head === null && last.seq === 0) return [];
    if (head === null || head.seal !== sealOfEnd(this.#keyring, head))
      return [{ seq: last.seq, fault: 'truncated' }];
    return head.seq > last.seq ? [{ seq: last.seq + 1, fault: 'truncated' }] : [];
  }

  async #entryAt(seq: number): Promise<ChainEnd> {
    const entry = await this.#entries.findOne({ _id: idOf(seq) });
    return { seq, hash: entry?.hash ?? '' };
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // What is noted in the same turn goes together.
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, GROUP);
      try {
        const end = await this.#append(group);
        for (const { resolve } of group) resolve();
        await this.#moveHead(end);
      } catch (error) {
        // Of those that are already kept nobody hears this any more.
        for (const { reject } of group) reject(error);
      }
    }
    this.#writing = null;
  }

  /** Adds a group at the end, wherever other processes have moved it meanwhile. */
  async #append(group: readonly Waiting[]): Promise<ChainEnd> {
    let left = group;
    for (;;) {
      this.#end ??= await this.#lastEntry();
      if (this.#end.seq === 0) await this.#makeHead();
      const chained = this.#chained(left, this.#end);
      try {
        await this.#entries.insert(chained);
      } catch (error) {
        this.#end = null;
        if (!(error instanceof DuplicateKeyError)) throw error;
        // A store without transactions may have kept the first of them.
        left = left.slice(await this.#keptOf(chained));
        if (left.length > 0) continue;
      }
      this.#end = chained.at(-1) ?? this.#end;
      return this.#end ?? BEGINNING;
    }
  }

  #chained(group: readonly Waiting[], from: ChainEnd): StoredEntry[] {
    let { seq, hash } = from;
    return group.map(({ event, at }) => {
      seq += 1;
      const entry = { ...withoutGaps(event), seq, at, previous: hash, writer: this.#writer };
      hash = hashOf(this.#keyring, entry);
      return { _id: idOf(seq), ...entry, hash };
    });
  }

  async #keptOf(chained: readonly StoredEntry[]): Promise<number> {
    const standing = await this.#entries.find({ _id: { $in: chained.map(({ _id }) => _id) } });
    const hashes = new Set(standing.map(({ hash }) => hash));
    return chained.filter(({ hash }) => hashes.has(hash)).length;
  }

  async #lastEntry(): Promise<ChainEnd> {
    const [last] = await this.#entries.find({}, { sort: { seq: -1 }, limit: 1 });
    return last ?? BEGINNING;
  }

  /** Before the first entry: from then on an end that nobody knows is a fault. */
  async #makeHead(): Promise<void> {
    try {
      await this.#heads.insert({ _id: HEAD, ...BEGINNING, seal: sealOfEnd(this.#keyring, BEGINNING) });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
  }

  async #moveHead({ seq, hash }: ChainEnd): Promise<void> {
    const $set = { seq, hash, seal: sealOfEnd(this.#keyring, { seq, hash }) };
    await this.#heads.update({ _id: HEAD, seq: { $lt: seq } }, { $set });
  }
}

/** Members that are undefined would be hashed and not kept. */
function withoutGaps({ store_id, actor, action, target, reason, details }: AuditEvent): AuditEvent {
  const more = { ...(reason === undefined ? {} : { reason }), ...(details === undefined ? {} : { details }) };
  return { store_id, actor, action, target, ...more };
}
