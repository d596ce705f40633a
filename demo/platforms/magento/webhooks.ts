import { createHmac } from 'node:crypto';
import type { Webhook } from '../double.ts';
import { type Answer, type Asked, jsonOf } from '../listen.ts';
import type { Outbox } from '../outbox.ts';
import { magentoError } from './search-criteria.ts';

interface Subscription {
  id: number;
  topic: string;
  address: string;
  secret: string;
  status: 'active' | 'disabled';
}

const TOPICS = new Set([
  'product_created',
  'product_updated',
  'product_deleted',
  'order_created',
  'order_updated',
  'order_completed',
  'customer_created',
  'customer_updated',
  'inventory_updated',
]);

export type MagentoWebhooks = ReturnType<typeof openMagentoWebhooks>;

/** The webhooks of the Varai_Eyewear module: Magento itself has none. */
export function openMagentoWebhooks(options: { outbox: Outbox; url: string; now(): number }) {
  const { outbox, url, now } = options;
  const subscriptions = new Map<number, Subscription>();
  let lastId = 0;
  const view = ({ id, topic, address, status }: Subscription) => ({ id, topic, address, status });

  const put = (body: string): Answer => {
    const given = (jsonOf(body) ?? {}) as Record<string, unknown>;
    const { topic, address, secret } = given;
    if (typeof topic !== 'string' || !TOPICS.has(topic))
      return magentoError(400, 'The webhook topic "%1" is not known.', [`${topic}`]);
    if (typeof address !== 'string' || !/^https?:\/\//.test(address) || !URL.canParse(address))
      return magentoError(400, 'The webhook address is not valid.');
    if (typeof secret !== 'string' || secret.length < 16)
      return magentoError(400, 'The webhook secret must have at least 16 characters.');
    const before = [...subscriptions.values()].find((one) => one.topic === topic && one.address === address);
    const saved: Subscription = { id: before?.id ?? ++lastId, topic, address, secret, status: 'active' };
    subscriptions.set(saved.id, saved);
    return { status: 200, body: view(saved) };
  };

  return {
    list: (): Webhook[] => [...subscriptions.values()].map((one) => ({ ...view(one), id: `${one.id}` })),
    /** `V1/varai/webhooks…` @param id null for the collection */
    answer({ method, body }: Asked, id: number | null): Answer {
      if (id === null && method === 'GET')
        return { status: 200, body: [...subscriptions.values()].map(view) };
      if (id === null && method === 'PUT') return put(body);
      if (id !== null && method === 'DELETE') {
        if (subscriptions.delete(id)) return { status: 200, body: true };
        return magentoError(404, 'The webhook with the "%1" ID doesn\'t exist.', [`${id}`]);
      }
      return magentoError(404, 'Request does not match any route.');
    },
    /** Tells whoever subscribed. The body is made when it leaves; each try is signed with its own time. */
    publish(topic: string, body: () => string | null): void {
      const happened = new Date(now()).toISOString();
      for (const subscription of subscriptions.values()) {
        if (subscription.topic !== topic || subscription.status !== 'active') continue;
        const { address, secret } = subscription;
        outbox.send({
          topic,
          address,
          write: body,
          headers: (text) => {
            const time = Math.floor(now() / 1000);
            const signature = createHmac('sha256', secret).update(`${time}.${text}`).digest('hex');
            return {
              'X-Varai-Signature': `t=${time},v1=${signature}`,
              'X-Varai-Topic': topic,
              'X-Varai-Store': url,
              'X-Varai-Triggered-At': happened,
            };
          },
          onEnd: () => undefined,
        });
      }
    },
  };
}
