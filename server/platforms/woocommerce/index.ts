import { createHash } from 'node:crypto';
import { claimed, shopAddress } from '../address.ts';
import { RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import { createSend, type HttpOptions } from '../http.ts';
import type { Platform } from '../platform.ts';
import { eventNotSent } from '../problems.ts';
import { base64Signature, header } from '../signature.ts';
import { wooApi } from './api.ts';
import { openClient } from './client.ts';
import { map } from './map.ts';
import { receive, TOPICS } from './receive.ts';
import { sampleBody } from './samples.ts';

const WHERE = 'WooCommerce > Settings > Advanced > REST API > Add key, with permission Read/Write.';

export function woocommerce(options: Required<Omit<HttpOptions, 'platform'>>): Platform {
  const send = createSend({ ...options, platform: 'woocommerce' });
  return {
    name: 'woocommerce',
    hasApi: true,
    credentialFields: [
      {
        name: 'consumer_key',
        prompt: 'Consumer key',
        env: 'WOOCOMMERCE_CONSUMER_KEY',
        secret: true,
        required: true,
        hint: `${WHERE} It starts with ck_.`,
      },
      {
        name: 'consumer_secret',
        prompt: 'Consumer secret',
        env: 'WOOCOMMERCE_CONSUMER_SECRET',
        secret: true,
        required: true,
        hint: `${WHERE} It starts with cs_ and is shown once.`,
      },
    ],
    cart: {
      method: 'POST',
      path: '/?wc-ajax=add_to_cart',
      content_type: 'application/x-www-form-urlencoded',
      body: `product_id={variant_id}&quantity={quantity}&${RECOMMENDATION_FIELD}={recommendation_id}&${SESSION_FIELD}={session_id}`,
      attribution: `item meta ${RECOMMENDATION_FIELD}, order meta ${SESSION_FIELD}`,
    },
    normalizeAddress: shopAddress,
    claimedAddress: (headers) => claimed(header(headers, 'x-wc-webhook-source')),
    webhookSecret: () => null,
    receive,
    map,
    connect: (store) => wooApi(store, openClient(store, send)),
    sample(event_type, { secret, address, now }) {
      // WooCommerce has no topic of its own for an order that was completed.
      const wanted = event_type === 'order_completed' ? 'order_updated' : event_type;
      const topic = Object.entries(TOPICS).find(([, type]) => type === wanted)?.[0];
      if (topic === undefined) {
        throw eventNotSent({ detail: [...new Set(Object.values(TOPICS))].join(', ') });
      }
      const body = JSON.stringify(sampleBody(event_type, address, now));
      const [resource = '', event = ''] = topic.split('.');
      return {
        headers: {
          'content-type': 'application/json',
          'x-wc-webhook-source': `${address}/`,
          'x-wc-webhook-topic': topic,
          'x-wc-webhook-resource': resource,
          'x-wc-webhook-event': event,
          'x-wc-webhook-signature': base64Signature(body, secret),
          'x-wc-webhook-id': '1',
          'x-wc-webhook-delivery-id': createHash('md5')
            .update(`1${Math.floor(now / 1000)}`)
            .digest('hex'),
        },
        body,
      };
    },
  };
}
