import { EXIT, Failure } from './failure.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time as typed: "15m" ago (s, m, h, d), or a date as ISO 8601 writes it.
 * @returns ms since the epoch
 * @throws Failure naming the flag
 */
export function timeOf(flag: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) return now - Number(amount) * (UNITS[unit] ?? 0);
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new Failure(
    `${flag} takes a time, not "${text}".`,
    `For example ${flag} 2h, or ${flag} 2026-11-20T08:00`,
    EXIT.usage,
  );
}

/** "2026-11-20 08:15:02" of the terminal's own clock. */
export function clock(ms: number | null): string {
  if (ms === null) return '–';
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
