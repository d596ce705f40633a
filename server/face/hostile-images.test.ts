import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawFace } from '../../demo/faces/draw-face.ts';
import { renderFace } from '../../demo/faces/render.ts';
import { Problem } from '../http/index.ts';
import type { Analysis, FaceEngine } from './index.ts';
import { startTestEngine } from './testing.ts';

let engine: FaceEngine;
let png: Buffer;
const drawn = drawFace({ pd: 63, irisPx: 26 });

beforeAll(async () => {
  engine = await startTestEngine({ workers: 1, queueLimit: 100 });
  png = await renderFace(drawn);
});
afterAll(() => engine.close());

/** The code of the problem, or the analysis. */
async function outcome(image: Uint8Array, declaredType?: string): Promise<string | Analysis> {
  try {
    return await engine.analyze(new Uint8Array(image), {
      camera: 'infinite',
      ...(declaredType !== undefined && { declaredType }),
    });
  } catch (error) {
    if (error instanceof Problem) return error.kind.code;
    throw error;
  }
}

function pdOf(result: string | Analysis): number {
  if (typeof result === 'string') throw new Error(`refused: ${result}`);
  return result.measurements.pupillary_distance.value;
}

const face = (): Sharp => sharp(png);

describe('unusual photos that are measured all the same', () => {
  const unusual: [string, () => Promise<Buffer>][] = [
    ['a CMYK JPEG', () => face().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
    ['a 16-bit PNG', () => face().toColourspace('rgb16').png().toBuffer()],
    ['a palette PNG', () => face().png({ palette: true, colours: 128 }).toBuffer()],
    ['a greyscale JPEG', () => face().greyscale().jpeg({ quality: 95 }).toBuffer()],
    ['a greyscale PNG with alpha', () => face().greyscale().ensureAlpha(0.9).png().toBuffer()],
    ['a PNG with alpha', () => face().ensureAlpha(1).png().toBuffer()],
    ['a lossy WebP', () => face().webp({ quality: 90 }).toBuffer()],
    ['a lossless WebP with alpha', () => face().ensureAlpha(1).webp({ lossless: true }).toBuffer()],
    ['a progressive JPEG', () => face().jpeg({ progressive: true }).toBuffer()],
    ['an interlaced PNG', () => face().png({ progressive: true }).toBuffer()],
    ['a JPEG with a Display P3 profile', () => face().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer()],
    [
      'a JPEG with a page of HTML behind it',
      async () => Buffer.concat([await face().jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]),
    ],
    [
      'a JPEG with a ZIP file behind it',
      async () => Buffer.concat([await face().jpeg().toBuffer(), Buffer.from('PK\x03\x04')]),
    ],
  ];
  it.each(unusual)('%s', async (_, make) => {
    expect(Math.abs(pdOf(await outcome(await make())) / 63 - 1)).toBeLessThan(0.03);
  });

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'a JPEG with EXIF orientation %i is measured and drawn upright',
    async (orientation) => {
      // Undo what a viewer will do, then say so in the tag.
      const undo: Record<number, (image: Sharp) => Sharp> = {
        2: (image) => image.flop(),
        3: (image) => image.rotate(180),
        4: (image) => image.flip(),
        5: (image) => image.rotate(270).flop(),
        6: (image) => image.rotate(270),
        7: (image) => image.rotate(90).flop(),
        8: (image) => image.rotate(90),
      };
      const turned = sharp(await (undo[orientation] ?? ((image) => image))(face()).png().toBuffer());
      const result = await outcome(
        await turned.withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer(),
      );
      expect(pdOf(result)).toBeCloseTo(63, -0.5);
      if (typeof result === 'string') return;
      expect([result.overlay.image_width, result.overlay.image_height]).toEqual([drawn.width, drawn.height]);
      const [x, y] = result.overlay.pupils.image_left;
      expect(Math.abs(x - drawn.truth.pupils.image_left[0])).toBeLessThan(2);
      expect(Math.abs(y - drawn.truth.pupils.image_left[1])).toBeLessThan(3);
    },
  );
});

describe('what a photo says of its camera', () => {
  it('gives the distance, from the focal length in its EXIF block', async () => {
    const exif = { IFD2: { FocalLengthIn35mmFilm: '52' } };
    const photo = await face().withExif(exif).jpeg({ quality: 95 }).toBuffer();
    const { camera } = await engine.analyze(new Uint8Array(photo));
    const focalPx = (52 * Math.hypot(drawn.width, drawn.height)) / 43.27;
    expect(camera.source).toBe('exif');
    expect(Math.abs((camera.distance_mm ?? 0) / (focalPx * drawn.truth.mm_per_px) - 1)).toBeLessThan(0.03);
  });
});

