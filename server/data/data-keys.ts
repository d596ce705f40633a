import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Collection, type Doc, DuplicateKeyError, StoreUnavailableError } from './documents.ts';
import type { KeyEncryption } from './key-encryption.ts';
import { decrypt, encrypt, KEY_BYTES, type Keyring } from './keyring.ts';
import { KeyDestroyedError, type KeyOwner } from './vault.ts';

/** A destroyed key, and a new one of another process, is believed no longer than this. */
const BELIEVED_MS = 900;
/** An unwrapped key is asked for again after this, and lasts so long when the key service does not answer. */
const FRESH_MS = 5 * 60_000;
const LONGEST_MS = 15 * 60_000;
/** Of keys in memory: the sessions of a busy quarter of an hour. */
const HELD = 10_000;
/** How many uses a process counts for itself before it notes them; a crash forgets fewer. */
const NOTED_EVERY = 1024;

/** One version of an owner's key. */
export interface KeyNote {
  id: string;
  /** The store's key that wraps it; null when the key-encryption key does. */
  parent: string | null;
  wrapped: string;
  made_at: number;
}

/** An owner's keys, newest first. */
export interface OwnerDoc extends Doc {
  store_id: string;
  is_subject: boolean;
  /** When it ends by itself; ms since the epoch. */
  ends_at?: number;
  /** Raised by every change, so that none is written over. */
  version: number;
  keys: KeyNote[];
  /** How often each has sealed, but for what processes have not noted yet. */
  uses: Record<string, number>;
}

/** A key of an owner's. */
export interface OwnedKey {
  doc: OwnerDoc;
  note: KeyNote;
}

interface Unwrapped {
  key: KeyObject;
  since: number;
}

export interface DataKeysDeps {
  owners: Collection<OwnerDoc>;
  keyring: Keyring;
  encryption: KeyEncryption;
  now(): number;
}

/** The data keys: kept wrapped, held unwrapped for a while, forgotten at once when they are destroyed. */
export class DataKeys {
  readonly #deps: DataKeysDeps;
  readonly #known = new LRUCache<string, { doc: OwnerDoc; at: number }>({ max: HELD });
  readonly #unwrapped = new LRUCache<string, Map<string, Unwrapped>>({ max: HELD });
  readonly #unwrapping = new Map<string, Promise<KeyObject>>();
  /** One question for all who ask at once, such as the documents of one answer. */
  readonly #asking = new Map<string, Promise<OwnerDoc | null>>();
  readonly #uses = new LRUCache<string, number>({ max: HELD });
  /** Counts what was forgotten: an answer asked for before must not be held after. */
  #forgotten = 0;

  constructor(deps: DataKeysDeps) {
    this.#deps = deps;
  }

  /** Under which the owner's keys lie: a keyed hash, so that the keys list no people. A subject's ends with `s`. */
  idOf({ store_id, subject }: KeyOwner): string {
    const id = this.#deps.keyring.digest('key-owner', `${store_id}\0${subject ?? ''}`).slice(0, 22);
    return subject === undefined ? id : `${id}s`;
  }

