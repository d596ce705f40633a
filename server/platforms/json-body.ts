import { isUtf8 } from 'node:buffer';
import { webhookBodyInvalid } from './problems.ts';

/** Platforms nest about ten deep; what is deeper is meant to hurt. */
const DEEPEST = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads a webhook's body. Whole numbers of 16 digits and more become text, because ids beyond 2^53 would lose
 * digits as numbers.
 * @throws Problem webhook-body-invalid
 */
export function readJson(body: Buffer): Record<string, unknown> {
  checkBytes(body);
  return objectIn(body.toString());
}

/**
 * The same for those who look at ids, times and the names of members only: texts with other letters than ASCII's come
 * out wrong, which saves decoding them.
 * @throws Problem webhook-body-invalid
 */
export function readPlainMembers(body: Buffer): Record<string, unknown> {
  checkBytes(body);
  return objectIn(body.latin1Slice());
}

function checkBytes(body: Buffer): void {
  if (!isUtf8(body)) throw webhookBodyInvalid({ detail: 'The body is not UTF-8.' });
  if (isTooDeep(body)) throw webhookBodyInvalid({ detail: `The body is nested deeper than ${DEEPEST}.` });
}

function objectIn(text: string): Record<string, unknown> {
  const value = parseJson(text);
  if (!isRecord(value)) throw webhookBodyInvalid({ detail: 'The body is not a JSON object.' });
  return value;
}

/** JSON with its long numbers as text. undefined: it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(hasLongNumber(text) ? quoteLongNumbers(text) : text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** First the cheap question, which digits inside texts answer too. */
function hasLongNumber(text: string): boolean {
  return /\d{16}/.test(text) && /[:,[]\s*-?\d{16}/.test(text);
}

/** Reads on over whole strings, so that digits inside one are left alone. */
function quoteLongNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** Whether brackets outside strings open more than `DEEPEST` levels; looked at before anything is parsed. */
function isTooDeep(body: Buffer): boolean {
  const end = body.length;
  let depth = 0;
  for (let at = 0; at < end; at += 1) {
    const byte = body[at] as number;
    if (byte === QUOTE) {
      at = body.indexOf(QUOTE, at + 1);
      while (at > 0 && isEscaped(body, at)) at = body.indexOf(QUOTE, at + 1);
      if (at < 0) return false;
    } else if ((byte | 0x20) === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if ((byte | 0x20) === 0x7d) depth -= 1;
  }
  return false;
}

function isEscaped(body: Buffer, at: number): boolean {
  let slashes = 0;
  while (body[at - 1 - slashes] === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}
