import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
import { someFrames } from './double.ts';
import { openSetting, type Setting } from './setting.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name = findChromium() === null ? `bad days (skipped: ${NO_CHROMIUM})` : 'on a bad day';

describe.skipIf(findChromium() === null)(name, () => {
  let setting: Setting;
  let current: WidgetPage;
  beforeAll(async () => {
    setting = await openSetting();
  });
  afterEach(async () => {
    await current?.close();
    Object.assign(setting.double.mood, {
      analyses: [],
      down: false,
      slowMs: 0,
      recommendations: someFrames(9),
    });
  });
  afterAll(() => setting?.end());

  const open = async (options = {}) => {
    current = await openPage(setting.browser, setting.product, options);
    return current;
  };
  const toPhoto = async (options = {}) => {
    const it = await open(options);
    await it.press('Find frames that fit me');
    await it.press('Agree and measure my face');
    await it.heading('Choose a photo');
    return it;
  };
  const upload = (it: WidgetPage) =>
    it.widget.locator('input[type=file]').last().setInputFiles(setting.photo);
  const pageStillWorks = async ({ page }: WidgetPage) => {
    await page.locator('#buy button').click();
    await expect.poll(() => page.locator('#cart-count').textContent()).toBe('1');
  };

  it('asks the network for nothing but the loader before anyone comes near', async () => {
    const asked: string[] = [];
    const context = await setting.browser.newContext();
    const page = await context.newPage();
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(setting.product, { waitUntil: 'networkidle' });
    expect(asked.filter((path) => path.startsWith('/widgets/') || path.startsWith('/v1/'))).toEqual([
      '/widgets/varai.js',
    ]);
    await context.close();
  });

  it('stays calm when the server is gone, leaves the page alone, and goes on when it is back', async () => {
    setting.double.mood.down = true;
    const it = await open();
    await it.press('Find frames that fit me');
    await it.widget.getByText('We can’t reach the fitting service').waitFor({ timeout: 15_000 });
    await it.shot('phone-server-down');
    expect(await it.axe()).toEqual([]);
    expect(it.trouble.filter((line) => line.startsWith('uncaught'))).toEqual([]);
    setting.double.mood.down = false;
    await it.press('Try again');
    await it.widget.getByText('the server of Halden Optics').waitFor();
    await it.press('Close');
    await pageStillWorks(it);
  });

  it('says so under its button when its files cannot be loaded, and the page works on', async () => {
    const it = await open();
    await it.page.route('**/widgets/mount-*', (route) => route.abort());
    await it.press('Find frames that fit me');
    await it.widget.getByText('Not available right now. Please try again.').waitFor();
    await pageStillWorks(it);
    expect(it.trouble.filter((line) => line.startsWith('uncaught'))).toEqual([]);
    await it.page.unroute('**/widgets/mount-*');
    await it.press('Find frames that fit me');
    await it.heading('Your size from one photo');
  });

  it('tells a wrong key to the page’s author, and the shopper only what a shopper can use', async () => {
    const it = await open();
    await it.page.route('**/v1/widget-config', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'api-key-unknown', title: 'Unknown key', advice: 'Look at the keys' }),
      }),
    );
    const told = it.page.waitForEvent('console', (message) => message.text().includes('Unknown key'));
    await it.press('Find frames that fit me');
    await it.widget.getByText('We can’t reach the fitting service').waitFor();
    await told;
    expect(await it.widget.getByText('Unknown key').count()).toBe(0);
  });

  it('deletes what was measured from the frames too, where nobody wants to search for it', async () => {
    const it = await toPhoto();
    await upload(it);
    await it.press('Show my frames');
    setting.double.calls.length = 0;
    await it.press('Delete my data now');
    await it.heading('Your data is deleted');
    expect(setting.double.calls.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('keeps room to read on a phone on its side, or enlarged to twice the size', async () => {
    const it = await open();
    await it.page.setViewportSize({ width: 640, height: 400 });
    await it.press('Find frames that fit me');
    await it.heading('Your size from one photo');
    const [yes, no] = await Promise.all(
      ['Agree and measure my face', 'Go on without a photo'].map((name) =>
        it.widget.getByRole('button', { name }).boundingBox(),
      ),
    );
    expect(yes?.y).toBe(no?.y);
    expect(yes?.y).toBeGreaterThan(300);
  });

  it('waits its turn when too many are being measured, and says so', async () => {
    setting.double.mood.analyses = ['analysis-overloaded'];
    const it = await toPhoto();
    await upload(it);
    await it.widget.getByText('Yours is next in a moment.').waitFor();
    await it.heading('Your size');
  });

  it.each([
    ['no-face', 'No face was found'],
    ['several-faces', 'There is more than one face'],
    ['low-quality', 'Use more light.'],
    ['something-new', 'server title of something-new'],
  ])('explains %s in words and lets another photo be chosen', async (code, words) => {
    setting.double.mood.analyses = [code];
    const it = await toPhoto();
    await upload(it);
    await it.widget.getByText(words).waitFor();
    // The same photo would only fail again.
    expect(await it.widget.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await it.axe()).toEqual([]);
    await upload(it);
    await it.heading('Your size');
  });

  it('names a file that is no picture before anything is sent', async () => {
    const it = await toPhoto();
    setting.double.calls.length = 0;
    const file = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') };
    await it.widget.locator('input[type=file]').last().setInputFiles(file);
    await it.widget.getByText('This file can’t be read as a picture').waitFor();
    expect(setting.double.calls).toEqual([]);
  });

  it('can be cancelled while measuring', async () => {
    setting.double.mood.slowMs = 2000;
    const it = await toPhoto();
    await upload(it);
    await it.heading('Measuring');
    expect(await it.axe()).toEqual([]);
    await it.press('Cancel');
    await it.heading('Choose a photo');
  });

  it('shows a way out when no frame matches', async () => {
    setting.double.mood.recommendations = [];
    const it = await toPhoto();
    await upload(it);
    await it.press('Show my frames');
    await it.widget.getByText('Nothing matches all of that').waitFor();
    await it.shot('phone-nothing-matches');
    expect(await it.axe()).toEqual([]);
    setting.double.mood.recommendations = someFrames(3);
    await it.press('Clear filters');
    await it.widget.getByText('3 frames, best first').waitFor();
  });

  it('moves nothing for whoever asked for less motion', async () => {
    setting.double.mood.slowMs = 1500;
    const it = await toPhoto({ reducedMotion: 'reduce' });
    await upload(it);
    await it.heading('Measuring');
    const running = await it.page.evaluate(
      () => document.querySelector('varai-discovery')?.shadowRoot?.getAnimations().length,
    );
    expect(running).toBe(0);
  });

  it('stands in the page itself in inline mode, without taking the focus', async () => {
    const it = await open();
    await it.page.evaluate(() => {
      const element = document.querySelector('varai-discovery') as HTMLElement;
      element.dataset.mode = 'inline';
      element.parentElement?.append(element);
    });
    await it.widget.scrollIntoViewIfNeeded();
    await it.heading('Your size from one photo');
    await it.shot('phone-inline');
    expect(await it.widget.locator('[part=launcher]').isHidden()).toBe(true);
    expect(await it.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(await it.axe()).toEqual([]);
    expect(it.trouble).toEqual([]);
  });

  it('keeps nothing of the face in the browser’s stores', async () => {
    const it = await toPhoto();
    await upload(it);
    await it.heading('Your size');
    const kept = await it.page.evaluate(() => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      cookie: document.cookie,
    }));
    expect(kept).toEqual({ local: [], session: [], cookie: '' });
  });
});
