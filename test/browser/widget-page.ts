import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

const SCREENSHOTS = join(import.meta.dirname, 'screenshots');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A page with the widget on it, and what went wrong on it so far. */
export interface WidgetPage {
  page: Page;
  widget: Locator;
  /** Breaches of the page's content policy, uncaught errors and console errors. */
  trouble: string[];
  /** Keeps a picture of what is to be seen. */
  shot(name: string): Promise<void>;
  /** What axe finds wrong, as `rule: element`. */
  axe(): Promise<string[]>;
  press(name: string | RegExp): Promise<void>;
  heading(name: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

/** Opens an address in a browser of its own; `options` are playwright's. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WidgetPage> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      // biome-ignore lint/suspicious/noConsole: how the test hears of it
      console.error(`CSP ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(url);
  const widget = page.locator('varai-discovery');
  return {
    page,
    widget,
    trouble,
    async shot(name) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await settled(page);
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
    async axe() {
      await settled(page);
      return runAxe(page);
    },
    press: (name) => widget.getByRole('button', { name }).first().click(),
    heading: (name) => widget.getByRole('heading', { name, level: 2 }).waitFor(),
    close: () => context.close(),
  };
}

/** Waits for what moves by itself and ends, such as the dialog's arrival. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const root = document.querySelector('varai-discovery')?.shadowRoot;
    const ending = (root?.getAnimations() ?? []).filter(
      (animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
    );
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

async function runAxe(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window);
  // Through the debugger, not as a script of the page: its content policy would rightly forbid that.
  if (!isThere) await page.evaluate(await readText(AXE));
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}

async function readText(file: string): Promise<string> {
  return `${await readFile(file, 'utf8')};0`;
}
