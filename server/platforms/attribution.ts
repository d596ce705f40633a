import type { CanonicalCustomer } from './canonical.ts';
import { type Body, text } from './reading.ts';

/** What a cart carries so that its order can be told from where it came; the leading `_` hides it from the shopper. */
export const SESSION_FIELD = '_varai_session';
export const RECOMMENDATION_FIELD = '_varai_rec';

/** A value among `{name, value}` or `{key, value}` pairs. */
export function pairValue(pairs: readonly Body[], name: string): string | null {
  return text(pairs.find((pair) => (pair.name ?? pair.key) === name)?.value, 128);
}

/** Custom fields of a customer in which a shop may keep what they like: `_varai_pref_shape`. */
export const PREFERENCE_FIELD = '_varai_pref_';

/** Preferences in canonical form, all said when the customer was last changed. */
export function preferencesOf(
  pairs: readonly (readonly [string, unknown])[],
  updated_at: number,
): CanonicalCustomer['preferences'] {
  const found = pairs.flatMap(([name, value]) => {
    const said = text(value, 500);
    return said === null || name === '' || name.length > 64
      ? []
      : [[name, { value: said, updated_at }] as const];
  });
  return Object.fromEntries(found.slice(0, 50));
}
