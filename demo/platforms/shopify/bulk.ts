import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Answer, Asked } from '../listen.ts';
import { type BulkQuery, BulkQueryProblem, openBulkQuery } from './bulk-query.ts';
import { AccessProblem } from './graphql-check.ts';
import type { Resolvers } from './graphql-run.ts';
import type { Schema } from './graphql-schema.ts';
import { type PageArgs, pageOf } from './pages.ts';
import { gid } from './product-fields.ts';

/** Where the files are: on no path of the API, and open to whoever knows the address. */
export const BULK_PATH = '/bulk/';
/** Of one app in one shop, since 2026-01. https://shopify.dev/docs/api/usage/bulk-operations/queries */
const MOST_AT_ONCE = 5;
/** A file can be had for so long, ms. */
const LIFE_MS = 7 * 24 * 3_600_000;
/** Operations remembered; those before are as if they had expired. */
const MOST_KEPT = 10;
/** Lines counted before others have a turn. */
const SLICE = 500;

/** How a bulk operation may go wrong. */
export interface BulkFault {
  /** It is not begun, for this reason. */
  refuse?: 'LIMIT_REACHED' | 'OPERATION_IN_PROGRESS';
  /** It ends so. */
  fail?: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';
  /** It is seen running so often before it ends. */
  polls?: number;
  /** The file's first so many readings break off after so many bytes. */
  cut?: { after: number; times: number };
  /** Children don't follow their parents at once, whatever was asked for. */
  ungrouped?: boolean;
}

interface Operation {
  id: string;
  number: number;
  status: 'CREATED' | 'RUNNING' | 'CANCELING' | 'CANCELED' | 'COMPLETED' | 'FAILED' | 'EXPIRED';
  errorCode: string | null;
  query: string;
  isGrouped: boolean;
  file: string;
  bulk: BulkQuery;
  objects: number;
  bytes: number;
  polls: number;
  createdAt: number;
  completedAt: number | null;
}

export type Bulk = ReturnType<typeof openBulk>;

export interface BulkOptions {
  schema: Schema;
  /** The double's address. */
  url: string;
  now(): number;
}

