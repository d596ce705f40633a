/**
 * The key-encryption port: wraps data keys, so that they can lie beside what they encrypt. What it promises
 * (key-encryption.contract.ts): a wrapped key opens only under the context it was wrapped in, nothing that was changed
 * opens, and what was wrapped before a rotation still opens after it.
 */
export interface KeyEncryption {
  /** @param context where the key belongs @throws StoreUnavailableError when the key service does not answer */
  wrap(context: string, key: Buffer): Promise<string>;
  /** @throws SealBrokenError; StoreUnavailableError when the key service does not answer */
  unwrap(context: string, wrapped: string): Promise<Buffer>;
}
