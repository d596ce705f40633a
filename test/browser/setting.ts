import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { renderFace } from '../../demo/faces/render.ts';
import { drawSample, SAMPLE_FACES } from '../../demo/faces/samples.ts';
import { buildWidgets } from '../../widgets/build.ts';
import { launchChromium } from './chromium.ts';
import { type Double, startDouble } from './double.ts';

/** A browser, the stand-in server with freshly built widgets, and a photo to upload. */
export interface Setting {
  browser: Browser;
  double: Double;
  /** Address of a product's page. */
  product: string;
  photo: { name: string; mimeType: string; buffer: Buffer };
  end(): Promise<void>;
}

export async function openSetting(flags: readonly string[] = []): Promise<Setting> {
  const widgetsDir = await mkdtemp(join(tmpdir(), 'varai-widgets-'));
  await buildWidgets({ outDir: widgetsDir });
  const face = await drawnPhoto();
  const [browser, double] = await Promise.all([launchChromium(flags), startDouble(widgetsDir, face)]);
  return {
    browser,
    double,
    product: `${double.url}/demo/products/frame-0`,
    photo: { name: 'me.jpg', mimeType: 'image/jpeg', buffer: face },
    async end() {
      await browser.close();
      await double.close();
      await rm(widgetsDir, { recursive: true, force: true });
    },
  };
}

/** A drawn face as a JPEG. */
export async function drawnPhoto(): Promise<Buffer> {
  const [sample] = SAMPLE_FACES;
  if (sample === undefined) throw new Error('no sample face');
  return renderFace(drawSample(sample), { format: 'jpeg' });
}
