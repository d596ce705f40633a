import { type Square, toPhoto } from './crop.ts';
import { EYE_CORNERS, type Mesh, pointOf } from './mesh.ts';

export const IRIS_SIZE = 64;

/** An iris in the photo, pixels. */
export interface Iris {
  centre: [number, number];
  /** Distance between the two horizontal ends of the visible iris. */
  diameter: number;
  /** Opening between the lids over the width of the eye; a blink is near 0. */
  openness: number;
}

export interface Irises {
  imageLeft: Iris;
  imageRight: Iris;
}

/** How much larger than the eye the square is (MediaPipe: iris_landmark_landmarks_to_roi.pbtxt). */
const MARGIN = 2.3;
const CONTOUR_POINTS = 71;
/** In the contour: the lower lid from corner 33 to 133 is 0..8, the upper one between them 9..15. */
const LOWER_LID = 4;
const UPPER_LID = 12;

/**
 * The squares of both eyes. The network knows one eye only, the one at the image's left; the other is shown to it
 * in a mirror (MediaPipe: iris_landmark_cpu.pbtxt).
 */
export function squaresOfEyes(mesh: Mesh): { imageLeft: Square; imageRight: Square } {
  return {
    imageLeft: squareOfEye(mesh, EYE_CORNERS.imageLeft, false),
    imageRight: squareOfEye(mesh, EYE_CORNERS.imageRight, true),
  };
}

function squareOfEye(mesh: Mesh, [outer, inner]: readonly [number, number], mirrored: boolean): Square {
  const [x0, y0] = pointOf(mesh, mirrored ? inner : outer);
  const [x1, y1] = pointOf(mesh, mirrored ? outer : inner);
  return {
    cx: (x0 + x1) / 2,
    cy: (y0 + y1) / 2,
    side: MARGIN * Math.hypot(x1 - x0, y1 - y0),
    angle: Math.atan2(y1 - y0, x1 - x0),
    mirrored,
  };
}

/** The network's answer for one eye (76 points as x, y, z), brought back to the photo. */
export function readIris(points: Float32Array, square: Square): Iris {
  const at = (index: number) =>
    toPhoto(square, IRIS_SIZE, points[3 * index] as number, points[3 * index + 1] as number);
  const distance = (a: number, b: number) => {
    const [[x0, y0], [x1, y1]] = [at(a), at(b)];
    return Math.hypot(x1 - x0, y1 - y0);
  };
  return {
    centre: at(CONTOUR_POINTS),
    diameter: distance(CONTOUR_POINTS + 1, CONTOUR_POINTS + 3),
    openness: distance(UPPER_LID, LOWER_LID) / distance(0, 8),
  };
}
