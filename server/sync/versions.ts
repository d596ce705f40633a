import { hash } from 'node:crypto';

/**
 * When a fact was true, as text that sorts: first the platform's own time of the last change, then whether it was
 * read from the API or came by webhook (a reading is of now, a webhook of then), then the finer time of the event or
 * of the reading, and last its content, so that any two facts have one order whoever compares them.
 */
export function versionOf(fact: {
  updated_at: number;
  /** ms since the epoch; null for a webhook. */
  read_at: number | null;
  triggered_at: number | null;
  content: unknown;
}): string {
  const rank = fact.read_at === null ? 'event' : 'read';
  const finer = fact.read_at ?? fact.triggered_at ?? 0;
  const content = hash('sha256', JSON.stringify(fact.content) ?? '', 'base64url').slice(0, 16);
  return `${sortable(fact.updated_at)}/${rank}/${sortable(finer)}/${content}`;
}

/** Thirteen digits last until the year 2286; a time before 1970 is as old as can be. */
function sortable(ms: number): string {
  return `${Math.max(0, Math.round(ms))}`.padStart(14, '0');
}
