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
 * Mean and spread of each ratio, in this project's own points as this mesh reports them. The mesh tells people apart
 * less than a caliper does (jaw over cheek: 0.056 among adults in NIOSH 2003, and two careful sources agree with
 * r 0.48), so the norms are the mesh's. Means: halfway between the average face (MediaPipe's canonical one), the
 * portraits this was tried on and drawn faces of average proportions. Spreads: what drawn faces read whose
 * proportions vary as adults' do, widened by the scatter of portraits around them.
 */
export const SHAPE_NORMS: Record<keyof ShapeRatios, { mean: number; sd: number }> = {
  length: { mean: 1.17, sd: 0.05 },
  forehead: { mean: 0.845, sd: 0.025 },
  jaw: { mean: 0.788, sd: 0.018 },
  chin: { mean: 0.692, sd: 0.01 },
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

/** Uncertainty of a z-score read from one photo. */
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
 *
 * @param readings the same face's ratios under several assumptions, each with its probability; they add up to 1.
 */
export function faceShape(
  readings: readonly { ratios: ShapeRatios; probability: number }[],
): FaceShapeResult {
  const scores = FACE_SHAPES.map((shape) => [shape, 0] as [FaceShape, number]);
  for (const { ratios, probability } of readings) {
    const shares = sharesOf(ratios);
    for (const [i, score] of scores.entries()) score[1] += probability * (shares[i] as number);
  }
  const [label, confidence] = scores.reduce((best, score) => (score[1] > best[1] ? score : best));
  const rounded = scores.map(([shape, score]) => [shape, Math.round(score * 1000) / 1000]);
  return { label, confidence: Math.round(confidence * 100) / 100, scores: Object.fromEntries(rounded) };
}

function sharesOf(ratios: ShapeRatios): number[] {
  const z = zScores(ratios);
  const weights = FACE_SHAPES.map((shape) => {
    const squares = Object.entries(PROTOTYPES[shape]).map(
      ([name, at]) => (z[name as keyof ShapeRatios] - at) ** 2,
    );
    return Math.exp(-squares.reduce((sum, square) => sum + square, 0) / (2 * SCORE_SD ** 2));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Standard deviations from the mean, held within 3: farther says nothing more. */
export function zScores(ratios: ShapeRatios): ShapeRatios {
  const score = (name: keyof ShapeRatios) => {
    const { mean, sd } = SHAPE_NORMS[name];
    return Math.max(-3, Math.min(3, (ratios[name] - mean) / sd));
  };
  return { length: score('length'), forehead: score('forehead'), jaw: score('jaw'), chin: score('chin') };
}