  /** The newest key of an owner, made when there is none yet. */
  async newest(owner: KeyOwner): Promise<OwnedKey> {
    const doc = (await this.owner(this.idOf(owner))) ?? (await this.#make(owner));
    return { doc, note: newestOf(doc) };
  }

  /** @throws KeyDestroyedError */
  async named(owner: string, key: string): Promise<OwnedKey> {
    const noteIn = (doc: OwnerDoc | null) => doc?.keys.find(({ id }) => id === key);
    let doc = await this.owner(owner);
    // Another process may have made it a moment ago.
    if (noteIn(doc) === undefined) doc = await this.owner(owner, true);
    const note = noteIn(doc);
    if (doc === null || note === undefined) throw new KeyDestroyedError(owner.endsWith('s'), doc === null);
    return { doc, note };
  }

  /** @param isSure ask the store, however lately it was asked */
  async owner(id: string, isSure = false): Promise<OwnerDoc | null> {
    const known = this.#known.get(id);
    if (!isSure && known && this.#deps.now() - known.at < BELIEVED_MS) return known.doc;
    const standing = isSure ? undefined : this.#asking.get(id);
    if (standing !== undefined) return standing;
    const asked = this.#askStore(id).finally(() => this.#asking.delete(id));
    this.#asking.set(id, asked);
    return asked;
  }

  async #askStore(id: string): Promise<OwnerDoc | null> {
    const [before, at] = [this.#forgotten, this.#deps.now()];
    const doc = await this.#deps.owners.findOne({ _id: id });
    if (doc === null) this.forget(id);
    else if (before === this.#forgotten) this.#known.set(id, { doc, at });
    return doc;
  }

  /** The key itself. @throws StoreUnavailableError when the key service has been away for too long */
  async unwrap({ doc, note }: OwnedKey): Promise<KeyObject> {
    const held = this.#unwrapped.get(doc._id)?.get(note.id);
    const age = held === undefined ? Number.POSITIVE_INFINITY : this.#deps.now() - held.since;
    if (held !== undefined && age < FRESH_MS) return held.key;
    const asked = this.#ask(doc, note);
    if (held === undefined || age >= LONGEST_MS) return asked;
    // Nobody waits for it while the one at hand is good enough; an outage is told when it no longer is.
    asked.catch((error) => {
      if (!(error instanceof StoreUnavailableError)) this.#unwrapped.delete(doc._id);
    });
    return held.key;
  }

  /** Adds a version. @returns false when another process was faster */
  async renew(doc: OwnerDoc): Promise<boolean> {
    const note = await this.#newNote(doc._id, doc);
    return this.change(doc, [note, ...doc.keys]);
  }

  /** Wraps a store's keys by the newest version of the key-encryption key. */
  async rewrap(doc: OwnerDoc): Promise<boolean> {
    const { encryption } = this.#deps;
    const keys: KeyNote[] = [];
    for (const note of doc.keys) {
      const place = placeOf(doc._id, note.id);
      const key = await encryption.unwrap(place, note.wrapped);
      keys.push({ ...note, wrapped: await encryption.wrap(place, key) });
    }
    return this.change(doc, keys);
  }

  /** @returns false when it has been changed since it was read */
  async change({ _id, version }: OwnerDoc, keys: KeyNote[]): Promise<boolean> {
    const { matched } = await this.#deps.owners.update(
      { _id, version },
      { $set: { keys, version: version + 1 } },
    );
    this.#known.delete(_id);
    return matched > 0;
  }

  /** Counts a use. @returns how often the key has been used, about */
  used({ doc, note }: OwnedKey): number {
    const place = placeOf(doc._id, note.id);
    const uses = (this.#uses.get(place) ?? 0) + 1;
    const noted = doc.uses[note.id] ?? 0;
    if (uses < NOTED_EVERY) this.#uses.set(place, uses);
    else {
      this.#uses.delete(place);
      doc.uses[note.id] = noted + uses;
      this.#deps.owners
        .update({ _id: doc._id }, { $inc: { [`uses.${note.id}`]: uses } })
        // The count goes on where it stood.
        .catch(() => this.#uses.set(place, (this.#uses.get(place) ?? 0) + uses));
    }
    return noted + uses;
  }

  forget(id: string): void {
    this.#forgotten += 1;
    this.#known.delete(id);
    this.#asking.delete(id);
    this.#unwrapped.delete(id);
  }

  forgetAll(): void {
    this.#forgotten += 1;
    this.#known.clear();
    this.#unwrapped.clear();
  }

  async #make(owner: KeyOwner): Promise<OwnerDoc> {
    const { store_id, subject, lasts } = owner;
    const is_subject = subject !== undefined;
    const _id = this.idOf(owner);
    const note = await this.#newNote(_id, { store_id, is_subject });
    const ends = lasts === undefined ? {} : { ends_at: note.made_at + lasts };
    const doc = { _id, store_id, is_subject, ...ends, version: 1, keys: [note], uses: {} };
    try {
      await this.#deps.owners.insert(doc);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    // Another process may have made it at the same time, or destroyed it already.
    return (await this.owner(_id, true)) ?? this.#make(owner);
  }

  async #newNote(owner: string, { store_id, is_subject }: Pick<OwnerDoc, 'store_id' | 'is_subject'>) {
    const note = { id: randomBytes(6).toString('base64url'), made_at: this.#deps.now() };
    const place = placeOf(owner, note.id);
    const key = randomBytes(KEY_BYTES);
    if (!is_subject) return { ...note, parent: null, wrapped: await this.#deps.encryption.wrap(place, key) };
    const above = await this.newest({ store_id });
    this.used(above);
    const wrapped = encrypt(await this.unwrap(above), place, key).toString('base64url');
    return { ...note, parent: above.note.id, wrapped };
  }

  /** Unwraps it, once for all who ask meanwhile. */
  #ask(doc: OwnerDoc, note: KeyNote): Promise<KeyObject> {
    const place = placeOf(doc._id, note.id);
    const standing = this.#unwrapping.get(place);
    if (standing !== undefined) return standing;
    const before = this.#forgotten;
    const asked = this.#fromWrapped(doc, note)
      .then((key) => {
        if (before === this.#forgotten) this.#hold(doc._id, note.id, key);
        return key;
      })
      .finally(() => this.#unwrapping.delete(place));
    this.#unwrapping.set(place, asked);
    return asked;
  }

  async #fromWrapped(doc: OwnerDoc, note: KeyNote): Promise<KeyObject> {
    const place = placeOf(doc._id, note.id);
    if (note.parent === null) {
      return createSecretKey(await this.#deps.encryption.unwrap(place, note.wrapped));
    }
    const above = await this.named(this.idOf({ store_id: doc.store_id }), note.parent);
    return createSecretKey(decrypt(await this.unwrap(above), place, Buffer.from(note.wrapped, 'base64url')));
  }

  #hold(owner: string, id: string, key: KeyObject): void {
    const held = this.#unwrapped.get(owner) ?? new Map<string, Unwrapped>();
    held.set(id, { key, since: this.#deps.now() });
    this.#unwrapped.set(owner, held);
  }
}

export function newestOf(doc: OwnerDoc): KeyNote {
  const [note] = doc.keys;
  if (note === undefined) throw new Error('an owner of keys without a key');
  return note;
}

/** Where a key belongs: the associated data it is wrapped with. */
function placeOf(owner: string, key: string): string {
  return `data_keys/${owner}/${key}`;
}
