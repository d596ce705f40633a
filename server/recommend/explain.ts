import { type Product, type Variant, valuesIn } from '../catalog/index.ts';
import type { FaceShape } from '../face/index.ts';
import { brandKey } from './catalog-index.ts';
import { type FaceNumbers, type FitParts, type FrameNumbers, fitParts, sizeWord } from './fit.ts';
import { LANGUAGES, type Language, type ReasonCode } from './languages.ts';
import type { Preferences } from './preferences.ts';
import type { Fit } from './schema.ts';

/** One reason for programs: the words of any language are made from it. */
export interface Reason {
  code: ReasonCode;
  values: Record<string, string | number>;
}

export interface ExplainInput {
  product: Product;
  offer: Pick<Variant, 'color' | 'in_stock' | 'stock'>;
  frame: FrameNumbers;
  face: FaceNumbers | null;
  faceShape: FaceShape | null;
  preferences: Preferences;
  /** The shopper set an upper or lower price. */
  hasBudget: boolean;
}

/** More would not be read. */
const MAX_REASONS = 4;
/** Up from here many guides recommend the shape for the face; down from there many advise against it. */
const SUITS_FROM = 0.7;
const BOLD_UP_TO = 0.3;
/** Light enough to say so, g: where the taste for light frames is fully granted. */
const LIGHT_UP_TO_G = 18;
const FEW_LEFT = 3;
/** A difference too small to be felt. */
const SAME_MM = 1;

/** Why this frame is shown, the weightiest reason first, with the numbers its score was made from. */
export function reasonsFor(input: ExplainInput): Reason[] {
  const parts = input.face === null ? null : fitParts(input.frame, input.face);
  const reasons = [
    ...widthReasons(input, parts),
    ...tasteReasons(input),
    ...styleReasons(input),
    ...eyeReasons(parts),
    ...bridgeReasons(input.frame, parts),
    ...stockReasons(input),
  ];
  const told = reasons.slice(0, MAX_REASONS);
  const stock = reasons.find(({ code }) => code === 'last_pieces' || code === 'out_of_stock');
  if (stock !== undefined && !told.includes(stock)) told[MAX_REASONS - 1] = stock;
  return told.length > 0 ? told : [reason('in_stock')];
}

/** The fit as the wire gives it. */
export function fitFor(frame: FrameNumbers, face: FaceNumbers | null, score: number | null): Fit {
  const parts = face === null ? null : fitParts(frame, face);
  return {
    size: face === null ? 'unknown' : sizeWord(frame, face),
    width_difference_mm: tenths(parts?.width?.difference),
    bridge_difference_mm: tenths(parts?.bridge?.difference),
    score: score === null ? null : round(score, 1000),
  };
}

/** The reasons as sentences of a language. */
export function inWords(reasons: readonly Reason[], language: Language): string[] {
  const { reasons: sentences, shapes, faces, materials, rims } = LANGUAGES[language];
  const nouns: Record<string, Record<string, string>> = {
    shape: shapes,
    face: faces,
    material: materials,
    rim: rims,
  };
  return reasons.map(({ code, values }) =>
    sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? '';
      return nouns[name]?.[value] ?? String(value);
    }),
  );
}

function reason(code: ReasonCode, values: Reason['values'] = {}): Reason {
  return { code, values };
}

function widthReasons({ frame, face }: ExplainInput, parts: FitParts | null): Reason[] {
  if (face === null || parts === null) return [];
  if (parts.width === null) return parts.centres === null ? [reason('no_numbers')] : [];
  const { difference, estimated } = parts.width;
  const mm = Math.round(Math.abs(difference));
  return [
    mm < SAME_MM ? reason('width_match') : reason(widthCode(sizeWord(frame, face), difference), { mm }),
    ...(estimated ? [reason('width_estimated')] : []),
  ];
}

function widthCode(size: Fit['size'], difference: number): ReasonCode {
  if (size === 'too_wide' || size === 'too_narrow' || size === 'roomy' || size === 'snug')
    return `width_${size}`;
  return difference > 0 ? 'width_wider_good' : 'width_narrower_good';
}

function tasteReasons({ product, offer, preferences, hasBudget }: ExplainInput): Reason[] {
  const { shape, material, rim, weight_g: grams, lens_height: height } = product.eyewear;
  const { brand } = product;
  const reasons: Reason[] = [];
  if (shape !== null && preferences.shape.want.includes(shape))
    reasons.push(reason('matches_shape', { shape }));
  const colors = valuesIn('color', offer.color ?? '');
  if (offer.color !== null && colors.some((color) => preferences.color.want.includes(color))) {
    reasons.push(reason('matches_color', { color: offer.color }));
  }
  if (material !== null && preferences.material.want.includes(material)) {
    reasons.push(reason('matches_material', { material }));
  }
  if (rim !== null && preferences.rim.want.includes(rim)) reasons.push(reason('matches_rim', { rim }));
  if (brand !== null && preferences.brand.want.some((wanted) => brandKey(wanted) === brandKey(brand))) {
    reasons.push(reason('matches_brand', { brand }));
  }
  if (preferences.progressive && height !== null && height > 30) {
    reasons.push(reason('progressive_ready', { mm: height }));
  }
  if (grams !== null && grams <= LIGHT_UP_TO_G && preferences.light) reasons.push(reason('light', { grams }));
  if (hasBudget) reasons.push(reason('within_budget'));
  return reasons;
}

function styleReasons({ product, faceShape }: ExplainInput): Reason[] {
  const { shape } = product.eyewear;
  if (faceShape === null || shape === null || shape === 'other') return [];
  const compatibility = product.ai_metadata.face_shape_compatibility[faceShape];
  if (compatibility >= SUITS_FROM) return [reason('shape_suits', { shape, face: faceShape })];
  return compatibility <= BOLD_UP_TO ? [reason('shape_bold', { shape, face: faceShape })] : [];
}

function eyeReasons(parts: FitParts | null): Reason[] {
  if (!parts?.centres) return [];
  const { difference, score } = parts.centres;
  if (score === 1) return [reason('pupils_centred')];
  return score < 0.5 ? [reason('pupils_off_centre', { mm: Math.round(Math.abs(difference)) })] : [];
}

function bridgeReasons(frame: FrameNumbers, parts: FitParts | null): Reason[] {
  if (!parts?.bridge) return [];
  const { difference, score } = parts.bridge;
  const mm = Math.round(Math.abs(difference));
  if (score === 1)
    return [frame.hasPads ? reason('bridge_pads') : reason('bridge_match', { bridge: frame.bridge })];
  return mm < SAME_MM ? [] : [reason(difference > 0 ? 'bridge_wide' : 'bridge_narrow', { mm })];
}

function stockReasons({ product, offer, preferences }: ExplainInput): Reason[] {
  if (!offer.in_stock) return [reason('out_of_stock')];
  if (offer.stock !== null && offer.stock < FEW_LEFT) return [reason('last_pieces', { count: offer.stock })];
  const { weight_g: grams } = product.eyewear;
  return grams !== null && grams <= LIGHT_UP_TO_G && !preferences.light ? [reason('light', { grams })] : [];
}

const round = (value: number, steps: number) => Math.round(value * steps) / steps;

function tenths(value: number | undefined): number | null {
  return value === undefined ? null : round(value, 10);
}
