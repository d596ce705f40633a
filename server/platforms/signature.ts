import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery } from './platform.ts';
import { webhookSignatureInvalid, webhookSignatureMissing, webhookTooOld } from './problems.ts';

type Headers = Delivery['headers'];

/** The one value of a header; null when there is none or it is empty. A doubled header is nobody's one value. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  if (Array.isArray(value)) return value.length === 1 ? (value[0] ?? null) : value.join(', ');
  return value === undefined || value === '' ? null : value;
}

/**
 * Checks base64(HMAC-SHA256(secret, body)), as Shopify and WooCommerce sign.
 * https://shopify.dev/docs/apps/build/webhooks/verify-deliveries, woocommerce class-wc-webhook.php
 * @param given the header's value
 * @throws Problem webhook-signature-missing, webhook-signature-invalid
 */
export function checkBase64Signature(given: string | null, body: Buffer, secrets: readonly string[]): void {
  if (given === null) throw webhookSignatureMissing();
  check([given], secrets, (secret) => createHmac('sha256', secret).update(body).digest('base64'));
}

/** How far a sender's clock may be off, seconds; also how long a signature can be used again. */
const TOLERANCE_S = 300;

/**
 * Checks `X-Varai-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, our own scheme: the time is signed
 * too. Several `v1` may stand there while a sender changes its secret.
 * @param receivedAt ms since the epoch
 * @returns when it was signed, ms since the epoch
 * @throws Problem webhook-signature-missing, webhook-signature-invalid, webhook-too-old
 */
export function checkTimedSignature(
  given: string | null,
  body: Buffer,
  secrets: readonly string[],
  receivedAt: number,
): number {
  if (given === null) throw webhookSignatureMissing();
  const match = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,4})$/.exec(given);
  if (match === null) throw webhookSignatureInvalid({ detail: 'X-Varai-Signature must be "t=…,v1=…".' });
  const [, time = '', marks = ''] = match;
  check(marks.slice(4).split(',v1='), secrets, (secret) => timedMark(body, secret, time));
  if (Math.abs(receivedAt / 1000 - Number(time)) > TOLERANCE_S) {
    throw webhookTooOld({ detail: `It was signed more than ${TOLERANCE_S / 60} minutes from now.` });
  }
  return Number(time) * 1000;
}

/** The value of X-Varai-Signature for a body sent at `now` (ms since the epoch). */
export function timedSignature(body: string, secret: string, now: number): string {
  const time = String(Math.floor(now / 1000));
  return `t=${time},v1=${timedMark(body, secret, time)}`;
}

export function base64Signature(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

function timedMark(body: string | Buffer, secret: string, time: string): string {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
}

/** Compares every signature with every secret's, in a time that tells neither which nor where they differ. */
function check(given: readonly string[], secrets: readonly string[], sign: (secret: string) => string): void {
  let isValid = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = Buffer.from(sign(secret));
    for (const one of given) {
      const bytes = Buffer.from(one);
      const isSame = bytes.length === expected.length && timingSafeEqual(bytes, expected);
      isValid ||= isSame;
    }
  }
  if (!isValid) throw webhookSignatureInvalid();
}
