import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Webhook } from '../double.ts';
import { type Answer, type Asked, jsonOf } from '../listen.ts';
import type { Outbox } from '../outbox.ts';
import { wooError } from './auth.ts';
import { OFFSET_HOURS } from './bodies.ts';
import { paged } from './listing.ts';

interface Hook {
  id: number;
  name: string;
  status: 'active' | 'paused' | 'disabled';
  topic: string;
  delivery_url: string;
  secret: string;
  created_gmt: string;
  modified_gmt: string;
  failures: number;
}

const TOPIC =
  /^(?:(?:product|order)\.(?:created|updated|deleted|restored)|(?:customer|coupon)\.(?:created|updated|deleted)|action\.(?:woocommerce|wc)_\w+)$/;
/** A failure after more than so many disables the webhook. woocommerce: class-wc-webhook.php, failed_delivery */
const FAILURES_BORNE = 5;

export type WooWebhooks = ReturnType<typeof openWooWebhooks>;

/** The shop's webhooks: kept, changed and listed by the API, and sent. */
export function openWooWebhooks(options: { outbox: Outbox; url: string; now(): number }) {
  const { outbox, url, now } = options;
  const hooks = new Map<number, Hook>();
  /** Deliveries on their way: the same one is not queued again. */
  const queued = new Set<string>();
  let lastId = 0;
  const stamp = () => new Date(now()).toISOString().slice(0, 19);

  const deliver = (hook: Hook, resource: string, id: number, body: () => string | null) => {
    const key = `${hook.id}:${resource}:${id}`;
    if (queued.has(key)) return;
    queued.add(key);
    outbox.send({
      topic: hook.topic,
      address: hook.delivery_url,
      write: () => {
        queued.delete(key);
        return body();
      },
      headers: (text) => headersFor(hook, text),
      onEnd: (wasDelivered) => {
        queued.delete(key);
        if (wasDelivered) hook.failures = 0;
        else if (hook.failures > FAILURES_BORNE) hook.status = 'disabled';
        else hook.failures++;
      },
    });
  };
  const headersFor = (hook: Hook, body: string) => {
    const [resource = '', event = ''] = hook.topic.split('.');
    return {
      'X-WC-Webhook-Source': `${url}/`,
      'X-WC-Webhook-Topic': hook.topic,
      'X-WC-Webhook-Resource': resource,
      'X-WC-Webhook-Event': event,
      'X-WC-Webhook-Signature': createHmac('sha256', hook.secret).update(body).digest('base64'),
      'X-WC-Webhook-ID': `${hook.id}`,
      // Two deliveries of one webhook within a second share it, as they do in the world.
      'X-WC-Webhook-Delivery-ID': createHash('md5').update(`${hook.id}${stamp()}`).digest('hex'),
      'User-Agent': 'WooCommerce/11.2.2 Hookshot (WordPress/7.1)',
    };
  };
  const ping = ({ id, topic, delivery_url }: Hook) => {
    outbox.send({
      topic: `${topic} (ping)`,
      address: delivery_url,
      write: () => `webhook_id=${id}`,
      headers: () => ({ 'content-type': 'application/x-www-form-urlencoded' }),
      onEnd: () => undefined,
    });
  };

  const save = (given: Record<string, unknown>, before: Hook | undefined): Answer => {
    const topic = `${given.topic ?? before?.topic ?? ''}`;
    const delivery_url = `${given.delivery_url ?? before?.delivery_url ?? ''}`;
    if (!TOPIC.test(topic))
      return wooError(
        400,
        'woocommerce_rest_invalid_webhook_topic',
        'Webhook topic is required and must be valid.',
      );
    if (!/^https?:\/\//.test(delivery_url) || !URL.canParse(delivery_url))
      return wooError(
        400,
        'woocommerce_rest_invalid_webhook_delivery_url',
        'Webhook delivery URL must be a valid URL starting with http:// or https://.',
      );
    const status = given.status ?? before?.status ?? 'active';
    if (status !== 'active' && status !== 'paused' && status !== 'disabled')
      return wooError(400, 'woocommerce_rest_invalid_webhook_status', 'Webhook status must be valid.');
    const hook: Hook = {
      id: before?.id ?? ++lastId,
      name: `${given.name ?? before?.name ?? `Webhook created on ${stamp()}`}`,
      status,
      topic,
      delivery_url,
      secret: `${given.secret ?? before?.secret ?? randomBytes(20).toString('hex')}`,
      created_gmt: before?.created_gmt ?? stamp(),
      modified_gmt: stamp(),
      failures: before?.status === 'disabled' && status === 'active' ? 0 : (before?.failures ?? 0),
    };
    hooks.set(hook.id, hook);
    if (status === 'active' && before?.delivery_url !== delivery_url) ping(hook);
    return { status: before === undefined ? 201 : 200, body: view(hook) };
  };

  const view = ({ id, name, status, topic, delivery_url, created_gmt, modified_gmt }: Hook) => {
    const [resource = '', event = ''] = topic.split('.');
    const local = (gmt: string) =>
      new Date(Date.parse(`${gmt}Z`) + OFFSET_HOURS * 3_600_000).toISOString().slice(0, 19);
    return {
      id,
      name,
      status,
      topic,
      resource,
      event,
      hooks: [],
      delivery_url,
      date_created: local(created_gmt),
      date_created_gmt: created_gmt,
      date_modified: local(modified_gmt),
      date_modified_gmt: modified_gmt,
      _links: { self: [{ href: `${url}/wp-json/wc/v3/webhooks/${id}` }] },
    };
  };

  return {
    list: (): Webhook[] =>
      [...hooks.values()].map(({ id, topic, delivery_url, status }) => ({
        id: `${id}`,
        topic,
        address: delivery_url,
        status: status === 'active' ? 'active' : 'disabled',
      })),
    /** Tells every webhook of this topic. The body is made when it leaves: it is the latest there is. */
    publish(topic: string, id: number, body: () => string | null): void {
      const resource = topic.split('.')[0] ?? '';
      for (const hook of hooks.values())
        if (hook.topic === topic && hook.status === 'active') deliver(hook, resource, id, body);
    },
    /** `wc/v3/webhooks…` @param id null for the collection */
    answer(asked: Asked, id: number | null): Answer {
      const { method, query } = asked;
      const given = (jsonOf(asked.body) ?? {}) as Record<string, unknown>;
      if (id === null && method === 'GET') {
        const status = query.get('status');
        const listed = [...hooks.values()].filter(
          (hook) => !status || status === 'all' || hook.status === status,
        );
        return paged(asked, url, listed.map(view));
      }
      if (id === null && method === 'POST') return save(given, undefined);
      const hook = hooks.get(id ?? 0);
      if (hook === undefined) return wooError(404, 'woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.');
      if (method === 'GET') return { status: 200, body: view(hook) };
      if (method === 'PUT' || method === 'POST' || method === 'PATCH') return save(given, hook);
      if (method !== 'DELETE')
        return wooError(404, 'rest_no_route', 'No route was found matching the URL and request method.');
      if (query.get('force') !== 'true' && given.force !== true)
        return wooError(501, 'woocommerce_rest_trash_not_supported', 'Webhooks do not support trashing.');
      hooks.delete(hook.id);
      return { status: 200, body: view(hook) };
    },
  };
}
