import type { Photo } from './api.ts';
import { focalLengthOf, withFocalLength } from './exif.ts';
import { CallError, UNREACHABLE } from './http.ts';
import type { ShownPhoto } from './state.ts';

/** Long side sent at most, px: a face filling a third of it still has an iris of some 40 px. */
const LONGEST_SIDE = 2048;
const SENT_AS_IS = /^image\/(jpeg|png|webp)$/;
const LARGEST_FILE = 8_000_000;

/**
 * Decodes a picture, upright, and makes it small enough to send.
 * @throws CallError `unsupported-image` when the browser cannot read it
 */
export async function preparePhoto(photo: Photo): Promise<ShownPhoto> {
  const bitmap = await createImageBitmap(photo.blob).catch(() => {
    throw new CallError({ ...UNREACHABLE, kind: 'problem', code: 'unsupported-image', status: 415 });
  });
  const scale = LONGEST_SIDE / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1 && SENT_AS_IS.test(photo.blob.type) && photo.blob.size <= LARGEST_FILE)
    return { ...photo, bitmap };

  const canvas = drawn(bitmap, Math.min(scale, 1));
  bitmap.close();
  let blob = await toJpeg(canvas);
  const focal = focalLengthOf(await photo.blob.arrayBuffer());
  if (focal !== null) blob = withFocalLength(blob, focal);
  return { ...photo, blob, bitmap: await createImageBitmap(canvas) };
}

function drawn(source: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(source.width * scale);
  canvas.height = Math.round(source.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @throws Error when the browser cannot encode (a canvas of zero size) */
export function toJpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('encoding failed')) : resolve(blob)),
      'image/jpeg',
      0.93,
    ),
  );
}
