import { pairValue, RECOMMENDATION_FIELD, SESSION_FIELD } from '../attribution.ts';
import type { CanonicalOrder } from '../canonical.ts';
import { isRecord, parseJson } from '../json-body.ts';
import { type Fact, type Platform, UnmappableError } from '../platform.ts';
import { type Body, currencyOf, idOf, minorUnits, missing, records, text, timeOf } from '../reading.ts';
import { factsOfBody } from './product.ts';
import { shopifyId } from './receive.ts';

/** Facts of a webhook's body. */
export const map: Platform['map'] = ({ event_type, body: raw, received_at, triggered_at, context }) => {
  const body = parseJson(raw);
  if (!isRecord(body)) throw new UnmappableError('the body is not a JSON object');
  const id = () => shopifyId(body.id, body.admin_graphql_api_id) ?? missing('id');
  switch (event_type) {
    case 'product_created':
    case 'product_updated':
      return factsOfBody(body, context);
    case 'product_deleted':
      return [{ kind: 'product', id: id(), updated_at: triggered_at ?? received_at, product: null }];
    case 'inventory_updated': {
      const inventory_item_id = idOf(body.inventory_item_id) ?? missing('inventory_item_id');
      return [{ kind: 'stale', product_id: null, variant_id: null, inventory_item_id }];
    }
    case 'order_created':
    case 'order_updated':
    case 'order_completed':
      return [orderFact(body, id(), context.currency)];
    case 'customer_created':
    case 'customer_updated': {
      const updated_at = timeOf(body.updated_at) ?? missing('updated_at');
      const customer = {
        customer_id: id(),
        created_at: timeOf(body.created_at),
        updated_at,
        preferences: {},
      };
      return [{ kind: 'customer', id: id(), updated_at, customer }];
    }
    case 'app_uninstalled':
      return [{ kind: 'uninstalled' }];
    case 'customer_data_request':
    case 'customer_redact':
    case 'shop_redact':
      return [privacyFact(event_type, body)];
    default:
      throw new UnmappableError(`Shopify sends no ${event_type}`);
  }
};

function orderFact(body: Body, order_id: string, currency: string): Fact {
  const updated_at = timeOf(body.updated_at) ?? missing('updated_at');
  const stated = currencyOf(body.currency, currency);
  const amount = (value: unknown) => minorUnits(value, stated) ?? 0;
  const order: CanonicalOrder = {
    order_id,
    number: text(body.name, 64),
    status: statusOf(body),
    customer_id: isRecord(body.customer) ? idOf(body.customer.id) : null,
    currency: stated,
    total: amount(body.total_price),
    discount_total: amount(body.total_discounts),
    created_at: timeOf(body.created_at) ?? updated_at,
    updated_at,
    session_id: pairValue(records(body.note_attributes), SESSION_FIELD),
    line_items: records(body.line_items)
      .slice(0, 500)
      .map((line) => ({
        product_id: idOf(line.product_id),
        variant_id: idOf(line.variant_id),
        quantity: typeof line.quantity === 'number' ? Math.max(0, Math.trunc(line.quantity)) : 0,
        price: amount(line.price),
        recommendation_id: pairValue(records(line.properties), RECOMMENDATION_FIELD),
      })),
  };
  return { kind: 'order', id: order_id, updated_at, order };
}

/** Of `financial_status` (shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus). */
function statusOf(body: Body): CanonicalOrder['status'] {
  if (typeof body.cancelled_at === 'string' || body.financial_status === 'voided') return 'cancelled';
  if (body.financial_status === 'refunded') return 'refunded';
  const isPaid = body.financial_status === 'paid' || body.financial_status === 'partially_refunded';
  if (!isPaid) return 'pending';
  return body.fulfillment_status === 'fulfilled' ? 'completed' : 'paid';
}

/** https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
function privacyFact(request: 'customer_data_request' | 'customer_redact' | 'shop_redact', body: Body): Fact {
  const listed = body.orders_to_redact ?? body.orders_requested;
  return {
    kind: 'privacy',
    request,
    customer_id: isRecord(body.customer) ? idOf(body.customer.id) : null,
    order_ids: Array.isArray(listed) ? listed.map(idOf).filter((id) => id !== null) : [],
  };
}
