import type { PhotoSize } from './camera.ts';
import type { Iris, Irises } from './iris.ts';
import { EYE_CORNERS, type Mesh, pointOf, type Vector } from './mesh.ts';
import { type Rotation, rotationOf, toFrontal } from './pose.ts';

/** What the networks saw in one photo: everything in pixels of the upright photo. */
export interface Landmarks {
  photo: PhotoSize;
  mesh: Mesh;
  irises: Irises;
}

/** A face turned to the front and freed of perspective: mm from the middle between the pupils, y down, z away. */
export interface FrontalFace {
  rotation: Rotation;
  point(index: number): Vector;
  pupils: { imageLeft: Vector; imageRight: Vector };
}

/**
 * Undoes the camera and the pose.
 *
 * A mesh point at depth D behind the irises lies on the ray through its pixel at distance Z + D, so its offset
 * from the optical axis is its pixel offset x mm per px x (Z + D) / Z. The optical axis is taken to pass through
 * the middle of the photo. The mesh's z comes in pixels of the plane of the irises.
 *
 * @param distance from the camera to the irises, mm; null: no perspective.
 */
export function frontalFace(
  { photo, mesh, irises }: Landmarks,
  mmPerPx: number,
  distance: number | null,
): FrontalFace {
  const depthOfEye = ([a, b]: readonly [number, number]) => (pointOf(mesh, a)[2] + pointOf(mesh, b)[2]) / 2;
  const left = depthOfEye(EYE_CORNERS.imageLeft);
  const right = depthOfEye(EYE_CORNERS.imageRight);
  const plane = (left + right) / 2;
  const inSpace = ([x, y, z]: Vector): Vector => {
    const depth = (z - plane) * mmPerPx;
    const spread = distance === null ? mmPerPx : (mmPerPx * (distance + depth)) / distance;
    return [(x - photo.width / 2) * spread, (y - photo.height / 2) * spread, depth];
  };
  const pupils = {
    imageLeft: inSpace([...irises.imageLeft.centre, left]),
    imageRight: inSpace([...irises.imageRight.centre, right]),
  };
  const middle = between(pupils.imageLeft, pupils.imageRight);
  const rotation = rotationOf((index) => inSpace(pointOf(mesh, index)));
  const frontal = ([x, y, z]: Vector) => toFrontal(rotation, [x - middle[0], y - middle[1], z - middle[2]]);
  return {
    rotation,
    point: (index) => frontal(inSpace(pointOf(mesh, index))),
    pupils: { imageLeft: frontal(pupils.imageLeft), imageRight: frontal(pupils.imageRight) },
  };
}

function between(a: Vector, b: Vector): Vector {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

/** An eye whose lids are closer than this, over its width, hides part of its iris. */
export const HALF_CLOSED = 0.16;
/** Both irises of a person are the same size; beyond this one of them was read wrongly. */
export const IRIS_DISAGREEMENT = 0.1;

/**
 * The horizontal iris diameter to scale by, px: the mean of both eyes, or the more open eye where the other is
 * half closed or they disagree. The larger of two equally open ones, as lids and lashes only ever hide.
 */
export function irisDiameter({ imageLeft, imageRight }: Irises): {
  px: number;
  eyes: 1 | 2;
  disagreement: number;
} {
  const mean = (imageLeft.diameter + imageRight.diameter) / 2;
  const disagreement = Math.abs(imageLeft.diameter - imageRight.diameter) / mean;
  const [less, more] = [imageLeft, imageRight].sort((a, b) => a.openness - b.openness) as [Iris, Iris];
  if (less.openness < HALF_CLOSED && more.openness >= HALF_CLOSED)
    return { px: more.diameter, eyes: 1, disagreement };
  if (disagreement <= IRIS_DISAGREEMENT) return { px: mean, eyes: 2, disagreement };
  const clearly = more.openness > 1.25 * less.openness;
  const px = clearly ? more.diameter : Math.max(imageLeft.diameter, imageRight.diameter);
  return { px, eyes: 1, disagreement };
}