/** Bulk operations: a query whose whole answer becomes a file. Of the file only its lines' objects are kept. */
export function openBulk({ schema, url, now }: BulkOptions) {
  const operations = new Map<string, Operation>();
  let fault: BulkFault = {};
  let api: Resolvers = {};
  let last = 720_000_000_000;

  const isOpen = ({ status, polls }: Operation) => polls > 0 || status === 'CREATED' || status === 'RUNNING';
  const refused = (code: string, message: string) => ({
    bulkOperation: null,
    userErrors: [{ field: ['query'], message, code }],
  });

  const begin = ({ query, groupObjects = false }: { query?: unknown; groupObjects?: unknown }) => {
    const open = [...operations.values()].filter(isOpen);
    const code = fault.refuse ?? (open.length >= MOST_AT_ONCE ? 'LIMIT_REACHED' : null);
    if (code !== null) {
      const message = 'A bulk query operation for this app and shop is already in progress';
      return refused(code, `${message}${open[0] ? `: ${open[0].id}` : ''}.`);
    }
    let bulk: BulkQuery;
    try {
      bulk = openBulkQuery(`${query}`, schema, api);
    } catch (error) {
      if (error instanceof BulkQueryProblem) return refused('INVALID', error.message);
      throw error;
    }
    const number = ++last;
    const operation: Operation = {
      id: gid('BulkOperation', `${number}`),
      number,
      status: 'CREATED',
      errorCode: null,
      query: `${query}`,
      isGrouped: groupObjects === true && fault.ungrouped !== true,
      file: `${BULK_PATH}${randomUUID()}.jsonl`,
      bulk,
      objects: 0,
      bytes: 0,
      polls: fault.polls ?? 0,
      createdAt: now(),
      completedAt: null,
    };
    operations.set(operation.id, operation);
    const [oldest] = operations.values();
    if (operations.size > MOST_KEPT && oldest !== undefined) operations.delete(oldest.id);
    const begun = { ...operation };
    void work(operation).catch((error: unknown) => {
      operation.completedAt = now();
      operation.errorCode = error instanceof AccessProblem ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
      operation.status = 'FAILED';
    });
    return { bulkOperation: begun, userErrors: [] };
  };

  /** Counts what the file will hold; it is written when it is read. */
  const work = async (operation: Operation): Promise<void> => {
    operation.status = 'RUNNING';
    for (const { line } of operation.bulk.lines(operation.isGrouped)) {
      operation.objects++;
      operation.bytes += Buffer.byteLength(line);
      if (operation.objects % SLICE === 0) await turn();
    }
    if (operation.status !== 'RUNNING') return;
    operation.completedAt = now();
    operation.errorCode = fault.fail ?? null;
    operation.status = fault.fail === undefined ? 'COMPLETED' : 'FAILED';
  };

  const look = (operation: Operation | undefined): Operation | null => {
    if (operation === undefined) return null;
    if (operation.completedAt !== null && now() - operation.completedAt > LIFE_MS)
      operation.status = 'EXPIRED';
    if (operation.polls === 0) return operation;
    operation.polls--;
    return { ...operation, status: 'RUNNING', completedAt: null };
  };

  const file = ({ path, headers }: Asked): Answer => {
    const operation = [...operations.values()].find((one) => one.file === path && one.status === 'COMPLETED');
    if (operation === undefined || look(operation)?.status !== 'COMPLETED') return { status: 404 };
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    if (from >= operation.bytes) return { status: 416 };
    const cut = fault.cut && fault.cut.times-- > 0 ? fault.cut.after : Number.POSITIVE_INFINITY;
    return {
      status: from > 0 ? 206 : 200,
      headers: {
        'content-type': 'application/jsonl',
        'content-length': `${operation.bytes - from}`,
        ...(from > 0 ? { 'content-range': `bytes ${from}-${operation.bytes - 1}/${operation.bytes}` } : {}),
      },
      stream: bytesOf(operation, from, cut),
    };
  };

  const bulkResolvers: Resolvers = {
    'QueryRoot.bulkOperation': (_: object, { id }) => look(operations.get(`${id}`)),
    'QueryRoot.currentBulkOperation': () => look([...operations.values()].at(-1)),
    'QueryRoot.bulkOperations': (_: object, { query, sortKey: _key, ...page }) => {
      const status = /status:(\w+)/.exec(`${query}`)?.[1]?.toUpperCase();
      const found = [...operations.values()].filter((one) => status === undefined || one.status === status);
      return pageOf(found.reverse(), ({ number }) => `${Number.MAX_SAFE_INTEGER - number}`, page as PageArgs);
    },
    'Mutation.bulkOperationRunQuery': (_: object, args) => begin(args),
    'Mutation.bulkOperationCancel': (_: object, { id }) => {
      const operation = operations.get(`${id}`);
      if (operation !== undefined && isOpen(operation)) {
        operation.status = 'CANCELED';
        operation.polls = 0;
        return { bulkOperation: { ...operation, status: 'CANCELING' }, userErrors: [] };
      }
      const message =
        operation === undefined ? 'Bulk operation does not exist' : 'The operation is no longer running';
      return { bulkOperation: operation ?? null, userErrors: [{ field: ['id'], message }] };
    },
    'BulkOperation.type': () => 'QUERY',
    'BulkOperation.objectCount': ({ objects }: Operation) => `${objects}`,
    'BulkOperation.rootObjectCount': ({ bulk }: Operation) => `${bulk.roots.length}`,
    'BulkOperation.fileSize': ({ status, bytes }: Operation) => (status === 'COMPLETED' ? `${bytes}` : null),
    'BulkOperation.url': ({ status, bytes, file: path }: Operation) =>
      status === 'COMPLETED' && bytes > 0 ? `${url}${path}` : null,
    'BulkOperation.partialDataUrl': () => null,
    'BulkOperation.createdAt': ({ createdAt }: Operation) => new Date(createdAt).toISOString(),
    'BulkOperation.completedAt': ({ completedAt }: Operation) =>
      completedAt === null ? null : new Date(completedAt).toISOString(),
  };
  return {
    resolvers: bulkResolvers,
    file,
    /** What stands behind the fields that a bulk query asks for. */
    readBy(resolvers: Resolvers) {
      api = resolvers;
    },
    setFault(next: BulkFault = {}) {
      fault = { ...next, ...(next.cut ? { cut: { ...next.cut } } : {}) };
    },
  };
}

/** The file from one byte on. @param cut bytes after which it breaks off */
async function* bytesOf({ bulk, isGrouped }: Operation, from: number, cut: number): AsyncGenerator<Buffer> {
  let skip = from;
  let left = cut;
  let waiting: Buffer[] = [];
  for (const { line } of bulk.lines(isGrouped)) {
    const bytes = Buffer.from(line);
    const part = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - part.length;
    if (part.length === 0) continue;
    waiting.push(part.subarray(0, left));
    left -= part.length;
    if (waiting.length < SLICE && left > 0) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    if (left <= 0) throw new Error('set to break off');
  }
  if (waiting.length > 0) yield Buffer.concat(waiting);
}
