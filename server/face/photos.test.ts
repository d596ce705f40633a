import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { PHOTOS_DIR } from '../../test/photos.ts';
import { analyze } from './analyze.ts';
import { createPipeline, type Pipeline } from './engine.onnx.ts';
import { MIN_SIDE } from './image-check.ts';
import { ensureModels } from './testing.ts';

const photos =
  PHOTOS_DIR === null ? [] : readdirSync(PHOTOS_DIR).filter((name) => /\.(jpe?g|png|webp)$/.test(name));

/** Pupillary distance in mm, or the codes of what the photo lacks. */
async function measured(pipeline: Pipeline, photo: Buffer): Promise<number | string> {
  const reading = await pipeline.read(photo);
  if (typeof reading === 'string') return reading;
  const analysis = analyze(reading, {});
  if ('unclear' in analysis) return analysis.unclear.map(({ code }) => code).join();
  return analysis.measurements.pupillary_distance.value;
}

describe.skipIf(photos.length === 0)(
  'photos of people (skipped where there is no folder of them: set VARAI_TEST_FACES)',
  () => {
    let pipeline: Pipeline;
    beforeAll(async () => {
      pipeline = await createPipeline(await ensureModels());
    });

    it.each(photos)('%s: a face is found, and a smaller copy says the same within 2 %', async (name) => {
      const photo = readFileSync(join(PHOTOS_DIR ?? '', name));
      const { width, height } = await sharp(photo).metadata();
      const whole = await measured(pipeline, photo);
      expect(whole).not.toBe('no-face');
      expect(whole).not.toBe('several-faces');
      for (const part of [0.7, 0.5]) {
        // Smaller than the API takes.
        if (Math.min(width, height) * part < MIN_SIDE) continue;
        const copy = await measured(
          pipeline,
          await sharp(photo)
            .resize(Math.round(width * part))
            .png()
            .toBuffer(),
        );
        if (typeof whole === 'string' || typeof copy === 'string') expect(copy).toBe(whole);
        else expect(Math.abs(copy / whole - 1)).toBeLessThan(0.02);
      }
    });
  },
);
