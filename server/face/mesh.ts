import { type Square, toPhoto } from './crop.ts';
import type { Detection } from './detect.ts';

export const MESH_SIZE = 192;
export const MESH_POINTS = 468;

/**
 * The 468 points of a face as x, y, z: pixels of the upright photo, z in the same unit, larger when farther away.
 */
export type Mesh = Float64Array;

export type Vector = readonly [number, number, number];

export function pointOf(mesh: Mesh, index: number): Vector {
  return [mesh[3 * index] as number, mesh[3 * index + 1] as number, mesh[3 * index + 2] as number];
}

/** Corners of both eyes, outer and inner, the eye at the image's left first. */
export const EYE_CORNERS = { imageLeft: [33, 133], imageRight: [263, 362] } as const;

/** The outline of the face, clockwise from the forehead (MediaPipe: face_mesh_connections.py, FACE_OVAL). */
export const FACE_OVAL: readonly number[] = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/** How much larger than the face the square is that the mesh wants to see (MediaPipe: *_to_roi.pbtxt). */
const MARGIN = 1.5;

/** The square of a detected face, turned so that the eyes are level. */
export function squareOfDetection({ cx, cy, width, height, keyPoints }: Detection): Square {
  const [left, right] = keyPoints as [[number, number], [number, number]];
  const angle = Math.atan2(right[1] - left[1], right[0] - left[0]);
  return { cx, cy, side: MARGIN * Math.max(width, height), angle };
}

/** The square of a first mesh: its upright box, for a second and sharper look. */
export function squareOfMesh(mesh: Mesh): Square {
  const [x0, y0] = pointOf(mesh, EYE_CORNERS.imageLeft[0]);
  const [x1, y1] = pointOf(mesh, EYE_CORNERS.imageRight[0]);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < MESH_POINTS; i++) {
    const [x, y] = pointOf(mesh, i);
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    left = Math.min(left, u);
    right = Math.max(right, u);
    top = Math.min(top, v);
    bottom = Math.max(bottom, v);
  }
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  return {
    cx: u * cos - v * sin,
    cy: u * sin + v * cos,
    side: MARGIN * Math.max(right - left, bottom - top),
    angle,
  };
}

/** The network's answer for a square, brought back to the photo. */
export function readMesh(points: Float32Array, square: Square): Mesh {
  const mesh = new Float64Array(MESH_POINTS * 3);
  const scale = square.side / MESH_SIZE;
  for (let i = 0; i < MESH_POINTS; i++) {
    const [x, y] = toPhoto(square, MESH_SIZE, points[3 * i] as number, points[3 * i + 1] as number);
    mesh[3 * i] = x;
    mesh[3 * i + 1] = y;
    mesh[3 * i + 2] = (points[3 * i + 2] as number) * scale;
  }
  return mesh;
}
