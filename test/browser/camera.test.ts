import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
import { filmOf } from './film.ts';
import { drawnPhoto, openSetting, type Setting } from './setting.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name = findChromium() === null ? `the camera (skipped: ${NO_CHROMIUM})` : 'the camera';

describe.skipIf(findChromium() === null)(name, () => {
  let setting: Setting;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'varai-camera-'));
    const film = join(folder, 'face.mjpeg');
    await writeFile(film, await filmOf(await drawnPhoto()));
    setting = await openSetting([
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ]);
  });
  afterAll(async () => {
    await setting?.end();
    await rm(folder, { recursive: true, force: true });
  });

  const toPhoto = async (it: WidgetPage) => {
    await it.press('Find frames that fit me');
    await it.press('Agree and measure my face');
    await it.heading('Choose a photo');
  };

  it('shows the face, says what it sees, takes the photo and lets go of the camera', async () => {
    const { browser, product, double } = setting;
    const it = await openPage(browser, product, { permissions: ['camera'] });
    await it.page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const real = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (wanted) => {
        const stream = await real(wanted);
        Object.assign(window, { stream });
        return stream;
      };
    });
    await toPhoto(it);
    await it.press('Use the camera');
    await it.widget.getByText('Good light. Look straight into the lens.').waitFor();
    await it.shot('phone-camera');
    expect(await it.axe()).toEqual([]);
    await it.press('Take the photo');
    await it.heading('Your size');
    const { width, height, format } = await sharp(double.photos.at(-1)).metadata();
    expect({ width, height, format }).toEqual({ width: 1280, height: 960, format: 'jpeg' });
    const live = await it.page.evaluate(() =>
      (window as unknown as { stream: MediaStream }).stream.getTracks().map(({ readyState }) => readyState),
    );
    expect(live).toEqual(['ended']);
    expect(it.trouble).toEqual([]);
    await it.close();
  });

  it('says how to go on when it is not allowed', async () => {
    const it = await openPage(setting.browser, setting.product, { permissions: [] });
    await it.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await toPhoto(it);
    await it.press('Use the camera');
    await it.widget.getByText('The camera is blocked.').waitFor();
    expect(await it.axe()).toEqual([]);
    await it.press('Choose a picture');
    await it.heading('Choose a photo');
    await it.close();
  });

  it('hands over to the phone’s own camera where pages may not use it', async () => {
    const it = await openPage(setting.browser, setting.product);
    await it.page.evaluate(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    });
    await toPhoto(it);
    await it.widget.getByRole('button', { name: 'Take a photo' }).waitFor();
    expect(await it.widget.locator('input[capture=user]').count()).toBe(1);
    await it.close();
  });
});
