import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../http/index.ts';
import { crop, type Square, toPhoto } from './crop.ts';
import { DETECTOR_SIZE, readDetections } from './detect.ts';
import { focalLength35mm } from './exif.ts';
import { faceShape, SHAPE_NORMS, type ShapeRatios } from './face-shape.ts';
import { checkImage } from './image-check.ts';
import { parseJsonPhoto } from './json-photo.ts';
import { refineIris } from './limbus.ts';
import { FACE_SHAPES } from './schema.ts';

describe('checkImage', () => {
  it('answers any bytes with a header or a problem, never with another error', () => {
    const starts = [
      '',
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'RIFF\0\0\0\0WEBPVP8X',
      'RIFF\0\0\0\0WEBPVP8 ',
      'RIFF\0\0\0\0WEBPVP8L',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        try {
          const { width, height } = checkImage(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
          return width >= 200 && height >= 200 && width <= 4096 && height <= 4096;
        } catch (error) {
          return error instanceof Problem;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseJsonPhoto', () => {
  it('says what JSON.parse would say, wherever the photo stands', () => {
    const before = fc.dictionary(
      fc.constantFrom('session_id', 'own_pd', 'note'),
      fc.oneof(fc.string(), fc.integer()),
    );
    fc.assert(
      fc.property(
        before,
        before,
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(0, 2),
        (head, tail, bytes, space) => {
          const image = Buffer.from(bytes).toString('base64');
          const text = JSON.stringify({ ...head, image, ...tail }, null, space);
          const parsed = parseJsonPhoto(Buffer.from(text));
          expect(Buffer.from(parsed.image)).toEqual(Buffer.from(bytes));
          expect(parsed.fields).toEqual({ ...head, ...tail });
        },
      ),
    );
  });

  it('reads slashes escaped the way PHP escapes them, and the type of a data URL', () => {
    const image = Buffer.from([255, 239, 255, 190]);
    const body = JSON.stringify({ image: `data:image/png;base64,${image.toString('base64')}` }).replaceAll(
      '/',
      '\\/',
    );
    const parsed = parseJsonPhoto(Buffer.from(body));
    expect(Buffer.from(parsed.image)).toEqual(image);
  });

  it('is not misled by the word in another value', () => {
    const parsed = parseJsonPhoto(Buffer.from('{"note":"image","image":"/9j/"}'));
    expect(parsed.fields).toEqual({ note: 'image' });
    expect(parsed.image).toHaveLength(3);
  });
});

describe('crop', () => {
  const gradient = {
    data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => Math.floor(i / 3) % 64),
    width: 64,
    height: 64,
  };

  it('reads the photo where toPhoto says it does, turned, scaled and mirrored', () => {
    const square = fc.record({
      cx: fc.double({ min: 28, max: 36, noNaN: true }),
      cy: fc.double({ min: 28, max: 36, noNaN: true }),
      side: fc.double({ min: 8, max: 28, noNaN: true }),
      angle: fc.double({ min: -3, max: 3, noNaN: true }),
      mirrored: fc.boolean(),
    });
    fc.assert(
      fc.property(
        square,
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 0, max: 15 }),
        (place: Square, column, row) => {
          const out = new Float32Array(16 * 16 * 3);
          crop(gradient, place, { size: 16, black: 0, white: 255, outside: 'nearest', taps: 3 }, out);
          const [x] = toPhoto(place, 16, column + 0.5, row + 0.5);
          // The gradient is worth its column.
          expect(Math.abs((out[(row * 16 + column) * 3] ?? 0) - (x - 0.5))).toBeLessThan(0.8);
        },
      ),
    );
  });
});

describe('readDetections', () => {
  const grid = (faces: { anchor: number; score: number; box: number[] }[]) => {
    const scores = new Float32Array(512).fill(-20);
    const boxes = new Float32Array(512 * 16);
    for (const { anchor, score, box } of faces) {
      scores[anchor] = Math.log(score / (1 - score));
      boxes.set(box, anchor * 16);
    }
    return [{ cells: 16, anchorsPerCell: 2, scores, boxes }];
  };
  const whole = { cx: 128, cy: 128, side: DETECTOR_SIZE, angle: 0 };
  const box = (dx: number, size: number) => [dx, 0, size, size, ...Array<number>(12).fill(0)];

  it('adds offsets to the middle of the cell, row by row, two anchors in each', () => {
    const [face] = readDetections(
      grid([{ anchor: 2 * (16 * 3 + 5) + 1, score: 0.9, box: box(4, 60) }]),
      whole,
    );
    expect(face?.cx).toBeCloseTo(5.5 * 16 + 4);
    expect(face?.cy).toBeCloseTo(3.5 * 16);
    expect(face?.score).toBeCloseTo(0.9);
  });

  it('averages boxes of one face by their scores, and keeps two faces apart', () => {
    const faces = readDetections(
      grid([
        { anchor: 2 * (16 * 8 + 4), score: 0.9, box: box(0, 60) },
        { anchor: 2 * (16 * 8 + 4) + 1, score: 0.7, box: box(8, 60) },
        { anchor: 2 * (16 * 8 + 12), score: 0.8, box: box(0, 50) },
        { anchor: 2 * (16 * 2 + 2), score: 0.3, box: box(0, 50) },
      ]),
      whole,
    );
    expect(faces).toHaveLength(2);
    expect(faces[0]?.cx).toBeCloseTo(4.5 * 16 + (8 * 0.7) / 1.6);
  });
});

describe('refineIris', () => {
  it('finds the edge of a disc that the network read up to 12 % wrong', () => {
    const size = 200;
    for (const radius of [9, 14, 30]) {
      const data = new Uint8Array(size * size * 3);
      for (let i = 0; i < size * size; i++) {
        const distance = Math.hypot((i % size) - 100.3, Math.floor(i / size) - 99.6);
        data.fill(60 + 150 * Math.max(0, Math.min(1, distance - radius + 0.5)), 3 * i, 3 * i + 3);
      }
      const photo = { data, width: size, height: size };
      for (const wrong of [0.88, 1, 1.12]) {
        const read = {
          centre: [100.8 + 0.04 * radius, 100.1] as [number, number],
          diameter: 2 * radius * wrong,
          openness: 0.3,
        };
        const { centre, diameter } = refineIris(photo, read, { angle: 0 });
        expect(Math.abs(diameter / (2 * radius) - 1)).toBeLessThan(0.025);
        expect(Math.abs(centre[0] - 100.8)).toBeLessThan(0.03 * radius);
      }
    }
  });

  it("keeps the network's word where there is no edge", () => {
    const photo = { data: new Uint8Array(100 * 100 * 3).fill(120), width: 100, height: 100 };
    const { diameter } = refineIris(photo, { centre: [50, 50], diameter: 30, openness: 0.3 }, { angle: 0 });
    expect(diameter).toBeCloseTo(30, 1);
  });
});

describe('focalLength35mm', () => {
  it('reads both byte orders, with and without the prefix', () => {
    for (const little of [true, false]) {
      const view = new DataView(new ArrayBuffer(64));
      view.setUint16(0, little ? 0x4949 : 0x4d4d);
      view.setUint16(2, 42, little);
      view.setUint32(4, 8, little);
      view.setUint16(8, 1, little);
      view.setUint16(10, 0x8769, little);
      view.setUint32(18, 30, little);
      view.setUint16(30, 1, little);
      view.setUint16(32, 0xa405, little);
      view.setUint16(40, 26, little);
      const block = new Uint8Array(view.buffer);
      expect(focalLength35mm(block)).toBe(26);
      expect(focalLength35mm(Buffer.concat([Buffer.from('Exif\0\0'), block]))).toBe(26);
    }
  });

  it('takes no harm from any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const found = focalLength35mm(bytes);
        return found === null || (found >= 10 && found <= 1200);
      }),
    );
  });
});

