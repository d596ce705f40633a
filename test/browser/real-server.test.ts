import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FACES } from '../../demo/faces/samples.ts';
import type { VaraiEvents } from '../../widgets/runtime/events.ts';
import { PHOTOS_DIR } from '../photos.ts';
import { end, type Served, serve } from '../run-varai.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from './chromium.ts';
import { filmOf } from './film.ts';
import { drawnPhoto } from './setting.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const PHOTOS = PHOTOS_DIR ?? '';
const FRONTAL = ['obama-720p.jpg', 'obama.jpg', 'ai-face.jpg', 'astronaut.png'];
const TURNED = 'ai-upper.jpg';
const name = findChromium() === null ? `the real server (skipped: ${NO_CHROMIUM})` : 'on the real server';

describe.skipIf(findChromium() === null)(name, () => {
  let server: Served;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'varai-real-'));
    const film = join(folder, 'face.mjpeg');
    await writeFile(film, await filmOf(await drawnPhoto()));
    const camera = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
    [server, browser] = await Promise.all([serve('dev', join(folder, 'data')), launchChromium(camera)]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    if (server !== undefined) await end(server);
    await rm(folder, { recursive: true, force: true });
  });

  const openProduct = async (options = {}) => {
    const it = await openPage(browser, `${server.url}/demo`, options);
    await it.shot('real-0-shop');
    const trouble = await it.axe();
    await it.page.locator('.tile').first().click();
    await it.page.locator('#buy').waitFor();
    expect([...trouble, ...(await it.axe())]).toEqual([]);
    await it.page.evaluate(() => {
      const events: Record<string, unknown> = {};
      Object.assign(window, { events });
      for (const event of ['analysis', 'recommendations', 'add-to-cart'])
        addEventListener(`varai:${event}`, (e) => {
          events[`varai:${event}`] = (e as CustomEvent).detail;
        });
    });
    return it;
  };
  const told = ({ page }: WidgetPage) =>
    page.evaluate(() => (window as unknown as { events: VaraiEvents }).events);
  const toPhoto = async (it: WidgetPage) => {
    await it.press('Find frames that fit me');
    await it.heading('Your size from one photo');
    await it.press('Agree and measure my face');
    await it.heading('Choose a photo');
  };

  it.each([
    ['phone', 390, 844],
    ['desktop', 1280, 800],
  ] as const)(
    'measures a drawn face and sells the frame it found, on a %s',
    async (device, width, height) => {
      const it = await openProduct({ viewport: { width, height } });
      const seen = async (step: string) => {
        await it.shot(`real-${device}-${step}`);
        expect(await it.axe(), step).toEqual([]);
      };
      await toPhoto(it);
      await it.page.waitForLoadState('networkidle');
      await seen('1-photo');
      await it.press('Drawn face 1');
      await it.heading('Your size');
      await seen('2-result');
      const truth = SAMPLE_FACES[0]?.params.pd ?? Number.NaN;
      const { far_pupillary_distance: pd } = (await told(it))['varai:analysis'].measurements;
      expect(Math.abs(pd.value - truth) / truth).toBeLessThan(0.06);
      await it.press('Show my frames');
      await it.widget.getByText(/\d+ frames, best first/).waitFor();
      await it.page.waitForLoadState('networkidle');
      await seen('3-frames');
      const [best] = (await told(it))['varai:recommendations'].recommendations;
      await it.press(`Add to cart: ${best?.title}`);
      await it.widget.getByText('is in your cart.').waitFor();
      const { product_id, session_id, price } = (await told(it))['varai:add-to-cart'];
      expect({ product_id, price }).toEqual({ product_id: best?.product_id, price: best?.price });
      expect(session_id).toBeTruthy();
      await it.widget.getByRole('link', { name: 'View cart' }).click();
      await it.page.getByText('found with your measured size').waitFor();
      await seen('4-cart');
      expect(it.trouble).toEqual([]);
      await it.close();
    },
  );

  it('measures through the camera', async () => {
    const it = await openProduct({ permissions: ['camera'] });
    await toPhoto(it);
    await it.press('Use the camera');
    await it.widget.getByText('Good light. Look straight into the lens.').waitFor();
    await it.press('Take the photo');
    await it.heading('Your size');
    expect(it.trouble).toEqual([]);
    await it.close();
  });

  it('finds frames after a no, filters them, and says in German why', async () => {
    const it = await openProduct();
    await it.page.evaluate(() => {
      (document.querySelector('varai-discovery') as HTMLElement).dataset.locale = 'de';
    });
    await it.press('Find frames that fit me');
    await it.press('Ohne Foto weiter');
    await it.heading('Was gefällt Ihnen?');
    await it.widget.getByRole('radio', { name: 'Rund' }).check();
    await it.widget.getByLabel('Eine Brille, die ich kenne').fill('50□20-145');
    await it.press('Brillen zeigen');
    await it.widget.getByText(/Brillen, die beste zuerst/).waitFor();
    const { recommendations } = (await told(it))['varai:recommendations'];
    expect(new Set(recommendations.map(({ frame }) => frame.shape))).toEqual(new Set(['round']));
    expect(recommendations[0]?.fit.size).not.toBe('unknown');
    expect(recommendations[0]?.reasons.join(' ')).toMatch(/\b(Sie|Ihr|Ihre|Ihrem|und|der|die|das)\b/);
    await it.close();
  });

  it('really deletes: the session is gone', async () => {
    const it = await openProduct();
    await toPhoto(it);
    await it.press('Drawn face 2');
    await it.heading('Your size');
    const deleted = it.page.waitForResponse((response) => response.request().method() === 'DELETE');
    await it.press('Delete my data now');
    const answer = await deleted;
    expect(answer.status()).toBe(204);
    await it.heading('Your data is deleted');
    const headers = await answer.request().allHeaders();
    const again = await fetch(answer.url(), {
      method: 'DELETE',
      headers: {
        'x-api-key': headers['x-api-key'] ?? '',
        authorization: headers.authorization ?? '',
        origin: server.url,
      },
    });
    expect(again.status).toBe(401);
    await it.close();
  });

  const photos = FRONTAL.filter((file) => existsSync(join(PHOTOS, file)));
  it.skipIf(photos.length === 0)(
    photos.length === 0
      ? 'real photos (skipped: no folder with them, set VARAI_TEST_FACES)'
      : 'draws its lines over real photos, and says what is wrong with one that is turned away',
    async () => {
      const it = await openProduct({ viewport: { width: 1280, height: 800 } });
      await toPhoto(it);
      for (const file of photos) {
        await it.widget.locator('input[type=file]').last().setInputFiles(join(PHOTOS, file));
        await it.heading('Your size');
        await it.shot(`real-photo-${file}`);
        const { low, high } = (await told(it))['varai:analysis'].measurements.far_pupillary_distance;
        expect(low, file).toBeLessThan(74);
        expect(high, file).toBeGreaterThan(50);
        await it.press('Another photo');
        await it.heading('Choose a photo');
      }
      await it.widget.locator('input[type=file]').last().setInputFiles(join(PHOTOS, TURNED));
      await it.widget.getByText('Look straight into the lens.').waitFor();
      await it.shot('real-photo-refused');
      await it.close();
    },
    60_000,
  );
});
