import fc from 'fast-check';
import sharp from 'sharp';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { FRAME_SHAPES, ProductInput, parseCatalog } from '../../server/catalog/index.ts';
import { demoCatalogue, demoImage } from './catalogue.ts';
import { drawFrame } from './draw-frame.ts';
import { FINISHES } from './finishes.ts';
import { frameNumbers, rightLens } from './frame-geometry.ts';
import { lensOutline } from './frame-shape.ts';

const frames = demoCatalogue();

describe('the demo catalogue', () => {
  it('has at least 120 different frames in canonical form, the same every time', () => {
    expect(frames.length).toBeGreaterThanOrEqual(120);
    expect(new Set(frames.map((frame) => frame.product_id)).size).toBe(frames.length);
    expect(demoCatalogue()).toEqual(frames);
    for (const frame of frames) expect(Value.Check(ProductInput, frame)).toBe(true);
    expect(parseCatalog(JSON.stringify(frames)).errors).toEqual([]);
  });

  it('offers every face something: sizes, prices, shapes, and some frames that are gone', () => {
    const widths = frames.map((frame) => frame.eyewear.total_width ?? 0);
    const prices = frames.map((frame) => frame.price);
    expect([Math.min(...widths) < 122, Math.max(...widths) > 144]).toEqual([true, true]);
    expect([Math.min(...prices) >= 4900, Math.max(...prices) <= 33_000]).toEqual([true, true]);
    expect(new Set(frames.map((frame) => frame.eyewear.shape)).size).toBeGreaterThanOrEqual(13);
    expect(frames.filter((frame) => !frame.in_stock).length).toBeGreaterThan(0);
    expect(new Set(frames.map((frame) => frame.brand)).size).toBeGreaterThanOrEqual(6);
  });

  it('adds up: two lenses, the bridge and two end pieces make the width', () => {
    for (const { eyewear } of frames) {
      const ends = (eyewear.total_width ?? 0) - 2 * (eyewear.lens_width ?? 0) - (eyewear.bridge ?? 0);
      expect(ends).toBeGreaterThanOrEqual(10);
      expect(ends).toBeLessThanOrEqual(17);
    }
  });

  it('has a picture behind every image address, and none behind others', () => {
    for (const frame of frames) {
      for (const url of frame.images)
        expect(demoImage(url.replace('/demo/frames/', ''), frames)).toContain('<svg');
    }
    expect(demoImage('tarnwick-alder-none.svg', frames)).toBeNull();
    expect(demoImage('../package.json', frames)).toBeNull();
  });
});

describe('a drawn frame', () => {
  it('has lenses of exactly the size it says, in every shape', () => {
    const mm = fc.integer({ min: 35, max: 70 });
    fc.assert(
      fc.property(
        fc.constantFrom(...FRAME_SHAPES),
        mm,
        fc.integer({ min: 18, max: 60 }),
        (shape, width, height) => {
          const outline = lensOutline(shape, width, height, 400);
          const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
          expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(width, 0);
          expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(height, 0);
        },
      ),
    );
  });

  it('stands half a bridge from the middle', () => {
    const frame = frames[0] as ProductInput;
    const left = Math.min(...rightLens(frameNumbers(frame)).map(([x]) => x));
    expect(left).toBeCloseTo((frame.eyewear.bridge ?? 0) / 2, 0);
  });

  it('is as wide in the picture as in millimetres', async () => {
    for (const build of ['acetate', 'metal'] as const) {
      const frame = frames.find(
        ({ eyewear }) => (eyewear.material === 'acetate') === (build === 'acetate'),
      ) as ProductInput;
      const svg = drawFrame(frame, build === 'acetate' ? 'Ink Black' : 'Gunmetal').replace(
        /<ellipse cx="0"[^>]*>/,
        '',
      );
      const { data, info } = await sharp(Buffer.from(svg), { density: 72 })
        .resize(1680)
        .raw()
        .toBuffer({ resolveWithObject: true });
      const opaque = (x: number) => {
        for (let y = 0; y < info.height; y += 1)
          if ((data[(y * info.width + x) * info.channels + 3] ?? 0) > 128) return true;
        return false;
      };
      const columns = Array.from({ length: info.width }, (_, x) => x).filter(opaque);
      const width = ((columns.at(-1) ?? 0) - (columns[0] ?? 0)) / (info.width / 168);
      expect(Math.abs(width - (frame.eyewear.total_width ?? 0))).toBeLessThan(1.5);
    }
  });

  it('is well-formed and free of surprises, whatever the product and its colour', () => {
    const finish = fc.constantFrom(...Object.keys(FINISHES), '"><script>', null);
    const rim = fc.constantFrom('full', 'semi', 'rimless') as fc.Arbitrary<'full' | 'semi' | 'rimless'>;
    fc.assert(
      fc.property(
        fc.constantFrom(...frames),
        fc.constantFrom(...FRAME_SHAPES),
        rim,
        finish,
        (frame, shape, rimType, color) => {
          const svg = drawFrame(
            { ...frame, title: 'A & <b>', eyewear: { ...frame.eyewear, shape, rim: rimType } },
            color,
          );
          expect(svg).not.toMatch(/NaN|undefined|Infinity|<script|<b>/);
          expect(svg.length).toBeLessThan(40_000);
        },
      ),
      { numRuns: 200 },
    );
  });
});
