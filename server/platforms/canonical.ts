import { type Static, Type } from 'typebox';
import { nullable, oneOf } from '../http/index.ts';

const id = Type.String({ minLength: 1, maxLength: 128 });
const time = Type.Integer({ description: 'Milliseconds since the epoch' });
const money = Type.Integer({ description: 'Minor units of the currency' });

/** An order without who ordered: what attribution and reports need, and no name, address or e-mail. */
export const CanonicalOrder = Type.Object(
  {
    order_id: id,
    number: nullable(Type.String({ maxLength: 64 })),
    status: oneOf(['pending', 'paid', 'completed', 'cancelled', 'refunded']),
    customer_id: nullable(id),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    total: money,
    discount_total: money,
    created_at: time,
    updated_at: time,
    /** The shopper's visit, where the cart carried it. */
    session_id: nullable(Type.String({ maxLength: 128 })),
    line_items: Type.Array(
      Type.Object({
        product_id: nullable(id),
        variant_id: nullable(id),
        quantity: Type.Integer({ minimum: 0 }),
        price: money,
        /** The recommendation it came from, where the cart carried it. */
        recommendation_id: nullable(Type.String({ maxLength: 128 })),
      }),
      { maxItems: 500 },
    ),
  },
  { $id: 'order_schema_v1', additionalProperties: false },
);
export type CanonicalOrder = Static<typeof CanonicalOrder>;

/** A customer without a name: the platform's id, and what they like, each with the time it was said. */
export const CanonicalCustomer = Type.Object(
  {
    customer_id: id,
    created_at: nullable(time),
    updated_at: time,
    preferences: Type.Record(
      Type.String({ maxLength: 64 }),
      Type.Object({ value: Type.String({ maxLength: 500 }), updated_at: time }),
      { maxProperties: 50 },
    ),
  },
  { $id: 'customer_schema_v1', additionalProperties: false },
);
export type CanonicalCustomer = Static<typeof CanonicalCustomer>;

/** Something a shopper did with the discovery on a shop's page, told by that shop's server. */
export const AiInteraction = Type.Object(
  {
    interaction_id: id,
    type: oneOf(['ai_interaction', 'face_analysis_completed', 'recommendation_generated']),
    session_id: nullable(Type.String({ maxLength: 128 })),
    product_id: nullable(id),
    action: nullable(Type.String({ maxLength: 64 })),
    occurred_at: time,
  },
  { $id: 'ai_interaction_schema_v1', additionalProperties: false },
);
export type AiInteraction = Static<typeof AiInteraction>;
