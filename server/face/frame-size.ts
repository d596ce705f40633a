import { fittingWidth, lensWidth, type OldFrame, type OldFrameFit } from './old-frame.ts';
import type { FrameSize, Measurements, Range } from './schema.ts';

/**
 * The width of a frame's front that sits well, over the caliper width of the face: shops' fronts of 130 to 145 mm
 * on faces of 136 (women) to 144 mm (men, NIOSH 2003) lie between 0.93 and 1.0 of it.
 */
export const FRONT_OVER_FACE = 0.965;
/** Retailers take a front within 3 mm of the face for a fit. */
const WIDTH_BAND_MM = 3;
const LENS_BAND_MM = 2;
const BRIDGE_BAND_MM = 2;
/** Size names of frame fronts, mm. */
const NARROW_BELOW_MM = 130;
const WIDE_ABOVE_MM = 140;
/** What is made: bridges and lenses beyond these are not in the shops. */
const BRIDGES: Range = { low: 14, high: 24 };
const LENSES: Range = { low: 40, high: 62 };

/** Lenses whose centres lie this far from the pupils, per eye in mm, start to look and to work wrongly. */
const MAX_DECENTRATION_MM = 5;

/**
 * The frame a face asks for. With an old frame that the shopper knows, its numbers and the measured face are
 * weighed by how well each knows the width; bridge and temple follow the old frame.
 */
export function frameSize(
  measurements: Pick<Measurements, 'face_width' | 'pupillary_distance' | 'bridge_width'>,
  old?: { frame: OldFrame; fit: OldFrameFit },
): FrameSize {
  const measured = fromFace(measurements);
  const width = old ? weigh(measured.width, fittingWidth(old.frame, old.fit)) : measured.width.width;
  const bridge = clamp(old?.frame.bridge ?? measured.bridge, BRIDGES);
  const pd = measurements.pupillary_distance.value;
  // A + DBL is the distance between the lenses' centres: 2 x decentration from the PD.
  const centred: Range = {
    low: pd - 2 * MAX_DECENTRATION_MM - bridge,
    high: pd + 2 * MAX_DECENTRATION_MM - bridge,
  };
  const lens = clamp(clamp(lensWidth(width, bridge), centred), LENSES);
  return {
    lens_width: band(lens, LENS_BAND_MM),
    bridge: band(bridge, old?.fit === 'good' ? BRIDGE_BAND_MM / 2 : BRIDGE_BAND_MM),
    temple: old?.frame.temple ? band(old.frame.temple, 5) : templeFor(width),
    total_width: band(width, WIDTH_BAND_MM),
    label: sizeOfFront(width),
  };
}

/** The size name of a front of this total width, mm. */
export function sizeOfFront(width: number): FrameSize['label'] {
  if (width < NARROW_BELOW_MM) return 'narrow';
  return width > WIDE_ABOVE_MM ? 'wide' : 'medium';
}

function fromFace({ face_width, bridge_width }: Pick<Measurements, 'face_width' | 'bridge_width'>) {
  const sd = (FRONT_OVER_FACE * (face_width.high - face_width.low)) / 4;
  return { width: { width: FRONT_OVER_FACE * face_width.value, sd }, bridge: bridge_width.value };
}

function weigh(a: { width: number; sd: number }, b: { width: number; sd: number }): number {
  const [wa, wb] = [1 / a.sd ** 2, 1 / b.sd ** 2];
  return (wa * a.width + wb * b.width) / (wa + wb);
}

/** No photo from the front shows where the ear is; wide heads are deeper, and temples come in steps of 5 mm. */
function templeFor(width: number): Range {
  if (width < NARROW_BELOW_MM) return { low: 135, high: 140 };
  return width > WIDE_ABOVE_MM ? { low: 145, high: 150 } : { low: 140, high: 145 };
}

function band(middle: number, half: number): Range {
  return { low: Math.round(middle - half), high: Math.round(middle + half) };
}

function clamp(value: number, { low, high }: Range): number {
  return Math.min(high, Math.max(low, value));
}
