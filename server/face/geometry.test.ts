import { describe, expect, it } from 'vitest';
import { cameraOf, convergence, IRIS_MM } from './camera.ts';
import { frontalFace, irisDiameter, type Landmarks } from './geometry.ts';
import type { Iris } from './iris.ts';
import { lengthOf, measure, WIDTHS } from './measure.ts';
import type { Vector } from './mesh.ts';
import { poseOf } from './pose.ts';

/** A head of its own proportions, unlike the average one: mm from the middle between the pupils, y down, z away. */
const HEAD: Record<number, Vector> = Object.fromEntries(
  (
    [
      [33, 263, 46, 1, 4],
      [133, 362, 17, 0, -2],
      [139, 368, 66, -12, 24],
      [127, 356, 74, 2, 58],
      [234, 454, 71, 22, 62],
      [116, 345, 61, 19, 15],
      [54, 284, 60, -44, 17],
      [103, 332, 50, -52, 6],
      [58, 288, 70, 70, 50],
      [172, 397, 63, 85, 44],
      [98, 327, 17, 38, -17],
      [188, 412, 9, 7, -16],
      [193, 417, 8, -6, -13],
    ] as const
  ).flatMap(([left, right, x, y, z]) => [
    [left, [-x, y, z]],
    [right, [x, y, z]],
  ]),
);
const MIDLINE: Record<number, Vector> = {
  10: [0, -62, 4],
  152: [0, 112, 6],
  168: [0, -4, -18],
  6: [0, 6, -24],
  197: [0, 18, -32],
  195: [0, 25, -38],
};
const POINTS = { ...HEAD, ...MIDLINE };
const PD = 61;
const FOCAL_PX = 1400;
const PHOTO = { width: 1200, height: 1600 };

/** Turns the head by yaw, then photographs it through a pinhole from `distance` mm. */
function photograph(distance: number, yawDegrees: number, pitchDegrees = 0, aside = 0): Landmarks {
  const [yaw, pitch] = [yawDegrees, pitchDegrees].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
  ];
  const turn = ([x, y, z]: Vector): Vector => {
    const [y1, z1] = [y * Math.cos(pitch) + z * Math.sin(pitch), z * Math.cos(pitch) - y * Math.sin(pitch)];
    return [x * Math.cos(yaw) - z1 * Math.sin(yaw), y1, z1 * Math.cos(yaw) + x * Math.sin(yaw)];
  };
  const project = (point: Vector): Vector => {
    const [x, y, z] = turn(point);
    const depth = distance + z;
    const scale = FOCAL_PX / depth;
    return [PHOTO.width / 2 + (x + aside) * scale, PHOTO.height / 2 + y * scale, (z * FOCAL_PX) / distance];
  };
  const mesh = new Float64Array(468 * 3);
  for (const [index, point] of Object.entries(POINTS)) mesh.set(project(point), 3 * Number(index));
  const iris = (x: number): Iris => {
    const [px, py] = project([x, 0, 0]);
    return {
      centre: [px, py],
      diameter: (IRIS_MM * FOCAL_PX) / (distance + turn([x, 0, 0])[2]),
      openness: 0.35,
    };
  };
  return { photo: PHOTO, mesh, irises: { imageLeft: iris(-PD / 2), imageRight: iris(PD / 2) } };
}

const DISTANCES = [300, 400, 600, 1000, 2000];
const YAWS = [-15, -8, 0, 8, 15];

