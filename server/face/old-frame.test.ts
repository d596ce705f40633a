import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../http/index.ts';
import { frameSize } from './frame-size.ts';
import { lensWidth, parseOldFrame, totalWidth } from './old-frame.ts';
import type { Measurement } from './schema.ts';

describe('parseOldFrame', () => {
  it.each([
    ['52□18-145', 52, 18, 145],
    ['52-18-145', 52, 18, 145],
    ['52 18 145', 52, 18, 145],
    ['52[]18 145', 52, 18, 145],
    ['52x18/140', 52, 18, 140],
    ['RB 2140 901 50□22 150 3N', 50, 22, 150],
    ['C1 53◻17–140', 53, 17, 140],
    ['52,5□18-145', 52.5, 18, 145],
    ['54□16', 54, 16, null],
  ])('reads %s', (text, lens_width, bridge, temple) => {
    expect(parseOldFrame(text)).toEqual({ lens_width, bridge, temple });
  });

  it.each(['', 'large', '145', '18-52', '999-999-999', '52'])('says that it cannot read "%s"', (text) => {
    expect(() => parseOldFrame(text)).toThrow(Problem);
  });

  it('finds the numbers whatever stands between and around them', () => {
    const separator = fc.constantFrom('□', '-', ' ', '/', 'x', '[]', ' – ', '◻', '.  ');
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 62 }),
        fc.integer({ min: 12, max: 24 }),
        fc.integer({ min: 120, max: 155 }),
        separator,
        separator,
        fc.constantFrom('', 'mod. ', 'ACETATE '),
        (lens_width, bridge, temple, a, b, brand) => {
          const text = `${brand}${lens_width}${a}${bridge}${b}${temple}`;
          expect(parseOldFrame(text)).toEqual({ lens_width, bridge, temple });
        },
      ),
    );
  });

  it('never does anything but read or refuse', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          const { lens_width, bridge } = parseOldFrame(text);
          return lens_width >= 36 && lens_width <= 66 && bridge >= 10 && bridge <= 28;
        } catch (error) {
          return error instanceof Problem;
        }
      }),
    );
  });
});

describe('frameSize', () => {
  const length = (value: number, spread = 13): Measurement => ({
    value,
    unit: 'mm',
    confidence: 0.8,
    low: value - spread,
    high: value + spread,
  });
  const face = (width: number, pd = 63, bridge = 18) => ({
    face_width: length(width),
    pupillary_distance: length(pd),
    bridge_width: length(bridge),
  });
  const middle = ({ low, high }: { low: number; high: number }) => (low + high) / 2;

  it('names a small face narrow and a large one wide', () => {
    expect(frameSize(face(128)).label).toBe('narrow');
    expect(frameSize(face(140)).label).toBe('medium');
    expect(frameSize(face(152)).label).toBe('wide');
  });

  it('gives the average adult the sizes most shops sell most', () => {
    const size = frameSize(face(141));
    expect(middle(size.lens_width)).toBeGreaterThan(49);
    expect(middle(size.lens_width)).toBeLessThan(55);
    expect(middle(size.bridge)).toBe(18);
    expect(size.temple).toEqual({ low: 140, high: 145 });
  });

  it('never asks for a narrower frame on a wider face', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 115, max: 165, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (width, more) => {
          const [small, large] = [frameSize(face(width)), frameSize(face(width + more))];
          return (
            middle(large.total_width) >= middle(small.total_width) &&
            middle(large.lens_width) >= middle(small.lens_width)
          );
        },
      ),
    );
  });

  it('keeps the lenses where the pupils are: a narrow pair of eyes in a wide face gets no huge lenses', () => {
    expect(middle(frameSize(face(150, 54)).lens_width)).toBeLessThan(
      middle(frameSize(face(150, 68)).lens_width),
    );
  });

  it('trusts an old frame that fits more than a photo, and asks for a wider one when it was narrow', () => {
    const frame = parseOldFrame('50□20-140');
    const good = middle(frameSize(face(150), { frame, fit: 'good' }).total_width);
    expect(Math.abs(good - totalWidth(frame))).toBeLessThan(
      Math.abs(good - middle(frameSize(face(150)).total_width)),
    );
    const narrow = middle(frameSize(face(150), { frame, fit: 'narrow' }).total_width);
    const wide = middle(frameSize(face(150), { frame, fit: 'wide' }).total_width);
    expect(narrow).toBeGreaterThan(good);
    expect(wide).toBeLessThan(good);
  });

  it('turns a width into lenses and back', () => {
    expect(lensWidth(totalWidth({ lens_width: 52, bridge: 18 }), 18)).toBe(52);
  });
});
