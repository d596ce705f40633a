import {
  PREFERENCE_FIELD,
  pairValue,
  preferencesOf,
  RECOMMENDATION_FIELD,
  SESSION_FIELD,
} from '../attribution.ts';
import type { CanonicalOrder } from '../canonical.ts';
import { isRecord, parseJson } from '../json-body.ts';
import { type Fact, type Platform, UnmappableError } from '../platform.ts';
import {
  type Body,
  currencyOf,
  idOf,
  minorUnits,
  missing,
  needId,
  records,
  text,
  utcTimeOf,
} from '../reading.ts';
import { factsOf } from './product.ts';

/** Facts of a webhook's body: REST v3's representation, or a bare id for what was deleted. */
export const map: Platform['map'] = ({ event_type, body: raw, received_at, context }) => {
  const body = parseJson(raw);
  if (!isRecord(body)) throw new UnmappableError('the body is not a JSON object');
  const id = needId(body, 'id');
  const isGone = Object.keys(body).length === 1;
  switch (event_type) {
    case 'product_deleted':
      return goneFacts(id, received_at);
    case 'product_created':
    case 'product_updated':
      return isGone ? goneFacts(id, received_at) : withStale(factsOf(body, context), event_type);
    case 'order_created':
    case 'order_updated':
    case 'order_completed':
      return isGone
        ? [{ kind: 'order', id, updated_at: received_at, order: null }]
        : [orderFact(body, id, context.currency)];
    case 'customer_created':
    case 'customer_updated':
      return isGone
        ? [{ kind: 'customer', id, updated_at: received_at, customer: null }]
        : [customerFact(body, id)];
    default:
      throw new UnmappableError(`WooCommerce sends no ${event_type}`);
  }
};

/** Products and variations have ids of one series, and a deletion does not say which it was. */
function goneFacts(id: string, updated_at: number): Fact[] {
  return [
    { kind: 'product', id, updated_at, product: null },
    { kind: 'variant', id, product_id: null, updated_at, variant: null, evidence: [] },
  ];
}

/** A product lists its variations by id only; a new variation is not in its product's list yet. */
function withStale(facts: Fact[], event: string): Fact[] {
  const [fact] = facts;
  const stale = (product_id: string): Fact => ({
    kind: 'stale',
    product_id,
    variant_id: null,
    inventory_item_id: null,
  });
  if (fact?.kind === 'product' && (fact.product?.variant_ids?.length ?? 0) > 0) return [fact, stale(fact.id)];
  const isNew = fact?.kind === 'variant' && event === 'product_created' && fact.product_id !== null;
  return isNew && fact.product_id !== null ? [fact, stale(fact.product_id)] : facts;
}

const STATUS: Readonly<Record<string, CanonicalOrder['status']>> = {
  processing: 'paid',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'cancelled',
  trash: 'cancelled',
  refunded: 'refunded',
};

function orderFact(body: Body, order_id: string, currency: string): Fact {
  const updated_at = utcTimeOf(body.date_modified_gmt) ?? missing('date_modified_gmt');
  const stated = currencyOf(body.currency, currency);
  const amount = (value: unknown) => minorUnits(value, stated) ?? 0;
  const withTax = body.prices_include_tax === true;
  const order: CanonicalOrder = {
    order_id,
    number: text(body.number, 64),
    status: STATUS[String(body.status)] ?? (typeof body.date_paid_gmt === 'string' ? 'paid' : 'pending'),
    customer_id: idOf(body.customer_id),
    currency: stated,
    total: amount(body.total),
    discount_total: amount(body.discount_total),
    created_at: utcTimeOf(body.date_created_gmt) ?? updated_at,
    updated_at,
    session_id: pairValue(records(body.meta_data), SESSION_FIELD),
    line_items: records(body.line_items)
      .slice(0, 500)
      .map((line) => ({
        product_id: idOf(line.product_id),
        variant_id: idOf(line.variation_id),
        quantity: quantityOf(line),
        price: amount(unitPrice(line, withTax)),
        recommendation_id: pairValue(records(line.meta_data), RECOMMENDATION_FIELD),
      })),
  };
  return { kind: 'order', id: order_id, updated_at, order };
}

function quantityOf(line: Body): number {
  return typeof line.quantity === 'number' ? Math.max(0, Math.trunc(line.quantity)) : 0;
}

/** One piece before discounts, with tax where the shop's prices hold it: `price` itself is always without. */
function unitPrice(line: Body, withTax: boolean): number {
  const sum = Number(line.subtotal ?? 0) + (withTax ? Number(line.subtotal_tax ?? 0) : 0);
  return sum / Math.max(1, quantityOf(line));
}

function customerFact(body: Body, customer_id: string): Fact {
  const updated_at =
    utcTimeOf(body.date_modified_gmt) ?? utcTimeOf(body.date_created_gmt) ?? missing('date_modified_gmt');
  const meta = records(body.meta_data).flatMap(({ key, value }): [string, unknown][] =>
    typeof key === 'string' && key.startsWith(PREFERENCE_FIELD)
      ? [[key.slice(PREFERENCE_FIELD.length), value]]
      : [],
  );
  const customer = {
    customer_id,
    created_at: utcTimeOf(body.date_created_gmt),
    updated_at,
    preferences: preferencesOf(meta, updated_at),
  };
  return { kind: 'customer', id: customer_id, updated_at, customer };
}
