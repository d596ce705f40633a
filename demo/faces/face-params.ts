export type HairStyle = 'short' | 'long' | 'bob' | 'curly' | 'bald' | 'bun';

/** Everything about a drawn face that can differ. Lengths in mm. */
export interface FaceParams {
  /** Between the pupils. */
  pd: number;
  /** How many pixels wide an iris is: the scale of the picture. */
  irisPx: number;
  /**
   * Widest part of the outline, without ears. Seen from infinitely far away it is wider than a photo shows it: the
   * cheeks lie behind the eyes, and no nearer camera makes them smaller. The average is 153.
   */
  faceWidth: number;
  /** From the line of the eyes to the chin. */
  chin: number;
  /** Width of the jaw over the width of the face. */
  jaw: number;
  /** Width of the forehead over the width of the face. */
  forehead: number;
  /** Width of the nose. */
  noseWidth: number;
  skin: string;
  hair: string;
  hairStyle: HairStyle;
  irisColor: string;
  lips: string;
  shirt: string;
  background: string;
  /** How far both irises have moved to the right of the picture and down. */
  gaze: { x: number; y: number };
  /** Clockwise, degrees. */
  roll: number;
  mirrored: boolean;
  /** 0 neutral, 1 a broad smile with closed lips. */
  smile: number;
  /** 0 smooth, 1 deep lines. */
  age: number;
  /** 0 none, 1 full. */
  beard: number;
  browThickness: number;
  /** What the picture shows around the face. */
  frame: { width: number; height: number };
}

/** Mean horizontal visible iris diameter, mm (Rüfer 2005). */
export const IRIS_MM = 11.71;
