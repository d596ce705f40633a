import type { Caller } from '../http/index.ts';

/** What is noted: who did what to what, when, and why. Never the values themselves. */
export interface AuditEvent {
  store_id: string;
  /** The key or client (`key_id`), `operator`, or `shopper`, or `system` for what happens by itself. */
  actor: string;
  /** `<thing>.<verb>`, such as `key.revoke`, `consent.withdraw`, `personal_data.read`. */
  action: string;
  /** Of the thing: a key's id, a collection's name. People stand here as `AuditLog.subject` writes them. */
  target: string;
  /** Why, where a person or the law gave a reason. */
  reason?: string;
  /** Further facts without secrets and without personal data. */
  details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** An event in its place in the chain. */
export interface AuditEntry extends AuditEvent {
  /** 1, 2, 3 … without gaps, over all stores. */
  seq: number;
  /** ms since the epoch. */
  at: number;
  /** Keyed hash over this entry and the one before it. */
  hash: string;
  previous: string;
}

export interface AuditLog {
  /** Resolves when the entry is kept. Who changes something notes it before saying that it is done. */
  note(event: AuditEvent): Promise<void>;
  /** A person as they stand in the log: a keyed hash, of no use once the person is forgotten elsewhere. */
  subject(store_id: string, id: string): string;
  /** Newest first, those before `before`; or oldest first, those after `after`. `store_id: null` is every store. */
  list(query: {
    store_id: string | null;
    after?: number;
    before?: number;
    limit: number;
  }): Promise<AuditEntry[]>;
  /** Reads the whole chain. `faults` is empty when nothing was changed, removed or reordered. */
  verify(
    onProgress?: (checked: number) => void,
  ): Promise<{ entries: number; head: string; faults: AuditFault[] }>;
  /** Reads the chain from after the entry `after`, as far as one answer may take. */
  verifyPart(after: number): Promise<VerifiedPart>;
  /** Resolves when everything noted so far is kept, and where the chain ends too. */
  settled(): Promise<void>;
}

export interface VerifiedPart {
  /** Entries read in this part. */
  checked: number;
  /** Where the next part begins; null when this was the last. */
  next: number | null;
  /** `<seq>:<hash>` of the last entry, to be kept elsewhere; `0:` of an empty log. */
  head: string;
  faults: AuditFault[];
}

export interface AuditFault {
  seq: number;
  fault: 'changed' | 'missing' | 'reordered' | 'truncated';
}

/** The actor as it stands in the log. */
export function actorOf({ kind, key_id }: Pick<Caller, 'kind' | 'key_id'>): string {
  return kind === 'operator' ? 'operator' : key_id;
}
