/** Whose data is asked for: every identifier under which one person is known to one store. */
export interface Subject {
  store_id: string;
  session_ids: readonly string[];
  customer_ids: readonly string[];
  /** Orders known to be theirs, also when they no longer carry a customer. */
  order_ids: readonly string[];
}

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
  /** How long it is kept, in words and, where it ends by itself, in days. */
  retention: { words: string; days: number | null };
  /** JSON Schema of one item of `find`. */
  schema: object;
  /** Further identifiers of the same person that this data knows, such as the sessions of a customer's orders. */
  widen?(subject: Subject): Promise<Partial<Omit<Subject, 'store_id'>>>;
  /** Everything held about the person. */
  find(subject: Subject): Promise<unknown[]>;
  /** Removes it, or cuts its tie to the person. @returns how many items were concerned. */
  erase(subject: Subject): Promise<number>;
}
