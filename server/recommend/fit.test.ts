import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandScore, type FaceNumbers, type FrameNumbers, fitParts, fitScore, sizeWord } from './fit.ts';

const face: FaceNumbers = {
  width: { low: 133, high: 139 },
  pupillaryDistance: 63,
  bridge: { low: 16, high: 20 },
  temple: { low: 140, high: 145 },
};
const frame: FrameNumbers = {
  lensWidth: 50,
  bridge: 18,
  lensHeight: 38,
  temple: 145,
  totalWidth: 136,
  hasPads: false,
};
const number = fc.oneof(fc.constant(Number.NaN), fc.double({ min: 5, max: 200, noNaN: true }));
const anyFrame = fc.record({
  lensWidth: number,
  bridge: number,
  lensHeight: number,
  temple: number,
  totalWidth: number,
  hasPads: fc.boolean(),
});

describe('fit', () => {
  it('is full for a frame inside every band', () => {
    expect(fitScore(frame, face)).toBe(1);
    expect(sizeWord(frame, face)).toBe('good');
  });

  it('lies between 0 and 1, or says that nothing can be compared', () => {
    fc.assert(
      fc.property(anyFrame, (any) => {
        const score = fitScore(any, face);
        expect(Number.isNaN(score) || (score >= 0 && score <= 1)).toBe(true);
        expect(Number.isNaN(score)).toBe(
          fitParts(any, face).width === null && fitParts(any, face).centres === null,
        );
      }),
    );
    expect(fitScore({ ...frame, lensWidth: Number.NaN, totalWidth: Number.NaN }, face)).toBeNaN();
    expect(fitScore(frame, { width: null, pupillaryDistance: null, bridge: null, temple: null })).toBeNaN();
  });

  it('never rises as a number moves farther from its band', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        (a, b) => {
          const [near, far] = [Math.min(a, b), Math.max(a, b)];
          for (const side of [-1, 1]) {
            expect(bandScore(135 + side * far, 133, 137, 5)).toBeLessThanOrEqual(
              bandScore(135 + side * near, 133, 137, 5),
            );
            const at = (mm: number) => fitScore({ ...frame, totalWidth: 136 + side * mm }, face);
            expect(at(far)).toBeLessThanOrEqual(at(near));
          }
        },
      ),
    );
  });

  it('is the mean of its parts, so that the reasons tell what was counted', () => {
    const off = { ...frame, totalWidth: 149, bridge: 23 };
    const parts = fitParts(off, face);
    expect(parts.width).toMatchObject({ difference: 13, estimated: false });
    expect(parts.bridge?.difference).toBe(5);
    expect(parts.centres?.difference).toBe(5);
    const sum =
      0.45 * (parts.width?.score ?? 0) +
      0.25 * (parts.centres?.score ?? 0) +
      0.15 * (parts.bridge?.score ?? 0);
    expect(fitScore(off, face)).toBeCloseTo(sum + 0.05 * (parts.height?.score ?? 0) + 0.1, 10);
  });

  it('estimates a width that is not given, and forgives it more', () => {
    const open = { ...frame, totalWidth: Number.NaN };
    expect(fitParts(open, face).width).toMatchObject({ difference: -4, estimated: true, score: 1 });
    expect(fitParts({ ...frame, totalWidth: 132 }, face).width?.score).toBeLessThan(1);
  });

  it('lets adjustable pads make up for a bridge', () => {
    const wide = { ...frame, bridge: 22 };
    expect(fitScore({ ...wide, hasPads: true }, face)).toBeGreaterThan(fitScore(wide, face));
  });

  it.each([
    [120, 'too_narrow'],
    [130, 'snug'],
    [136, 'good'],
    [143, 'roomy'],
    [150, 'too_wide'],
  ])('calls a front of %d mm %s on a face of 136', (totalWidth, size) => {
    expect(sizeWord({ ...frame, totalWidth }, face)).toBe(size);
  });
});
