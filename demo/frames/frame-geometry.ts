import type { FrameShape, ProductInput } from '../../server/catalog/index.ts';
import { lensOutline, mirror, offset, type Point } from './frame-shape.ts';

/** The numbers a drawing needs, all known, in mm. */
export interface FrameNumbers {
  shape: FrameShape;
  rim: 'full' | 'semi' | 'rimless';
  bridgeType: 'saddle' | 'keyhole' | 'pads';
  /** Thick and coloured through, or thin and shining. */
  build: 'acetate' | 'metal';
  lensWidth: number;
  bridge: number;
  lensHeight: number;
  totalWidth: number;
  temple: number;
}

/** Lens height as a share of lens width, where a shop has not given it. */
const HEIGHT_SHARE: Record<FrameShape, number> = {
  rectangle: 0.64,
  square: 0.84,
  round: 0.96,
  oval: 0.7,
  panto: 0.89,
  cat_eye: 0.76,
  butterfly: 0.84,
  browline: 0.8,
  aviator: 0.87,
  navigator: 0.8,
  trapezoid: 0.78,
  geometric: 0.92,
  d_frame: 0.76,
  shield: 0.7,
  other: 0.78,
};

/** How far rims and end pieces reach beyond two lenses and the bridge, where a shop has not said; mm. */
const END_PIECES = 14;

/** Fills what a product leaves open with usual proportions. */
export function frameNumbers(product: Pick<ProductInput, 'eyewear'>): FrameNumbers {
  const { eyewear } = product;
  const lensWidth = eyewear.lens_width ?? 51;
  const bridge = eyewear.bridge ?? 18;
  const shape = eyewear.shape ?? 'other';
  const thin = new Set(['metal', 'titanium', 'stainless_steel', 'aluminium']);
  const build = thin.has(eyewear.material ?? '') ? 'metal' : 'acetate';
  return {
    shape,
    build,
    rim: eyewear.rim ?? 'full',
    bridgeType: eyewear.bridge_type ?? (build === 'metal' ? 'pads' : 'saddle'),
    lensWidth,
    bridge,
    lensHeight: eyewear.lens_height ?? lensWidth * HEIGHT_SHARE[shape],
    totalWidth: eyewear.total_width ?? 2 * lensWidth + bridge + END_PIECES,
    temple: eyewear.temple ?? 142,
  };
}

/** The lens at the picture's right, its left edge half a bridge from the middle. */
export function rightLens(frame: FrameNumbers): Point[] {
  const centre = (frame.lensWidth + frame.bridge) / 2;
  return lensOutline(frame.shape, frame.lensWidth, frame.lensHeight).map(([x, y]) => [x + centre, y]);
}

/** The outer edge of a rim around the right lens: thicker above, never reaching past the frame's own width. */
export function rimEdge(frame: FrameNumbers, lens: readonly Point[], thickness: RimThickness): Point[] {
  const room = (frame.totalWidth - 2 * frame.lensWidth - frame.bridge) / 2 - 1;
  const side = Math.max(1, Math.min(thickness.side, room));
  return offset(lens, ([nx, ny]) => {
    const vertical = ny < 0 ? thickness.top : thickness.bottom;
    return side * nx * nx + vertical * ny * ny;
  });
}

export interface RimThickness {
  top: number;
  side: number;
  bottom: number;
}

