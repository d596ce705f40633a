import type { Collection, Doc } from './documents.ts';
import { SealBrokenError } from './keyring.ts';
import { isSealed } from './vault.ts';

/** Read at once: some megabytes at most, and one commit of the store. */
const PAGE = 500;
/** Each loses against a change of the same document at the same moment. */
const TRIES = 5;

/**
 * Seals anew, document by document, what is not sealed by the newest key. Whoever changes a document meanwhile wins:
 * it is written only where it still stands as it was read. What does not open is counted and left as it is.
 */
export async function resealAll<T extends Doc>(work: {
  plain: Collection<T>;
  /** The sealed fields of a document that have a value. */
  standing(doc: T): [string, unknown][];
  isCurrent(sealed: string): Promise<boolean>;
  /** Null for what nobody can open any more. */
  opened(doc: T): Promise<T | null>;
  sealed(doc: T): Promise<T>;
  onProgress(documents: number, broken: number): void;
}): Promise<void> {
  const { plain, standing, isCurrent, opened, sealed, onProgress } = work;

  async function isOld(doc: T): Promise<boolean> {
    for (const [, value] of standing(doc)) {
      if (!isSealed(value) || !(await isCurrent(value))) return true;
    }
    return false;
  }

  async function reseal(doc: T, tries = TRIES): Promise<number | 'broken'> {
    if (!(await isOld(doc))) return 0;
    const plainDoc = await opened(doc).catch((error) => {
      if (error instanceof SealBrokenError) return 'broken' as const;
      throw error;
    });
    if (plainDoc === null) return 0;
    if (plainDoc === 'broken') return plainDoc;
    const $set = Object.fromEntries(standing(await sealed(plainDoc)));
    const asRead = { _id: doc._id, ...Object.fromEntries(standing(doc)) };
    if ((await plain.update(asRead, { $set })).matched > 0) return 1;
    // Changed meanwhile, but perhaps not in every field.
    const changed = tries > 1 ? await plain.findOne({ _id: doc._id }) : null;
    return changed === null ? 0 : reseal(changed, tries - 1);
  }

  for (let last = ''; ; ) {
    const page = await plain.find({ _id: { $gt: last } }, { sort: { _id: 1 }, limit: PAGE });
    const done = await Promise.all(page.map((doc) => reseal(doc)));
    const counts = done.filter((each) => each !== 'broken');
    onProgress(
      counts.reduce((sum, each) => sum + each, 0),
      done.length - counts.length,
    );
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return;
    last = end._id;
  }
}
