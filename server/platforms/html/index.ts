import { claimed, shopAddress } from '../address.ts';
import { bodyKey } from '../body-key.ts';
import { readJson } from '../json-body.ts';
import type { Delivery, EventType, Platform, Receipt } from '../platform.ts';
import { eventNotSent, platformHasNoApi, webhookBodyInvalid } from '../problems.ts';
import type { Body } from '../reading.ts';
import { checkTimedSignature, header, timedSignature } from '../signature.ts';
import { HTML_EVENTS, type HtmlEvent, isHtmlEvent, readBody } from './bodies.ts';
import { map } from './map.ts';
import { sampleBody } from './samples.ts';

/** A shop without a platform: its own server sends canonical JSON, signed with the store's webhook secret. */
export const html: Platform = {
  name: 'html',
  hasApi: false,
  credentialFields: [],
  cart: null,
  normalizeAddress: shopAddress,
  claimedAddress: (headers) => claimed(header(headers, 'x-varai-store')),
  webhookSecret: () => null,
  receive,
  map,
  connect() {
    throw platformHasNoApi();
  },
  sample(event_type, { secret, address, now }) {
    if (!isHtmlEvent(event_type)) throw eventNotSent({ detail: HTML_EVENTS.join(', ') });
    const body = JSON.stringify(sampleBody(event_type, address, now));
    return {
      headers: {
        'content-type': 'application/json',
        'x-varai-signature': timedSignature(body, secret, now),
        'x-varai-store': address,
      },
      body,
    };
  },
};

function receive(delivery: Delivery, secrets: readonly string[]): Receipt {
  const { headers, body: raw, received_at, event_type } = delivery;
  const signed_at = checkTimedSignature(header(headers, 'x-varai-signature'), raw, secrets, received_at);
  if (!isHtmlEvent(event_type)) return { kind: 'unknown', topic: event_type.slice(0, 100) };
  const { body, faults } = readBody(event_type, readJson(raw));
  if (faults.length > 0) throw webhookBodyInvalid({ detail: faults.join('; ') });
  const entity_id = String(body[idMember(event_type)]);
  return {
    kind: 'event',
    event_type,
    entity_id,
    dedupe_key: `${event_type}:${entity_id}:${versionOf(body, signed_at)}:${bodyKey(raw)}`,
    triggered_at: signed_at,
  };
}

function idMember(event: HtmlEvent & EventType): string {
  if (event.startsWith('product_')) return 'product_id';
  if (event.startsWith('order_')) return 'order_id';
  return event.startsWith('customer_') ? 'customer_id' : 'interaction_id';
}

/**
 * A body that says when it was true is the same event however often it is signed anew. One that does not is told from
 * a later one with the same words by when it was signed: a price may go up and down again.
 */
function versionOf(body: Body, signedAt: number): number {
  const version = body.updated_at ?? body.occurred_at;
  return typeof version === 'number' ? version : signedAt;
}
