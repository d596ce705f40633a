import type { FrameShape } from '../../server/catalog/index.ts';

/** A point in mm: x grows to the right of the picture, y grows downwards. */
export type Point = readonly [x: number, y: number];

interface Form {
  /** Squareness of the quadrants top nasal, top temporal, bottom temporal, bottom nasal: 2 is an ellipse. */
  n: readonly [number, number, number, number];
  /** How much narrower the bottom is than the top, as a share of the half width. */
  taper?: number;
  /** How far the top rises towards the upper outer corner, as a share of the half height. */
  lift?: number;
  /** How far the lower nasal edge gives way to the nose, as a share of the half width. */
  nose?: number;
  /** How much higher the temporal half is than the nasal one. */
  flare?: number;
  /** The number of sides, where the form is a polygon. */
  sides?: number;
}

const FORMS: Record<FrameShape, Form> = {
  rectangle: { n: [4.6, 5.2, 4.6, 3.8], taper: 0.05, nose: 0.05 },
  square: { n: [4.4, 4.8, 4.2, 3.6], taper: 0.06, nose: 0.06 },
  round: { n: [2, 2, 2, 2] },
  oval: { n: [2.15, 2.15, 2.15, 2.15], lift: 0.04 },
  panto: { n: [2.5, 2.7, 2.05, 2], taper: 0.11, nose: 0.04 },
  cat_eye: { n: [2.5, 2.9, 2.15, 2.2], taper: 0.17, lift: 0.62, nose: 0.06 },
  butterfly: { n: [2.4, 3.2, 2.9, 2.2], taper: -0.05, lift: 0.22, nose: 0.14, flare: 0.16 },
  browline: { n: [3.6, 4.4, 2.4, 2.3], taper: 0.12, nose: 0.05 },
  aviator: { n: [2.7, 2.7, 2.15, 2], taper: 0.08, nose: 0.26, flare: 0.05 },
  navigator: { n: [4.2, 4.2, 3, 2.5], taper: 0.08, nose: 0.17 },
  trapezoid: { n: [3.8, 4.4, 3, 2.8], taper: 0.16, lift: 0.1, nose: 0.06 },
  geometric: { n: [2, 2, 2, 2], sides: 6 },
  d_frame: { n: [6, 7, 2.5, 2.4], taper: 0.08 },
  shield: { n: [4, 4.6, 3, 2.2], taper: 0.1, nose: 0.24 },
  other: { n: [2.6, 2.6, 2.4, 2.4] },
};

const SAMPLES = 720;

/**
 * The outline of a lens in its box of the boxing system: the temporal side at +x, the nose at −x, the box's
 * centre at 0, 0, exactly `width` by `height` mm. Starts at the temporal side and runs by the bottom to the nose.
 */
export function lensOutline(shape: FrameShape, width: number, height: number, points = 60): Point[] {
  const form = FORMS[shape];
  const raw: Point[] = [];
  for (let i = 0; i < SAMPLES; i += 1) raw.push(formPoint(form, (i / SAMPLES) * 2 * Math.PI));
  return evenly(intoBox(raw, width, height), points);
}

function formPoint(form: Form, t: number): Point {
  const { taper = 0, lift = 0, nose = 0, flare = 0, sides } = form;
  const [bx, by] = sides === undefined ? superellipse(form.n, t) : softPolygon(sides, t);
  const outwards = Math.max(0, (1 + bx) / 2);
  const nasal = Math.max(0, -bx);
  const top = Math.max(0, -by);
  const bottom = Math.max(0, by);
  const x = bx * (1 - taper * by) + nose * bottom ** 1.4 * nasal;
  const y = by * (1 + flare * bx) - lift * top * outwards ** 1.6;
  return [x, y];
}

function superellipse(n: Form['n'], t: number): Point {
  const c = Math.cos(t);
  const s = Math.sin(t);
  const power = 2 / (s < 0 ? (c < 0 ? n[0] : n[1]) : c < 0 ? n[3] : n[2]);
  return [Math.sign(c) * Math.abs(c) ** power, Math.sign(s) * Math.abs(s) ** power];
}

/** A regular polygon with a flat top whose corners are rounded by mixing in its circle. */
function softPolygon(sides: number, t: number): Point {
  const step = (2 * Math.PI) / sides;
  const phase = (((t + Math.PI / 2 - step / 2) % step) + step) % step;
  const edge = Math.cos(step / 2) / Math.cos(phase - step / 2);
  const radius = 1 / ((1 / edge) ** 14 + (1 / 0.965) ** 14) ** (1 / 14);
  return [radius * Math.cos(t), radius * Math.sin(t)];
}

function intoBox(points: readonly Point[], width: number, height: number): Point[] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return points.map(([x, y]) => [
    ((x - left) / (right - left) - 0.5) * width,
    ((y - top) / (bottom - top) - 0.5) * height,
  ]);
}

/** The same closed line with its points at equal distances. */
function evenly(points: readonly Point[], count: number): Point[] {
  const lengths = points.map((p, i) => distance(p, at(points, i + 1)));
  const step = lengths.reduce((sum, length) => sum + length, 0) / count;
  const result: Point[] = [];
  let walked = 0;
  let next = 0;
  for (let i = 0; i < points.length && result.length < count; i += 1) {
    const length = lengths[i] ?? 0;
    while (next <= walked + length && result.length < count) {
      result.push(between(at(points, i), at(points, i + 1), length === 0 ? 0 : (next - walked) / length));
      next += step;
    }
    walked += length;
  }
  return result;
}

/** The line moved outwards by as many mm as `by` says for each point's outward normal. */
export function offset(points: readonly Point[], by: (normal: Point, point: Point) => number): Point[] {
  return points.map((point, i) => {
    const [ax, ay] = at(points, i - 1);
    const [bx, by2] = at(points, i + 1);
    const length = Math.hypot(bx - ax, by2 - ay) || 1;
    const normal: Point = [(by2 - ay) / length, -(bx - ax) / length];
    const mm = by(normal, point);
    return [point[0] + normal[0] * mm, point[1] + normal[1] * mm];
  });
}

/** A smooth SVG path through the points (Catmull-Rom as cubic Béziers). */
export function smoothPath(points: readonly Point[], closed = true): string {
  const point = (i: number) =>
    closed ? at(points, i) : (points[Math.min(points.length - 1, Math.max(0, i))] as Point);
  const parts = [`M${pair(point(0))}`];
  const segments = closed ? points.length : points.length - 1;
  for (let i = 0; i < segments; i += 1) {
    const [p0, p1, p2, p3] = [point(i - 1), point(i), point(i + 1), point(i + 2)];
    const a: Point = [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6];
    const b: Point = [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6];
    parts.push(`C${pair(a)} ${pair(b)} ${pair(p2)}`);
  }
  return closed ? `${parts.join('')}Z` : parts.join('');
}

/** The mirror image at the bridge, run in the same order. */
export function mirror(points: readonly Point[]): Point[] {
  return points.map(([x, y]) => [-x, y]);
}

const round2 = (value: number) => String(Math.round(value * 100) / 100);
const pair = ([x, y]: Point) => `${round2(x)},${round2(y)}`;
const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const between = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];
const at = (points: readonly Point[], i: number): Point =>
  points[((i % points.length) + points.length) % points.length] as Point;
