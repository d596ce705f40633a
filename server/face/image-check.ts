import {
  imageBroken,
  imageDimensions,
  imageMissing,
  imageTooLarge,
  MAX_IMAGE_BYTES,
  unsupportedImage,
} from './problems.ts';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface ImageHeader {
  type: ImageType;
  /** Pixels as stored, before any EXIF orientation. */
  width: number;
  height: number;
}

export const MIN_SIDE = 200;
export const MAX_SIDE = 4096;

/**
 * Reads what a file says of itself, in its first bytes, and refuses what must not be decoded.
 * Nothing is decompressed, so a decompression bomb costs no more than a photo.
 *
 * @param declared the media type the sender named, if any; `application/octet-stream` declares nothing.
 * @throws Problem image-missing, image-too-large, unsupported-image (not a still JPEG, PNG or WebP, or not the
 * declared type), image-broken (the header ends early) or image-dimensions.
 */
export function checkImage(bytes: Uint8Array, declared?: string): ImageHeader {
  if (bytes.length === 0) throw imageMissing();
  if (bytes.length > MAX_IMAGE_BYTES) throw imageTooLarge();
  const type = typeOf(bytes);
  if (type === null) throw unsupportedImage();
  const named = declared?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (named !== '' && named !== 'application/octet-stream' && named.replace('/jpg', '/jpeg') !== type) {
    throw unsupportedImage({ detail: `The file is ${type} but was declared as another type.` });
  }
  const { width, height } = HEADERS[type](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE) {
    throw imageDimensions({ detail: `The photo has ${width} x ${height} pixels.` });
  }
  return { type, width, height };
}

function typeOf(bytes: Uint8Array): ImageType | null {
  const starts = (offset: number, text: string) =>
    Buffer.from(text, 'latin1').every((byte, i) => bytes[offset + i] === byte);
  if (starts(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (starts(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts(0, 'RIFF') && starts(8, 'WEBP')) return 'image/webp';
  return null;
}

type Size = { width: number; height: number };

const HEADERS: Record<ImageType, (view: DataView) => Size> = {
  'image/jpeg': inBounds(jpegSize),
  'image/png': inBounds(pngSize),
  'image/webp': inBounds(webpSize),
};

/** A header that ends before it has said everything is a broken image. */
function inBounds(read: (view: DataView) => Size): (view: DataView) => Size {
  return (view) => {
    try {
      return read(view);
    } catch (error) {
      if (error instanceof RangeError) throw imageBroken();
      throw error;
    }
  };
}

/** Walks the segments up to the frame header (ITU-T T.81, B.1.1.3 and B.2.2). */
function jpegSize(view: DataView): Size {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) throw imageBroken();
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xd9 || marker === 0xda) throw imageBroken();
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += alone ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** IHDR comes first; an acTL chunk before the pixels makes it an animation (PNG third edition, 11.2.1, 11.3.6). */
function pngSize(view: DataView): Size {
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  let at = 8;
  for (;;) {
    const name = chunkName(view, at + 4);
    if (name === 'IDAT') return size;
    if (name === 'acTL') throw unsupportedImage({ detail: 'The file is animated.' });
    at += 12 + view.getUint32(at);
  }
}

/** The three kinds of first chunk: lossy, lossless and extended (RFC 9649, 2.5 to 2.7). */
function webpSize(view: DataView): Size {
  const kind = chunkName(view, 12);
  if (kind === 'VP8 ') {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8X') throw unsupportedImage();
  const ANIMATION = 0x02;
  if (view.getUint8(20) & ANIMATION) throw unsupportedImage({ detail: 'The file is animated.' });
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { width: uint24(24) + 1, height: uint24(27) + 1 };
}

function chunkName(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}
