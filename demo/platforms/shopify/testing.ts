import { afterEach } from 'vitest';
import { openReceiver } from '../testing.ts';
import { type ShopifyDouble, type ShopifyOptions, startShopifyDouble } from './index.ts';

export const DOMAIN = 'halden-optics.myshopify.com';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A double that is closed after the test. */
export async function start(options: ShopifyOptions = {}): Promise<ShopifyDouble> {
  const double = await startShopifyDouble({ domain: DOMAIN, ...options });
  closing.push(double.close);
  return double;
}

export async function receiver(status?: (index: number) => number) {
  const opened = await openReceiver(status);
  closing.push(opened.close);
  return opened;
}

const tokenOf = ({ credentials }: ShopifyDouble) => ({
  'x-shopify-access-token': credentials.access_token ?? '',
});

/** Asks with the custom app's token. */
export async function ask(double: ShopifyDouble, query: string, variables: object = {}, version = '2026-10') {
  const response = await fetch(`${double.url}/admin/api/${version}/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...tokenOf(double) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export async function subscribe(double: ShopifyDouble, topic: string, uri: string) {
  const { body } = await ask(
    double,
    `mutation Make($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
        webhookSubscription { id uri } userErrors { field message }
      }
    }`,
    { topic, input: { uri } },
  );
  return body.data.webhookSubscriptionCreate;
}