/** The whole front as one closed line: both rims, the bridge between them and the end pieces. */
export function frontEdge(frame: FrameNumbers, rim: readonly Point[]): Point[] {
  const centre = (frame.lensWidth + frame.bridge) / 2;
  const half = frame.lensHeight / 2;
  const upper = nearest(rim, (x, y) => (x < centre ? Math.abs(y + half * 0.62) : Infinity));
  const lower = nearest(rim, (x, y) => (x < centre ? Math.abs(y + half * 0.08) : Infinity));
  const keyhole = frame.bridgeType === 'keyhole';
  const top = (rim[upper] as Point)[1];
  const bottom = (rim[lower] as Point)[1];
  const side = run(rim, upper, lower);
  const withEnds = insertEndPiece(frame, side);
  const archTop = top - (keyhole ? 0.4 : 0.9);
  const archBottom = keyhole ? top + (bottom - top) * 0.42 : top + (bottom - top) * 0.62;
  const innerX = (rim[lower] as Point)[0];
  const under: Point[] = keyhole
    ? [
        [innerX * 0.72, bottom - 1.6],
        [innerX * 0.66, (archBottom + bottom) / 2 - 0.6],
        [innerX * 0.5, archBottom + 0.4],
      ]
    : [
        [innerX * 0.86, archBottom + (bottom - archBottom) * 0.45],
        [innerX * 0.52, archBottom + (bottom - archBottom) * 0.08],
      ];
  const rightHalf: Point[] = [[(rim[upper] as Point)[0] * 0.4, archTop + 0.1], ...withEnds, ...under];
  return [[0, archTop], ...rightHalf, [0, archBottom], ...mirror(rightHalf).reverse()];
}

/** Shapes whose end pieces sweep up and out, as a cat's eye does. */
const WINGED: ReadonlySet<FrameShape> = new Set(['cat_eye', 'butterfly']);

/** The right rim from the bridge over the top to the nose pad, with the end piece standing out to full width. */
function insertEndPiece(frame: FrameNumbers, side: readonly Point[]): Point[] {
  const edge = frame.totalWidth / 2;
  const half = frame.lensHeight / 2;
  const winged = WINGED.has(frame.shape);
  const start = winged ? half + 2.6 : half * 0.84;
  const from = nearest(side, (x, y) =>
    x > edge * (winged ? 0.7 : 0.6) ? Math.abs(y + start) + 40 / x : Infinity,
  );
  const to = nearest(side, (x, y) => (x > edge * 0.6 ? Math.abs(y + half * 0.28) : Infinity));
  const top = (side[from] as Point)[1];
  const bottom = Math.min((side[to] as Point)[1], top + 8.5);
  const piece: Point[] = winged
    ? [
        [edge - 4.4, top - 0.7],
        [edge - 1.8, top - 1.7],
        [edge - 0.4, top - 1.6],
        [edge, top - 0.5],
        [edge - 0.6, top + 3],
        [edge - 1.7, top + 7],
      ]
    : [
        [edge - 1.8, top + 0.25],
        [edge - 0.5, top + 0.8],
        [edge, top + 2],
        [edge, top + 3.4],
        [edge - 0.3, Math.max(top + 4.4, bottom - 2.6)],
        [edge - 1.5, Math.max(top + 5.2, bottom - 1.2)],
      ];
  return [...side.slice(0, from), ...piece, ...side.slice(to + 1)];
}

/** Where hinges sit, as a share of the lens height above its middle; where nothing is said, high up. */
const HINGES: Partial<Record<FrameShape, number>> = {
  round: 0.27,
  aviator: 0.27,
  geometric: 0.04,
  cat_eye: 0.44,
  butterfly: 0.44,
};

/** The height at which temples and hinges join the front. */
export function hingeHeight(frame: FrameNumbers): number {
  return -frame.lensHeight * (HINGES[frame.shape] ?? 0.34);
}

/** The points from one index forwards to another, around the end if need be. */
function run(points: readonly Point[], from: number, to: number): Point[] {
  return from <= to ? points.slice(from, to + 1) : [...points.slice(from), ...points.slice(0, to + 1)];
}

function nearest(points: readonly Point[], cost: (x: number, y: number) => number): number {
  let best = 0;
  let lowest = Infinity;
  points.forEach(([x, y], i) => {
    const value = cost(x, y);
    if (value < lowest) {
      lowest = value;
      best = i;
    }
  });
  return best;
}
