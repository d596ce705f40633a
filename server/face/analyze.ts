import { modelVersions } from '../../models/manifest.ts';
import { type Camera, cameraOf, convergence } from './camera.ts';
import type { Reading } from './engine.onnx.ts';
import { faceShape, shapeRatios } from './face-shape.ts';
import { FRONT_OVER_FACE, frameSize } from './frame-size.ts';
import { type FrontalFace, frontalFace, irisDiameter } from './geometry.ts';
import { measure, type Scale, WIDTHS } from './measure.ts';
import { FACE_OVAL, type Mesh, pointOf } from './mesh.ts';
import { fittingWidth, type OldFrame, type OldFrameFit } from './old-frame.ts';
import { poseOf } from './pose.ts';
import { blurOf, type Quality, quality } from './quality.ts';
import { combineScales, scaleOfIris, scaleOfOwnPd } from './scale.ts';
import type { AnalysisResult } from './schema.ts';

/** What the shopper or the caller knows beyond the photo. */
export interface AnalyzeOptions {
  /** Pupillary distance for far sight, mm. */
  ownPd?: number;
  oldFrame?: { frame: OldFrame; fit: OldFrameFit };
  /** From the camera to the eyes, mm; `infinite` for a drawing without perspective. */
  camera?: number | 'infinite';
  landmarks?: boolean;
}

export type Analysis = Omit<AnalysisResult, 'analysis_id' | 'session_id'>;

const INTENDED_USE =
  'For choosing a frame that suits and fits. Not for ordering lenses: have your pupillary distance measured for that.';

/** People whose old frame fits differ by this much in how wide it is over their face, 1 SD. */
const FRAME_HABIT = 0.045;

/** Turns what a photo shows into measurements, or says why it cannot be measured. */
export function analyze(
  reading: Reading,
  options: AnalyzeOptions,
): Analysis | { unclear: Quality['refusals'] } {
  const start = performance.now();
  const iris = irisDiameter(reading.irises);
  const { scale, camera, face } = scaled(
    reading,
    options,
    scaleOfIris(iris.px, iris.eyes, blurOf(reading.look)),
    iris.px,
  );
  const pose = poseOf(face.rotation);
  const { score, issues, refusals } = quality({ ...reading, pose });
  if (refusals.length > 0) return { unclear: refusals };
  const measurements = measure(face, scale, camera);
  const { distance_mm: distance, source } = camera;
  return {
    face_shape: faceShape(shapesAt(reading, scale, camera, face)),
    measurements,
    pose: { yaw: round(pose.yaw, 1), pitch: round(pose.pitch, 1), roll: round(pose.roll, 1) },
    camera: { distance_mm: distance === null ? null : Math.round(distance), source },
    scale: { source: scale.source, iris_px: round(iris.px, 2), mm_per_px: round(scale.mmPerPx, 5) },
    quality: { score, issues },
    frame_size: frameSize(measurements, options.oldFrame),
    intended_use: INTENDED_USE,
    overlay: overlayOf(reading),
    ...(options.landmarks && { landmarks: landmarksOf(reading.mesh) }),
    model_versions: modelVersions(),
    timing_ms: { ...reading.timing_ms, measure: round(performance.now() - start, 2) },
  };
}

/** Finds the scale, best source last: the iris, sharpened by an old frame, replaced by the shopper's own PD. */
function scaled(
  reading: Reading,
  { ownPd, oldFrame, camera: given }: AnalyzeOptions,
  iris: Scale,
  irisPx: number,
) {
  const at = (scale: Scale) => {
    const camera = cameraOf(reading.photo, scale.mmPerPx, reading.focal35mm, given);
    return { scale, camera, face: frontalFace(reading, scale.mmPerPx, camera.distance_mm) };
  };
  const first = at(iris);
  if (ownPd !== undefined) {
    const near = ownPd * convergence(first.camera.distance_mm);
    return at(scaleOfOwnPd(iris, pdOf(first.face), near, irisPx));
  }
  if (oldFrame === undefined) return first;
  const width = measure(first.face, iris, first.camera).face_width;
  const landmarks = WIDTHS.face_width.landmarks / width.value;
  const wanted = fittingWidth(oldFrame.frame, oldFrame.fit);
  const ratio = wanted.width / FRONT_OVER_FACE / width.value;
  const uncertainty = Math.hypot(wanted.sd / wanted.width, FRAME_HABIT, landmarks);
  return at(combineScales(iris, ratio, uncertainty));
}

/** Three distances that stand for all the camera may have had, and their weights (Gauss-Hermite quadrature). */
const DISTANCES = [
  { deviations: -Math.sqrt(3), probability: 1 / 6 },
  { deviations: 0, probability: 2 / 3 },
  { deviations: Math.sqrt(3), probability: 1 / 6 },
];

/** The proportions of a face depend on how far the camera was; where that is a guess, the shape says so. */
function shapesAt(
  reading: Reading,
  { mmPerPx }: Scale,
  { distance_mm, uncertainty }: Camera,
  face: FrontalFace,
) {
  if (distance_mm === null) return [{ ratios: shapeRatios(face), probability: 1 }];
  return DISTANCES.map(({ deviations, probability }) => {
    const distance = distance_mm * Math.exp(deviations * uncertainty);
    return { ratios: shapeRatios(frontalFace(reading, mmPerPx, distance)), probability };
  });
}

function pdOf({ pupils }: FrontalFace): number {
  return pupils.imageRight[0] - pupils.imageLeft[0];
}

function overlayOf({ photo, mesh, irises }: Reading): AnalysisResult['overlay'] {
  const point = (index: number): [number, number] => {
    const [x, y] = pointOf(mesh, index);
    return [round(x, 1), round(y, 1)];
  };
  const pupil = ([x, y]: readonly [number, number]): [number, number] => [round(x, 1), round(y, 1)];
  const pupils = { image_left: pupil(irises.imageLeft.centre), image_right: pupil(irises.imageRight.centre) };
  const widths = Object.entries(WIDTHS).map(([name, { pairs }]) => {
    const [a, b] = pairs[0];
    return [name, [point(a), point(b)]] as const;
  });
  return {
    image_width: photo.width,
    image_height: photo.height,
    pupils,
    outline: FACE_OVAL.map(point),
    lines: {
      pupillary_distance: [pupils.image_left, pupils.image_right],
      ...(Object.fromEntries(widths) as Record<string, [[number, number], [number, number]]>),
    },
  };
}

function landmarksOf(mesh: Mesh): [number, number, number][] {
  return Array.from({ length: mesh.length / 3 }, (_, i) => {
    const [x, y, z] = pointOf(mesh, i);
    return [round(x, 2), round(y, 2), round(z, 2)];
  });
}

function round(value: number, digits: number): number {
  const power = 10 ** digits;
  return Math.round(value * power) / power;
}
