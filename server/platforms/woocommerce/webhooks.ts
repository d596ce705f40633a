import { Problem } from '../../http/index.ts';
import { isRecord } from '../json-body.ts';
import { type PlatformApi, type WebhookRegistration, webhookAddress } from '../platform.ts';
import { platformAnswerInvalid } from '../problems.ts';
import { type Body, needId, records } from '../reading.ts';
import { isOurStores, isOurs } from '../webhook-addresses.ts';
import type { WooClient } from './client.ts';
import { TOPICS } from './receive.ts';

/** WooCommerce decodes HTML entities in secrets before it signs: only letters and digits come through as they are. */
const SECRET = /^[A-Za-z0-9]{16,128}$/;

type Webhooks = Pick<PlatformApi, 'listWebhooks' | 'ensureWebhooks' | 'removeWebhooks'>;

/** woocommerce-rest-api-docs: wp-api-v3/_webhooks.md. Disabled after a few failures, and by nobody enabled again. */
export function openWebhooks(client: WooClient): Webhooks {
  const all = async (): Promise<WebhookRegistration[]> => {
    const found: WebhookRegistration[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const answer = await client.get('webhooks', { per_page: 100, page });
      if (answer === null) throw platformAnswerInvalid({ detail: 'GET webhooks answered with status 404.' });
      pages = answer.pages;
      found.push(...records(answer.json).map(registrationOf));
    }
    return found;
  };
  const list = async (baseUrl: string) =>
    (await all()).filter(({ address }) => isOurs(address, baseUrl, 'woocommerce'));
  const remove = (id: string) => client.change('DELETE', `webhooks/${id}`, undefined, { force: 'true' });

  return {
    listWebhooks: list,
    async ensureWebhooks({ baseUrl, storeId, secret }) {
      if (!SECRET.test(secret)) throw new Error('a WooCommerce secret is of letters and digits only');
      const standing = (await all()).filter(({ address }) =>
        isOurStores(address, baseUrl, storeId, 'woocommerce'),
      );
      const changes = {
        created: [] as WebhookRegistration[],
        kept: [] as WebhookRegistration[],
        repaired: [] as WebhookRegistration[],
        refused: [] as { topic: string; reason: string }[],
      };
      const dealt = new Set<string>();
      for (const [topic, event_type] of Object.entries(TOPICS)) {
        const address = webhookAddress(baseUrl, 'woocommerce', event_type, storeId);
        const wanted = { delivery_url: address, secret, status: 'active' };
        const known = standing.filter((one) => one.topic === topic);
        const [best] = known.toSorted(
          (a, b) => Number(b.address === address) - Number(a.address === address),
        );
        try {
          if (best === undefined) {
            const made = await client.change('POST', 'webhooks', {
              name: `varai ${topic}`,
              topic,
              ...wanted,
            });
            changes.created.push(registrationOf(isRecord(made) ? made : {}));
          } else {
            // The secret can't be read back, so it is written each time.
            await client.change('PUT', `webhooks/${best.id}`, wanted);
            const isSound = best.status === 'active' && best.address === address;
            (isSound ? changes.kept : changes.repaired).push({ ...best, address, status: 'active' });
            dealt.add(best.id);
          }
        } catch (cause) {
          if (!(cause instanceof Problem) || cause.kind.code !== 'platform-answer-invalid') throw cause;
          changes.refused.push({ topic, reason: cause.message });
          for (const one of known) dealt.add(one.id);
        }
      }
      for (const one of standing) if (!dealt.has(one.id)) await remove(one.id);
      return changes;
    },
    async removeWebhooks({ baseUrl, id }) {
      const doomed = (await list(baseUrl)).filter((one) => id === null || one.id === id);
      for (const one of doomed) await remove(one.id);
      return doomed.length;
    },
  };
}

function registrationOf(body: Body): WebhookRegistration {
  const topic = String(body.topic);
  return {
    id: needId(body, 'id'),
    event_type: Object.hasOwn(TOPICS, topic) ? (TOPICS[topic] ?? null) : null,
    topic,
    address: String(body.delivery_url),
    status: body.status === 'active' ? 'active' : 'disabled',
  };
}
