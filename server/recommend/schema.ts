import { type Static, Type } from 'typebox';
import { FaceShape } from '../face/index.ts';

/** How one frame sits on one face. Differences are frame minus the ideal for the face (the middle of its band), in mm. */
export const Fit = Type.Object({
  size: Type.Union([
    Type.Literal('too_narrow'),
    Type.Literal('snug'),
    Type.Literal('good'),
    Type.Literal('roomy'),
    Type.Literal('too_wide'),
    Type.Literal('unknown'),
  ]),
  width_difference_mm: Type.Union([Type.Number(), Type.Null()]),
  bridge_difference_mm: Type.Union([Type.Number(), Type.Null()]),
  score: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
});
export type Fit = Static<typeof Fit>;

export const Recommendation = Type.Object({
  product_id: Type.String(),
  variant_id: Type.Union([Type.String(), Type.Null()]),
  title: Type.String(),
  brand: Type.Union([Type.String(), Type.Null()]),
  image_url: Type.Union([Type.String(), Type.Null()]),
  url: Type.Union([Type.String(), Type.Null()]),
  price: Type.Integer({ description: 'In minor units of the currency' }),
  currency: Type.String({ description: 'ISO 4217' }),
  /** The frame's own numbers, null where the shop has not said. */
  frame: Type.Object({
    shape: Type.Union([Type.String(), Type.Null()]),
    material: Type.Union([Type.String(), Type.Null()]),
    color: Type.Union([Type.String(), Type.Null()]),
    lens_width: Type.Union([Type.Number(), Type.Null()]),
    bridge: Type.Union([Type.Number(), Type.Null()]),
    temple: Type.Union([Type.Number(), Type.Null()]),
    total_width: Type.Union([Type.Number(), Type.Null()]),
  }),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  fit: Fit,
  reasons: Type.Array(Type.String(), { minItems: 1, description: 'In words a shopper understands' }),
  /** The same reasons for programs and translations: `code` and its values. */
  reason_codes: Type.Array(
    Type.Object({
      code: Type.String(),
      values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
});
export type Recommendation = Static<typeof Recommendation>;

export const RecommendationList = Type.Object({
  recommendations: Type.Array(Recommendation),
  face_shape: Type.Union([FaceShape, Type.Null()]),
  model: Type.String(),
  cached: Type.Boolean(),
});
export type RecommendationList = Static<typeof RecommendationList>;
