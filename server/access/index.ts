export { authenticate } from './authenticate.ts';
export { type ApiKeys, openApiKeys } from './keys.ts';
export { accessFeature } from './routes.ts';
export type { ApiKey } from './schema.ts';
export { openSessions, type Session, type Sessions } from './sessions.ts';
