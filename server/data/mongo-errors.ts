import { DuplicateKeyError, StoreUnavailableError } from './documents.ts';

/** What is read of the driver's errors, whose classes are not loaded before the driver itself is needed. */
interface DriverError extends Error {
  code?: number | string;
  errorLabels?: readonly string[];
  hasErrorLabel?(label: string): boolean;
  beforeHandshake?: boolean;
}

/**
 * `not-sent`: the server has certainly not done it, so it may be asked again. `unknown`: it may have done it or not.
 * `final`: it answered, and will answer the same again.
 */
export type Outcome = 'not-sent' | 'unknown' | 'final';

/** The server was never reached, or had no connection to give. */
const NOT_SENT = new Set([
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
]);
const LOST = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoServerClosedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoOperationTimeoutError',
]);
/** NotWritablePrimary, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary: refused before anything was done. */
const REFUSED_CODES = new Set<unknown>([10107, 13435, 13436]);
/**
 * Codes of a server that is going, stepping down or too late (retryable errors of the driver's specification):
 * https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md
 */
const LOST_CODES = new Set<unknown>([6, 7, 50, 64, 89, 91, 133, 134, 189, 262, 9001, 11600, 11602]);

export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof Error)) return 'final';
  const { name, code, beforeHandshake } = error as DriverError;
  if (NOT_SENT.has(name) || REFUSED_CODES.has(code) || beforeHandshake === true) return 'not-sent';
  if (hasLabel(error, 'NoWritesPerformed')) return 'not-sent';
  // Of a transaction that failed so, nothing was or will be committed.
  if (hasLabel(error, 'TransientTransactionError')) return 'not-sent';
  if (LOST.has(name) || LOST_CODES.has(code)) return 'unknown';
  const isUnknown = ['RetryableWriteError', 'UnknownTransactionCommitResult'];
  return isUnknown.some((label) => hasLabel(error, label)) ? 'unknown' : 'final';
}

function hasLabel(error: DriverError, label: string): boolean {
  return error.errorLabels?.includes(label) === true || error.hasErrorLabel?.(label) === true;
}

/**
 * The port's own errors for the driver's; anything else as it is. Of a refused value only the index's name is kept:
 * the server's message repeats the value.
 */
export function portError(error: unknown, collection: string): unknown {
  const duplicate = duplicateOf(error, collection);
  if (duplicate !== null) return duplicate;
  return outcomeOf(error) === 'final' ? error : new StoreUnavailableError('MongoDB', error);
}

function duplicateOf(error: unknown, collection: string): DuplicateKeyError | null {
  if (!(error instanceof Error)) return null;
  const { code, message } = error as DriverError;
  // FerretDB 1.24 on SQLite names a value that an update would double an internal error (1), and names no index.
  const isDuplicate = code === 11000 || (code === 1 && message.includes('UNIQUE constraint failed'));
  if (!isDuplicate) return null;
  const name = / index: (\S+) dup key/.exec(message)?.[1] ?? 'a unique index';
  return new DuplicateKeyError(collection, name === '_id_' ? '_id' : name);
}
