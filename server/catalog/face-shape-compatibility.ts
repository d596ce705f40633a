import type { FaceShape } from '../face/index.ts';
import type { Eyewear, FaceShapeCompatibility } from './schema.ts';
import type { FrameShape, Rim } from './vocabulary.ts';

interface Advice {
  /** 0.5 is no advice; towards 1 the more guides recommend the shape, towards 0 the more advise against it. */
  shapes: Partial<Record<FrameShape, number>>;
  rims?: Partial<Record<Rim, number>>;
  /** What a lens 0.9 times as high as wide adds; one 0.7 times as high takes as much away. */
  depth?: number;
}

/**
 * What public style guides say. A convention, not evidence: no controlled study was found that following it makes
 * wearers happier, so it is a soft preference that a shopper sees and may overrule. Above each face: who says so.
 */
const ADVICE: Record<FaceShape, Advice> = {
  // lartieyes.com, specsavers.co.za, visualeffectsoptometry.com, astorinoeyecare
  round: {
    shapes: {
      rectangle: 0.95,
      square: 0.9,
      browline: 0.85,
      geometric: 0.85,
      trapezoid: 0.8,
      d_frame: 0.75,
      navigator: 0.7,
      cat_eye: 0.7,
      panto: 0.4,
      oval: 0.35,
      round: 0.15,
    },
    rims: { rimless: -0.1 },
    depth: -0.05,
  },
  // lartieyes.com, specsavers.co.za
  oval: {
    shapes: {
      square: 0.85,
      geometric: 0.85,
      trapezoid: 0.8,
      rectangle: 0.75,
      panto: 0.75,
      browline: 0.75,
      cat_eye: 0.75,
      aviator: 0.75,
      navigator: 0.75,
      butterfly: 0.7,
      round: 0.7,
      oval: 0.65,
      d_frame: 0.7,
    },
  },
  // lartieyes.com, visualeffectsoptometry.com, opticaloptions.net
  square: {
    shapes: {
      round: 0.95,
      oval: 0.9,
      panto: 0.9,
      aviator: 0.7,
      butterfly: 0.6,
      cat_eye: 0.6,
      rectangle: 0.35,
      navigator: 0.35,
      geometric: 0.3,
      d_frame: 0.3,
      square: 0.15,
    },
    rims: { semi: 0.05 },
    depth: -0.03,
  },
  // lartieyes.com, visualeffectsoptometry.com
  oblong: {
    shapes: {
      round: 0.85,
      square: 0.85,
      panto: 0.8,
      aviator: 0.75,
      butterfly: 0.75,
      trapezoid: 0.7,
      browline: 0.7,
      navigator: 0.7,
      oval: 0.4,
      rectangle: 0.3,
    },
    depth: 0.12,
  },
  // visualeffectsoptometry.com, opticaloptions.net
  heart: {
    shapes: {
      aviator: 0.85,
      oval: 0.85,
      butterfly: 0.75,
      panto: 0.75,
      round: 0.7,
      rectangle: 0.5,
      cat_eye: 0.35,
      d_frame: 0.35,
      browline: 0.2,
    },
    rims: { rimless: 0.12, semi: 0.06 },
  },
  // lartieyes.com, opticaloptions.net
  diamond: {
    shapes: {
      oval: 0.9,
      cat_eye: 0.9,
      browline: 0.8,
      panto: 0.7,
      round: 0.6,
      butterfly: 0.6,
      rectangle: 0.35,
      square: 0.3,
    },
    rims: { rimless: 0.1 },
  },
  // visionsourcenw.blogspot.com
  triangle: {
    shapes: {
      browline: 0.95,
      cat_eye: 0.9,
      d_frame: 0.8,
      butterfly: 0.7,
      trapezoid: 0.7,
      round: 0.45,
      aviator: 0.35,
    },
    rims: { semi: 0.1 },
  },
};

/** How each class of face goes with this frame by the advice of style guides; 0.5 where they say nothing. */
export function faceShapeCompatibility(eyewear: Eyewear): FaceShapeCompatibility {
  const faces = Object.keys(ADVICE) as FaceShape[];
  const scores = faces.map((face) => [face, compatibility(ADVICE[face], eyewear)]);
  return Object.fromEntries(scores) as FaceShapeCompatibility;
}

function compatibility(
  advice: Advice,
  { shape, rim, lens_width: width, lens_height: height }: Eyewear,
): number {
  const base = shape === null ? 0.5 : (advice.shapes[shape] ?? 0.5);
  const byRim = rim === null ? 0 : (advice.rims?.[rim] ?? 0);
  const ratio = width === null || height === null ? 0.8 : height / width;
  const byDepth = (advice.depth ?? 0) * Math.max(-1, Math.min(1, (ratio - 0.8) / 0.1));
  return Math.round(Math.max(0, Math.min(1, base + byRim + byDepth)) * 1000) / 1000;
}
