import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../widgets/index.ts';
import type { ChatAction, ChatAnswer } from '../../server/chat/schema.ts';
import { LOCALES } from '../../widgets/runtime/config-schema.ts';
import { end, type Served, serve } from '../run-varai.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from './chromium.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name =
  findChromium() === null
    ? `the path by chat (skipped: ${NO_CHROMIUM})`
    : 'the path by chat, on the real server';

describe.skipIf(findChromium() === null)(name, () => {
  let server: Served;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'varai-chat-'));
    [server, browser] = await Promise.all([serve('dev', join(folder, 'data')), launchChromium()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    if (server !== undefined) await end(server);
    await rm(folder, { recursive: true, force: true });
  });

  /** A page of the shop, and every answer its widget is given, in turn. */
  const openShop = async (options = {}) => {
    const it = await openPage(browser, `${server.url}/demo`, options);
    const answers: ChatAnswer[] = [];
    const carts: unknown[] = [];
    await it.page.exposeFunction('carted', (detail: unknown) => carts.push(detail));
    await it.page.exposeFunction('heard', (stream: string) => {
      const done = /event: done\ndata: (.*)/.exec(stream)?.[1];
      if (done !== undefined) answers.push(JSON.parse(done));
    });
    await it.page.evaluate(() => {
      const test = window as unknown as Record<'carted' | 'heard', (what: unknown) => void>;
      addEventListener('varai:add-to-cart', ({ detail }) => test.carted(detail));
      const { fetch } = window;
      window.fetch = async (...request) => {
        const response = await fetch(...request);
        if (response.headers.get('content-type')?.startsWith('text/event-stream'))
          response
            .clone()
            .text()
            .then(test.heard, () => undefined);
        return response;
      };
    });
    return { it, answers, carts };
  };
  const write = async ({ widget }: WidgetPage, text: string) => {
    await widget.getByLabel('Your message').fill(text);
    await widget.getByLabel('Your message').press('Enter');
  };
  /** Waits for the `n`th answer to stand in the log. */
  const answered = async ({ widget }: WidgetPage, answers: readonly ChatAnswer[], n: number) => {
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(n);
    const answer = answers[n - 1] as ChatAnswer;
    await widget.getByRole('log').getByText(answer.response, { exact: true }).first().waitFor();
    return answer;
  };
  const shownIn = ({ actions }: ChatAnswer) => {
    const found = actions.find((action) => action.type === 'show_products');
    return (found as Extract<ChatAction, { type: 'show_products' }> | undefined)?.products ?? [];
  };

  it.each([
    ['phone', 390, 844],
    ['desktop', 1280, 800],
  ] as const)('leads from a question over the face to the cart, on a %s', async (device, width, height) => {
    const { it, answers, carts } = await openShop({ viewport: { width, height } });
    const seen = async (step: string) => {
      await it.page.waitForLoadState('networkidle');
      await it.shot(`chat-walk-${device}-${step}`);
      expect(await it.axe(), step).toEqual([]);
    };
    await seen('0-shop');
    await it.page.getByRole('button', { name: 'Ask about frames' }).click();
    await it.heading('What would you like to know?');

    await write(it, 'Do you have metal frames between 100 and 200?');
    const found = await answered(it, answers, 1);
    for (const { frame, price } of shownIn(found)) {
      expect(['metal', 'titanium', 'stainless_steel']).toContain(frame.material);
      expect(price).toBeGreaterThanOrEqual(100_00);
      expect(price).toBeLessThanOrEqual(200_00);
    }
    expect(shownIn(found).length).toBeGreaterThan(1);
    await seen('1-cards');

    await write(it, 'Which of them fit my face?');
    const asks = await answered(it, answers, 2);
    expect(asks.actions.map(({ type }) => type)).toContain('start_face_analysis');
    await seen('2-asks-for-face');
    await it.press('Measure my face');
    await it.heading('Your size from one photo');
    await it.press('Agree and measure my face');
    await it.heading('Choose a photo');
    await it.press('Drawn face 1');
    await it.widget.getByText(/^Face shape: /).waitFor();
    const fitting = await answered(it, answers, 3);
    expect(shownIn(fitting).length).toBeGreaterThan(1);
    for (const { fit } of shownIn(fitting)) expect(fit.size).not.toBe('unknown');
    await seen('3-fitting');

    await write(it, 'cheaper ones, not black');
    const cheaper = shownIn(await answered(it, answers, 4));
    const dearest = Math.max(...shownIn(fitting).map(({ price }) => price));
    expect(cheaper.length).toBeGreaterThan(1);
    for (const { frame, price } of cheaper) {
      expect(frame.color).not.toBe('black');
      expect(price).toBeLessThan(dearest);
    }
    await seen('4-cheaper');

    await write(it, 'put the second one in my cart');
    const second = cheaper[1];
    await answered(it, answers, 5);
    await it.widget.getByText(`${second?.title} is in your cart.`).waitFor();
    expect(carts).toEqual([
      expect.objectContaining({
        product_id: second?.product_id,
        variant_id: second?.variant_id,
        price: second?.price,
      }),
    ]);
    expect(await it.page.locator('#cart-count').textContent()).toBe('1');
    await seen('5-in-cart');
    await it.widget.getByRole('link', { name: 'View cart' }).click();
    await it.page.getByText('found with your measured size').waitFor();
    expect(it.trouble).toEqual([]);
    await it.close();
  });

  it('can be walked with the keyboard alone', async () => {
    const { it, answers, carts } = await openShop({ viewport: { width: 1280, height: 800 } });
    const { keyboard } = it.page;
    const focused = () =>
      it.page.evaluate(() => {
        const outer = document.activeElement;
        const inner = outer?.shadowRoot?.activeElement ?? outer;
        return inner?.getAttribute('aria-label') || inner?.textContent?.trim() || inner?.tagName || '';
      });
    const tabTo = async (text: string) => {
      for (let i = 0; i < 150; i++) {
        if ((await focused()) === text) return;
        await keyboard.press('Tab');
      }
      throw new Error(`the focus never came to "${text}"`);
    };
    const inField = () => expect.poll(focused, { timeout: 8000 }).toBe('TEXTAREA');
    await tabTo('Ask about frames');
    await keyboard.press('Enter');
    await inField();
    await keyboard.type('Which frames suit me?');
    await keyboard.press('Enter');
    await answered(it, answers, 1);
    await tabTo('Measure my face');
    await keyboard.press('Enter');
    await it.heading('Your size from one photo');
    await tabTo('Agree and measure my face');
    await keyboard.press('Enter');
    await it.heading('Choose a photo');
    await tabTo('Drawn face 1');
    await keyboard.press('Enter');
    const fitting = shownIn(await answered(it, answers, 2));
    await inField();
    await keyboard.type('add the first one to my cart');
    await keyboard.press('Enter');
    await answered(it, answers, 3);
    await it.widget.getByText(`${fitting[0]?.title} is in your cart.`).waitFor();
    expect(carts.length).toBe(1);
    await keyboard.press('Escape');
    await expect.poll(focused).toBe('Ask about frames');
    await it.close();
  });

  it.each(LOCALES)('answers an example in %s, at 320 px', async (locale) => {
    const { it, answers } = await openShop({ viewport: { width: 320, height: 640 }, locale });
    await it.page.evaluate((tag) => {
      const element = document.querySelector('varai-discovery');
      if (element !== null) element.dataset.locale = tag;
    }, locale);
    await it.page.getByRole('button', { name: 'Ask about frames' }).click();
    await it.widget.locator('.suggestions .reply').first().click();
    const answer = await answered(it, answers, 1);
    expect(answer.session_state.language).toBe(locale);
    expect(shownIn(answer).length).toBeGreaterThan(0);
    for (const { frame, price } of shownIn(answer)) {
      expect(frame).toMatchObject({ shape: 'round', color: expect.not.stringMatching('black') });
      expect(price).toBeLessThanOrEqual(160_00);
    }
    await it.page.waitForLoadState('networkidle');
    await it.shot(`chat-walk-320-${locale}`);
    const wide = await it.widget.locator('.talk').evaluate((talk) => talk.scrollWidth - talk.clientWidth);
    expect(wide).toBe(0);
    expect(await it.axe()).toEqual([]);
    expect(it.trouble).toEqual([]);
    await it.close();
  });
});
