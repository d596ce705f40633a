import { describe, expect, it } from 'vitest';
import { boundsOf, labelPoint, perpendicular } from './overlay.ts';

const whole = { x: 0, y: 0, width: 1000, height: 800 };

describe('the drawing over the photo', () => {
  it('shows the face with a margin, inside the picture', () => {
    const crop = boundsOf(
      [
        [400, 300],
        [600, 300],
        [500, 600],
      ],
      whole,
    );
    expect(crop).toEqual({ x: 325, y: 210, width: 350, height: 450 });
    expect(boundsOf([[5, 5]], whole)).toMatchObject({ x: 5, y: 5, width: 1 });
    expect(boundsOf([], whole)).toBe(whole);
  });

  it('puts a number above its line whichever way the line was taken, never upside down', () => {
    const level = [
      [0, 100],
      [200, 100],
    ] as const;
    expect(perpendicular(level, -10).map(Math.round)).toEqual([0, -10]);
    expect(labelPoint(level, -10)).toEqual([[100, 90], 0]);
    expect(labelPoint([level[1], level[0]], -10)).toEqual([[100, 90], 0]);
  });
});
