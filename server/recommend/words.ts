import type { FrameShape, Material, Rim } from '../catalog/index.ts';
import type { FaceShape } from '../face/index.ts';

/** Every reason there can be. `{mm}` and the like stand for the values of its code. */
export type ReasonCode =
  | 'width_match'
  | 'width_wider_good'
  | 'width_narrower_good'
  | 'width_roomy'
  | 'width_snug'
  | 'width_too_wide'
  | 'width_too_narrow'
  | 'width_estimated'
  | 'pupils_centred'
  | 'pupils_off_centre'
  | 'bridge_match'
  | 'bridge_wide'
  | 'bridge_narrow'
  | 'bridge_pads'
  | 'shape_suits'
  | 'shape_bold'
  | 'matches_shape'
  | 'matches_color'
  | 'matches_material'
  | 'matches_rim'
  | 'matches_brand'
  | 'within_budget'
  | 'light'
  | 'progressive_ready'
  | 'last_pieces'
  | 'out_of_stock'
  | 'no_numbers'
  | 'in_stock';

/** One language: its sentences, and the nouns that go into them. */
export interface Words {
  reasons: Record<ReasonCode, string>;
  shapes: Record<FrameShape, string>;
  materials: Record<Material, string>;
  rims: Record<Rim, string>;
  faces: Record<FaceShape, string>;
}
