import { type Square, toPhoto } from './crop.ts';

export const DETECTOR_SIZE = 256;

/** A face as the detector sees it, in pixels of the photo. */
export interface Detection {
  score: number;
  cx: number;
  cy: number;
  width: number;
  height: number;
  /** Eye at the image's left, eye at its right, nose, mouth, ear at the left, ear at the right. */
  keyPoints: [number, number][];
}

/** Below this a detection is none (MediaPipe: face_detection_back_desktop_live.pbtxt). */
const MIN_SCORE = 0.65;
/** Boxes that overlap the best one by more belong to the same face (same file). */
const SAME_FACE_OVERLAP = 0.3;
const VALUES = 16;

/** One raw output: logits, and 16 numbers for each anchor. */
export interface DetectorGrid {
  cells: number;
  anchorsPerCell: number;
  scores: Float32Array;
  boxes: Float32Array;
}

/**
 * Turns the detector's numbers into faces, best first. Anchors lie at the middles of the cells, row by row; boxes
 * are offsets from them in pixels of the input (MediaPipe: tensors_to_detections_calculator.cc). Overlapping
 * boxes are averaged with their scores as weights (non_max_suppression_calculator.cc, WEIGHTED).
 */
export function readDetections(
  grids: readonly DetectorGrid[],
  square: Square,
  minScore = MIN_SCORE,
): Detection[] {
  const found = grids.flatMap((grid) => candidates(grid, minScore)).sort((a, b) => b.score - a.score);
  const faces: Detection[] = [];
  let rest = found;
  while (rest.length > 0) {
    const best = rest[0] as Candidate;
    const same = rest.filter((other) => overlap(best, other) > SAME_FACE_OVERLAP);
    faces.push(inPhoto(average(same.length > 0 ? same : [best]), best.score, square));
    rest = rest.filter((other) => other !== best && !same.includes(other));
  }
  return faces;
}

interface Candidate {
  score: number;
  /** Centre x and y, width, height, then the key points; pixels of the input. */
  values: Float32Array;
}

function candidates({ cells, anchorsPerCell, scores, boxes }: DetectorGrid, minScore: number): Candidate[] {
  const list: Candidate[] = [];
  const least = Math.log(minScore / (1 - minScore));
  const cellSize = DETECTOR_SIZE / cells;
  for (let anchor = 0; anchor < scores.length; anchor++) {
    const logit = scores[anchor] as number;
    if (!(logit >= least)) continue;
    const cell = Math.floor(anchor / anchorsPerCell);
    const centre = [((cell % cells) + 0.5) * cellSize, (Math.floor(cell / cells) + 0.5) * cellSize] as const;
    const values = boxes.slice(anchor * VALUES, (anchor + 1) * VALUES);
    for (let i = 0; i < VALUES; i++) {
      if (i !== 2 && i !== 3) values[i] = (values[i] as number) + centre[i % 2 === 0 ? 0 : 1];
    }
    list.push({ score: 1 / (1 + Math.exp(-Math.min(logit, 100))), values });
  }
  return list;
}

/** Intersection over union. */
function overlap(a: Candidate, b: Candidate): number {
  const side = (axis: 0 | 1) => {
    const [ca, cb] = [a.values[axis] as number, b.values[axis] as number];
    const [sa, sb] = [a.values[axis + 2] as number, b.values[axis + 2] as number];
    return Math.max(0, Math.min(ca + sa / 2, cb + sb / 2) - Math.max(ca - sa / 2, cb - sb / 2));
  };
  const area = ({ values }: Candidate) => (values[2] as number) * (values[3] as number);
  const both = side(0) * side(1);
  return both / (area(a) + area(b) - both);
}

function average(group: readonly Candidate[]): Float32Array {
  const total = group.reduce((sum, { score }) => sum + score, 0);
  const mean = new Float32Array(VALUES);
  for (const { score, values } of group) {
    for (let i = 0; i < VALUES; i++) mean[i] = (mean[i] as number) + ((values[i] as number) * score) / total;
  }
  return mean;
}

function inPhoto(values: Float32Array, score: number, square: Square): Detection {
  const point = (i: number) => toPhoto(square, DETECTOR_SIZE, values[i] as number, values[i + 1] as number);
  const scale = square.side / DETECTOR_SIZE;
  const [cx, cy] = point(0);
  return {
    score,
    cx,
    cy,
    width: (values[2] as number) * scale,
    height: (values[3] as number) * scale,
    keyPoints: [4, 6, 8, 10, 12, 14].map(point),
  };
}
