import type { Known } from './api.ts';

/** Reads a PD as people type it (`63`, `63,5 mm`). Null: not a PD of a person (40 to 80 mm). */
export function parsePd(text: string): string | null {
  const value = Number(text.replace(',', '.').replace(/\s*mm\s*$/i, ''));
  return value >= 40 && value <= 80 ? String(value) : null;
}

/** Reads the numbers printed inside a temple, whatever stands between them (`52□18-145`, `52 18 145`). */
export function parseOldFrame(text: string): string | null {
  const found = /^\D*(\d{2})\D+(\d{1,2})\D+(\d{3})\D*$/.exec(text);
  return found === null ? null : `${found[1]}-${found[2]}-${found[3]}`;
}

/** Reads both fields; empty ones are left out. */
export function parseKnown(fields: { pd: string; frame: string; fit: NonNullable<Known['old_frame_fit']> }): {
  known: Known;
  wrong: 'pd' | 'frame' | null;
} {
  const pd = fields.pd.trim();
  const frame = fields.frame.trim();
  const own_pd = pd === '' ? undefined : parsePd(pd);
  const old_frame = frame === '' ? undefined : parseOldFrame(frame);
  return {
    known: { ...(own_pd ? { own_pd } : {}), ...(old_frame ? { old_frame, old_frame_fit: fields.fit } : {}) },
    wrong: own_pd === null ? 'pd' : old_frame === null ? 'frame' : null,
  };
}
