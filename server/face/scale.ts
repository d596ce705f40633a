import { IRIS_MM, IRIS_SD_MM } from './camera.ts';
import type { Scale } from './measure.ts';
import type { Measurement } from './schema.ts';

/**
 * Error of an iris's diameter, px, 1 SD: twice what drawn faces and rescaled photos show, as a real iris ends more
 * softly than a drawn one; and no better than this part of the iris.
 */
const IRIS_ERROR_PX = 0.5;
const IRIS_ERROR = 0.015;
/** Blurring photos moves their iris-scaled lengths by about this much for each unit of blur above the first. */
const BLUR_ERROR = 0.06;
/** A PD that the shopper read off a prescription or had measured, mm, 1 SD (McMahon 2012: examiner with a ruler). */
const OWN_PD_SD_MM = 0.7;

/**
 * The scale that an iris of average size gives. `uncertainty` holds the spread of human irises.
 * @param blur as `blurOf` gives it.
 */
export function scaleOfIris(irisPx: number, eyes: 1 | 2, blur: number): Scale {
  const pixels = Math.max(IRIS_ERROR_PX, IRIS_ERROR * irisPx) / (irisPx * Math.sqrt(eyes));
  const people = IRIS_SD_MM / IRIS_MM;
  const uncertainty = Math.hypot(people, pixels, BLUR_ERROR * Math.max(0, blur - 1));
  return { source: 'iris', mmPerPx: IRIS_MM / irisPx, uncertainty };
}

/**
 * The scale at which the pupils of a photo stand as far apart as the shopper says.
 * @param ownPd pupillary distance as seen by the camera, mm.
 * @param measuredPd what `scale` makes of the photo, mm.
 */
export function scaleOfOwnPd(scale: Scale, measuredPd: number, ownPd: number, irisPx: number): Scale {
  const mmPerPx = (scale.mmPerPx * ownPd) / measuredPd;
  const pupils = (Math.SQRT2 * 0.5 * mmPerPx * Math.max(1, 0.05 * irisPx)) / ownPd;
  return { source: 'own_pd', mmPerPx, uncertainty: Math.hypot(OWN_PD_SD_MM / ownPd, pupils) };
}

/**
 * Sharpens a scale with a second, independent reading of the same length: the mean of both, each weighed by one
 * over its variance.
 */
export function combineScales(scale: Scale, ratio: number, uncertainty: number): Scale {
  const own = 1 / scale.uncertainty ** 2;
  const other = 1 / uncertainty ** 2;
  const mmPerPx = scale.mmPerPx * Math.exp((Math.log(ratio) * other) / (own + other));
  return { source: 'old_frame', mmPerPx, uncertainty: 1 / Math.sqrt(own + other) };
}

/** A PD as the shopper states it, with what such statements are worth. */
export function statedPupillaryDistance(pd: number): Measurement {
  const half = 1.96 * OWN_PD_SD_MM;
  return { value: pd, unit: 'mm', confidence: 0.95, low: pd - half, high: pd + half };
}
