import { describe, expect, it } from 'vitest';
import { faceShapeIn } from './said-face.ts';

describe('the shape of a face in a message', () => {
  it.each([
    ['i need glasses for a round face, not black, under 150', 'round'],
    ['my face is kind of long', 'oblong'],
    ['square jaw here', 'square'],
    ['what if my face was square', 'square'],
    ['Brille für ein herzförmiges Gesicht', 'heart'],
    ['mein Gesicht ist eher rund', 'round'],
    ['j’ai le visage plutôt carré', 'square'],
    ['lunettes pour un visage en forme de cœur', 'heart'],
    ['tengo la cara muy alargada', 'oblong'],
    ['ho il viso rotondo', 'round'],
    ['ho il viso lungo, cosa mi consigli?', 'oblong'],
    ['round glasses for my square face', 'square'],
    ['round glasses for my face', null],
    ['does my face suit round frames?', null],
    ['runde Brillen für mein Gesicht', null],
    ['round frames', null],
  ])('%s', (text, face) => {
    expect(faceShapeIn(text)).toBe(face);
  });
});
