import type { Dispatcher } from 'undici';
import type { Outbound } from '../../outbound/index.ts';
import { isRecord, parseJson } from '../json-body.ts';
import type { Body } from '../reading.ts';

/** Products handed on together. */
const PRODUCTS_AT_ONCE = 250;
/** A file may be so large: some hundred thousand products. */
const MOST_BYTES = 4 * 1024 ** 3;
/** The longest a product's own line may be; its description is most of it. */
const LONGEST_LINE = 4 * 1024 ** 2;
/** Of one product: 2,048 variants (shopify.dev/docs/api/usage/limits), and media and metafields besides. */
const MOST_CHILDREN = 10_000;
/** Until the file begins, and while nothing more of it comes, ms. */
const SILENCE_MS = 30_000;

/** Reading in bulk can't be done, for a reason in words. */
export class BulkFailed extends Error {
  override name = 'BulkFailed';
}

/** The file broke off; reading on may help. */
export class FileCut extends Error {
  override name = 'FileCut';
}

export interface FilePlace {
  /** The byte at which the next product begins. */
  at: number;
  /** Products before it. */
  done: number;
}

/** Opens a file from one byte on. @returns its bytes, from there on. @throws FileCut, BulkFailed */
export type OpenFile = (url: string, at: number) => Promise<AsyncIterable<Buffer>>;

/**
 * Products of a bulk operation's file, put together from their lines while it comes: nothing is held but one part.
 * @param file.bytes how long the file is, where that is known. @param file.products how many it holds.
 * @throws FileCut when it breaks off, BulkFailed when it is not what was asked for.
 */
export async function* readBulkFile(
  file: { url: string; bytes: number | null; products: number },
  start: FilePlace,
  open: OpenFile,
): AsyncGenerator<{ nodes: Body[]; place: FilePlace }> {
  if (file.bytes !== null && file.bytes > MOST_BYTES) throw new BulkFailed('The file is larger than 4 GB');
  if (start.done === file.products) return;
  const lines = new Lines(start.at);
  const products = new Products();
  let { done } = start;
  for await (const chunk of await open(file.url, start.at)) {
    for (const line of lines.push(chunk)) {
      const at = lines.at;
      products.push(line);
      if (products.whole.length < PRODUCTS_AT_ONCE) continue;
      const nodes = products.take();
      done += nodes.length;
      yield { nodes, place: { at, done } };
    }
  }
  const rest = lines.end();
  if (rest !== null) products.push(rest);
  if (file.bytes !== null && lines.at !== file.bytes) throw new FileCut('The file broke off');
  products.end();
  const nodes = products.take();
  done += nodes.length;
  if (done !== file.products) {
    throw new BulkFailed(`The file holds ${done} products, and ${file.products} were promised`);
  }
  if (nodes.length > 0) yield { nodes, place: { at: lines.at, done } };
}

/** Cuts bytes into lines. */
class Lines {
  /** The byte at which the line begins that was handed out last; at the end, that after the file. */
  at: number;
  #next: number;
  #rest: Buffer[] = [];
  #held = 0;

  constructor(at: number) {
    this.at = at;
    this.#next = at;
  }

  *push(chunk: Buffer): Generator<string> {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = this.#line(chunk.subarray(from, end));
      this.at = this.#next;
      this.#next += line.length + 1;
      from = end + 1;
      if (line.length > 0) yield line.toString();
    }
    if (from === chunk.length) return;
    this.#held += chunk.length - from;
    if (this.#held > LONGEST_LINE) throw new BulkFailed('A line of the file is longer than 4 MB');
    this.#rest.push(chunk.subarray(from));
  }

  /** What comes after the last line break. */
  end(): string | null {
    const line = this.#line(Buffer.alloc(0));
    this.at = this.#next + line.length;
    return line.length > 0 ? line.toString() : null;
  }

  #line(last: Buffer): Buffer {
    const line = this.#rest.length === 0 ? last : Buffer.concat([...this.#rest, last]);
    this.#rest = [];
    this.#held = 0;
    return line;
  }
}

/** A product, and what belongs to it, by the connections it was asked with. */
interface Product {
  id: unknown;
  node: Body;
  parts: Readonly<Record<'variants' | 'media' | 'metafields', { nodes: Body[] }>>;
  children: number;
}

/** Puts products together: each is followed by what belongs to it, which names it by `__parentId`. */
class Products {
  whole: Body[] = [];
  #current: Product | null = null;

  push(line: string): void {
    const value = parseJson(line);
    if (!isRecord(value)) throw new FileCut('A line of the file is no JSON object');
    const { __parentId: parent, ...node } = value;
    if (parent === undefined) {
      this.end();
      const parts = { variants: { nodes: [] }, media: { nodes: [] }, metafields: { nodes: [] } };
      this.#current = { id: node.id, node, parts, children: 0 };
      return;
    }
    const current = this.#current;
    if (current === null || parent !== current.id) {
      throw new BulkFailed('The lines of the file are not grouped by product');
    }
    current.children += 1;
    if (current.children > MOST_CHILDREN)
      throw new BulkFailed(`More than ${MOST_CHILDREN} lines of one product`);
    current.parts[partOf(node.id)].nodes.push(node);
  }

  /** Nothing more comes of the product at hand. */
  end(): void {
    if (this.#current !== null) this.whole.push({ ...this.#current.node, ...this.#current.parts });
    this.#current = null;
  }

  take(): Body[] {
    const { whole } = this;
    this.whole = [];
    return whole;
  }
}

/** Media are of several types. */
function partOf(id: unknown): keyof Product['parts'] {
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(String(id))?.[1];
  if (type === 'ProductVariant') return 'variants';
  return type === 'Metafield' ? 'metafields' : 'media';
}

/** Files of addresses that may be called, without credentials, cookies or redirects. @param version of varai */
export function createOpenFile(version: string, outbound: Outbound): OpenFile {
  let dispatcher: Promise<Dispatcher> | undefined;
  return async (address, at) => {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || !mayCall(outbound, url)) {
      throw new BulkFailed('The file of the bulk operation is not at an https address that may be called');
    }
    const { request } = (await import('undici')).default;
    dispatcher ??= outbound.dispatcher({ idleTimeout: SILENCE_MS });
    const { statusCode, headers, body } = await request(url, {
      dispatcher: await dispatcher,
      headers: { 'user-agent': `varai/${version}`, ...(at > 0 ? { range: `bytes=${at}-` } : {}) },
    }).catch(cut);
    const isFrom = statusCode === 206 && String(headers['content-range']).startsWith(`bytes ${at}-`);
    if (isFrom || statusCode === 200) return bytesOf(body, isFrom ? 0 : at);
    await body.dump();
    throw new FileCut(`The file of the bulk operation was answered with status ${statusCode}`);
  };
}

function mayCall(outbound: Outbound, url: URL): boolean {
  try {
    outbound.check(url);
    return true;
  } catch {
    return false;
  }
}

async function* bytesOf(body: AsyncIterable<Buffer>, skip: number): AsyncGenerator<Buffer> {
  let left = skip;
  try {
    for await (const chunk of body) {
      const part = chunk.subarray(Math.min(left, chunk.length));
      left -= chunk.length - part.length;
      if (part.length > 0) yield part;
    }
  } catch (cause) {
    cut(cause);
  }
}

function cut(cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : cause;
  throw new FileCut(`The file of the bulk operation broke off (${String(code)})`);
}
