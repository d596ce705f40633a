import { Type } from 'typebox';
import type { Purpose } from './purposes.ts';

/** Whose data is asked for: every identifier under which one person is known to one store. */
export interface Subject {
  store_id: string;
  session_ids: readonly string[];
  customer_ids: readonly string[];
  /** Orders known to be theirs, also when they no longer carry a customer. */
  order_ids: readonly string[];
}

export type Identifiers = Omit<Subject, 'store_id'>;

/** Mission §5.2 dataClassification.levels. */
export type Classification = 'public' | 'internal' | 'confidential' | 'restricted';

/** Mission §5.2 ccpaCompliance.dataCategories. */
export type DataCategory =
  | 'identifiers'
  | 'commercial_information'
  | 'biometric_information'
  | 'internet_activity'
  | 'inferences_from_personal_information';

/**
 * One kind of data about people that a feature holds. Every feature hands in its own, so that a request of a person
 * reaches all of it and a list of all of it can be shown.
 */
export interface DataHolder {
  /** Its name in an export, such as `face_analyses`. */
  name: string;
  /** What it is, in words a shopper reads. */
  description: string;
  classification: Classification;
  category: DataCategory;
  /** What it is there for, in words a shopper reads. */
  use: string;
  /** Where it comes from. */
  source: 'shopper' | 'shop' | 'derived';
  /** The consent it stands on; null where it is needed for what was asked, or the shop has a reason of its own. */
  consent: Purpose | null;
  /** How long it is kept, in words and, where it ends by itself, in days. */
  retention: { words: string; days: number | null };
  /** JSON Schema of one item of `find`. */
  schema: object;
  /** Further identifiers of the same person that this data knows, such as the sessions of a customer's orders. */
  widen?(subject: Subject): Promise<Partial<Identifiers>>;
  /** Everything held about the person. */
  find(subject: Subject): Promise<unknown[]>;
  /** Removes it, or cuts its tie to the person. @returns how many items were concerned. */
  erase(subject: Subject): Promise<number>;
  /** Removes all of it that is a store's, where leaving the shop does not do so already. */
  eraseStore?(store_id: string): Promise<number>;
  /** Everybody it names, for those who were erased and came back with a backup. */
  everyone?(store_id: string): Promise<Partial<Identifiers>>;
  /**
   * Removes what has been kept long enough, of one store or of all. Left out where the store of documents does it
   * by itself. @param now ms since the epoch @returns how many
   */
  sweep?(now: number, store_id?: string): Promise<number>;
}

/** JSON Schema of a time, for holders. */
export const Time = Type.Integer({ description: 'Milliseconds since 1970' });
