import {
  type Documents,
  isSealed,
  KeyDestroyedError,
  type Keyring,
  type MessageSealing,
  resealAll,
  SealBrokenError,
  type Vault,
} from '../data/index.ts';
import { bodyContext, type SyncEvent } from './events.ts';

/** What stands in place of a body that nobody can open any more. */
export const UNREADABLE = '';

/**
 * How bodies that name people lie in the log: a customer's under the customer's own key, an order's, whose customer is
 * known only once it is read, under the store's.
 */
export function eventSealing(deps: {
  documents: Documents;
  vault: Vault;
  keyring: Keyring;
}): MessageSealing<SyncEvent> {
  const { documents, vault, keyring } = deps;

  async function sealed<E extends SyncEvent>(event: E): Promise<E> {
    if (!event.is_sealed || event.body === UNREADABLE) return event;
    // It destroys the store's key, and must still be readable when it is tried again.
    if (event.event_type === 'shop_redact')
      return { ...event, body: keyring.seal(bodyContext(event._id), event.body) };
    return { ...event, body: await vault.seal(placeOf(event), event.body) };
  }

  async function opened<E extends SyncEvent>(event: E): Promise<E> {
    if (!event.is_sealed) return event;
    try {
      const body = isSealed(event.body)
        ? ((await vault.open(placeOf(event), event.body)) as string)
        : keyring.open(bodyContext(event._id), event.body);
      return { ...event, body };
    } catch (error) {
      if (!(error instanceof KeyDestroyedError || error instanceof SealBrokenError)) throw error;
      return { ...event, body: UNREADABLE };
    }
  }

  vault.holds({
    name: 'events',
    reseal: (onProgress) =>
      resealAll({
        plain: documents.collection<SyncEvent>('events'),
        standing: (event) =>
          event.is_sealed && event.event_type !== 'shop_redact' ? [['body', event.body]] : [],
        isCurrent: vault.isCurrent,
        opened: async (event) => {
          const read = await opened(event);
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
