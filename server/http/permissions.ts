/**
 * What a caller may be let do. The mission's names (§5.2 authorization, oauth2Configuration), and for what it is
 * silent about ours in the same form. A route states exactly one, or that it is `public`.
 */
export const PERMISSIONS = [
  'read:recommendations',
  'access:face_analysis',
  'access:ai_services',
  'write:analytics',
  'write:metrics',
  'write:sessions',
  'read:analytics',
  'read:products',
  'read:configuration',
  'read:audit',
  'read:personal_data',
  'write:configuration',
  'manage:users',
  'manage:privacy',
  'manage:installation',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What a route needs: nothing, or one permission. */
export type Access = 'public' | Permission;

/** What the keys that stand in pages allow. */
export const IN_PAGES: ReadonlySet<Permission> = new Set([
  'read:recommendations',
  'write:analytics',
  'access:face_analysis',
  'access:ai_services',
  'write:sessions',
]);
