import type { Range } from '../face/index.ts';
import type { Fit } from './schema.ts';

/** A frame's numbers in mm; NaN where the shop has not said. */
export interface FrameNumbers {
  readonly lensWidth: number;
  readonly bridge: number;
  readonly lensHeight: number;
  readonly temple: number;
  readonly totalWidth: number;
  /** Pads bend to the nose, a saddle does not. */
  readonly hasPads: boolean;
}

/** What is known of a face, in mm; null where nothing is. */
export interface FaceNumbers {
  /** The width of front that fits: where the frame sits, at the temples. */
  readonly width: Range | null;
  readonly pupillaryDistance: number | null;
  readonly bridge: Range | null;
  readonly temple: Range | null;
}

/** How one number of a frame lies to what the face asks for. */
interface FitPart {
  /** Frame minus face, mm; the centre of a band counts as the face. */
  readonly difference: number;
  readonly score: number;
  /** Of an estimated number, not one the shop has given. */
  readonly estimated: boolean;
}

export interface FitParts {
  readonly width: FitPart | null;
  /** How far outside each pupil the middle of its lens lies. */
  readonly centres: FitPart | null;
  readonly bridge: FitPart | null;
  readonly height: FitPart | null;
  readonly temple: FitPart | null;
}

/**
 * Rims and end pieces: how much wider a front is than two lenses and the bridge. Total widths of shops' size
 * charts lie 11 to 17 mm above 2A + DBL (boxing system, ISO 8624); where only lens and bridge are given the
 * front's width is taken to be 14 mm more, and the band is widened by the spread.
 */
const RIMS_MM = 14;
const RIMS_SPREAD_MM = 3;

/**
 * How far each lens centre may lie outside (+) or inside (−) its pupil without a mark against it. Decentration per
 * eye is (A + DBL − PD) / 2 (boxing system); pupils belong near the horizontal middle of the lens
 * (ophthalmologymanagement.com, September 1999), slightly to the nose's side in most frames.
 */
const CENTRES: Range = { low: -1, high: 4 };

/** Bent pads make up for this much either way (adjustable pads forgive: apsense.com). */
const PADS_FORGIVE_MM = 2;

/** Common lens heights (catwalkeyewear.co.uk, ocuwear.com), for a front of common width; larger faces take deeper lenses. */
const HEIGHTS: Range = { low: 31, high: 39 };
const COMMON_WIDTH_MM = 136;
/** Lenses deeper than usual are a fashion, not a fault. */
const TALL_EXTRA_MM = 8;

/** Distance outside its band at which a part counts half. */
const HALF_AT_MM = { width: 5, centres: 2, bridge: 2.5, height: 6, temple: 8 };

/** The width decides whether a frame can be worn at all; the pupils how it looks and works; the rest can be bent. */
const WEIGHTS = { width: 0.45, centres: 0.25, bridge: 0.15, height: 0.05, temple: 0.1 };

/** A front within 3 mm of the face sits well (easyoptic.cz, cocoleni.com): within its band. */
const LOOSE_MM = 9;

/**
 * 1 inside the band, ½ at `half` mm outside it, towards 0 beyond: the farther the less, never rising again.
 * NaN stays NaN.
 */
export function bandScore(value: number, low: number, high: number, half: number): number {
  const outside = Math.max(low - value, value - high, 0);
  return 1 / (1 + (outside / half) ** 2);
}

/** The front's width in mm as given, or estimated from lens and bridge; NaN when neither is known. */
export function frontWidth(frame: FrameNumbers): number {
  return Number.isNaN(frame.totalWidth) ? 2 * frame.lensWidth + frame.bridge + RIMS_MM : frame.totalWidth;
}

function widthScore(frame: FrameNumbers, band: Range): number {
  const slack = Number.isNaN(frame.totalWidth) ? RIMS_SPREAD_MM : 0;
  return bandScore(frontWidth(frame), band.low - slack, band.high + slack, HALF_AT_MM.width);
}

function centresScore(frame: FrameNumbers, pd: number): number {
  return bandScore(decentration(frame, pd), CENTRES.low, CENTRES.high, HALF_AT_MM.centres);
}

