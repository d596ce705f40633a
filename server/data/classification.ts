import type { TObject, TSchema } from 'typebox';

/** Mission §5.2 dataClassification.levels, the least sensitive first. */
export const LEVELS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

/** Mission §5.2 dataClassification.classificationRules, and what else is kept. */
export const CLASSES = {
  face_analysis_data: 'restricted',
  credentials: 'restricted',
  message_content: 'confidential',
  payment_information: 'confidential',
  user_preferences: 'confidential',
  personal_information: 'confidential',
  consents: 'confidential',
  product_catalog: 'internal',
  analytics_aggregates: 'internal',
  public_content: 'public',
} as const satisfies Record<string, Level>;
export type DataClass = keyof typeof CLASSES;

export interface Handling {
  /** Whether it may lie anywhere outside a process in the clear. */
  encryption: 'required' | 'not_required';
  access: 'need_to_know_basis' | 'role_based' | 'any_caller' | 'anybody';
  retention: 'explicit_consent_based' | 'business_need_based' | 'as_long_as_useful';
  sharing: 'prohibited' | 'internal_only' | 'allowed';
}

/** Mission §5.2 dataClassification.handlingPolicies; it is silent about the lower two levels. */
export const HANDLING: Record<Level, Handling> = {
  restricted: {
    encryption: 'required',
    access: 'need_to_know_basis',
    retention: 'explicit_consent_based',
    sharing: 'prohibited',
  },
  confidential: {
    encryption: 'required',
    access: 'role_based',
    retention: 'business_need_based',
    sharing: 'internal_only',
  },
  internal: {
    encryption: 'not_required',
    access: 'any_caller',
    retention: 'as_long_as_useful',
    sharing: 'internal_only',
  },
  public: {
    encryption: 'not_required',
    access: 'anybody',
    retention: 'as_long_as_useful',
    sharing: 'allowed',
  },
};

/** The annotation by which a schema says what it describes; validators and OpenAPI let `x-` members pass. */
export const MARK = 'x-data-class';
export type Marked<C extends DataClass = DataClass> = { readonly [MARK]: C };

/** Marks a field of a stored schema. What its level says about encryption then happens by itself. */
export function classified<C extends DataClass, S extends TSchema>(dataClass: C, schema: S): S & Marked<C> {
  return { ...schema, [MARK]: dataClass };
}

/** Classes that never lie in the clear. */
type SealedClass = {
  [C in DataClass]: (typeof CLASSES)[C] extends 'restricted' | 'confidential' ? C : never;
}[DataClass];
type RestrictedClass = {
  [C in DataClass]: (typeof CLASSES)[C] extends 'restricted' ? C : never;
}[DataClass];

type FieldsOf<S extends TObject, C extends DataClass> = {
  [F in keyof S['properties'] & string]: S['properties'][F] extends Marked<C> ? F : never;
}[keyof S['properties'] & string];

/** The fields of a stored schema that are sealed. */
export type SealedFields<S extends TObject> = FieldsOf<S, SealedClass>;
/** Of these, those that are read only with a stated need. */
export type RestrictedFields<S extends TObject> = FieldsOf<S, RestrictedClass>;

/** The level of a field, by its own mark. */
export function levelOf(schema: TSchema): Level | null {
  const dataClass = (schema as Partial<Marked>)[MARK];
  return dataClass === undefined ? null : CLASSES[dataClass];
}

/** @throws Error when a mark stands deeper than sealing reaches */
export function sealedFieldsOf(schema: TObject): string[] {
  return Object.entries(schema.properties).flatMap(([field, property]) => {
    const level = levelOf(property);
    if (level !== null) return HANDLING[level].encryption === 'required' ? [field] : [];
    if (JSON.stringify(property).includes(`"${MARK}"`))
      throw new Error(`${field} holds a mark inside: mark the whole field, as fields are sealed whole`);
    return [];
  });
}

/** Why restricted data is read: nothing else is a reason. */
export const NEEDS = {
  recommendation: 'to choose frames for the shopper whose it is',
  processing: 'to do what the sender of an event or the owner of the credentials asked for',
  export: 'to hand it to the person it is about',
  inspection: 'to show it to a person who runs the store',
} as const;
export type Need = keyof typeof NEEDS;
