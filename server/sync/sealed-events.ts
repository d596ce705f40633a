import {
  type Documents,
  isSealed,
  KeyDestroyedError,
  type Keyring,
  type MessageSealing,
  resealAll,
  SealBrokenError,
  type Vault,
  versionOfSealed,
} from '../data/index.ts';
import { bodyContext, mayNamePeople, type SyncEvent } from './events.ts';

/** What stands in place of a body that nobody can open any more. */
export const UNREADABLE = '';

/**
 * How bodies that name people lie in the log: a customer's under the customer's own key; an order's and an
 * interaction's, whose person is known only once it is read, under the store's. Which do is told by the topic.
 */
export function eventSealing(deps: {
  documents: Documents;
  vault: Vault;
  keyring: Keyring;
}): MessageSealing<SyncEvent> {
  const { documents, vault, keyring } = deps;

  async function sealed<E extends SyncEvent>(event: E): Promise<E> {
    if (!mayNamePeople(event) || event.body === UNREADABLE) return event;
    // It destroys the store's key, and must still be readable when it is tried again.
    if (event.event_type === 'shop_redact')
      return { ...event, body: keyring.seal(bodyContext(event._id), event.body) };
    return { ...event, body: await vault.seal(placeOf(event), event.body) };
  }

  async function opened<E extends SyncEvent>(event: E, trusts = !vault.isWhole()): Promise<E> {
    if (!mayNamePeople(event) || event.body === UNREADABLE) return event;
    try {
      return { ...event, body: await bodyIn(event, trusts) };
    } catch (error) {
      if (!(error instanceof KeyDestroyedError || error instanceof SealBrokenError)) throw error;
      return { ...event, body: UNREADABLE };
    }
  }

  async function bodyIn(event: SyncEvent, trusts: boolean): Promise<string> {
    const { _id, body, event_type } = event;
    if (isSealed(body)) return (await vault.open(placeOf(event), body)) as string;
    // Before the vault, the keyring sealed what named a customer, and nothing an interaction.
    const isKeyrings = event_type === 'shop_redact' || versionOfSealed(body) !== null;
    if (isKeyrings) return keyring.open(bodyContext(_id), body);
    if (!trusts) throw new SealBrokenError();
    return body;
  }

  vault.holds({
    name: 'events',
    reseal: ({ trusts, onProgress }) =>
      resealAll({
        plain: documents.collection<SyncEvent>('events'),
        standing: (event) => {
          const isVaults = mayNamePeople(event) && event.event_type !== 'shop_redact';
          return isVaults && event.body !== UNREADABLE ? [['body', event.body]] : [];
        },
        isCurrent: vault.isCurrent,
        opened: async (event) => {
          const read = await opened(event, trusts || !vault.isWhole());
          return read.body === UNREADABLE ? null : read;
        },
        sealed,
        onProgress,
      }),
  });
  return { sealed, opened };
}

function placeOf({ _id, store_id, event_type, entity_id }: SyncEvent) {
  const isCustomers = event_type === 'customer_created' || event_type === 'customer_updated';
  const subject = isCustomers && entity_id !== null ? `customer:${entity_id}` : undefined;
  return { store_id, subject, field: 'events.body', _id };
}
