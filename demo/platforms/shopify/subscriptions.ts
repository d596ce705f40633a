import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Webhook } from '../double.ts';
import type { Outbox } from '../outbox.ts';
import type { Resolvers } from './graphql-run.ts';
import { type PageArgs, pageOf } from './pages.ts';
import { gid, idOf } from './product-fields.ts';

interface Subscription {
  id: string;
  /** As the API's enum names it. */
  topic: string;
  uri: string;
  filter: string | null;
  name: string | null;
  includeFields: string[];
  metafieldNamespaces: string[];
  createdAt: string;
  updatedAt: string;
}

interface Input {
  uri?: string;
  filter?: string;
  name?: string;
  includeFields?: string[];
  metafieldNamespaces?: string[];
}

export interface SubscriptionOptions {
  outbox: Outbox;
  domain: string;
  clientSecret: string;
  apiVersion: string;
  hasScope(scope: string): boolean;
  now(): number;
}

/** https://shopify.dev/docs/api/webhooks/latest */
const SCOPES: readonly [RegExp, string][] = [
  [/^PRODUCTS_/, 'read_products'],
  [/^ORDERS_/, 'read_orders'],
  [/^CUSTOMERS_/, 'read_customers'],
  [/^INVENTORY_/, 'read_inventory'],
];

/** "products/update" of PRODUCTS_UPDATE; the last word is what happened. */
const topicOf = (name: string) => name.toLowerCase().replace(/_(?=[a-z]+$)/, '/');

export type Subscriptions = ReturnType<typeof openSubscriptions>;

