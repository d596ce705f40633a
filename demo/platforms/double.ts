import type { Attempt, PostFaults } from './outbox.ts';

export const DOUBLE_NAMES = ['shopify', 'woocommerce', 'magento'] as const;
export type DoubleName = (typeof DOUBLE_NAMES)[number];

/** Answers given in place of the API's own, to try how a client bears it. */
export interface ApiFault {
  status: number;
  /** Seconds, sent as Retry-After. */
  retry_after?: number;
  /** How many requests are answered so. */
  times: number;
}

export interface Faults extends PostFaults {
  api?: ApiFault;
}

export interface Webhook {
  id: string;
  topic: string;
  address: string;
  status: 'active' | 'disabled';
}

/** Things of one kind that a shop keeps, in the platform's own shape. A change sends the webhooks it would send. */
export interface Shelf<T, Key extends keyof T> {
  list(): readonly T[];
  get(id: string): T | undefined;
  /** Makes one, or changes the one with its id; what is not given stays, or gets the platform's default. */
  upsert(item: Partial<T> & Pick<T, Key>): T;
  /** @returns whether there was one. */
  remove(id: string): boolean;
  /** Puts many there without a word to anybody, as if they had always been there. */
  stock(items: readonly T[]): void;
}

/** What merchants change most, in no platform's shape. */
export interface Edit {
  title?: string;
  /** "149.00", of every variant. */
  price?: string;
  /** Of every variant. */
  stock?: number;
}

/** What every double can do. */
export interface Double {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** What a merchant would paste, by the platform's own names. */
  readonly credentials: Readonly<Record<string, string>>;
  webhooks(): readonly Webhook[];
  /** Products as shoppers see them, by the id (or SKU) the platform's API finds them with. */
  titles(): readonly { id: string; title: string }[];
  /** Changes a product and all its variants. @returns whether there is one. */
  edit(id: string, edit: Edit): boolean;
  /** Takes a product out of the shop. @returns whether there was one. */
  discard(id: string): boolean;
  /** Replaces the faults that were set before; `{}` ends them. */
  setFault(faults: Faults): void;
  /** Every attempt to deliver a webhook, oldest first; the last 50,000. */
  deliveries(): readonly Attempt[];
  /** Requests to the API so far. */
  calls(): number;
  /** Resolves when no webhook is waiting, under way or to be tried again. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Options all doubles share. */
export interface DoubleOptions {
  /** Frames in the shop at the start. */
  frames?: number;
  port?: number;
  /** ms since the epoch. */
  now?: () => number;
  /** ms to wait before each further try, where the platform tries again; its own schedule unless told. */
  retryDelaysMs?: readonly number[];
}