function decentration(frame: FrameNumbers, pd: number): number {
  return (frame.lensWidth + frame.bridge - pd) / 2;
}

function bridgeScore(frame: FrameNumbers, band: Range): number {
  const slack = frame.hasPads ? PADS_FORGIVE_MM : 0;
  return bandScore(frame.bridge, band.low - slack, band.high + slack, HALF_AT_MM.bridge);
}

function heightScore(frame: FrameNumbers, width: Range): number {
  const scale = (width.low + width.high) / 2 / COMMON_WIDTH_MM;
  return bandScore(
    frame.lensHeight,
    HEIGHTS.low * scale,
    HEIGHTS.high * scale + TALL_EXTRA_MM,
    HALF_AT_MM.height,
  );
}

function templeScore(frame: FrameNumbers, band: Range): number {
  return bandScore(frame.temple, band.low, band.high, HALF_AT_MM.temple);
}

/**
 * How well a frame fits a face, 0 to 1: the weighted mean of what is known of both. NaN when neither width nor
 * pupils can be compared. Makes no objects: it runs once a product and request.
 */
export function fitScore(frame: FrameNumbers, face: FaceNumbers): number {
  const { width, pupillaryDistance: pd, bridge, temple } = face;
  const byWidth = width === null ? Number.NaN : widthScore(frame, width);
  const byCentres = pd === null ? Number.NaN : centresScore(frame, pd);
  if (Number.isNaN(byWidth) && Number.isNaN(byCentres)) return Number.NaN;
  const byBridge = bridge === null ? Number.NaN : bridgeScore(frame, bridge);
  const byHeight = width === null ? Number.NaN : heightScore(frame, width);
  const byTemple = temple === null ? Number.NaN : templeScore(frame, temple);
  const sum =
    worth(byWidth, WEIGHTS.width) +
    worth(byCentres, WEIGHTS.centres) +
    worth(byBridge, WEIGHTS.bridge) +
    worth(byHeight, WEIGHTS.height) +
    worth(byTemple, WEIGHTS.temple);
  const weight =
    share(byWidth, WEIGHTS.width) +
    share(byCentres, WEIGHTS.centres) +
    share(byBridge, WEIGHTS.bridge) +
    share(byHeight, WEIGHTS.height) +
    share(byTemple, WEIGHTS.temple);
  return sum / weight;
}

const worth = (score: number, weight: number) => (Number.isNaN(score) ? 0 : weight * score);
const share = (score: number, weight: number) => (Number.isNaN(score) ? 0 : weight);

/** The same comparison, each part by itself, for saying why. */
export function fitParts(frame: FrameNumbers, face: FaceNumbers): FitParts {
  const part = (difference: number, score: number, estimated = false): FitPart | null =>
    Number.isNaN(difference) ? null : { difference, score, estimated };
  const { width, pupillaryDistance: pd, bridge, temple } = face;
  const estimated = Number.isNaN(frame.totalWidth);
  return {
    width: width && part(frontWidth(frame) - middle(width), widthScore(frame, width), estimated),
    centres: pd === null ? null : part(decentration(frame, pd), centresScore(frame, pd)),
    bridge: bridge && part(frame.bridge - middle(bridge), bridgeScore(frame, bridge)),
    height: width && part(frame.lensHeight, heightScore(frame, width)),
    temple: temple && part(frame.temple - middle(temple), templeScore(frame, temple)),
  };
}

/** The size of a front against a face in one word, by how many mm it lies outside its band. */
export function sizeWord(frame: FrameNumbers, { width }: FaceNumbers): Fit['size'] {
  const front = frontWidth(frame);
  if (width === null || Number.isNaN(front)) return 'unknown';
  const difference = front - middle(width);
  const half = (width.high - width.low) / 2;
  if (Math.abs(difference) <= half) return 'good';
  if (Math.abs(difference) <= half + LOOSE_MM - 3) return difference < 0 ? 'snug' : 'roomy';
  return difference < 0 ? 'too_narrow' : 'too_wide';
}

const middle = ({ low, high }: Range) => (low + high) / 2;
