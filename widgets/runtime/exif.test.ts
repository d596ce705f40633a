import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { focalLengthOf, withFocalLength } from './exif.ts';

const jpeg = async (focal?: string) => {
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } });
  const told = focal === undefined ? image : image.withExif({ IFD2: { FocalLengthIn35mmFilm: focal } });
  const file = await told.jpeg().toBuffer();
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
};

describe('the focal length of a photo', () => {
  it('is read from what other programs wrote', async () => {
    expect(focalLengthOf(await jpeg('27'))).toBe(27);
  });

  it('is null where the photo does not say', async () => {
    expect(focalLengthOf(await jpeg())).toBeNull();
    expect(focalLengthOf(new ArrayBuffer(0))).toBeNull();
    expect(focalLengthOf(new TextEncoder().encode('not a picture').buffer as ArrayBuffer)).toBeNull();
  });

  it('survives a file cut off anywhere', async () => {
    const whole = await jpeg('27');
    for (let length = 0; length < Math.min(whole.byteLength, 400); length++)
      expect([27, null]).toContain(focalLengthOf(whole.slice(0, length)));
  });

  it('travels with the smaller copy, which stays a JPEG others can read, and nothing else does', async () => {
    const copy = await withFocalLength(new Blob([await jpeg()], { type: 'image/jpeg' }), 28).arrayBuffer();
    expect(focalLengthOf(copy)).toBe(28);
    const { width, exif, orientation } = await sharp(Buffer.from(copy)).metadata();
    expect(width).toBe(8);
    expect(orientation).toBeUndefined();
    expect(exif?.length).toBeLessThan(60);
    await expect(sharp(Buffer.from(copy)).raw().toBuffer()).resolves.toBeDefined();
  });
});
