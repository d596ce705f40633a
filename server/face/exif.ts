const EXIF_IFD = 0x8769;
const FOCAL_LENGTH_35MM = 0xa405;

/**
 * The focal length a 35 mm camera would have for the same view (Exif 2.32, tag 41989), in mm.
 * @param exif the Exif block, with or without its `Exif\0\0` prefix; anything malformed gives null.
 */
export function focalLength35mm(exif: Uint8Array | undefined): number | null {
  if (exif === undefined) return null;
  const start = exif[0] === 0x45 && exif[1] === 0x78 ? 6 : 0;
  const view = new DataView(exif.buffer, exif.byteOffset + start, Math.max(0, exif.byteLength - start));
  try {
    const little = view.getUint16(0) === 0x4949;
    const details = entry(view, view.getUint32(4, little), EXIF_IFD, little);
    if (details === null) return null;
    const at = entry(view, view.getUint32(details, little), FOCAL_LENGTH_35MM, little);
    const value = at === null ? 0 : view.getUint16(at, little);
    return value >= 10 && value <= 1200 ? value : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where the value of a tag lies in the directory at `offset`. */
function entry(view: DataView, offset: number, tag: number, little: boolean): number | null {
  const count = view.getUint16(offset, little);
  for (let i = 0; i < count; i++) {
    const at = offset + 2 + 12 * i;
    if (view.getUint16(at, little) === tag) return at + 8;
  }
  return null;
}
