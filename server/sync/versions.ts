import { hash } from 'node:crypto';

/**
 * When a fact was true, as text that sorts: first the platform's own time of the last change, which counts in seconds;
 * then when the event happened or the API was read; and last its content, so that any two facts have one order
 * whoever compares them.
 */
export function versionOf(fact: { updated_at: number; seen_at: number; content: unknown }): string {
  const content = hash('sha256', JSON.stringify(fact.content) ?? '', 'base64url').slice(0, 16);
  return `${sortable(fact.updated_at)}/${sortable(fact.seen_at)}/${content}`;
}

/** Thirteen digits last until the year 2286; a time before 1970 is as old as can be. */
function sortable(ms: number): string {
  return `${Math.max(0, Math.round(ms))}`.padStart(14, '0');
}

/** The platform's time of the last change that a version was made with; ms since the epoch. */
export function updatedAt(version: string): number {
  return Number(version.split('/', 1)[0]);
}
