import type { Raster, Square } from './crop.ts';
import type { Iris } from './iris.ts';

/** Half of the sector, to each side of an iris, in which lids hide no part of its edge. */
const SECTOR = (26 * Math.PI) / 180;
const RAYS = 11;
/** Radii looked at, over the radius the network gives, and the step between them. */
const FROM = 0.6;
const TO = 1.5;
const STEP = 0.02;
const SAMPLES = Math.round((TO - FROM) / STEP) + 1;
/** The edge lies somewhere here ... */
const NEAREST = 0.74;
const FARTHEST = 1.32;
/** ... and the farther from where the network put it the less likely, 1 SD. */
const DOUBT = 0.16;
/** Width of the smoothing before the derivative, in steps. */
const SMOOTHING = 3;
/** Rises in brightness, of 255: up to the first there is no edge to trust, from the second on it is trusted wholly. */
const NO_EDGE = 15;
const CLEAR_EDGE = 60;
/** The rise is taken between the means of two stretches, this near and this far from the edge, over the radius. */
const STRETCH = [0.08, 0.28] as const;
const ROUNDS = 3;
/** An iris of so few pixels has no edge to speak of; from the second number on it has one. */
const BLURRED_PX = 5;
const RESOLVED_PX = 8;
/**
 * A picture is a little blurred by its own pixels, px, 1 SD; that moves the steepest part of a round edge towards its
 * centre by half the blur squared over the radius.
 */
const PIXEL_BLUR = 0.5;

/**
 * Finds the edge between iris and white on the photo itself. The network's own diameter leans towards a fixed part
 * of the eye's width, which no two people share; its centre does not. So the rays that leave its centre sideways
 * are read as one profile to each side, and the iris ends where the profile brightens most (Daugman's
 * integro-differential operator, 1993, on two sectors).
 *
 * @param iris in the pixels of `photo`.
 * @param eye gives the direction between the corners of the eye.
 * @param enlargement how many pixels of `photo` stand for one that a camera saw.
 */
export function refineIris(photo: Raster, iris: Iris, eye: Pick<Square, 'angle'>, enlargement = 1): Iris {
  const radius = iris.diameter / 2;
  const across = [Math.cos(eye.angle), Math.sin(eye.angle)] as const;
  let x = iris.centre[0] - 0.5;
  let y = iris.centre[1] - 0.5;
  const resolved = Math.max(
    0,
    Math.min(1, (iris.diameter / enlargement - BLURRED_PX) / (RESOLVED_PX - BLURRED_PX)),
  );
  let found = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const right = edge(profile(photo, x, y, radius, eye.angle));
    const left = edge(profile(photo, x, y, radius, eye.angle + Math.PI));
    const shift = ((right - left) / 2) * radius * resolved;
    x += shift * across[0];
    y += shift * across[1];
    found = 1 + resolved * ((right + left) / 2 - 1);
  }
  const diameter = iris.diameter * found;
  const seen = diameter / enlargement;
  const unblurred = diameter * (1 + (2 * PIXEL_BLUR ** 2) / seen ** 2);
  return { ...iris, centre: [x + 0.5, y + 0.5], diameter: unblurred };
}

/** Mean brightness at each radius, over the rays of one sector. */
function profile(raster: Raster, x: number, y: number, radius: number, towards: number): Float64Array {
  const sums = new Float64Array(SAMPLES);
  for (let ray = 0; ray < RAYS; ray++) {
    const angle = towards + SECTOR * ((2 * ray) / (RAYS - 1) - 1);
    const [dx, dy] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
    for (let i = 0; i < SAMPLES; i++) {
      const at = FROM + i * STEP;
      sums[i] = (sums[i] as number) + whiteness(raster, x + at * dx, y + at * dy) / RAYS;
    }
  }
  return sums;
}

/** The darkest colour channel, interpolated: high only where it is white, whatever the colour of the iris. */
function whiteness({ data, width, height }: Raster, x: number, y: number): number {
  const u = Math.max(0, Math.min(width - 1.001, x));
  const v = Math.max(0, Math.min(height - 1.001, y));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, bottom] = [u - left, v - top];
  const dark = (at: number) => Math.min(data[at] as number, data[at + 1] as number, data[at + 2] as number);
  const at = 3 * (top * width + left);
  const below = at + 3 * width;
  return (
    (1 - bottom) * ((1 - right) * dark(at) + right * dark(at + 3)) +
    bottom * ((1 - right) * dark(below) + right * dark(below + 3))
  );
}

/** Where a profile brightens most, over the radius; nearer to the network's 1 the less it does. */
function edge(values: Float64Array): number {
  const slopes = new Float64Array(SAMPLES);
  for (let i = 0; i < SAMPLES; i++) {
    let slope = 0;
    for (let k = 1; k <= 3 * SMOOTHING; k++) {
      const weight = (k / SMOOTHING) * Math.exp(-(k * k) / (2 * SMOOTHING * SMOOTHING));
      const after = values[Math.min(SAMPLES - 1, i + k)] as number;
      const before = values[Math.max(0, i - k)] as number;
      slope += weight * (after - before);
    }
    slopes[i] = slope;
  }
  const trust = (i: number) => (slopes[i] as number) * Math.exp(-0.5 * ((FROM + i * STEP - 1) / DOUBT) ** 2);
  let best = -1;
  for (let i = 1; i < SAMPLES - 1; i++) {
    const at = FROM + i * STEP;
    if (at >= NEAREST && at <= FARTHEST && (best < 0 || trust(i) > trust(best))) best = i;
  }
  const found = FROM + (best + vertex(slopes[best - 1], slopes[best], slopes[best + 1])) * STEP;
  const trusted = Math.max(0, Math.min(1, (rise(values, found) - NO_EDGE) / (CLEAR_EDGE - NO_EDGE)));
  return 1 + trusted * (found - 1);
}

function rise(values: Float64Array, at: number): number {
  const mean = (from: number, to: number) => {
    const first = Math.max(0, Math.round((from - FROM) / STEP));
    const last = Math.min(SAMPLES - 1, Math.round((to - FROM) / STEP));
    let sum = 0;
    for (let i = first; i <= last; i++) sum += values[i] as number;
    return sum / Math.max(1, last - first + 1);
  };
  return mean(at + STRETCH[0], at + STRETCH[1]) - mean(at - STRETCH[1], at - STRETCH[0]);
}

/** Offset of a parabola's peak from the middle of three samples. */
function vertex(before = 0, at = 0, after = 0): number {
  const bend = before - 2 * at + after;
  return bend >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
}
