import { type FaceParams, IRIS_MM } from './face-params.ts';
import { brows, eyes, mouth, nose } from './face-parts.ts';
import { clothes, hairBehind, hairInFront, head, headOutline } from './head-parts.ts';
import { shade } from './paths.ts';

export type { FaceParams, HairStyle } from './face-params.ts';

/** What an honest measurement of the picture must find. Points in pixels. */
export interface FaceTruth {
  pupillary_distance_mm: number;
  face_width_mm: number;
  iris_px: number;
  mm_per_px: number;
  /** By their place in the picture. */
  pupils: { image_left: [number, number]; image_right: [number, number] };
}

export interface DrawnFace {
  svg: string;
  width: number;
  height: number;
  truth: FaceTruth;
}

const DEFAULTS: FaceParams = {
  pd: 63,
  irisPx: 30,
  faceWidth: 154,
  chin: 114,
  jaw: 0.78,
  forehead: 0.86,
  noseWidth: 36,
  skin: '#e3b08f',
  hair: '#3b2a20',
  hairStyle: 'short',
  irisColor: '#5b4630',
  lips: '#b5625a',
  shirt: '#3d5a73',
  background: '#dfe6ea',
  gaze: { x: 0, y: 0 },
  roll: 0,
  mirrored: false,
  smile: 0.2,
  age: 0,
  beard: 0,
  browThickness: 1,
  frame: { width: 250, height: 320 },
};

/**
 * Draws a face as seen from infinitely far away, so without perspective, with its true sizes. The same parameters
 * always give the same picture.
 */
export function drawFace(params: Partial<FaceParams> = {}): DrawnFace {
  const face = { ...DEFAULTS, ...params };
  const scale = face.irisPx / IRIS_MM;
  const width = Math.round(face.frame.width * scale);
  const height = Math.round(face.frame.height * scale);
  const middle = { x: width / 2, y: height * 0.46 };
  const across = face.mirrored ? -1 : 1;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    definitions(face),
    `<rect width="100%" height="100%" fill="url(#backdrop)"/>`,
    `<g transform="translate(${middle.x} ${middle.y}) scale(${across * scale} ${scale}) rotate(${face.roll})">`,
    hairBehind(face),
    clothes(face),
    head(face),
    nose(face),
    mouth(face),
    eyes(face),
    brows(face),
    hairInFront(face),
    '</g></svg>',
  ].join('\n');
  return { svg, width, height, truth: truthOf(face, scale, middle, across) };
}

function truthOf(
  face: FaceParams,
  scale: number,
  middle: { x: number; y: number },
  across: number,
): FaceTruth {
  const angle = (face.roll * Math.PI) / 180;
  const inPicture = (x: number, y: number): [number, number] => [
    middle.x + across * scale * (x * Math.cos(angle) - y * Math.sin(angle)),
    middle.y + scale * (x * Math.sin(angle) + y * Math.cos(angle)),
  ];
  const a = inPicture(face.gaze.x - face.pd / 2, face.gaze.y);
  const b = inPicture(face.gaze.x + face.pd / 2, face.gaze.y);
  return {
    pupillary_distance_mm: face.pd,
    face_width_mm: face.faceWidth,
    iris_px: face.irisPx,
    mm_per_px: 1 / scale,
    pupils: a[0] < b[0] ? { image_left: a, image_right: b } : { image_left: b, image_right: a },
  };
}

function definitions(face: FaceParams): string {
  const { skin, background } = face;
  const stop = (offset: number, color: string, opacity = 1) =>
    `<stop offset="${offset}" stop-color="${color}" stop-opacity="${opacity}"/>`;
  const fading = (id: string, color: string, opacity: number) =>
    `<radialGradient id="${id}">${stop(0, color, opacity)}${stop(1, color, 0)}</radialGradient>`;
  return [
    '<defs>',
    `<radialGradient id="backdrop" cx="0.5" cy="0.4" r="0.8">${stop(0, shade(background, 0.35))}${stop(1, background)}</radialGradient>`,
    '<radialGradient id="skin" cx="0.46" cy="0.45" r="0.62">',
    `${stop(0, shade(skin, 0.14))}${stop(0.6, skin)}${stop(1, shade(skin, -0.25))}</radialGradient>`,
    fading('shadow', shade(skin, -0.5), 0.6),
    fading('under', shade(skin, -0.55), 0.85),
    fading('light', shade(skin, 0.6), 0.6),
    fading('blush', '#c4574b', 0.24),
    `<clipPath id="head"><path d="${headOutline(face)}"/></clipPath>`,
    '</defs>',
  ].join('\n');
}
