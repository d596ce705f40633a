import type { Client } from '../client.ts';
import { EXIT, Failure } from '../failure.ts';
import { isOutOfReach, type ShopAnswers } from './answers.ts';
import { askCredentials } from './credentials.ts';
import type { Changes, Store } from './wire.ts';

interface Connected {
  store: Store;
  inspection: {
    name: string;
    version: string | null;
    product_count: number | null;
    warnings: string[];
  } | null;
  webhook_secret?: string;
}

/** One thing that was done, for people to read and for scripts. */
export interface Step {
  name: 'connect' | 'webhooks' | 'catalogue' | 'key' | 'file';
  status: 'done' | 'unchanged' | 'skipped';
  detail: string;
}

const MOST_TRIES = 3;
/** The address and the credentials can be wrong; asking again helps. */
const WORTH_ASKING = new Set([
  'platform-unauthorized',
  'platform-credentials-invalid',
  'credentials-incomplete',
]);

/** The store as the server knows it. */
export const standingStore = (client: Client) =>
  client.call<Store>({ method: 'GET', path: '/admin/v1/store' });

/**
 * Has the server check the credentials against the shop and keep them. In a terminal wrong ones are asked for again.
 * @throws Failure with the server's words
 */
export async function connect(
  client: Client,
  answers: ShopAnswers,
  { isAsking, say }: { isAsking: boolean; say(line: string): void },
): Promise<Connected> {
  let { credentials } = answers;
  for (let tries = 1; ; tries++) {
    try {
      return await client.call<Connected>({
        method: 'PUT',
        path: '/admin/v1/store',
        body: bodyOf(answers, credentials),
      });
    } catch (error) {
      const { problem } = (error instanceof Failure ? error.details : {}) as { problem?: { code: string } };
      if (!isAsking || tries === MOST_TRIES || !WORTH_ASKING.has(problem?.code ?? '')) throw error;
      say(`✗ ${(error as Failure).message}`);
      credentials = await askCredentials(answers.platform.credential_fields, {}, say);
    }
  }
}

function bodyOf({ platform, address, webhooks_url, name }: ShopAnswers, credentials: object): object {
  return {
    platform: platform.name,
    address,
    credentials,
    ...(webhooks_url === null ? {} : { webhooks_url }),
    ...(name === undefined ? {} : { name }),
  };
}

/** What was found, in one line; what will not work, a line each. */
export function connectStep(connected: Connected, before: Store): { step: Step; warnings: string[] } {
  const { store, inspection } = connected;
  const isSame = before.status === 'connected' && before.address === store.address;
  const known = inspection?.product_count ?? null;
  const products = known === null ? '' : `, ${known} products`;
  const version = inspection?.version ? ` ${inspection.version}` : '';
  const detail = `${store.name} (${store.platform}${version}) at ${store.address}${products}`;
  return {
    step: {
      name: 'connect',
      status: isSame ? 'unchanged' : 'done',
      detail: isSame ? `Already connected to ${detail}; checked again` : `Connected to ${detail}`,
    },
    warnings: inspection?.warnings ?? [],
  };
}

/** Makes sure of the shop's webhooks where it can reach us. */
export async function webhooksStep(
  client: Client,
  store: Store,
): Promise<{ step: Step; refused: Changes['refused'] }> {
  const { webhooks_url, address } = store;
  const skipped = (why: string) => ({
    step: {
      name: 'webhooks' as const,
      status: 'skipped' as const,
      detail: `${why}\n  Until it has one, changes are found by asking the shop every few minutes.\n  Later: varai webhooks register --webhooks-url https://YOUR-SERVER --store ${store.store_id}`,
    },
    refused: [],
  });
  if (webhooks_url === null)
    return skipped('No webhooks: this server has no address that the shop could send to.');
  if (isOutOfReach(webhooks_url, address ?? '')) {
    return skipped(`No webhooks: ${webhooks_url} is this machine alone, the shop can’t reach it.`);
  }
  const changes = await client.call<Changes>({ method: 'PUT', path: '/admin/v1/store/webhooks' });
  return { step: { name: 'webhooks', ...webhooksDetail(changes) }, refused: changes.refused };
}

/** What became of the webhooks, in words. */
export function webhooksDetail({ created, kept, repaired }: Changes): Pick<Step, 'status' | 'detail'> {
  const parts = [
    created.length > 0 ? `${created.length} registered` : '',
    repaired.length > 0 ? `${repaired.length} repaired` : '',
    kept.length > 0 ? `${kept.length} already there` : '',
  ].filter((part) => part !== '');
  return {
    status: created.length + repaired.length > 0 ? 'done' : 'unchanged',
    detail: `Webhooks: ${parts.join(', ') || 'none'}`,
  };
}

/** @throws Failure when the store has never been connected */
export function refuseUnconnected({ status, store_id }: Store): void {
  if (status !== 'unconnected') return;
  throw new Failure(
    `Store "${store_id}" is not connected to a shop.`,
    `varai init --store ${store_id}`,
    EXIT.badInput,
  );
}
