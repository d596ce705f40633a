import {
  FRONT_OVER_FACE,
  fittingWidth,
  parseOldFrame,
  type Range,
  type StoredAnalysis,
} from '../face/index.ts';
import type { FaceNumbers } from './fit.ts';

/** What a shopper may know without a photo, in mm. */
export interface StatedNumbers {
  face_width?: number;
  pupillary_distance?: number;
  /** The numbers in the temple of a frame that fits: "52-18-145". */
  old_frame?: string;
}

/** Retailers take a front within 3 mm of the face for a fit (easyoptic.cz, cocoleni.com). */
const WIDTH_BAND_MM = 3;
/** A bridge that is known to sit well leaves little to choose; temples come in steps of 5 mm. */
const KNOWN_BRIDGE_MM = 1;
const TEMPLE_STEP_MM = 5;

/**
 * What is known of a face from its analysis and from what the shopper says; what is said counts more.
 * @returns null when nothing is known.
 * @throws Problem invalid-old-frame.
 */
export function faceNumbers(
  analysis: Pick<StoredAnalysis, 'measurements' | 'frame_size'> | null,
  stated: StatedNumbers,
): FaceNumbers | null {
  const old = stated.old_frame === undefined ? null : parseOldFrame(stated.old_frame);
  const size = analysis?.frame_size;
  const own = stated.face_width === undefined ? null : FRONT_OVER_FACE * stated.face_width;
  const ofOld = old === null ? null : fittingWidth(old, 'good').width;
  const width = own ?? ofOld;
  const face: FaceNumbers = {
    width: width === null ? (size?.total_width ?? null) : around(width, WIDTH_BAND_MM),
    pupillaryDistance:
      stated.pupillary_distance ?? analysis?.measurements.far_pupillary_distance.value ?? null,
    bridge: old === null ? (size?.bridge ?? null) : around(old.bridge, KNOWN_BRIDGE_MM),
    temple: old?.temple ? around(old.temple, TEMPLE_STEP_MM) : (size?.temple ?? null),
  };
  return Object.values(face).every((number) => number === null) ? null : face;
}

function around(middle: number, half: number): Range {
  return { low: middle - half, high: middle + half };
}
