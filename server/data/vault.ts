/**
 * The vault: encrypts values that lie in documents (AES-256-GCM) by envelope keys. Each store has a data key, each
 * subject (a session, a customer) a key of their own under it, and the data keys lie in a store apart from the
 * documents, wrapped by the key-encryption key of the keyring. Destroying a subject's or a store's key destroys every
 * value sealed by it, in every copy of the documents too.
 */
export interface Vault {
  /**
   * Seals a value. It opens only at the same place, so that it is of no use in another document or field.
   * @param place.field `<collection>.<field>`; with the store and the document's `_id` the associated data (AAD).
   */
  seal(place: Place, value: unknown): Promise<string>;
  /** @throws SealBrokenError when it was changed or moved, KeyDestroyedError when its key is gone. */
  open(place: Place, sealed: string): Promise<unknown>;
  /** Whether something sealed was sealed by the newest key of its owner. False when that is gone. */
  isCurrent(sealed: string): Promise<boolean>;
  /** Destroys a subject's key, or the whole store's, here and in every process within a second. */
  shred(owner: KeyOwner): Promise<void>;
  /** What `rotate` seals anew. */
  holds(what: Resealable): void;
  /**
   * True once nothing is left that an earlier version kept open: whatever lies open in a sealed field since then was
   * put there by somebody else, and is refused.
   */
  isWhole(): boolean;
  /** A new key-encryption key, new data keys, everything sealed anew; reads and writes go on meanwhile. */
  rotate(options?: { onProgress?(done: Rotated): void }): Promise<Rotated>;
  /**
   * Seals by the newest keys whatever is not, also what an earlier version left open, and is whole then. Whoever calls
   * it vouches for what lies open now. @returns how many documents.
   */
  sealRest(): Promise<number>;
  status(): Promise<VaultStatus>;
  /** Hears no more of other processes. */
  close(): Promise<void>;
}

export interface KeyOwner {
  store_id: string;
  /** `session:<id>`, `interactions:<session id>` or `customer:<id>`; left out, the store itself. */
  subject?: string | undefined;
  /** So long after it was made a subject's key ends by itself, and all it sealed; ms. Left out: never. */
  lasts?: number | undefined;
}

export interface Place extends KeyOwner {
  field: string;
  _id: string;
}

/** A collection whose documents hold something sealed. */
export interface Resealable {
  readonly name: string;
  /** Seals anew what is not sealed by the newest key, and what lies there from before it was sealed at all. */
  reseal(work: Resealing): Promise<void>;
}

export interface Resealing {
  /** Whether to seal what lies open, though the vault is whole. */
  trusts: boolean;
  /** Documents sealed anew, and those that don't open, which are left as they are: they were changed or moved. */
  onProgress(documents: number, broken: number): void;
}

export interface Rotated {
  keys: number;
  documents: number;
  /** Documents that don't open: they were changed or moved, and are left as they are. */
  broken: number;
}

export interface VaultStatus {
  /** Names of the collections that hold something sealed. */
  collections: string[];
  /** Owners of data keys. */
  stores: number;
  subjects: number;
  /** When the oldest key was made that seals today; ms since the epoch; null when there is none. */
  oldest_at: number | null;
  /** A year has passed since, or a key has been used often enough. */
  is_due: boolean;
}

/** Whatever was sealed by this key is gone for good. */
export class KeyDestroyedError extends Error {
  constructor(
    /** The key belonged to a person, not to a store: what it sealed reads as absent. */
    readonly wasSubjects: boolean,
    /** All keys of the owner are gone, so that what they sealed may be removed. */
    readonly isOwnerGone: boolean,
  ) {
    super('the key that sealed this has been destroyed');
    this.name = 'KeyDestroyedError';
  }
}

const SEALED = /^e1\.([\w-]{22}s?)\.([\w-]{8})\.([\w-]+)$/;

/** `e1.<owner>.<key>.<nonce, tag and ciphertext in base64url>`; null for what the vault did not seal. */
export function partsOfSealed(text: unknown): { owner: string; key: string; body: string } | null {
  const [, owner, key, body] = (typeof text === 'string' && SEALED.exec(text)) || [];
  return owner === undefined || key === undefined || body === undefined ? null : { owner, key, body };
}

export function isSealed(value: unknown): value is string {
  return partsOfSealed(value) !== null;
}
