import type { Keyring } from '../data/index.ts';
import type { AuditEntry, AuditFault } from './audit-log.ts';

/** An entry as it is kept. */
export interface StoredEntry extends AuditEntry {
  _id: string;
  /** Tells apart what two processes note in the same words at the same time. */
  writer: string;
}

/** How far the chain is known to reach. */
export interface ChainEnd {
  seq: number;
  hash: string;
}

/** What the first entry follows. */
export const BEGINNING: ChainEnd = { seq: 0, hash: '' };

/** Sixteen digits, so that ids sort as the numbers do. */
export function idOf(seq: number): string {
  return `${seq}`.padStart(16, '0');
}

/** HMAC-SHA-256 over everything an entry says, its place and the hash before it. */
export function hashOf(keyring: Keyring, { _id, hash, ...entry }: Record<string, unknown>): string {
  return keyring.digest('audit-entry', canonical(entry));
}

/** What stands at the end, so that it can't be set back by whoever has no key. */
export function sealOfEnd(keyring: Keyring, { seq, hash }: ChainEnd): string {
  return keyring.digest('audit-head', `${seq}\0${hash}`);
}

/** One text for one value, whatever order a store returns members in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

/** More faults than this tell nobody more. */
export const MOST_FAULTS = 100;

/**
 * What is wrong with a part of the chain.
 * @param part documents in the order of their `seq`, right after `from`
 */
export function faultsIn(keyring: Keyring, part: readonly StoredEntry[], from: ChainEnd): AuditFault[] {
  const faults: AuditFault[] = [];
  const broken: StoredEntry[] = [];
  let last = from;
  for (const entry of part) {
    if (!Number.isSafeInteger(entry.seq)) {
      faults.push({ seq: last.seq + 1, fault: 'changed' });
      continue;
    }
    for (let seq = last.seq + 1; seq < entry.seq && faults.length < MOST_FAULTS; seq++)
      faults.push({ seq, fault: 'missing' });
    if (hashOf(keyring, { ...entry }) !== entry.hash) broken.push(entry);
    else if (entry._id !== idOf(entry.seq) || entry.seq <= last.seq)
      faults.push({ seq: entry.seq, fault: 'reordered' });
    // Both are whole, and yet the one does not follow the other: the earlier was put there from another time.
    else if (entry.seq === last.seq + 1 && entry.previous !== last.hash && !broken.some(isAt(last.seq)))
      faults.push({ seq: last.seq, fault: 'changed' });
    last = entry;
  }
  const places = broken.slice(0, MOST_FAULTS).map(({ seq }) => seq);
  for (const entry of broken) {
    const isElsewhere = places.some(
      (seq) => seq !== entry.seq && hashOf(keyring, { ...entry, seq }) === entry.hash,
    );
    faults.push({ seq: entry.seq, fault: isElsewhere ? 'reordered' : 'changed' });
  }
  return faults.sort((a, b) => a.seq - b.seq).slice(0, MOST_FAULTS);
}

const isAt =
  (seq: number) =>
  (entry: StoredEntry): boolean =>
    entry.seq === seq;
