import sharp from 'sharp';

/** A film of one picture, as chromium's fake camera plays it: JPEGs one after the other, 1280 x 960 px. */
export async function filmOf(face: Buffer): Promise<Buffer> {
  const frame = await sharp(face)
    .resize(1280, 960, { fit: 'contain', background: '#ded7cc' })
    .jpeg({ quality: 95 })
    .toBuffer();
  return Buffer.concat([frame, frame]);
}
