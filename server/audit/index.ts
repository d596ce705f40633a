export { type AuditEntry, type AuditEvent, type AuditFault, type AuditLog, actorOf } from './audit-log.ts';
export { noteChanges } from './changes.ts';
export { openAuditLog } from './open-audit-log.ts';
export { auditFeature } from './routes.ts';
