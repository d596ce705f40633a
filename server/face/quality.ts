import type { Static } from 'typebox';
import { HALF_CLOSED, IRIS_DISAGREEMENT, irisDiameter } from './geometry.ts';
import type { Irises } from './iris.ts';
import { MESH_SIZE } from './mesh.ts';
import type { Pose } from './pose.ts';
import type { QualityIssue } from './schema.ts';

/** What the pixels of a face's crop say of the photo. */
export interface Look {
  /** Mean square of the Laplacian over the variance of the brightness: little in a blurred photo. */
  sharpness: number;
  /** Mean brightness, 0..1. */
  brightness: number;
  /** Part of the face that is nearly white. */
  burnt: number;
  /** Difference between the mean brightness of the two halves, over their mean. */
  unevenness: number;
}

/** The face fills the middle two thirds of its crop. */
const EDGE = MESH_SIZE / 6;

/** Looks at the mesh's own crop, so that a photo's size does not change what counts as sharp. */
export function lookOf(crop: Float32Array): Look {
  const grey = new Float32Array(MESH_SIZE * MESH_SIZE);
  for (let i = (EDGE - 1) * MESH_SIZE; i < grey.length - (EDGE - 1) * MESH_SIZE; i++) {
    grey[i] =
      0.299 * (crop[3 * i] as number) +
      0.587 * (crop[3 * i + 1] as number) +
      0.114 * (crop[3 * i + 2] as number);
  }
  let count = 0;
  let sum = 0;
  let squares = 0;
  let laplacian = 0;
  let burnt = 0;
  let left = 0;
  let right = 0;
  for (let y = EDGE; y < MESH_SIZE - EDGE; y++) {
    for (let x = EDGE; x < MESH_SIZE - EDGE; x++) {
      const at = y * MESH_SIZE + x;
      const value = grey[at] as number;
      const around =
        (grey[at - 1] as number) +
        (grey[at + 1] as number) +
        (grey[at - MESH_SIZE] as number) +
        (grey[at + MESH_SIZE] as number);
      count += 1;
      sum += value;
      squares += value * value;
      laplacian += (around - 4 * value) ** 2;
      if (value > 0.97) burnt += 1;
      if (x < MESH_SIZE / 2) left += value;
      else right += value;
    }
  }
  const brightness = sum / count;
  return {
    sharpness: laplacian / count / Math.max(1e-6, squares / count - brightness ** 2),
    brightness,
    burnt: burnt / count,
    unevenness: Math.abs(left - right) / Math.max(1e-6, sum / 2),
  };
}

/** 0.5 for a crisp photo, 1.7 where lengths come out 5 % off, 2.2 for 10 % (portraits blurred step by step). */
export function blurOf({ sharpness }: Look): number {
  return -Math.log10(Math.max(1e-6, sharpness));
}

/** Part of an eye's crop that is nearly white and larger than a catch light: glare on glasses. */
export function glareOf(crop: Float32Array): number {
  let burnt = 0;
  for (let i = 0; i < crop.length; i += 3) {
    if (Math.min(crop[i] as number, crop[i + 1] as number, crop[i + 2] as number) > 0.95) burnt += 1;
  }
  return burnt / (crop.length / 3);
}

export interface Evidence {
  look: Look;
  glare: number;
  /** The mesh network's own probability that its crop held a face. */
  faceFlag: number;
  irises: Irises;
  pose: Pose;
}

type Issue = Static<typeof QualityIssue>;

/** One thing a photo can lack: from `advise` on it is mentioned, from `refuse` on nothing can be measured. */
interface Check {
  code: string;
  advice: string;
  /** Larger is worse. */
  badness(evidence: Evidence): number;
  advise: number;
  refuse: number;
}

const CHECKS: readonly Check[] = [
  {
    code: 'blur',
    advice: 'Hold the phone still and let it focus on your face.',
    badness: ({ look }) => blurOf(look),
    advise: 1.7,
    refuse: 2.7,
  },
  {
    code: 'dark',
    advice: 'Find more light: face a window or a lamp.',
    badness: ({ look }) => 1 - look.brightness,
    advise: 0.8,
    refuse: 0.95,
  },
  {
    code: 'bright',
    advice: 'Too much light falls on your face: turn away from it a little.',
    badness: ({ look }) => look.burnt,
    advise: 0.15,
    refuse: 0.6,
  },
  {
    code: 'uneven-light',
    advice: 'One side of your face is much darker: face the light.',
    badness: ({ look }) => look.unevenness,
    advise: 0.45,
    refuse: Number.POSITIVE_INFINITY,
  },
  {
    code: 'head-turned',
    advice: 'Look straight into the camera, not to the side.',
    badness: ({ pose }) => Math.abs(pose.yaw),
    advise: 10,
    refuse: 25,
  },
  {
    code: 'head-tilted',
    advice: 'Hold the camera at the height of your eyes.',
    badness: ({ pose }) => Math.abs(pose.pitch),
    advise: 15,
    refuse: 35,
  },
  {
    code: 'small-face',
    advice: 'Come closer: the face should fill half the width of the picture.',
    badness: ({ irises }) => 1 / irisDiameter(irises).px,
    advise: 1 / 14,
    refuse: 1 / 3.5,
  },
  {
    code: 'eye-closed',
    advice: 'Keep both eyes open.',
    badness: ({ irises }) => -Math.min(irises.imageLeft.openness, irises.imageRight.openness),
    advise: -HALF_CLOSED,
    refuse: Number.POSITIVE_INFINITY,
  },
  {
    code: 'eyes-closed',
    advice: 'Both eyes are closed: open them and look into the camera.',
    badness: ({ irises }) => -Math.max(irises.imageLeft.openness, irises.imageRight.openness),
    advise: -HALF_CLOSED,
    refuse: -0.1,
  },
  {
    code: 'covered',
    advice: 'Take hair, hands, a mask or sunglasses away from your face.',
    badness: ({ faceFlag }) => 1 - faceFlag,
    advise: 0.2,
    refuse: 0.5,
  },
  {
    code: 'eyes-differ',
    advice: 'One eye could not be read well: take off your glasses and clear hair from your eyes.',
    badness: ({ irises }) => irisDiameter(irises).disagreement,
    advise: IRIS_DISAGREEMENT,
    refuse: 0.35,
  },
  {
    code: 'glare',
    advice: 'Light is reflected in your glasses: take them off or tilt your head down a little.',
    badness: ({ glare }) => glare,
    advise: 0.12,
    refuse: Number.POSITIVE_INFINITY,
  },
];

export interface Quality {
  /** 1: nothing to complain of. Falls with each complaint, to 0 where a photo is refused. */
  score: number;
  issues: Issue[];
  /** The complaints for which nothing can be measured. */
  refusals: Issue[];
}

/** Holds a photo against every check. A warning is more than half way from advice to refusal. */
export function quality(evidence: Evidence): Quality {
  const issues: Issue[] = [];
  const refusals: Issue[] = [];
  let score = 1;
  for (const { code, advice, badness, advise, refuse } of CHECKS) {
    const value = badness(evidence);
    if (!(value > advise)) continue;
    const part =
      refuse === Number.POSITIVE_INFINITY ? 0.3 : Math.min(1, (value - advise) / (refuse - advise));
    const issue: Issue = { code, severity: part > 0.5 ? 'warning' : 'advice', advice };
    issues.push(issue);
    if (part >= 1) refusals.push(issue);
    score *= 1 - Math.max(0.1, part);
  }
  return { score: Math.round(score * 100) / 100, issues, refusals };
}