describe('faceShape', () => {
  const at = (z: Partial<ShapeRatios>): ShapeRatios => {
    const value = (name: keyof ShapeRatios) => SHAPE_NORMS[name].mean + (z[name] ?? 0) * SHAPE_NORMS[name].sd;
    return { length: value('length'), forehead: value('forehead'), jaw: value('jaw'), chin: value('chin') };
  };
  const label = (z: Partial<ShapeRatios>) => faceShape([{ ratios: at(z), probability: 1 }]).label;

  it('calls the average face oval and names what stands out', () => {
    expect(label({})).toBe('oval');
    expect(label({ length: 2 })).toBe('oblong');
    expect(label({ length: -2 })).toBe('round');
    expect(label({ jaw: 1.6, chin: 1, length: -0.6 })).toBe('square');
    expect(label({ forehead: 1.5, jaw: -1.5 })).toBe('heart');
    expect(label({ forehead: -1.5, jaw: -1.3 })).toBe('diamond');
    expect(label({ forehead: -1.5, jaw: 1.5 })).toBe('triangle');
  });

  it('gives a distribution over all classes, less sure where the assumptions disagree', () => {
    const z = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(z, z, z, z, (length, forehead, jaw, chin) => {
        const { scores } = faceShape([{ ratios: at({ length, forehead, jaw, chin }), probability: 1 }]);
        expect(Object.keys(scores)).toEqual([...FACE_SHAPES]);
        expect(Object.values(scores).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 2);
      }),
    );
    const sure = faceShape([{ ratios: at({ length: -2 }), probability: 1 }]);
    const unsure = faceShape([
      { ratios: at({ length: -2 }), probability: 0.6 },
      { ratios: at({ length: 1 }), probability: 0.4 },
    ]);
    expect(unsure.confidence).toBeLessThan(sure.confidence);
  });
});
