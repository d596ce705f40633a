import { type Camera, convergence } from './camera.ts';
import type { FrontalFace } from './geometry.ts';
import { poseOf } from './pose.ts';
import type { Measurement, Measurements } from './schema.ts';

/** How many millimetres a pixel covers at the irises, where that comes from and how far to trust it. */
export interface Scale {
  source: 'iris' | 'own_pd' | 'old_frame';
  mmPerPx: number;
  /** Spread of the scale over its value, 1 SD. */
  uncertainty: number;
}

/** A caliper over the cheek bones presses in and reads less than the outline seen: 141.1 mm (NIOSH 2003,
 * n 3997) where the average mesh has 153.3 mm between points 234 and 454. */
const CALIPER_OVER_MESH = 141.1 / 153.3;

interface Width {
  /** Mesh points at the ends, image left first. Several pairs are averaged. */
  pairs: readonly (readonly [number, number])[];
  along?: 'x' | 'y';
  factor?: number;
  /** Uncertainty of the landmarks themselves, mm, 1 SD of the length between them. */
  landmarks: number;
  /** Change with expression, over the value, 1 SD. */
  expression: number;
}

/**
 * The lengths and the points they lie between. Landmark errors follow the distances between MediaPipe's points
 * and hand-placed ones reported by faciometry (docs/EVALUATION.md: corners of the eye 2 to 3 mm, cheek 6 to 7,
 * jaw 8 to 9), shared between the two ends; change with expression follows its section 3.1.
 */
export const WIDTHS = {
  face_width: { pairs: [[234, 454]], factor: CALIPER_OVER_MESH, landmarks: 5, expression: 0.014 },
  face_height: { pairs: [[10, 152]], along: 'y', landmarks: 6, expression: 0.02 },
  forehead_width: { pairs: [[54, 284]], landmarks: 5, expression: 0.014 },
  cheekbone_width: { pairs: [[116, 345]], landmarks: 5, expression: 0.014 },
  jaw_width: { pairs: [[172, 397]], landmarks: 6.5, expression: 0.016 },
  temple_width: { pairs: [[127, 356]], landmarks: 5, expression: 0.014 },
  nose_width: { pairs: [[98, 327]], landmarks: 1.8, expression: 0.06 },
  bridge_width: {
    pairs: [
      [188, 412],
      [193, 417],
    ],
    landmarks: 1.5,
    expression: 0.02,
  },
  eye_width: {
    pairs: [
      [33, 133],
      [362, 263],
    ],
    landmarks: 1.5,
    expression: 0.02,
  },
} as const satisfies Record<string, Width>;

/** Pupils found twice on one face differ by this much of their distance (faciometry, docs/EVALUATION.md 3.1). */
const PD_REPEAT = 0.014;
/** Where the midline of the nose lies, mm, 1 SD. */
const MIDLINE_SD_MM = 1;
/** Error of a head pose read from one photo, radians (3.4 to 4 degrees on AFLW2000). */
const POSE_SD = (3.5 * Math.PI) / 180;
/** How well the distance from pupil to centre of rotation is known, over its value. */
const CONVERGENCE_SD = 0.3;
/** 97.5th percentile of the normal distribution. */
const Z95 = 1.96;

/** The longest errors `confidence` forgives: ANSI Z80.1's 2.5 mm for short lengths, 5 mm from 100 mm on. */
const SHORT_TOLERANCE_MM = 2.5;
const LONG_TOLERANCE_MM = 5;
const LONG_MM = 100;

/**
 * Every length of a face in mm, with its 95 % interval.
 *
 * The variance of a length is the sum of: the scale's (spread of human irises, pixels, or the shopper's own
 * number); the landmarks' and the expression's; the pose error's, which a turned face passes on as tan(yaw); and
 * the camera distance's, which a length that lies D behind the irises passes on as D / (Z + D). `confidence` is
 * the probability that the true length lies within 2.5 mm (5 mm from 100 mm on) of the value.
 */
export function measure(face: FrontalFace, scale: Scale, camera: Camera): Measurements {
  const yaw = Math.abs(Math.tan((poseOf(face.rotation).yaw * Math.PI) / 180)) * POSE_SD;
  const { imageLeft, imageRight } = face.pupils;
  const pd = imageRight[0] - imageLeft[0];
  const toFar = 1 / convergence(camera.distance_mm);
  const pdUncertainty = [scale.uncertainty, scale.source === 'own_pd' ? 0 : PD_REPEAT, yaw];
  const midline = midlineOf(face);
  const alone = [...pdUncertainty, (2 * MIDLINE_SD_MM) / pd];
  const widths = Object.fromEntries(
    Object.entries(WIDTHS).map(([name, width]) => [name, measureWidth(face, width, scale, camera, yaw)]),
  ) as Record<keyof typeof WIDTHS, Measurement>;
  return {
    pupillary_distance: measurement(pd, pdUncertainty),
    far_pupillary_distance: measurement(pd * toFar, [...pdUncertainty, (toFar - 1) * CONVERGENCE_SD]),
    left_pupillary_distance: measurement(imageRight[0] - midline, alone),
    right_pupillary_distance: measurement(midline - imageLeft[0], alone),
    ...widths,
  };
}

/** The length between pairs of points of a frontal face, mm, as the photo shows it. */
export function lengthOf(face: FrontalFace, { pairs, along = 'x' }: Pick<Width, 'pairs' | 'along'>): number {
  const axis = along === 'x' ? 0 : 1;
  return mean(pairs.map(([a, b]) => Math.abs(face.point(b)[axis] - face.point(a)[axis])));
}

function measureWidth(
  face: FrontalFace,
  width: Width,
  scale: Scale,
  camera: Camera,
  yaw: number,
): Measurement {
  const value = lengthOf(face, width) * (width.factor ?? 1);
  const depth = mean(width.pairs.flat().map((index) => face.point(index)[2]));
  const perspective =
    camera.distance_mm === null ? 0 : (depth / (camera.distance_mm + depth)) * camera.uncertainty;
  return measurement(value, [scale.uncertainty, width.expression, width.landmarks / value, yaw, perspective]);
}

/** Where the middle of the face lies, from points of the nose's ridge. */
function midlineOf(face: FrontalFace): number {
  return mean([168, 6, 197, 195].map((index) => face.point(index)[0]));
}

function measurement(value: number, uncertainties: readonly number[]): Measurement {
  const sd = value * Math.hypot(...uncertainties);
  const tolerance = value < LONG_MM ? SHORT_TOLERANCE_MM : LONG_TOLERANCE_MM;
  return {
    value: round(value),
    unit: 'mm',
    confidence: Math.round(100 * withinSd(tolerance / sd)) / 100,
    low: round(value - Z95 * sd),
    high: round(value + Z95 * sd),
  };
}

/** Probability of a normal value within k standard deviations (Abramowitz & Stegun 7.1.26, error < 2e-7). */
function withinSd(k: number): number {
  const x = k / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 1 - poly * Math.exp(-x * x);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
