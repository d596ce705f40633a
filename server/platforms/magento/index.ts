import { claimed, shopAddress } from '../address.ts';
import { createSend, type HttpOptions } from '../http.ts';
import type { CredentialField, Platform } from '../platform.ts';
import { eventNotSent } from '../problems.ts';
import { header, timedSignature } from '../signature.ts';
import { magentoApi } from './api.ts';
import { openClient } from './client.ts';
import { map } from './map.ts';
import { MAGENTO_EVENTS, receive } from './receive.ts';
import { sampleBody } from './samples.ts';

const WHERE = 'System > Extensions > Integrations > your integration > Activate.';

const field = (name: string, prompt: string, required: boolean, hint = WHERE): CredentialField => ({
  name,
  prompt,
  env: `MAGENTO_${name.toUpperCase()}`,
  secret: true,
  required,
  hint,
});

export function magento(options: Required<Omit<HttpOptions, 'platform'>>): Platform {
  const send = createSend({ ...options, platform: 'magento' });
  return {
    name: 'magento',
    hasApi: true,
    credentialFields: [
      field('access_token', 'Access token', true),
      field('access_token_secret', 'Access token secret (empty when the shop allows bearer tokens)', false),
      field('consumer_key', 'Consumer key (empty when the shop allows bearer tokens)', false),
      field('consumer_secret', 'Consumer secret (empty when the shop allows bearer tokens)', false),
      {
        ...field('store_code', 'Code of the store view (empty for the default one)', false),
        secret: false,
        hint: 'Stores > Settings > All Stores > your store view.',
      },
    ],
    cart: {
      method: 'POST',
      path: '/checkout/cart/add/',
      content_type: 'application/x-www-form-urlencoded',
      body: 'product={product_id}&selected_configurable_option={variant_id}&qty={quantity}&form_key={form_key}',
      attribution: 'cookies varai_session and varai_rec, which the module writes to the quote',
    },
    normalizeAddress: shopAddress,
    claimedAddress: (headers) => claimed(header(headers, 'x-varai-store')),
    webhookSecret: () => null,
    receive,
    map,
    connect: (store) => magentoApi(store, openClient(store, send)),
    sample(event_type, { secret, address, now }) {
      const topic = MAGENTO_EVENTS.find((event) => event === event_type);
      if (topic === undefined) throw eventNotSent({ detail: MAGENTO_EVENTS.join(', ') });
      const body = JSON.stringify(sampleBody(topic, now));
      return {
        headers: {
          'content-type': 'application/json',
          'x-varai-signature': timedSignature(body, secret, now),
          'x-varai-topic': topic,
          'x-varai-store': address,
        },
        body,
      };
    },
  };
}
