import type { FrontalFace } from './geometry.ts';
import { lengthOf, WIDTHS } from './measure.ts';
import { FACE_SHAPES, type FaceShape, type FaceShapeResult } from './schema.ts';

/** The ratios that tell shapes apart, each of a face without perspective and turned to the front. */
export interface ShapeRatios {
  /** Height of the mesh over width at the cheeks. */
  length: number;
  /** Width of the forehead over width at the cheeks. */
  forehead: number;
  /** Width of the jaw over width at the cheeks. */
  jaw: number;
  /** Width of the chin over width of the jaw: near 1 is angular, small is pointed. */
  chin: number;
}

/**
 * Mean and spread of each ratio among adults, in this project's own points. Means: the average face of the mesh
 * (MediaPipe's canonical face, orthographic). Spreads: jaw over cheek 0.056 and the coefficients of variation of
 * face length (6.8 %) and width (5.5 %) of NIOSH 2003, narrowed by a fifth because the mesh shows less of a
 * person's own shape than a caliper; the forehead's and the chin's are taken to vary as much as the jaw's.
 */
export const SHAPE_NORMS: Record<keyof ShapeRatios, { mean: number; sd: number }> = {
  length: { mean: 1.152, sd: 0.07 },
  forehead: { mean: 0.819, sd: 0.035 },
  jaw: { mean: 0.775, sd: 0.04 },
  chin: { mean: 0.72, sd: 0.04 },
};

/** What makes each class, in standard deviations from the mean face; what is left out does not count. */
const PROTOTYPES: Record<FaceShape, Partial<Record<keyof ShapeRatios, number>>> = {
  oval: { length: 0.3, forehead: 0, jaw: 0, chin: 0 },
  round: { length: -1.3, forehead: 0, jaw: 0.2, chin: -0.3 },
  square: { length: -0.6, forehead: 0.3, jaw: 1.3, chin: 0.8 },
  oblong: { length: 1.7, forehead: 0.2, jaw: 0.4, chin: 0.1 },
  heart: { length: 0.2, forehead: 1.1, jaw: -1.2, chin: -0.6 },
  diamond: { length: 0.3, forehead: -1.3, jaw: -1, chin: -0.5 },
  triangle: { length: 0, forehead: -1.2, jaw: 1.2, chin: 0.4 },
};

/** Uncertainty of a z-score of one photo: two careful sources of the jaw ratio agree with r 0.48 only. */
const SCORE_SD = 0.9;

export function shapeRatios(face: FrontalFace): ShapeRatios {
  const cheeks = lengthOf(face, WIDTHS.face_width);
  const jaw = lengthOf(face, WIDTHS.jaw_width);
  return {
    length: lengthOf(face, WIDTHS.face_height) / cheeks,
    forehead: lengthOf(face, WIDTHS.forehead_width) / cheeks,
    jaw: jaw / cheeks,
    chin: lengthOf(face, { pairs: [[150, 379]] }) / jaw,
  };
}

/**
 * A probability for each of the seven classes: normal distances from each class's prototype. Shapes are opinions
 * and mixed shapes the rule, so the distribution says more than its label.
 */
export function faceShape(ratios: ShapeRatios): FaceShapeResult {
  const z = zScores(ratios);
  const weights = FACE_SHAPES.map((shape) => {
    const squares = Object.entries(PROTOTYPES[shape]).map(
      ([name, at]) => (z[name as keyof ShapeRatios] - at) ** 2,
    );
    return Math.exp(-squares.reduce((sum, square) => sum + square, 0) / (2 * SCORE_SD ** 2));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = FACE_SHAPES.map((shape, i) => [shape, (weights[i] as number) / total] as const);
  const [label, confidence] = scores.reduce((best, score) => (score[1] > best[1] ? score : best));
  const rounded = scores.map(([shape, score]) => [shape, Math.round(score * 1000) / 1000]);
  return { label, confidence: Math.round(confidence * 100) / 100, scores: Object.fromEntries(rounded) };
}

/** Standard deviations from the mean, held within 3: farther says nothing more. */
export function zScores(ratios: ShapeRatios): ShapeRatios {
  const score = (name: keyof ShapeRatios) => {
    const { mean, sd } = SHAPE_NORMS[name];
    return Math.max(-3, Math.min(3, (ratios[name] - mean) / sd));
  };
  return { length: score('length'), forehead: score('forehead'), jaw: score('jaw'), chin: score('chin') };
}