describe('files that are refused', () => {
  const refused: [string, string, () => Buffer | Promise<Buffer>][] = [
    ['nothing', 'image-missing', () => Buffer.alloc(0)],
    ['one byte', 'unsupported-image', () => Buffer.from([0xff])],
    ['text', 'unsupported-image', () => Buffer.from('not a picture, however long one looks at it')],
    ['SVG', 'unsupported-image', () => Buffer.from(drawn.svg)],
    ['GIF', 'unsupported-image', () => face().gif().toBuffer()],
    ['TIFF', 'unsupported-image', () => face().tiff().toBuffer()],
    ['AVIF', 'unsupported-image', () => face().resize(300).avif({ effort: 0 }).toBuffer()],
    ['an animated WebP', 'unsupported-image', animatedWebp],
    ['an animated PNG', 'unsupported-image', animatedPng],
    ['a photo that is too small', 'image-dimensions', () => face().resize(199, 300).png().toBuffer()],
    ['a photo that is too large', 'image-dimensions', () => flat(4097, 300)],
    ['a decompression bomb', 'image-dimensions', () => bomb(60_000, 60_000)],
    ['a header that claims no pixels', 'image-dimensions', () => bomb(0, 0)],
    ['a truncated JPEG', 'image-broken', async () => half(await face().jpeg().toBuffer())],
    ['a truncated PNG', 'image-broken', () => half(png)],
    ['a truncated WebP', 'image-broken', async () => half(await face().webp().toBuffer())],
    [
      'a JPEG that ends in its header',
      'image-broken',
      async () => (await face().jpeg().toBuffer()).subarray(0, 60),
    ],
    ['a PNG that ends in its header', 'image-broken', () => png.subarray(0, 20)],
    [
      'a WebP that ends in its header',
      'image-broken',
      async () => (await face().webp().toBuffer()).subarray(0, 14),
    ],
    ['a PNG whose pixels are rubbish', 'image-broken', () => bomb(800, 800)],
    ['a plain wall', 'no-face', () => flat(600, 400)],
    ['noise', 'no-face', noise],
    ['two faces', 'several-faces', () => sideBySide(2)],
    ['three faces', 'several-faces', () => sideBySide(3)],
    ['a photo in the dark', 'low-quality', () => face().linear(0.05, 0).png().toBuffer()],
    ['a photo out of focus', 'low-quality', () => face().blur(14).png().toBuffer()],
  ];
  it.each(refused)('%s: %s', async (_, code, make) => {
    expect(await outcome(await make())).toBe(code);
  });

  it.each([
    ['a PNG declared as JPEG', 'image/jpeg'],
    ['a PNG declared as HTML', 'text/html'],
  ])('%s: unsupported-image', async (_, declared) => {
    expect(await outcome(png, declared)).toBe('unsupported-image');
  });

  it('no cut of a file anywhere is more than a problem', async () => {
    const jpeg = await face().resize(300).jpeg().toBuffer();
    for (let at = 1; at < jpeg.length; at = Math.ceil(at * 1.35)) {
      const result = await outcome(jpeg.subarray(0, at));
      expect(typeof result === 'string' ? result : 'measured').toMatch(
        /^(unsupported-image|image-broken|no-face|image-dimensions|low-quality|measured)$/,
      );
    }
  });

  it('says what to do about a photo that is not clear enough', async () => {
    const dark = await face().linear(0.05, 0).png().toBuffer();
    const error = await engine.analyze(new Uint8Array(dark)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    const problem = (error as Problem).body('r');
    expect(problem.errors?.map(({ detail }) => detail)).toContain(
      'Find more light: face a window or a lamp.',
    );
  });
});

describe('a photo with more in it than the shopper', () => {
  it('is measured when the other face is a small one in the background', async () => {
    const small = await face().resize({ width: 90 }).png().toBuffer();
    const photo = await face()
      .extend({ right: 160, background: '#dfe6ea' })
      .composite([{ input: small, gravity: 'northeast' }])
      .png()
      .toBuffer();
    expect(pdOf(await outcome(photo))).toBeCloseTo(63, -0.5);
  });
});

function flat(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#b0a89a' } })
    .png()
    .toBuffer();
}

function half(file: Buffer): Buffer {
  return file.subarray(0, file.length / 2);
}

function noise(): Promise<Buffer> {
  const gaussian = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 500, height: 500, channels: 3, background: '#888', noise: gaussian } })
    .png()
    .toBuffer();
}

async function sideBySide(count: number): Promise<Buffer> {
  const one = await face().resize(400).toBuffer({ resolveWithObject: true });
  const { width, height } = one.info;
  const places = Array.from({ length: count }, (_, i) => ({ input: one.data, left: i * width, top: 0 }));
  return sharp({ create: { width: width * count, height, channels: 3, background: '#fff' } })
    .composite(places)
    .jpeg()
    .toBuffer();
}

async function animatedWebp(): Promise<Buffer> {
  const frame = await face().resize(300, 300).ensureAlpha().raw().toBuffer();
  const raw = { width: 300, height: 600, channels: 4, pageHeight: 300 } as const;
  return sharp(Buffer.concat([frame, Buffer.from(frame).fill(90)]), { raw })
    .webp({ delay: [100, 100] })
    .toBuffer();
}

/** An acTL chunk in front of the pixels is what makes a PNG an animation. */
function animatedPng(): Buffer {
  const control = chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));
  return Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]);
}

/** A small file that says it holds very many pixels. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(100_000));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(8 + body.length);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc(body), framed.length - 4);
  return framed;
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
