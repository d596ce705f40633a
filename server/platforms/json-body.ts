import { isUtf8 } from 'node:buffer';
import { webhookBodyInvalid } from './problems.ts';

/** Platforms nest about ten deep; what is deeper is meant to hurt. */
const DEEPEST = 32;

/** Digits of a number that may be beyond 2^53. */
const LONG = 16;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads a webhook's body. Whole numbers of 16 digits and more become text, because ids beyond 2^53 would lose
 * digits as numbers.
 * @throws Problem webhook-body-invalid
 */
export function readJson(body: Buffer): Record<string, unknown> {
  const hasLong = lookOver(body);
  return objectIn(body.toString(), hasLong);
}

/**
 * The same for those who look at ids, times and the names of members only: texts with other letters than ASCII's come
 * out wrong, which saves decoding them.
 * @throws Problem webhook-body-invalid
 */
export function readPlainMembers(body: Buffer): Record<string, unknown> {
  const hasLong = lookOver(body);
  return objectIn(body.toString('latin1'), hasLong);
}

function objectIn(text: string, hasLong: boolean): Record<string, unknown> {
  const value = parsed(text, hasLong);
  if (!isRecord(value)) throw webhookBodyInvalid({ detail: 'The body is not a JSON object.' });
  return value;
}

/** JSON with its long numbers as text. undefined: it is none. */
export function parseJson(text: string): unknown {
  return parsed(text, /[:,[]\s*-?\d{16}/.test(text));
}

function parsed(text: string, hasLong: boolean): unknown {
  try {
    return JSON.parse(hasLong ? quoteLongNumbers(text) : text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads on over whole strings, so that digits inside one are left alone. */
function quoteLongNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/**
 * One look over the bytes before anything is parsed: how deep brackets outside texts go, and whether a number there
 * is longer than JavaScript's numbers.
 * @returns whether there is such a number.
 * @throws Problem webhook-body-invalid
 */
function lookOver(body: Buffer): boolean {
  if (!isUtf8(body)) throw webhookBodyInvalid({ detail: 'The body is not UTF-8.' });
  const end = body.length;
  let depth = 0;
  let digits = 0;
  let hasLong = false;
  for (let at = 0; at < end; at += 1) {
    const byte = body[at] as number;
    if (byte >= 0x30 && byte <= 0x39) {
      digits += 1;
      if (digits === LONG) hasLong = true;
      continue;
    }
    digits = 0;
    if (byte === QUOTE) {
      at = endOfText(body, at);
      if (at < 0) break;
    } else if ((byte | 0x20) === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) throw webhookBodyInvalid({ detail: `The body is nested deeper than ${DEEPEST}.` });
    } else if ((byte | 0x20) === 0x7d) depth -= 1;
  }
  return hasLong;
}

/** Where the text that begins at `from` has its closing quote; -1: nowhere. */
function endOfText(body: Buffer, from: number): number {
  let at = body.indexOf(QUOTE, from + 1);
  while (at > 0 && isEscaped(body, at)) at = body.indexOf(QUOTE, at + 1);
  return at;
}

function isEscaped(body: Buffer, at: number): boolean {
  let slashes = 0;
  while (body[at - 1 - slashes] === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}
