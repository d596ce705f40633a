import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

/** The invented store the project's own set is judged against. */
export const EvaluationStore = Type.Object(
  {
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    brands: Type.Array(Type.String({ minLength: 1, maxLength: 120 })),
    products: Type.Array(
      Type.Object(
        {
          product_id: Type.String({ minLength: 1, maxLength: 128 }),
          title: Type.String({ minLength: 1, maxLength: 300 }),
          brand: Type.Union([Type.String({ minLength: 1, maxLength: 120 }), Type.Null()]),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type EvaluationStore = Static<typeof EvaluationStore>;

/** Files of the project’s own set, beside this one; README.md says what each was used for. */
export const OWN_SET = {
  store: 'store.json',
  utterances: ['utterances.jsonl', 'held-out.jsonl', 'unseen.jsonl'],
} as const;

/** @throws Error where the text is no such store. */
export function parseStore(text: string): EvaluationStore {
  const store: unknown = JSON.parse(text);
  if (!Value.Check(EvaluationStore, store)) throw new Error('store.json is not as described');
  return store;
}
