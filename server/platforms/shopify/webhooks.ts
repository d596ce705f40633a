import { Problem } from '../../http/index.ts';
import { isRecord } from '../json-body.ts';
import { type PlatformApi, type WebhookRegistration, webhookAddress } from '../platform.ts';
import { platformAnswerInvalid } from '../problems.ts';
import { type Body, records, text } from '../reading.ts';
import { isOurStores, isOurs } from '../webhook-addresses.ts';
import type { Graphql } from './graphql.ts';
import { SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE } from './queries.ts';
import { enumOf, SUBSCRIBED, TOPICS } from './topics.ts';

const EVENTS = new Map(Object.entries(TOPICS).map(([topic, event]) => [enumOf(topic), event]));

type Webhooks = Pick<PlatformApi, 'listWebhooks' | 'ensureWebhooks' | 'removeWebhooks'>;

/** Shop-specific subscriptions. https://shopify.dev/docs/apps/build/webhooks/subscribe */
export function openWebhooks(graphql: Graphql): Webhooks {
  const all = async (): Promise<WebhookRegistration[]> => {
    const found: WebhookRegistration[] = [];
    let after: unknown = null;
    do {
      const { data } = await graphql.run(SUBSCRIPTIONS, { after });
      const page: Body = isRecord(data.webhookSubscriptions) ? data.webhookSubscriptions : {};
      for (const node of records(page.nodes)) {
        const topic = String(node.topic);
        const event_type = EVENTS.get(topic) ?? null;
        found.push({ id: String(node.id), event_type, topic, address: String(node.uri), status: 'active' });
      }
      const info = isRecord(page.pageInfo) ? page.pageInfo : {};
      after = info.hasNextPage === true ? info.endCursor : null;
    } while (after !== null);
    return found;
  };
  const list = async (baseUrl: string) =>
    (await all()).filter(({ address }) => isOurs(address, baseUrl, 'shopify'));
  const remove = async (id: string) => {
    await graphql.run(UNSUBSCRIBE, { id });
  };

  return {
    listWebhooks: list,
    async ensureWebhooks({ baseUrl, storeId }) {
      const standing = (await all()).filter(({ address }) =>
        isOurStores(address, baseUrl, storeId, 'shopify'),
      );
      const changes = {
        created: [] as WebhookRegistration[],
        kept: [] as WebhookRegistration[],
        repaired: [] as WebhookRegistration[],
        refused: [] as { topic: string; reason: string }[],
      };
      for (const { topic, event_type } of SUBSCRIBED) {
        const address = webhookAddress(baseUrl, 'shopify', event_type, storeId);
        const known = standing.find((one) => one.topic === topic && one.address === address);
        if (known !== undefined) {
          changes.kept.push(known);
          continue;
        }
        const made = await subscribe(graphql, topic, address);
        if (typeof made === 'string') {
          changes.refused.push({ topic, reason: made });
          continue;
        }
        const left = standing.some((one) => one.topic === topic);
        (left ? changes.repaired : changes.created).push({ ...made, event_type });
      }
      const kept = new Set(changes.kept.map(({ id }) => id));
      const refused = new Set(changes.refused.map(({ topic }) => topic));
      for (const one of standing) if (!kept.has(one.id) && !refused.has(one.topic)) await remove(one.id);
      return changes;
    },
    async removeWebhooks({ baseUrl, id }) {
      const doomed = (await list(baseUrl)).filter((one) => id === null || one.id === id);
      for (const one of doomed) await remove(one.id);
      return doomed.length;
    },
  };
}

/** @returns why not, when Shopify refuses: a topic may need a scope or a review the app does not have. */
async function subscribe(
  graphql: Graphql,
  topic: string,
  uri: string,
): Promise<WebhookRegistration | string> {
  try {
    const { data } = await graphql.run(SUBSCRIBE, { topic, uri });
    const payload = isRecord(data.webhookSubscriptionCreate) ? data.webhookSubscriptionCreate : {};
    const [fault] = records(payload.userErrors);
    if (fault !== undefined) return text(fault.message, 200) ?? 'refused';
    const made = payload.webhookSubscription;
    if (!isRecord(made)) throw platformAnswerInvalid({ detail: 'The subscription was not made.' });
    return { id: String(made.id), event_type: null, topic, address: uri, status: 'active' };
  } catch (cause) {
    if (cause instanceof Problem && cause.kind.code === 'platform-forbidden') return cause.message;
    throw cause;
  }
}
