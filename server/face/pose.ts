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
  const total = matches.reduce((sum, { weight }) => sum + weight, 0);
  const centre = (key: 'from' | 'to') =>
    [0, 1, 2].map(
      (i) => matches.reduce((sum, match) => sum + match.weight * (match[key][i] as number), 0) / total,
    );
  const [from, to] = [centre('from'), centre('to')];
  const s = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) =>
      matches.reduce(
        (sum, match) =>
          sum +
          match.weight *
            ((match.from[i] as number) - (from[i] as number)) *
            ((match.to[j] as number) - (to[j] as number)),
        0,
      ),
    ),
  ) as [number[], number[], number[]];
  return rotationOfQuaternion(largestEigenvector(hornMatrix(s)));
}

function hornMatrix(s: readonly (readonly number[])[]): number[][] {
  const [[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]] = s as unknown as Rotation;
  return [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ];
}

/** By repeated squaring, after a shift that makes the largest eigenvalue the largest in magnitude too. */
function largestEigenvector(matrix: number[][]): number[] {
  const shift = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  let m = matrix.map((row, i) => row.map((value, j) => value + (i === j ? shift : 0)));
  for (let round = 0; round < 24; round++) {
    const squared = m.map((row) =>
      m.map((_, j) => row.reduce((sum, value, k) => sum + value * (m[k]?.[j] ?? 0), 0)),
    );
    const largest = Math.max(...squared.flat().map(Math.abs));
    m = squared.map((row) => row.map((value) => value / largest));
  }
  const norm = (row: number[]) => Math.hypot(...row);
  const longest = m.reduce((best, row) => (norm(row) > norm(best) ? row : best));
  return longest.map((value) => value / norm(longest));
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
