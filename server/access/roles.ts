import { IN_PAGES, PERMISSIONS, type Permission } from '../http/index.ts';

/** `read:all` of the mission: whatever can be read of a store but what is about its people. */
const READ_ALL = PERMISSIONS.filter(
  (permission) => permission.startsWith('read:') && permission !== 'read:personal_data',
);

/** The mission's roles (§5.2 authorization.roles) and `owner`, who may do all that concerns the own store. */
export const ROLES = {
  widget_client: [...IN_PAGES],
  admin_user: [...READ_ALL, 'write:configuration', 'manage:users'],
  analytics_service: ['read:analytics', 'write:metrics'],
  owner: PERMISSIONS.filter((permission) => permission !== 'manage:installation'),
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

export function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name);
}

/** All that any of the roles allows. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => ROLES[role]));
}

/** Whoever runs the installation. */
export const EVERYTHING: ReadonlySet<Permission> = new Set(PERMISSIONS);
