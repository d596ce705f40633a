import type { Limits, Queue, Tally } from '../data/index.ts';
import type { Delivery, EventType, PlatformName, Platforms, Receipt } from '../platforms/index.ts';
import { EVENT_TYPES } from '../platforms/index.ts';
import { type Connection, type Connections, validSecrets } from '../stores/index.ts';
import { bringsPeople, eventId, route, type SyncEvent } from './events.ts';
import { backlogFull, webhookStoreUnknown, webhooksTooFast, webhookTypeUnknown } from './problems.ts';

/** A shop may send this much at once and this much all the time; a sale at a large shop is a tenth of it. */
const SOURCE_LIMIT = { amount: 20_000, seconds: 10 };
/** Wrong signatures are not sent by shops. */
const FORGERY_LIMIT = { amount: 60, seconds: 60 };
/** Waiting events that can be dealt with in minutes. Beyond, the platform's own retries are the better queue. */
const BACKLOG_LIMIT = 100_000;
const BACKLOG_RETRY_SECONDS = 30;

export type IntakeResult = 'accepted' | 'duplicate' | 'ping' | 'unknown_topic' | 'refused';

export interface Accepted {
  result: Exclude<IntakeResult, 'refused'>;
  event_id: string | null;
}

export interface IntakeDeps {
  queue: Queue<SyncEvent>;
  connections: Connections;
  platforms: Platforms;
  limits: Limits;
  /** Events waiting now, as far as is known without asking. */
  waiting(): number;
  /** Throws when the store's people must not be kept here. */
  admitPeople?(store_id: string): Promise<void>;
  onDelivery(platform: PlatformName, result: IntakeResult): void;
}

export type Intake = (
  platform: PlatformName,
  delivery: Delivery,
  store_id: string | undefined,
) => Promise<Accepted>;

/** Takes a delivery: who sent it, is it theirs, has it come before; then one durable write. */
export function openIntake(deps: IntakeDeps): Intake {
  const { queue, connections, platforms, limits, waiting, onDelivery } = deps;
  const ofShop = limits.meter('webhooks', SOURCE_LIMIT);
  const ofForger = limits.meter('forgeries', FORGERY_LIMIT);

  /** @throws Problem webhooks-too-fast */
  function count(tally: Tally): void {
    if (limits.take(tally) === null) return;
    const seconds = Math.ceil(tally.waitMs(limits.now()) / 1000);
    throw webhooksTooFast({ headers: { 'retry-after': `${seconds}` } });
  }

  function received(connection: Connection, delivery: Delivery): Receipt {
    const { received_at: now } = delivery;
    const secrets = validSecrets(connection, now);
    try {
      return platforms[connection.platform].receive(delivery, secrets);
    } catch (error) {
      count(ofForger.of(connection.store_id));
      throw error;
    }
  }

  async function accept(
    platform: PlatformName,
    delivery: Delivery,
    store_id: string | undefined,
  ): Promise<Accepted> {
    if (!isEventType(delivery.event_type)) throw webhookTypeUnknown();
    const claimed = platforms[platform].claimedAddress(delivery.headers);
    const connection =
      store_id !== undefined
        ? await connections.get(store_id)
        : claimed && (await connections.byAddress(platform, claimed));
    if (!connection || connection.platform !== platform) throw webhookStoreUnknown();
    // All shops of one Shopify app sign with one secret: whose event it is must agree with the address it was sent to.
    if (claimed !== null && claimed !== connection.address) throw webhookStoreUnknown();
    count(ofShop.of(connection.store_id));
    if (waiting() >= BACKLOG_LIMIT) {
      throw backlogFull({ headers: { 'retry-after': `${BACKLOG_RETRY_SECONDS}` } });
    }
    const receipt = received(connection, delivery);
    if (receipt.kind === 'ping') return { result: 'ping', event_id: null };
    if (receipt.kind === 'unknown') return { result: 'unknown_topic', event_id: null };
    const event = eventOf(connection, receipt, delivery);
    // Whoever moved to another region is still erased here.
    if (bringsPeople(event)) await deps.admitPeople?.(event.store_id);
    const isNew = await queue.publish(event);
    return { result: isNew ? 'accepted' : 'duplicate', event_id: event._id };
  }

  function eventOf(
    { store_id, platform }: Connection,
    { event_type, entity_id, dedupe_key, triggered_at }: Extract<Receipt, { kind: 'event' }>,
    { body, received_at }: Delivery,
  ): SyncEvent {
    const _id = eventId(store_id, platform, dedupe_key);
    const routed = route(event_type);
    return {
      _id,
      ...routed,
      store_id,
      platform,
      event_type,
      entity_id,
      triggered_at,
      received_at,
      body: body.toString('utf8'),
    };
  }

  return async (platform, delivery, store_id) => {
    try {
      const accepted = await accept(platform, delivery, store_id);
      onDelivery(platform, accepted.result);
      return accepted;
    } catch (error) {
      onDelivery(platform, 'refused');
      throw error;
    }
  };
}

function isEventType(text: string): text is EventType {
  return (EVENT_TYPES as readonly string[]).includes(text);
}
