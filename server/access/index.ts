export { authenticate } from './authenticate.ts';
export { type ApiKeys, openApiKeys } from './keys.ts';
export { accessFeature } from './routes.ts';
export { openSessions, type Session, type Sessions } from './sessions.ts';
export type { ApiKey } from './schema.ts';
