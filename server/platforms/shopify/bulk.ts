import { Problem } from '../../http/index.ts';
import { isRecord } from '../json-body.ts';
import { type Body, records, timeOf } from '../reading.ts';
import { BulkFailed, FileCut, type FilePlace, type OpenFile, readBulkFile } from './bulk-file.ts';
import type { Graphql } from './graphql.ts';
import { BULK_OPERATION, CANCEL_BULK, RUN_IN_BULK } from './queries.ts';

/** Between two looks at an operation, ms: at first, and at most. */
const FIRST_LOOK_MS = 1_000;
const LAST_LOOK_MS = 10_000;
/** Shopify gives an operation ten days; a catalogue that takes longer than this is read page by page instead, ms. */
const MOST_WAIT_MS = 3_600_000;
/** Readings of a file that break off one after the other without getting any further. */
const MOST_CUTS = 4;

/** Where the reading of an operation's file stands. */
export interface BulkPlace extends FilePlace {
  /** The operation's global id. */
  operation: string;
}

export interface BulkPart {
  nodes: Body[];
  place: BulkPlace;
  /** The products were read by Shopify at this time or later, ms since the epoch. */
  read_at: number | null;
}

/** The operation, or its file, is no longer there: files live seven days. */
export class BulkGone extends BulkFailed {
  override name = 'BulkGone';
}

export interface BulkDeps {
  graphql: Graphql;
  openFile: OpenFile;
  sleep(ms: number): Promise<unknown>;
}

/**
 * Products read by a bulk operation (https://shopify.dev/docs/api/usage/bulk-operations/queries): begun, waited for,
 * its file read as it comes. While it is waited for, parts without products come, so that whoever waits can say so,
 * and stop; their place goes on with the same operation.
 * @param start where an earlier reading stopped; null begins a new operation.
 * @throws BulkGone when that one is over; BulkFailed, with the reason in words, when it can't be done this way.
 */
export async function* readInBulk(
  deps: BulkDeps,
  query: string,
  start: BulkPlace | null,
): AsyncGenerator<BulkPart> {
  const { graphql, openFile, sleep } = deps;
  let place = start ?? { operation: await begin(graphql, query), at: 0, done: 0 };
  const { operation: id } = place;
  let file = yield* ended(deps, place);
  for (let cuts = 1; file !== null; cuts += 1) {
    const before = place.at;
    try {
      for await (const part of readBulkFile(file, place, openFile)) {
        place = { operation: id, ...part.place };
        yield { nodes: part.nodes, place, read_at: file.read_at };
      }
      return;
    } catch (cause) {
      if (!(cause instanceof FileCut)) throw cause;
      if (place.at > before) cuts = 0;
      if (cuts === MOST_CUTS) throw new BulkFailed(cause.message);
    }
    await sleep(FIRST_LOOK_MS * 2 ** cuts);
    file = yield* ended(deps, place);
  }
}

/** @returns the global id of the operation. @throws BulkFailed when the shop will not. */
async function begin(graphql: Graphql, query: string): Promise<string> {
  const { data } = await graphql.run(RUN_IN_BULK, { query }).catch((cause: unknown) => {
    const isRefusal = cause instanceof Problem && REFUSALS.has(cause.kind.code);
    throw isRefusal
      ? new BulkFailed(`Shopify refused the bulk operation: ${cause.message.replace(/\.$/, '')}`)
      : cause;
  });
  const payload = isRecord(data.bulkOperationRunQuery) ? data.bulkOperationRunQuery : {};
  const [error] = records(payload.userErrors);
  const id = isRecord(payload.bulkOperation) ? payload.bulkOperation.id : undefined;
  if (error === undefined && typeof id === 'string') return id;
  const reason = String(error?.message ?? 'it named none')
    .slice(0, 200)
    .replace(/\.$/, '');
  throw new BulkFailed(`Shopify refused the bulk operation: ${reason}`);
}

/** A token that may not, and an API that does not know how. */
const REFUSALS = new Set(['platform-forbidden', 'platform-answer-invalid']);

interface BulkFile {
  url: string;
  bytes: number | null;
  products: number;
  read_at: number | null;
}

/** Waits for an operation to end. @returns its file; null when it found nothing. */
async function* ended(
  { graphql, sleep }: BulkDeps,
  place: BulkPlace,
): AsyncGenerator<BulkPart, BulkFile | null> {
  const { operation: id } = place;
  let rest = FIRST_LOOK_MS;
  for (let waited = 0; waited < MOST_WAIT_MS; waited += rest, rest = Math.min(LAST_LOOK_MS, rest * 1.5)) {
    const { data } = await graphql.run(BULK_OPERATION, { id });
    if (!isRecord(data.bulkOperation)) throw new BulkGone('The bulk operation is no longer known');
    const { status, errorCode, url, fileSize, rootObjectCount, createdAt } = data.bulkOperation;
    if (status === 'COMPLETED') {
      const products = Number(rootObjectCount);
      if (typeof url === 'string') {
        const bytes = fileSize === null ? null : Number(fileSize);
        return { url, products, bytes, read_at: timeOf(createdAt) };
      }
      if (products === 0) return null;
    }
    if (status === 'COMPLETED' || status === 'EXPIRED') {
      throw new BulkGone('The file of the bulk operation is no longer kept');
    }
    if (status !== 'CREATED' && status !== 'RUNNING') {
      throw new BulkFailed(`The bulk operation ended as ${status} ${errorCode ?? ''}`.trim());
    }
    yield { nodes: [], place, read_at: null };
    await sleep(rest);
  }
  await graphql.run(CANCEL_BULK, { id });
  throw new BulkFailed(`The bulk operation did not end within ${MOST_WAIT_MS / 60_000} minutes`);
}
