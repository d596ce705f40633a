/**
 * The one thing of a JPEG's metadata that measuring needs: FocalLengthIn35mmFilm (Exif 2.32, tag 0xA405), from
 * which the camera's distance follows. Everything else (place, time, device) is left behind.
 */

const EXIF_IFD = 0x8769;
const FOCAL_35MM = 0xa405;
const SHORT = 3;
const LONG = 4;

/** @returns mm of a 35 mm film camera, or null when the file does not say (or is no JPEG) */
export function focalLengthOf(jpeg: ArrayBuffer): number | null {
  const view = new DataView(jpeg);
  const tiff = tiffOffset(view);
  if (tiff === null) return null;
  try {
    const little = view.getUint16(tiff) === 0x4949;
    const first = entryOf(view, tiff, view.getUint32(tiff + 4, little), EXIF_IFD, little);
    if (first === null) return null;
    const focal = entryOf(view, tiff, view.getUint32(first, little), FOCAL_35MM, little);
    if (focal === null) return null;
    return view.getUint16(focal, little) || null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where the Exif block's TIFF header starts: the first APP1 before the picture's data. */
function tiffOffset(view: DataView): number | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 18 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    if (marker < 0xffc0 || marker === 0xffda) return null;
  }
  return null;
}

/** Where the value of one tag lies, or null. */
function entryOf(view: DataView, tiff: number, ifd: number, tag: number, little: boolean): number | null {
  const count = view.getUint16(tiff + ifd, little);
  for (let i = 0; i < count; i++) {
    const entry = tiff + ifd + 2 + i * 12;
    if (view.getUint16(entry, little) === tag) return entry + 8;
  }
  return null;
}

/** A copy of the JPEG that says its focal length and nothing else. */
export function withFocalLength(jpeg: Blob, focalMm: number): Blob {
  const block = new DataView(new ArrayBuffer(54));
  block.setUint16(0, 0xffd8);
  block.setUint16(2, 0xffe1);
  block.setUint16(4, 50);
  block.setUint32(6, 0x45786966);
  const tiff = 12;
  block.setUint32(tiff, 0x4d4d002a);
  block.setUint32(tiff + 4, 8);
  writeIfd(block, tiff + 8, EXIF_IFD, LONG, 26);
  writeIfd(block, tiff + 26, FOCAL_35MM, SHORT, focalMm << 16);
  return new Blob([block.buffer.slice(0, 54), jpeg.slice(2)], { type: 'image/jpeg' });
}

/** A directory of one entry, 18 bytes, big-endian. */
function writeIfd(block: DataView, at: number, tag: number, type: number, value: number): void {
  block.setUint16(at, 1);
  block.setUint16(at + 2, tag);
  block.setUint16(at + 4, type);
  block.setUint32(at + 6, 1);
  block.setUint32(at + 10, value);
}
