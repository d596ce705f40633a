import { isRecord } from '../json-body.ts';
import { type PlatformApi, type WebhookRegistration, webhookAddress } from '../platform.ts';
import { platformAnswerInvalid } from '../problems.ts';
import { type Body, needId, records } from '../reading.ts';
import { isOurStores, isOurs } from '../webhook-addresses.ts';
import type { MagentoClient } from './client.ts';
import { MAGENTO_EVENTS } from './receive.ts';

export const NO_MODULE =
  'Magento sends no webhooks by itself: install the varai module; until then changes are found by reconcile.';

const PATH = 'varai/webhooks';

type Webhooks = Pick<PlatformApi, 'listWebhooks' | 'ensureWebhooks' | 'removeWebhooks'>;

/** The webhooks of our own module; null where it is not installed. */
export async function readWebhooks(client: MagentoClient): Promise<WebhookRegistration[] | null> {
  const answer = await client.get(PATH);
  return answer === null ? null : records(answer).map(registrationOf);
}

export function openWebhooks(client: MagentoClient): Webhooks {
  const list = async (baseUrl: string) =>
    ((await readWebhooks(client)) ?? []).filter(({ address }) => isOurs(address, baseUrl, 'magento'));
  const remove = (id: string) => client.change('DELETE', `${PATH}/${encodeURIComponent(id)}`);
  return {
    listWebhooks: list,
    async ensureWebhooks({ baseUrl, storeId, secret }) {
      const all = await readWebhooks(client);
      const changes = {
        created: [] as WebhookRegistration[],
        kept: [] as WebhookRegistration[],
        repaired: [] as WebhookRegistration[],
        refused: [] as { topic: string; reason: string }[],
      };
      if (all === null) {
        changes.refused.push(...MAGENTO_EVENTS.map((topic) => ({ topic, reason: NO_MODULE })));
        return changes;
      }
      const standing = all.filter(({ address }) => isOurStores(address, baseUrl, storeId, 'magento'));
      const dealt = new Set<string>();
      for (const topic of MAGENTO_EVENTS) {
        const address = webhookAddress(baseUrl, 'magento', topic, storeId);
        // Makes it, or sets secret and status of the one that is there: the module keeps one for each address.
        const made = await client.change('PUT', PATH, { topic, address, secret });
        if (!isRecord(made)) throw platformAnswerInvalid({ detail: 'The module made no webhook.' });
        const registration = registrationOf(made);
        dealt.add(registration.id);
        const before = standing.find((one) => one.id === registration.id);
        if (before?.status === 'active') changes.kept.push(registration);
        else if (standing.some((one) => one.topic === topic)) changes.repaired.push(registration);
        else changes.created.push(registration);
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
    event_type: MAGENTO_EVENTS.find((event) => event === topic) ?? null,
    topic,
    address: String(body.address),
    status: body.status === 'active' ? 'active' : 'disabled',
  };
}
