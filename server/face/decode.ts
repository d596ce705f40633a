import sharp, { type Sharp } from 'sharp';
import type { PhotoSize } from './camera.ts';
import type { Raster } from './crop.ts';
import { focalLength35mm } from './exif.ts';
import { MAX_SIDE } from './image-check.ts';

// One photo at a time in each worker: libvips' own threads and caches would only fight over the cores.
sharp.concurrency(1);
sharp.cache(false);

/** The longest side to decode to lies between this and twice this. */
const WORKING_SIDE = 960;

export interface Photo {
  /** Upright RGB, perhaps shrunk. */
  raster: Raster;
  /** Upright size as sent. */
  size: PhotoSize;
  focal35mm: number | null;
}

/** A file that looked like an image and could not be decoded. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
}

/**
 * Decodes a photo upright, without alpha or metadata, no larger than the networks need. A JPEG is shrunk by a
 * power of two while it is decoded, which is much cheaper than decoding it whole.
 * @throws UndecodableError when the file is damaged or cut short.
 */
export async function decodePhoto(bytes: Uint8Array): Promise<Photo> {
  return decoding(async () => {
    const { autoOrient, exif } = await open(bytes).metadata();
    const size = { width: autoOrient.width, height: autoOrient.height };
    const shrink = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(size.width, size.height) / WORKING_SIDE)));
    const working = { width: Math.floor(size.width / shrink), height: Math.floor(size.height / shrink) };
    return { raster: await pixels(resized(bytes, size, working)), size, focal35mm: focalLength35mm(exif) };
  });
}

export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Decodes a part of the photo again, finer.
 * @param region in pixels of the `working` photo.
 * @param finer how many times finer than the working photo; a whole number.
 */
export async function decodeRegion(
  bytes: Uint8Array,
  size: PhotoSize,
  working: PhotoSize,
  region: Region,
  finer: number,
): Promise<Raster> {
  const { left, top, width, height } = region;
  const part = { left: left * finer, top: top * finer, width: width * finer, height: height * finer };
  const target = { width: working.width * finer, height: working.height * finer };
  return decoding(() => pixels(resized(bytes, size, target).extract(part)));
}

/** A part of a decoded photo, drawn `factor` times larger with as much of its sharpness as it has. */
export async function enlarge(raster: Raster, region: Region, factor: number): Promise<Raster> {
  const { data, width, height } = raster;
  const part = sharp(data, { raw: { width, height, channels: 3 } }).extract(region);
  const size = [region.width * factor, region.height * factor] as const;
  return pixels(part.resize(...size, { fit: 'fill', kernel: 'cubic' }));
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, {
    failOn: 'error',
    limitInputPixels: MAX_SIDE * MAX_SIDE,
    pages: 1,
    sequentialRead: true,
  });
}

function resized(bytes: Uint8Array, size: PhotoSize, { width, height }: PhotoSize): Sharp {
  const upright = open(bytes).autoOrient();
  if (width === size.width && height === size.height) return upright;
  return upright.resize(width, height, { fit: 'fill', kernel: 'linear' });
}

async function pixels(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new UndecodableError(`${info.channels} channels where three were asked for`);
  // One kind of array everywhere keeps the loops over pixels fast.
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { data: bytes, width: info.width, height: info.height };
}

async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UndecodableError
      ? error
      : new UndecodableError('the image cannot be decoded', { cause: error });
  }
}
