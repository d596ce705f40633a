import { IRIS_MM, IRIS_SD_MM } from './camera.ts';
import type { Scale } from './measure.ts';

/** The network finds an iris's ends to about a pixel of the photo, and no better than this part of the iris. */
const IRIS_END_ERROR_PX = 1;
const IRIS_END_ERROR = 0.02;
/** A PD that the shopper read off a prescription or had measured, mm, 1 SD (McMahon 2012: examiner with a ruler). */
const OWN_PD_SD_MM = 0.7;

/** The scale that an iris of average size gives. `uncertainty` holds the spread of human irises. */
export function scaleOfIris(irisPx: number, eyes: 1 | 2): Scale {
  const pixels = Math.max(IRIS_END_ERROR_PX, IRIS_END_ERROR * irisPx) / (irisPx * Math.sqrt(eyes));
  return { source: 'iris', mmPerPx: IRIS_MM / irisPx, uncertainty: Math.hypot(IRIS_SD_MM / IRIS_MM, pixels) };
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
