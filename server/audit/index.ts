export { type AuditEntry, type AuditEvent, type AuditFault, type AuditLog, actorOf } from './audit-log.ts';