describe('a head photographed through a pinhole', () => {
  const shots = DISTANCES.flatMap((distance) => YAWS.map((yaw) => ({ distance, yaw })));

  it.each(shots)(
    'from $distance mm, turned $yaw°: every width is within 1.5 % of the truth',
    ({ distance, yaw }) => {
      const landmarks = photograph(distance, yaw);
      const face = frontalFace(landmarks, IRIS_MM / irisDiameter(landmarks.irises).px, distance);
      expect(poseOf(face.rotation).yaw).toBeCloseTo(yaw, 0);
      const { imageLeft, imageRight } = face.pupils;
      expect(Math.abs((imageRight[0] - imageLeft[0]) / PD - 1)).toBeLessThan(0.015);
      for (const [name, width] of Object.entries(WIDTHS)) {
        if (name === 'face_height') continue;
        const truths = width.pairs.map(([a, b]) => Math.abs((POINTS[b]?.[0] ?? 0) - (POINTS[a]?.[0] ?? 0)));
        const truth = truths.reduce((sum, value) => sum + value, 0) / truths.length;
        expect(Math.abs(lengthOf(face, width) / truth - 1), name).toBeLessThan(0.015);
      }
    },
  );

  it.each([-150, 150])('%i mm beside the middle of the photo changes nothing', (aside) => {
    const landmarks = photograph(500, 5, 0, aside);
    const face = frontalFace(landmarks, IRIS_MM / irisDiameter(landmarks.irises).px, 500);
    expect(Math.abs(lengthOf(face, WIDTHS.temple_width) / 148 - 1)).toBeLessThan(0.015);
  });

  it.each([-10, 10])('looking up or down by %i° keeps the height within 3 %', (pitch) => {
    const level = frontalFace(photograph(600, 0), (IRIS_MM / (IRIS_MM * FOCAL_PX)) * 600, 600);
    const tilted = photograph(600, 0, pitch);
    const face = frontalFace(tilted, IRIS_MM / irisDiameter(tilted.irises).px, 600);
    const ratio = lengthOf(face, WIDTHS.face_height) / lengthOf(level, WIDTHS.face_height);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
    expect(poseOf(face.rotation).pitch - poseOf(level.rotation).pitch).toBeCloseTo(pitch, 0);
  });

  it('without the correction a selfie would make the same face a tenth narrower', () => {
    const landmarks = photograph(400, 0);
    const flat = frontalFace(landmarks, IRIS_MM / irisDiameter(landmarks.irises).px, null);
    expect(lengthOf(flat, WIDTHS.face_width) / 142).toBeLessThan(0.9);
  });
});

describe('intervals', () => {
  const landmarks = photograph(500, 0);
  const mmPerPx = IRIS_MM / irisDiameter(landmarks.irises).px;
  const width = (uncertainty: number, cameraUncertainty: number) => {
    const camera = { distance_mm: 500, source: 'given', uncertainty: cameraUncertainty } as const;
    const scale = { source: 'iris', mmPerPx, uncertainty } as const;
    return measure(frontalFace(landmarks, mmPerPx, 500), scale, camera);
  };

  it('hold the spread of human irises: no pupillary distance is surer than 7 % either way', () => {
    const { low, value, high } = width(0.42 / 11.71, 0).pupillary_distance;
    expect((high - low) / 2 / value).toBeGreaterThan(0.07);
    expect((high - low) / 2 / value).toBeLessThan(0.08);
  });

  it('of a width behind the eyes grow with the doubt about the distance, the pupils do not', () => {
    const [sure, unsure] = [width(0.036, 0), width(0.036, 0.35)];
    expect(unsure.face_width.high).toBeGreaterThan(sure.face_width.high);
    expect(unsure.face_width.confidence).toBeLessThan(sure.face_width.confidence);
    expect(unsure.pupillary_distance).toEqual(sure.pupillary_distance);
  });

  it('give both halves of the pupillary distance, which add up to it', () => {
    const {
      pupillary_distance: pd,
      left_pupillary_distance: left,
      right_pupillary_distance: right,
    } = width(0.036, 0);
    expect(left.value + right.value).toBeCloseTo(pd.value, 0);
  });
});

describe('the camera', () => {
  it('is as far as the focal length says', () => {
    const focal35 = (FOCAL_PX * 43.27) / Math.hypot(PHOTO.width, PHOTO.height);
    const { distance_mm, source } = cameraOf(PHOTO, 700 / FOCAL_PX, focal35, undefined);
    expect(source).toBe('exif');
    expect(distance_mm).toBeCloseTo(700, 3);
  });

  it('is at infinity for a drawing, where eyes do not converge', () => {
    const { distance_mm } = cameraOf(PHOTO, 0.5, 26, 'infinite');
    expect(distance_mm).toBeNull();
    expect(convergence(distance_mm)).toBe(1);
  });

  it('at 40 cm makes pupils stand 1.5 mm closer than they do when they look far', () => {
    expect(63 * (1 - convergence(400))).toBeCloseTo(1.54, 1);
  });
});

describe('the iris to scale by', () => {
  const eye = (diameter: number, openness = 0.35): Iris => ({ centre: [0, 0], diameter, openness });

  it('is the mean of both', () => {
    expect(irisDiameter({ imageLeft: eye(30), imageRight: eye(31) })).toMatchObject({ px: 30.5, eyes: 2 });
  });

  it('is that of the open eye when the other is half closed', () => {
    expect(irisDiameter({ imageLeft: eye(26, 0.1), imageRight: eye(31) })).toMatchObject({ px: 31, eyes: 1 });
  });

  it('is the larger one when they disagree by more than a tenth', () => {
    expect(irisDiameter({ imageLeft: eye(30), imageRight: eye(36) })).toMatchObject({ px: 36, eyes: 1 });
  });
});
