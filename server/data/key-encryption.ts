import { StoreUnavailableError } from './documents.ts';

/** The key service does not answer, or lets nobody use the key: then only whoever runs it can mend that. */
export class KeyServiceError extends StoreUnavailableError {
  constructor(
    message: string,
    /** It answered; asking again changes nothing. */
    readonly isRefusal: boolean,
    cause?: unknown,
  ) {
    super('the key service', cause);
    this.name = 'KeyServiceError';
    this.message = message;
  }
}

/**
 * The key-encryption port: wraps data keys, so that they can lie beside what they encrypt. What it promises
 * (key-encryption.contract.ts): a wrapped key opens only under the context it was wrapped in, nothing that was changed
 * opens, and what was wrapped before a rotation still opens after it.
 */
export interface KeyEncryption {
  /** @param context where the key belongs @throws KeyServiceError */
  wrap(context: string, key: Buffer): Promise<string>;
  /** @throws SealBrokenError, KeyServiceError */
  unwrap(context: string, wrapped: string): Promise<Buffer>;
}
