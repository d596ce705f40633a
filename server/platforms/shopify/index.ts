import { randomUUID } from 'node:crypto';
import { RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import { createSend, type HttpOptions } from '../http.ts';
import type { Platform } from '../platform.ts';
import { eventNotSent } from '../problems.ts';
import { base64Signature } from '../signature.ts';
import { shopifyApi } from './api.ts';
import { createOpenFile } from './bulk-file.ts';
import { API_VERSION, openGraphql } from './graphql.ts';
import { map } from './map.ts';
import { claimedAddress, normalizeAddress, receive } from './receive.ts';
import { sampleBody, topicOf } from './samples.ts';
import { openTokens, shopifyCredentials } from './tokens.ts';
import { TOPICS } from './topics.ts';

export { type ShopifyInstall, shopifyInstall } from './install.ts';

const WHERE = 'Settings > Apps and sales channels > Develop apps > your app > API credentials';

export function shopify(options: Required<Omit<HttpOptions, 'platform'>>): Platform {
  const send = createSend({ ...options, platform: 'shopify' });
  const openFile = createOpenFile(options.version, options.outbound);
  return {
    name: 'shopify',
    hasApi: true,
    credentialFields: [
      {
        name: 'client_secret',
        prompt: 'API secret key (client secret) of your app',
        env: 'SHOPIFY_CLIENT_SECRET',
        secret: true,
        required: true,
        hint: `${WHERE}. Shopify signs its webhooks with it.`,
      },
      {
        name: 'access_token',
        prompt: 'Admin API access token of a custom app (empty for an app with a client ID)',
        env: 'SHOPIFY_ACCESS_TOKEN',
        secret: true,
        required: false,
        hint: `${WHERE}. It starts with shpat_ and is shown once.`,
      },
      {
        name: 'client_id',
        prompt: 'Client ID of your app (empty when you gave an access token)',
        env: 'SHOPIFY_CLIENT_ID',
        secret: false,
        required: false,
        hint: 'Dev Dashboard > your app > Settings.',
      },
      {
        name: 'refresh_token',
        prompt: 'Refresh token of an offline token that expires (empty when you have none)',
        env: 'SHOPIFY_REFRESH_TOKEN',
        secret: true,
        required: false,
        hint: 'It came with the access token and starts with shprt_.',
      },
    ],
    cart: {
      method: 'POST',
      path: '/cart/add.js',
      content_type: 'application/json',
      body: `{"items":[{"id":{variant_id},"quantity":{quantity},"properties":{"${RECOMMENDATION_FIELD}":"{recommendation_id}"}}],"attributes":{"${SESSION_FIELD}":"{session_id}"}}`,
      attribution: `line property ${RECOMMENDATION_FIELD}, cart attribute ${SESSION_FIELD}`,
    },
    normalizeAddress,
    claimedAddress,
    webhookSecret: (credentials) => shopifyCredentials(credentials).client_secret ?? null,
    receive,
    map,
    connect(store) {
      const tokens = openTokens({ ...store, credentials: shopifyCredentials(store.credentials), send });
      const { address, now } = store;
      const { sleep } = options;
      return shopifyApi(store, {
        graphql: openGraphql({ address, tokens, send, sleep, now }),
        openFile,
        sleep,
      });
    },
    sample(event_type, { secret, address, now }) {
      const topic = topicOf(event_type);
      if (topic === undefined) {
        throw eventNotSent({ detail: [...new Set(Object.values(TOPICS))].join(', ') });
      }
      const domain = new URL(address).host;
      const body = JSON.stringify(sampleBody(event_type, domain, now));
      return {
        headers: {
          'content-type': 'application/json',
          'x-shopify-topic': topic,
          'x-shopify-hmac-sha256': base64Signature(body, secret),
          'x-shopify-shop-domain': domain,
          'x-shopify-api-version': API_VERSION,
          'x-shopify-webhook-id': randomUUID(),
          'x-shopify-event-id': randomUUID(),
          'x-shopify-triggered-at': new Date(now).toISOString(),
        },
        body,
      };
    },
  };
}
