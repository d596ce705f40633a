import { type DataKeys, newestOf, type OwnerDoc } from './data-keys.ts';
import type { Collection } from './documents.ts';
import type { KeyFile } from './key-file.ts';
import type { Resealable, Rotated } from './vault.ts';

/** Mission §5.2 dataProtection.encryptionAtRest.keyRotation. */
const YEAR_MS = 365 * 86_400_000;
/** A sixteenth of what NIST SP 800-38D §8.3 allows a key with random nonces. */
export const USES_LIMIT = 2 ** 28;
/** So long after it was replaced no process seals by a key any more, and what it sealed has been sealed anew. */
const RETIRED_MS = 3_600_000;
const PAGE = 500;
/** Owners changed at once; a store's commits are shared by them. */
const ABREAST = 64;

export function isDue(doc: OwnerDoc, now: number): boolean {
  const { id, made_at } = newestOf(doc);
  return now - made_at >= YEAR_MS || (doc.uses[id] ?? 0) >= USES_LIMIT;
}

/**
 * Renews every key, from the one that wraps all others to those of people, and seals everything anew. May be cut off
 * and begun again at any time: what was sealed by a key before it still opens.
 */
export async function rotateAll(work: {
  owners: Collection<OwnerDoc>;
  dataKeys: DataKeys;
  /** Null when it is not to be renewed with the rest. */
  keyFile: KeyFile | null;
  resealables: readonly Resealable[];
  now(): number;
  onProgress(done: Rotated): void;
}): Promise<Rotated> {
  const { owners, dataKeys, keyFile, resealables, now, onProgress } = work;
  const done: Rotated = { keys: 0, documents: 0, broken: 0 };
  const startedAt = now();
  const renewed = async (doc: OwnerDoc) => {
    if (await dataKeys.renew(doc)) onProgress({ ...done, keys: ++done.keys });
  };
  if (keyFile !== null) {
    await keyFile.rotate();
    done.keys += 1;
  }
  for (const is_subject of [false, true]) {
    await eachOwner(owners, is_subject, async (doc) => {
      if (!doc.is_subject) await dataKeys.rewrap(doc);
      const standing = doc.is_subject ? doc : await owners.findOne({ _id: doc._id });
      // Those that were made meanwhile are new.
      if (standing !== null && newestOf(standing).made_at < startedAt) await renewed(standing);
    });
  }
  for (const held of resealables) {
    await held.reseal({
      trusts: false,
      onProgress(documents, broken) {
        done.documents += documents;
        done.broken += broken;
        onProgress({ ...done });
      },
    });
  }
  await dropRetired(owners, dataKeys, startedAt);
  return done;
}

/** Keys that were replaced long before everything was sealed anew are of no use to anybody but a thief. */
async function dropRetired(
  owners: Collection<OwnerDoc>,
  dataKeys: DataKeys,
  startedAt: number,
): Promise<void> {
  const isRetired = (doc: OwnerDoc, at: number) =>
    (doc.keys[at - 1]?.made_at ?? Number.POSITIVE_INFINITY) < startedAt - RETIRED_MS;
  const parents = new Set<string | null>();
  for (const is_subject of [true, false]) {
    await eachOwner(owners, is_subject, async (doc) => {
      const left = doc.keys.filter(({ id }, at) => !isRetired(doc, at) || (!is_subject && parents.has(id)));
      if (left.length < doc.keys.length) await dataKeys.change(doc, left);
      for (const { parent } of left) parents.add(parent);
    });
  }
}

async function eachOwner(
  owners: Collection<OwnerDoc>,
  is_subject: boolean,
  work: (doc: OwnerDoc) => Promise<void>,
): Promise<void> {
  for (let last = ''; ; ) {
    const page = await owners.find({ _id: { $gt: last } }, { sort: { _id: 1 }, limit: PAGE });
    const wanted = page.filter((doc) => doc.is_subject === is_subject);
    for (let at = 0; at < wanted.length; at += ABREAST) {
      await Promise.all(wanted.slice(at, at + ABREAST).map(work));
    }
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return;
    last = end._id;
  }
}
