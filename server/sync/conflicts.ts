/** Mission §3.2 conflictResolution, as data; the last rule is ours, for what a merchant corrected by hand. */
export const CONFLICT_RULES = [
  { field: 'product.inventory', resolution: 'platform_wins' },
  { field: 'product.ai_metadata', resolution: 'varai_wins' },
  { field: 'customer.preferences', resolution: 'merge_with_timestamp' },
  { field: 'product.eyewear', resolution: 'varai_wins' },
] as const;
export type ConflictField = (typeof CONFLICT_RULES)[number]['field'];
export type Resolution = (typeof CONFLICT_RULES)[number]['resolution'];

/** Two sides said different things of one field, and which one stands. */
export interface Conflict {
  rule: ConflictField;
  resolution: Resolution;
  /** Where in the product or customer. */
  path: string;
  platform: unknown;
  varai: unknown;
  kept: 'platform' | 'varai';
}

/** A value and when it was said; ms since the epoch. */
export interface Said {
  value: unknown;
  updated_at: number;
}

/** Settles one conflict by its rule. With `merge_with_timestamp` the later word stands; of two at once, the greater. */
export function resolveConflict(
  rule: ConflictField,
  path: string,
  sides: { platform: unknown; varai: unknown },
  times: { platform: number; varai: number } = { platform: 0, varai: 0 },
): Conflict {
  const { resolution } = CONFLICT_RULES.find(
    ({ field }) => field === rule,
  ) as (typeof CONFLICT_RULES)[number];
  const isPlatforms =
    resolution === 'platform_wins' ||
    (resolution === 'merge_with_timestamp' &&
      (times.platform > times.varai ||
        (times.platform === times.varai && JSON.stringify(sides.platform) > JSON.stringify(sides.varai))));
  return { rule, resolution, path, ...sides, kept: isPlatforms ? 'platform' : 'varai' };
}
