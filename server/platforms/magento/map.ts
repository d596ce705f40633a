import { preferencesOf, RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import type { CanonicalOrder } from '../canonical.ts';
import { isRecord, parseJson } from '../json-body.ts';
import { type Fact, type Platform, UnmappableError } from '../platform.ts';
import { type Body, currencyOf, idOf, minorUnits, missing, records, text, utcTimeOf } from '../reading.ts';
import { factsOf, unknownAttributes } from './product.ts';
import { entityOf } from './receive.ts';

/** Facts of a body the module sends: Magento's own REST representation. */
export const map: Platform['map'] = ({ event_type, body: raw, received_at, context }) => {
  const body = parseJson(raw);
  if (!isRecord(body)) throw new UnmappableError('the body is not a JSON object');
  const id = entityOf(event_type, body) ?? missing('id');
  switch (event_type) {
    case 'product_created':
    case 'product_updated': {
      const facts = factsOf(body, context, received_at);
      return unknownAttributes(body, context).length > 0 ? [...facts, staleFact(body, id)] : facts;
    }
    case 'product_deleted':
      return [
        { kind: 'product', id, updated_at: received_at, product: null },
        { kind: 'variant', id, product_id: null, updated_at: received_at, variant: null, evidence: [] },
      ];
    case 'inventory_updated':
      return [{ kind: 'stale', product_id: id, variant_id: null, inventory_item_id: null }];
    case 'order_created':
    case 'order_updated':
    case 'order_completed':
      return [orderFact(body, id, context.currency)];
    case 'customer_created':
    case 'customer_updated':
      return [customerFact(body, id)];
    default:
      throw new UnmappableError(`the Magento module sends no ${event_type}`);
  }
};

function staleFact(body: Body, id: string): Fact {
  const isChild = body.visibility === 1;
  return {
    kind: 'stale',
    product_id: isChild ? null : id,
    variant_id: isChild ? id : null,
    inventory_item_id: null,
  };
}

/** By `state`, which Magento fixes; `status` is the merchant's own word for it. */
const STATE: Readonly<Record<string, CanonicalOrder['status']>> = {
  processing: 'paid',
  complete: 'completed',
  closed: 'refunded',
  canceled: 'cancelled',
};

function orderFact(body: Body, order_id: string, currency: string): Fact {
  const updated_at = utcTimeOf(body.updated_at) ?? missing('updated_at');
  const stated = currencyOf(body.order_currency_code, currency);
  const amount = (value: unknown) => minorUnits(value, stated) ?? 0;
  const items = records(body.items);
  const order: CanonicalOrder = {
    order_id,
    number: text(body.increment_id, 64),
    status: STATE[String(body.state)] ?? 'pending',
    customer_id: idOf(body.customer_id),
    currency: stated,
    total: amount(body.grand_total),
    discount_total: Math.abs(amount(body.discount_amount)),
    created_at: utcTimeOf(body.created_at) ?? updated_at,
    updated_at,
    session_id: text(extension(body, SESSION_FIELD), 128),
    // A configurable line is two items: its own with the price, and the part that was chosen.
    line_items: items
      .filter((item) => idOf(item.parent_item_id) === null)
      .slice(0, 500)
      .map((item) => ({
        product_id: idOf(item.product_id),
        variant_id: idOf(items.find((part) => part.parent_item_id === item.item_id)?.product_id),
        quantity: typeof item.qty_ordered === 'number' ? Math.max(0, Math.trunc(item.qty_ordered)) : 0,
        price: amount(item.price_incl_tax ?? item.price),
        recommendation_id: text(extension(item, RECOMMENDATION_FIELD), 128),
      })),
  };
  return { kind: 'order', id: order_id, updated_at, order };
}

/** An extension attribute of our module's; Magento's may not begin with `_`. */
function extension(body: Body, field: string): unknown {
  const extensions = body.extension_attributes;
  return isRecord(extensions) ? extensions[field.replace(/^_/, '')] : undefined;
}

const PREFERENCE = 'varai_pref_';

function customerFact(body: Body, customer_id: string): Fact {
  const updated_at = utcTimeOf(body.updated_at) ?? missing('updated_at');
  const said = records(body.custom_attributes).flatMap(({ attribute_code, value }): [string, unknown][] =>
    typeof attribute_code === 'string' && attribute_code.startsWith(PREFERENCE)
      ? [[attribute_code.slice(PREFERENCE.length), value]]
      : [],
  );
  const customer = {
    customer_id,
    created_at: utcTimeOf(body.created_at),
    updated_at,
    preferences: preferencesOf(said, updated_at),
  };
  return { kind: 'customer', id: customer_id, updated_at, customer };
}
