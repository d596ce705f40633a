export { authenticate } from './authenticate.ts';
export type { Clients } from './clients.ts';
export type { RouteEntry } from './explain.ts';
export type { Grant } from './grants.ts';
export { sessionHolder } from './holder.ts';
export type { TrustedIssuer } from './issuers.ts';
export { leakedSecrets, recogniseSecret } from './key-text.ts';
export type { ApiKeys } from './keys.ts';
export { type AccessRoom, type AccessSettings, openAccess, rotationsDue } from './open-access.ts';
export { accessFeature } from './routes.ts';
export type {
  ApiKey,
  ApiKeyDetail,
  Explanation,
  OAuthClient,
  OAuthClientDetail,
  RoleList,
} from './schema.ts';
export type { Session, Sessions } from './sessions.ts';