/** The shop's webhook subscriptions, and the sending of what they ask for. */
export function openSubscriptions(options: SubscriptionOptions) {
  const { outbox, domain, clientSecret, apiVersion, hasScope, now } = options;
  const subscriptions = new Map<string, Subscription>();
  let lastId = 1_300_000_000_000;
  let lastStamp = 0;

  /** Two things that happen in one millisecond still have two times. */
  const nanosecondTime = () => {
    lastStamp = (lastStamp + 1) % 1_000_000;
    return `${new Date(now()).toISOString().slice(0, -1)}${`${lastStamp}`.padStart(6, '0')}Z`;
  };

  const faultsOf = (topic: string, input: Input, self: string | null) => {
    const fault = (field: string, message: string) => [{ field: ['webhookSubscription', field], message }];
    const scope = SCOPES.find(([pattern]) => pattern.test(topic))?.[1];
    if (scope !== undefined && !hasScope(scope))
      return [{ field: ['topic'], message: `You need the ${scope} access scope to subscribe to this topic` }];
    const { uri } = input;
    if (uri === undefined || uri === '') return fault('uri', "Uri can't be blank");
    if (!URL.canParse(uri)) return fault('uri', 'Uri is invalid');
    const { protocol, hostname } = new URL(uri);
    // Only https in the world; a double also sends to the machine it runs on.
    if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
      return fault('uri', 'Uri protocol http:// is not supported');
    const isTaken = [...subscriptions.values()].some(
      (other) =>
        other.id !== self &&
        other.topic === topic &&
        other.uri === uri &&
        other.filter === (input.filter ?? null),
    );
    return isTaken ? fault('uri', 'Address for this topic has already been taken') : [];
  };

  const save = (topic: string, input: Input, before: Subscription | undefined) => {
    const at = new Date(now()).toISOString().replace(/\.\d+/, '');
    const saved: Subscription = {
      id: before?.id ?? `${++lastId}`,
      topic,
      uri: input.uri ?? before?.uri ?? '',
      filter: input.filter ?? before?.filter ?? null,
      name: input.name ?? before?.name ?? null,
      includeFields: input.includeFields ?? before?.includeFields ?? [],
      metafieldNamespaces: input.metafieldNamespaces ?? before?.metafieldNamespaces ?? [],
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
    subscriptions.set(saved.id, saved);
    return saved;
  };

  const find = (id: unknown) => subscriptions.get(idOf('WebhookSubscription', id) ?? '');
  const missing = [{ field: ['id'], message: 'Webhook subscription does not exist' }];

  const resolvers: Resolvers = {
    'QueryRoot.webhookSubscription': (_: object, { id }) => find(id) ?? null,
    'QueryRoot.webhookSubscriptions': (_: object, { topics, uri, ...page }) =>
      pageOf(
        [...subscriptions.values()].filter(
          (one) =>
            (!Array.isArray(topics) || topics.includes(one.topic)) && (uri === undefined || one.uri === uri),
        ),
        ({ id }) => id,
        page as PageArgs,
      ),
    'QueryRoot.webhookSubscriptionsCount': () => ({ count: subscriptions.size, precision: 'EXACT' }),
    'Mutation.webhookSubscriptionCreate': (_: object, { topic, webhookSubscription }) => {
      const input = webhookSubscription as Input;
      const userErrors = faultsOf(`${topic}`, input, null);
      const made = userErrors.length === 0 ? save(`${topic}`, input, undefined) : null;
      return { webhookSubscription: made, userErrors };
    },
    'Mutation.webhookSubscriptionUpdate': (_: object, { id, webhookSubscription }) => {
      const before = find(id);
      if (before === undefined) return { webhookSubscription: null, userErrors: missing };
      const input = { ...before, ...(webhookSubscription as Input) } as Input;
      const userErrors = faultsOf(before.topic, input, before.id);
      return {
        webhookSubscription: userErrors.length === 0 ? save(before.topic, input, before) : null,
        userErrors,
      };
    },
    'Mutation.webhookSubscriptionDelete': (_: object, { id }) => {
      const found = find(id);
      if (found === undefined) return { deletedWebhookSubscriptionId: null, userErrors: missing };
      subscriptions.delete(found.id);
      return { deletedWebhookSubscriptionId: gid('WebhookSubscription', found.id), userErrors: [] };
    },
    'WebhookSubscription.id': ({ id }: Subscription) => gid('WebhookSubscription', id),
    'WebhookSubscription.legacyResourceId': ({ id }: Subscription) => id,
    'WebhookSubscription.format': () => 'JSON',
    'WebhookSubscription.apiVersion': () => ({
      handle: apiVersion,
      displayName: apiVersion,
      supported: true,
    }),
  };

  return {
    resolvers,
    list: (): Webhook[] =>
      [...subscriptions.values()].map(({ id, topic, uri }) => ({
        id,
        topic: topicOf(topic),
        address: uri,
        status: 'active',
      })),
    /** Takes one away without a word, as happens to shops. */
    forget: (id: string): boolean => subscriptions.delete(id),
    /** Sends what happened to whoever subscribed; the body is written now and stays the same on retries. */
    publish(topic: string, write: () => string): void {
      const wanted = [...subscriptions.values()].filter((one) => one.topic === topic);
      if (wanted.length === 0) return;
      const body = write();
      const triggeredAt = nanosecondTime();
      const eventId = randomUUID();
      for (const { id, uri, name } of wanted) {
        outbox.send({
          topic: topicOf(topic),
          address: uri,
          write: () => body,
          headers: () => ({
            'X-Shopify-Topic': topicOf(topic),
            'X-Shopify-Hmac-Sha256': createHmac('sha256', clientSecret).update(body).digest('base64'),
            'X-Shopify-Shop-Domain': domain,
            'X-Shopify-API-Version': apiVersion,
            'X-Shopify-Webhook-Id': deliveryId(eventId, id),
            'X-Shopify-Event-Id': eventId,
            'X-Shopify-Triggered-At': triggeredAt,
            ...(name === null ? {} : { 'X-Shopify-Name': name }),
            'User-Agent': 'Shopify-Captain-Hook',
          }),
          // https://shopify.dev/changelog/updates-to-webhook-retry-mechanism
          onEnd: (wasDelivered) => {
            if (!wasDelivered) subscriptions.delete(id);
          },
        });
      }
    },
  };
}

/** The id of one delivery: the same on every retry, another for every subscription. */
function deliveryId(eventId: string, subscriptionId: string): string {
  const hex = createHash('sha256').update(`${eventId}:${subscriptionId}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
