import type { Vector } from './mesh.ts';

/** Rows of a rotation. It takes the frontal face (x to the image's right, y down, z away) to the face as it is. */
export type Rotation = readonly [Vector, Vector, Vector];

/** In degrees: yaw > 0 turns to the image's right, pitch > 0 up, roll > 0 clockwise in the image. */
export interface Pose {
  yaw: number;
  pitch: number;
  roll: number;
}

/**
 * An average adult face, mm from the middle between the pupils: pairs of mesh points with half their distance, y
 * down and z away. Rounded from the proportions of MediaPipe's canonical face. Points that move with expression
 * or that the network places badly weigh less.
 */
const TEMPLATE: readonly { pair: readonly [number, number]; at: Vector; weight: number }[] = [
  { pair: [33, 263], at: [44.5, 0, 3], weight: 2 },
  { pair: [133, 362], at: [18.5, 0, -3], weight: 2 },
  { pair: [139, 368], at: [68.5, -10, 27], weight: 1 },
  { pair: [127, 356], at: [77.5, 3, 55], weight: 1 },
  { pair: [234, 454], at: [76.5, 20, 59], weight: 1 },
  { pair: [116, 345], at: [64.5, 17, 18], weight: 1 },
  { pair: [54, 284], at: [63, -40, 20], weight: 1 },
  { pair: [103, 332], at: [51.5, -49, 8], weight: 1 },
  { pair: [58, 288], at: [67, 74, 52], weight: 0.5 },
  { pair: [172, 397], at: [59.5, 89, 41], weight: 0.5 },
];

/**
 * The rotation that best lays the average face over this one, size and place aside: a weighted absolute
 * orientation by unit quaternions (Horn 1987).
 * @param point a landmark in mm.
 */
export function rotationOf(point: (index: number) => Vector): Rotation {
  const matches = TEMPLATE.flatMap(({ pair: [left, right], at: [x, y, z], weight }) => [
    { from: [-x, y, z] as Vector, to: point(left), weight },
    { from: [x, y, z] as Vector, to: point(right), weight },
  ]);
  const centre = centroid(matches.map(({ to, weight }) => ({ at: to, weight })));
  const s = [new Float64Array(3), new Float64Array(3), new Float64Array(3)] as const;
  for (const { from, to, weight } of matches) {
    for (let i = 0; i < 3; i++) {
      const row = s[i] as Float64Array;
      // The template's own centroid drops out: the points it is paired with are centred.
      for (let j = 0; j < 3; j++) row[j]! += weight * from[i]! * (to[j]! - centre[j]!);
    }
  }
  return rotationOfQuaternion(largestEigenvector(hornMatrix(s)));
}

function centroid(points: readonly { at: Vector; weight: number }[]): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let total = 0;
  for (const { at, weight } of points) {
    total += weight;
    for (let i = 0; i < 3; i++) sum[i]! += weight * at[i]!;
  }
  return [sum[0] / total, sum[1] / total, sum[2] / total];
}

function hornMatrix(s: readonly ArrayLike<number>[]): number[][] {
  const [[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]] = s as unknown as Rotation;
  return [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ];
}

/** Ten squarings raise the matrix to its 1024th power, in which only the largest eigenvalue is left. */
const SQUARINGS = 10;

/** By repeated squaring, after a shift that makes the largest eigenvalue the largest in magnitude too. */
function largestEigenvector(matrix: number[][]): number[] {
  const shift = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  let m = Float64Array.from(matrix.flat(), (value, i) => value + (i % 5 === 0 ? shift : 0));
  for (let round = 0; round < SQUARINGS; round++) {
    const squared = new Float64Array(16);
    let trace = 0;
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        for (let k = 0; k < 4; k++) squared[4 * i + j]! += m[4 * i + k]! * m[4 * k + j]!;
      }
      trace += squared[5 * i]!;
    }
    m = squared.map((value) => value / trace);
  }
  // Every row is now a multiple of the eigenvector; the one with the largest diagonal is the longest.
  const longest = [0, 1, 2, 3].reduce((best, i) => (m[5 * i]! > m[5 * best]! ? i : best));
  const row = Array.from(m.subarray(4 * longest, 4 * longest + 4));
  const norm = Math.hypot(...row);
  return row.map((value) => value / norm);
}

function rotationOfQuaternion(quaternion: number[]): Rotation {
  const [w, x, y, z] = quaternion as [number, number, number, number];
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
}

/** The inverse of the rotation, applied. */
export function toFrontal([a, b, c]: Rotation, [x, y, z]: Vector): Vector {
  return [a[0] * x + b[0] * y + c[0] * z, a[1] * x + b[1] * y + c[1] * z, a[2] * x + b[2] * y + c[2] * z];
}

export function poseOf([a, b, c]: Rotation): Pose {
  const degrees = 180 / Math.PI;
  return {
    yaw: Math.atan2(-a[2], c[2]) * degrees,
    pitch: Math.asin(Math.max(-1, Math.min(1, b[2]))) * degrees,
    roll: Math.atan2(b[0], a[0]) * degrees,
  };
}
