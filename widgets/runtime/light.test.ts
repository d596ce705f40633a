import { describe, expect, it } from 'vitest';
import { frameStats, hintFor } from './light.ts';

/** A grey frame of 8 x 8 px whose left and right half have these values. */
function frame(left: number, right = left): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(8 * 8 * 4);
  for (let i = 0; i < 64; i++) rgba.fill(i % 8 < 4 ? left : right, i * 4, i * 4 + 3);
  return rgba;
}
const hint = (rgba: Uint8ClampedArray, before: Uint8ClampedArray | null = null) => {
  const previous = before === null ? null : frameStats(before, 8, null).luma;
  return hintFor(frameStats(rgba, 8, previous).stats);
};

describe('the camera’s hints', () => {
  it('name what is wrong with the light', () => {
    expect(hint(frame(30))).toBe('dark');
    expect(hint(frame(240))).toBe('bright');
    expect(hint(frame(60, 180))).toBe('uneven');
  });

  it('ask to hold still only when the picture moves', () => {
    expect(hint(frame(120), frame(160))).toBe('moving');
    expect(hint(frame(120), frame(121))).toBe('good');
  });
});
