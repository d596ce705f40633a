import { hash } from 'node:crypto';

/** Nothing changed later than it was seen; more than a clock's error, and it would stand against all that follows. */
const CLOCK_ERROR_MS = 86_400_000;

/**
 * When a fact was true, as text that sorts: first the platform's own time of the last change, which counts in seconds;
 * then when the event happened or the API was read; and last its content, so that any two facts have one order
 * whoever compares them.
 */
export function versionOf(fact: { updated_at: number; seen_at: number; content: unknown }): string {
  const content = hash('sha256', JSON.stringify(fact.content) ?? '', 'base64url').slice(0, 16);
  const updated_at = Math.min(fact.updated_at, fact.seen_at + CLOCK_ERROR_MS);
  return `${sortable(updated_at)}/${sortable(fact.seen_at)}/${content}`;
}

/** Thirteen digits last until the year 2286; a time before 1970 is as old as can be. */
function sortable(ms: number): string {
  return `${Math.max(0, Math.round(ms))}`.padStart(14, '0');
}

/** The platform's time of the last change that a version was made with; ms since the epoch. */
export function updatedAt(version: string): number {
  return Number(version.split('/', 1)[0]);
}
