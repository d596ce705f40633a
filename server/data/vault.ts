/**
 * The vault: encrypts values that lie in documents (AES-256-GCM) by envelope keys. Each store has a data key, each
 * subject (a session, a customer) a key of their own under it, and the data keys lie in the documents, wrapped by the
 * key-encryption key of the keyring. Destroying a subject's or a store's key destroys every value sealed by it, in
 * every backup too.
 */
export interface Vault {
  /**
   * Seals a value. It opens only at the same place, so that it is of no use in another document or field.
   * @param place.field `<collection>.<field>`; with the document's `_id` the associated data (AAD).
   */
  seal(place: Place, value: unknown): Promise<string>;
  /** @throws SealBrokenError when it was changed or moved, KeyDestroyedError when its key is gone. */
  open(place: Place, sealed: string): Promise<unknown>;
  /** Destroys a subject's key, or the whole store's, here and in every process within a second. */
  shred(owner: KeyOwner): Promise<void>;
  /** New data keys, and everything sealed anew where `reseal` is told of it; reads and writes go on meanwhile. */
  rotate(options?: { onProgress?(done: { keys: number; documents: number }): void }): Promise<{
    keys: number;
    documents: number;
  }>;
}

export interface KeyOwner {
  store_id: string;
  /** `session:<id>` or `customer:<id>`; left out, the store itself. */
  subject?: string | undefined;
}

export interface Place extends KeyOwner {
  field: string;
  _id: string;
}
