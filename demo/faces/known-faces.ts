import type { FaceParams } from './draw-face.ts';
import type { RenderOptions } from './render.ts';

const SKINS = ['#f0c8b0', '#e3b08f', '#b97f56', '#8f5f41', '#6b4630'];
const EYES = ['#5b4630', '#587f9c', '#4f6b4a', '#2f1d12'];
const HAIR = ['short', 'long', 'bob', 'curly', 'bun', 'bald'] as const;
const DAMAGE: [string, RenderOptions][] = [
  ['clean', {}],
  ['JPEG quality 60', { format: 'jpeg', quality: 60 }],
  ['noise', { noise: 6 }],
  ['blur', { blur: 0.8 }],
];

/** A drawing to measure: what is drawn, and what happens to the picture afterwards. */
export interface KnownFace {
  name: string;
  params: Partial<FaceParams>;
  render: RenderOptions;
}

/**
 * Faces whose truth is known: PD 54 to 74 mm, irises of 8 to 60 pixels, turned to ±20°, mirrored, in several widths,
 * clean, compressed, noisy and blurred. Every value of every property many times over, in ever new company.
 */
export const KNOWN_FACES: readonly KnownFace[] = Array.from({ length: 72 }, (_, i) => {
  const pd = 54 + ((i * 7) % 21);
  const irisPx = [8, 10, 12, 16, 20, 26, 34, 44, 60][i % 9] ?? 8;
  const roll = ((i * 13) % 41) - 20;
  const [damage, render] = DAMAGE[Math.floor(i / 9) % DAMAGE.length] ?? ['clean', {}];
  const params: Partial<FaceParams> = {
    pd,
    irisPx,
    roll,
    mirrored: i % 2 === 1,
    faceWidth: 138 + ((i * 5) % 29),
    chin: 104 + ((i * 3) % 21),
    jaw: 0.7 + ((i * 11) % 20) / 100,
    skin: SKINS[i % SKINS.length] ?? '#e3b08f',
    irisColor: EYES[i % EYES.length] ?? '#5b4630',
    hairStyle: HAIR[i % HAIR.length] ?? 'short',
    smile: (i % 5) / 5,
    // A photo has at least 200 pixels a side.
    frame: { width: Math.max(250, 320 * (8 / irisPx)), height: Math.max(320, 330 * (8 / irisPx)) },
  };
  return { name: `PD ${pd}, iris ${irisPx} px, roll ${roll}, ${damage}`, params, render };
});
