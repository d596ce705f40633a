import { Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { ProductInput } from '../../catalog/index.ts';
import { AiInteraction, CanonicalCustomer, CanonicalOrder } from '../canonical.ts';
import { isRecord } from '../json-body.ts';
import type { EventType } from '../platform.ts';
import type { Body } from '../reading.ts';

const updated_at = Type.Optional(Type.Integer({ minimum: 0, description: 'Milliseconds since the epoch' }));

/** A whole product in canonical form; of several with one signing second, `updated_at` tells the newest. */
const ProductEvent = Type.Object({ ...ProductInput.properties, updated_at }, { additionalProperties: false });
const ProductDeleted = Type.Object(
  { product_id: ProductInput.properties.product_id, updated_at },
  { additionalProperties: false },
);

/** What each event's body must be. */
const SCHEMAS = {
  product_created: ProductEvent,
  product_updated: ProductEvent,
  product_deleted: ProductDeleted,
  order_created: CanonicalOrder,
  order_updated: CanonicalOrder,
  order_completed: CanonicalOrder,
  customer_created: CanonicalCustomer,
  customer_updated: CanonicalCustomer,
  ai_interaction: AiInteraction,
  face_analysis_completed: AiInteraction,
  recommendation_generated: AiInteraction,
} as const;
export type HtmlEvent = keyof typeof SCHEMAS;
export const HTML_EVENTS = Object.keys(SCHEMAS) as HtmlEvent[];

export function isHtmlEvent(event: string): event is HtmlEvent {
  return Object.hasOwn(SCHEMAS, event);
}

/** Members that may be left out, which is to leave them open. */
const PRODUCT_OPEN = ['description', 'brand', 'category', 'url', 'stock', 'gender'];
const ORDER_OPEN = ['number', 'customer_id', 'session_id'];
const EYEWEAR_OPEN = Object.keys(ProductInput.properties.eyewear.properties);
const VARIANT_OPEN = ['color', 'stock', 'image_url', 'sku'];

const compiled = new Map<EventType, Validator>();

/**
 * The body with everything it left open as null, and what is wrong with it.
 * @returns faults as "/price must be integer"; none: the body is what the event's schema says.
 */
export function readBody(event: HtmlEvent, given: Body): { body: Body; faults: string[] } {
  const body = completed(event, given);
  let validator = compiled.get(event);
  if (validator === undefined) {
    validator = Compile(SCHEMAS[event]);
    compiled.set(event, validator);
  }
  if (validator.Check(body)) return { body, faults: typeFaults(event, body) };
  const faults = validator
    .Errors(body)
    .map(({ instancePath, message }) => `${instancePath.slice(0, 100)} ${plainly(message)}`.trim());
  return { body, faults: faults.slice(0, 5) };
}

/** JSON Schema's word for a member it does not know tells nobody anything. */
const plainly = (message: string) => message.replace('schema is false', 'is not a member of this event');

/** An interaction sent to another event's address is somebody's mistake. */
function typeFaults(event: HtmlEvent, body: Body): string[] {
  const isOther = SCHEMAS[event] === AiInteraction && body.type !== event;
  return isOther ? [`/type must be ${event}`] : [];
}

function completed(event: HtmlEvent, given: Body): Body {
  if (event.startsWith('order_')) return withNulls(given, ORDER_OPEN);
  if (event === 'product_deleted' || !event.startsWith('product_')) return given;
  const { variants, eyewear } = given;
  return {
    images: [],
    tags: [],
    ...withNulls(given, PRODUCT_OPEN),
    variants: Array.isArray(variants)
      ? variants.map((variant) => (isRecord(variant) ? withNulls(variant, VARIANT_OPEN) : variant))
      : (variants ?? []),
    eyewear: withNulls(isRecord(eyewear) ? eyewear : {}, EYEWEAR_OPEN),
  };
}

function withNulls(given: Body, names: readonly string[]): Body {
  return { ...Object.fromEntries(names.map((name) => [name, null])), ...given };
}
