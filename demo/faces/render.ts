import sharp, { type Sharp } from 'sharp';
import type { DrawnFace } from './draw-face.ts';

export interface RenderOptions {
  format?: 'png' | 'jpeg' | 'webp';
  /** JPEG and WebP quality, 1..100. */
  quality?: number;
  /** Standard deviation of a Gaussian blur, pixels. */
  blur?: number;
  /** Standard deviation of added noise, of 255. */
  noise?: number;
}

/** Turns a drawing into the bytes of a picture file. */
export async function renderFace(
  { svg }: Pick<DrawnFace, 'svg'>,
  { format = 'png', quality = 92, blur, noise }: RenderOptions = {},
): Promise<Buffer> {
  const drawn = sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
  const blurred = blur === undefined ? drawn : drawn.blur(blur);
  const picture = noise === undefined ? blurred : await withNoise(blurred, noise);
  if (format === 'png') return picture.png({ compressionLevel: 6 }).toBuffer();
  return format === 'jpeg' ? picture.jpeg({ quality }).toBuffer() : picture.webp({ quality }).toBuffer();
}

async function withNoise(image: Sharp, deviation: number): Promise<Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const random = gaussian();
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.max(0, Math.min(255, Math.round((data[i] ?? 0) + deviation * random())));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

/** Nearly normal numbers, the same sequence each time: the sum of four uniform ones, scaled. */
function gaussian(): () => number {
  let state = 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return () => (uniform() + uniform() + uniform() + uniform()) * Math.sqrt(3);
}
