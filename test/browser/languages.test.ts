import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../widgets/runtime/config-schema.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
import { openSetting, type Setting } from './setting.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name = findChromium() === null ? `languages (skipped: ${NO_CHROMIUM})` : 'at 320 px';

describe.skipIf(findChromium() === null)(name, () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await openSetting();
  });
  afterAll(() => setting?.end());

  it.each([...LOCALES.map((locale) => [locale, 'ltr'] as const), ['en', 'rtl'] as const])(
    'every screen in %s, read %s, has its words and room for them',
    async (locale, dir) => {
      const it = await openPage(setting.browser, setting.product, { viewport: { width: 320, height: 640 } });
      await it.page.evaluate(
        ([tag, direction]) => {
          document.documentElement.dir = direction;
          const element = document.querySelector('varai-discovery');
          if (element !== null) element.dataset.locale = tag;
        },
        [locale, dir] as const,
      );
      const faults: string[] = [];
      const look = async (screen: string) => {
        await it.shot(`320-${locale}-${dir}-${screen}`);
        faults.push(...(await faultsOf(it)).map((fault) => `${screen}: ${fault}`));
      };
      const primary = it.widget.locator('dialog .primary');
      await it.widget.locator('[part=launcher]').click();
      await it.widget.locator('.promises').waitFor();
      await look('consent');
      await it.widget.locator('.column .plain').first().click();
      await it.widget.locator('.suggestions .reply').last().click();
      await it.widget.locator('.log .rating').waitFor();
      await it.widget.locator('.rating .icon').last().click();
      await look('chat');
      await it.widget.locator('.bar button').first().click();
      await it.widget.locator('.stay .secondary').click();
      await it.widget.locator('.chips').first().waitFor();
      await look('quiz');
      await it.widget.locator('.bar button').first().click();
      await primary.click();
      await it.widget.locator('.drop').waitFor();
      await look('photo');
      await it.widget.locator('input[type=file]').last().setInputFiles(setting.photo);
      await it.widget.locator('.size').waitFor();
      await it.widget.locator('summary').first().click();
      await look('result');
      await primary.click();
      await it.widget.locator('.frame-card h3').first().waitFor();
      await look('frames');
      for (const box of [0, 1]) await it.widget.locator('.frame-card input').nth(box).check();
      await primary.click();
      await it.widget.locator('table').waitFor();
      await look('compare');
      expect(faults).toEqual([]);
      await it.close();
    },
  );
});

/** Text that is missing, does not fit its box, or makes the screen scroll sideways. */
function faultsOf({ page }: WidgetPage): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('varai-discovery')?.shadowRoot;
    const faults: string[] = [];
    for (const body of root?.querySelectorAll('.body') ?? []) {
      if (body.scrollWidth > body.clientWidth)
        faults.push(`scrolls sideways by ${body.scrollWidth - body.clientWidth} px`);
    }
    for (const element of root?.querySelectorAll('button, h2, h3, label, legend, dt, th, a, .tag, .fit') ??
      []) {
      const text = element.textContent?.trim() || element.getAttribute('aria-label') || '';
      if (text === '' || /\{\w+\}/.test(text)) faults.push(`no words: ${element.outerHTML.slice(0, 80)}`);
      if (element.matches('.unseen')) continue;
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
        faults.push(`does not fit: ${text}`);
    }
    return faults;
  });
}
