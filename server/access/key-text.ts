import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** How a secret begins, so that people and scanners of leaked secrets know it for what it is. */
export const PREFIX = { publishable: 'pk', secret: 'sk', client: 'cs' } as const;
export type SecretKind = keyof typeof PREFIX;

/** 24 random bytes, then in all but the oldest the CRC-32 of what stands before it; both in base64url. */
const SECRET = /^(pk|sk|cs)_[\w-]{32}(?:[\w-]{6})?$/;
const BODY_LENGTH = 'pk_'.length + 32;

/** A new secret of 192 random bits. */
export function newSecretText(kind: SecretKind): string {
  const body = `${PREFIX[kind]}_${randomBytes(24).toString('base64url')}`;
  return body + checksum(body);
}

/**
 * What a text is, without asking anybody: `mistyped` has the form of a key and the checksum of another.
 * @returns the kind of secret, or why it is none
 */
export function recogniseSecret(text: string): SecretKind | 'mistyped' | 'no-secret' {
  const prefix = SECRET.exec(text)?.[1];
  if (prefix === undefined) return 'no-secret';
  if (text.length > BODY_LENGTH && checksum(text.slice(0, BODY_LENGTH)) !== text.slice(BODY_LENGTH))
    return 'mistyped';
  return prefix === 'pk' ? 'publishable' : prefix === 'sk' ? 'secret' : 'client';
}

/** A JWT in its compact form; a session's token has one dot, and no other token of ours has two. */
export function isJwt(token: string): boolean {
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  return first > 0 && second > first && token.indexOf('.', second + 1) === -1;
}

/** Every secret in a text that is not meant for pages, as far as it may be shown. */
export function leakedSecrets(text: string): string[] {
  return [...text.matchAll(/\b(?:sk|cs)_[\w-]{32}(?:[\w-]{6})?(?![\w-])/g)]
    .map(([found]) => found)
    .filter((found) => recogniseSecret(found) !== 'mistyped')
    .map(hintOf);
}

/** The beginning, enough to recognise it by. */
export function hintOf(secret: string): string {
  return `${secret.slice(0, 9)}…`;
}

function checksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64url');
}
