import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../widgets/index.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
import { openSetting, type Setting } from './setting.ts';
import { openPage } from './widget-page.ts';

const name = findChromium() === null ? `the widget (skipped: ${NO_CHROMIUM})` : 'the widget';

describe.skipIf(findChromium() === null)(name, () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting();
  });
  afterAll(() => setting?.end());

  it.each([
    ['phone', 390, 844, 'light'],
    ['desktop', 1280, 800, 'dark'],
  ] as const)('leads from a photo to the cart on a %s, with no violation on any screen', async (...size) => {
    const [device, width, height, colorScheme] = size;
    const { browser, product, photo } = setting;
    const it = await openPage(browser, product, { viewport: { width, height }, colorScheme });
    const seen = async (step: string) => {
      await it.shot(`${device}-${step}`);
      expect(await it.axe(), step).toEqual([]);
    };
    await seen('1-product');
    await it.press('Find frames that fit me');
    await it.heading('Your size from one photo');
    await seen('2-consent');
    await it.press('Agree and measure my face');
    await it.heading('Choose a photo');
    await seen('3-photo');
    await it.widget.locator('input[type=file]').last().setInputFiles(photo);
    await it.heading('Your size');
    await it.widget.getByText('Model 1 round is 3 mm wider than your range.').waitFor();
    await seen('4-result');
    await it.press('Show my frames');
    await it.widget.getByText('9 frames, best first').waitFor();
    await seen('5-frames');
    await it.widget.getByLabel('Compare: Model 1 round').check();
    await it.widget.getByLabel('Compare: Model 2 panto').check();
    await it.press('Compare these two');
    await it.heading('Side by side');
    await seen('6-compare');
    await it.page.keyboard.press('Escape');
    await it.press('Add to cart: Model 1 round');
    await it.widget.getByText('Model 1 round is in your cart.').waitFor();
    await seen('7-in-cart');
    await it.widget.getByRole('link', { name: 'View cart' }).click();
    await it.page.getByText('found with your measured size').waitFor();
    await seen('8-cart');
    expect(it.trouble).toEqual([]);
    await it.close();
  });

  it('tells the page what happens, in order, and lets it undo', async () => {
    const { browser, product, photo } = setting;
    const it = await openPage(browser, product);
    await it.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      for (const event of [
        'open',
        'consent',
        'analysis',
        'recommendations',
        'add-to-cart',
        'remove-from-cart',
        'close',
      ])
        addEventListener(`varai:${event}`, () => seen.push(event));
    });
    await it.press('Find frames that fit me');
    await it.press('Agree and measure my face');
    await it.widget.locator('input[type=file]').last().setInputFiles(photo);
    await it.press('Show my frames');
    await it.press('Add to cart: Model 1 round');
    await expect.poll(() => it.page.locator('#cart-count').textContent()).toBe('1');
    await it.press('Undo');
    await expect.poll(() => it.page.locator('#cart-count').isHidden()).toBe(true);
    await it.press('Close');
    expect(await it.page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
      'open',
      'consent',
      'analysis',
      'recommendations',
      'add-to-cart',
      'remove-from-cart',
      'close',
    ]);
    await it.close();
  });

  it('measures again with the shopper’s own numbers, and deletes everything when told to', async () => {
    const { browser, double, product, photo } = setting;
    const it = await openPage(browser, product);
    await it.press('Find frames that fit me');
    await it.press('Agree and measure my face');
    await it.widget.locator('input[type=file]').last().setInputFiles(photo);
    await it.heading('Your size');
    await it.widget.getByLabel('My PD (mm)').fill('7');
    await it.press('Use these numbers');
    await it.widget.getByText('A PD is between 40 and 80 mm.').waitFor();
    await it.widget.getByLabel('My PD (mm)').fill('63,5');
    double.calls.length = 0;
    await it.press('Use these numbers');
    await it.heading('Your size');
    expect(double.calls.map(({ path }) => path)).toEqual(['/v1/face/analyze']);
    await it.press('Delete my data now');
    await it.heading('Your data is deleted');
    expect(double.calls.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/sessions/ses_test' });
    expect(await it.axe()).toEqual([]);
    await it.close();
  });

  it('can be walked with the keyboard alone, and gives the focus back', async () => {
    const { browser, product } = setting;
    const it = await openPage(browser, product);
    const focused = () =>
      it.page.evaluate(() => {
        const inside = document.activeElement?.shadowRoot?.activeElement;
        return inside?.textContent?.trim() || inside?.getAttribute('aria-label') || inside?.tagName || '';
      });
    const tabTo = async (text: string) => {
      for (let i = 0; i < 60; i++) {
        if ((await focused()) === text) return;
        await it.page.keyboard.press('Tab');
      }
      throw new Error(`the focus never came to "${text}"`);
    };
    await tabTo('Find frames that fit me');
    await it.page.keyboard.press('Enter');
    await it.heading('Your size from one photo');
    await expect.poll(focused).toBe('Your size from one photo');
    await tabTo('Go on without a photo');
    await it.page.keyboard.press('Space');
    await it.heading('What do you like?');
    await expect.poll(focused).toBe('What do you like?');
    await tabTo('Show frames');
    await it.page.keyboard.press('Enter');
    await it.widget.getByText('9 frames, best first').waitFor();
    await tabTo('Add to cart');
    await it.page.keyboard.press('Enter');
    await it.widget.getByText('is in your cart.').waitFor();
    await it.page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Find frames that fit me');
    await it.close();
  });

  it('finds frames after a no, and never sends a photo', async () => {
    const { browser, double, product } = setting;
    const it = await openPage(browser, product);
    double.calls.length = 0;
    await it.press('Find frames that fit me');
    await it.press('Go on without a photo');
    await it.heading('What do you like?');
    await it.widget.getByRole('radio', { name: 'Round' }).check();
    await it.widget.getByLabel('A frame I own').fill('52□18-145');
    await it.shot('phone-quiz');
    expect(await it.axe()).toEqual([]);
    await it.press('Show frames');
    await it.widget.getByText('Sorted without a face.').waitFor();
    const asked = double.calls.filter(({ path }) => path === '/v1/recommendations');
    expect(asked.map(({ query }) => query)).toEqual([
      expect.objectContaining({ shape: 'round', old_frame: '52-18-145', lang: 'en' }),
    ]);
    expect(double.calls.map(({ path }) => path)).not.toContain('/v1/face/analyze');
    expect(double.calls.filter(({ path }) => path === '/v1/consents').map(({ body }) => body)).toEqual([
      expect.objectContaining({
        granted: false,
        purposes: expect.arrayContaining(['face_analysis_processing']),
      }),
    ]);
    await it.close();
  });

  it('does what the page’s script asks of it', async () => {
    const { browser, double, product } = setting;
    const it = await openPage(browser, product);
    double.calls.length = 0;
    const found = await it.page.evaluate(async () => {
      const element = document.querySelector('varai-discovery');
      return element?.recommend({ shape: 'round' });
    });
    expect(found?.recommendations.length).toBe(9);
    expect(double.calls.at(-1)).toMatchObject({ path: '/v1/recommendations', query: { shape: 'round' } });
    const session = await it.page.evaluate(() => document.querySelector('varai-discovery')?.session);
    expect(session).toEqual({ session_id: 'ses_test', expires_at: 1_900_000_000_000 });
    await it.page.evaluate(() => document.querySelector('varai-discovery')?.open());
    await it.heading('Your size from one photo');
    await it.page.evaluate(() => document.querySelector('varai-discovery')?.close());
    await it.widget.getByRole('heading', { level: 2 }).waitFor({ state: 'detached' });
    await it.page.evaluate(() => document.querySelector('varai-discovery')?.reset());
    expect(await it.page.evaluate(() => document.querySelector('varai-discovery')?.session)).toBeNull();
    await it.press('Find frames that fit me');
    await it.heading('Your size from one photo');
    await it.close();
  });

  it('follows the cart address where the page does not take the frame itself', async () => {
    const { browser, product } = setting;
    const it = await openPage(browser, product);
    await it.page.evaluate(() => {
      const element = document.querySelector('varai-discovery');
      if (element === null) return;
      element.dataset.cartUrl = '/demo/cart?add={variant_id}';
      element.addEventListener('varai:add-to-cart', (event) => event.stopImmediatePropagation());
    });
    await it.press('Find frames that fit me');
    await it.press('Go on without a photo');
    await it.press('Show frames');
    await it.press('Add to cart: Model 2 panto');
    await it.page.waitForURL('**/demo/cart?add=v1');
    await it.close();
  });
});
