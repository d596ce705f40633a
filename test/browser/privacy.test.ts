import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../server/testing.ts';
import { buildWidgets } from '../../widgets/build.ts';
import { evenEngine } from '../even-engine.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from './chromium.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name = findChromium() === null ? `/privacy (skipped: ${NO_CHROMIUM})` : 'on /privacy a shopper';

describe.skipIf(findChromium() === null)(name, () => {
  let folder: string;
  let browser: Browser;
  let at: TestApp;
  let url: string;
  let current: WidgetPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'varai-privacy-'));
    [browser] = await Promise.all([launchChromium(), buildWidgets({ outDir: folder })]);
    at = await openTestApp(evenEngine(63), { dataDir: folder });
    url = await at.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => current?.close());
  afterAll(async () => {
    await browser?.close();
    await at?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (token = '', options: BrowserContextOptions = {}) => {
    current = await openPage(browser, `${url}/privacy${token && `#${token}`}`, {
      locale: 'en-GB',
      ...options,
    });
    return current;
  };
  /** A visit with a measured face. */
  const visit = async () => {
    const session = await at.newSession();
    await at.consent(session.session_id, ['face_analysis_processing', 'analytics_and_improvement'], true);
    const { statusCode } = await at.app.inject({
      method: 'POST',
      url: `/v1/face/analyze?session_id=${session.session_id}`,
      headers: { ...at.shopper(session.session_id), 'content-type': 'image/jpeg' },
      payload: Buffer.from('photo'),
    });
    expect(statusCode).toBe(200);
    return session;
  };

  it('reads what is held, why and how long, also without a visit', async () => {
    const { page, trouble, axe, shot } = await open();
    await page.getByRole('heading', { name: 'What is held, why and how long' }).waitFor();
    await page.getByText('open the fitting tool in the shop').waitFor();
    await page.getByText('24 hours; at once when you withdraw the consent').waitFor();
    await shot('privacy-without-visit');
    expect(await axe()).toEqual([]);
    expect(trouble).toEqual([]);
  });

  it('sees what is held about the visit, and the token leaves the address', async () => {
    const { token } = await visit();
    const { page, trouble, axe, shot } = await open(token);
    await page.getByRole('heading', { name: 'Held about this visit' }).waitFor();
    await page.getByText('Lengths of your face in millimetres').first().waitFor();
    expect(page.url()).toBe(`${url}/privacy`);
    await page.getByText('History').click();
    await shot('privacy-phone');
    expect(await axe()).toEqual([]);
    expect(trouble).toEqual([]);
  });

  it('downloads it, and the answers with their proof', async () => {
    const { session_id, token } = await visit();
    const { page } = await open(token);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download my data' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('my-data.json');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const archive = JSON.parse(Buffer.concat(chunks).toString());
    expect(archive.identifiers.session_ids).toEqual([session_id]);
    expect(archive.data.face_analyses).toHaveLength(1);
  });

  it('takes a consent back, and the measurements are gone at once', async () => {
    const { session_id, token } = await visit();
    const { page } = await open(token);
    await page.getByRole('button', { name: 'Take back: Measuring my face' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Agree: Measuring my face' }).waitFor();
    const session = (await at.deps.sessions.find('a', [session_id]))[0];
    expect(session).toMatchObject({ face: null, consents: { face_analysis_processing: { granted: false } } });
  });

  it('deletes everything after a second question, by keyboard, and gets a receipt that can be checked', async () => {
    const { token } = await visit();
    const { page, axe, shot } = await open(token);
    await page.getByRole('button', { name: 'Delete everything now' }).focus();
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toContain('for good?');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Everything is deleted.' }).waitFor();
    await shot('privacy-deleted');
    expect(await axe()).toEqual([]);
    const href = await page.getByRole('link', { name: 'Open the signed receipt' }).getAttribute('href');
    const confirmation = (await at.app.inject(href ?? '')).json();
    expect(confirmation.removed).toMatchObject({ sessions: 1, face_analyses: 1, consents: 2 });
    expect((await at.post('/privacy/v1/verify', confirmation, {})).json()).toEqual({ valid: true });
  });

  it('is told when the visit has ended, and when the server does not answer', async () => {
    const { token } = await visit();
    const gone = await open('ses_gone.secret');
    await gone.page.getByText('Your visit has ended or was deleted').waitFor();
    await gone.close();
    const { page } = await open(token);
    await page.getByRole('heading', { name: 'What you agreed to' }).waitFor();
    await page.route('**/privacy/v1/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Opt out' }).click();
    await page.getByRole('alert').getByText('could not be loaded').waitFor();
    await page.unroute('**/privacy/v1/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'What you agreed to' }).waitFor();
  });

  it('reads German, on a dark and wide screen, with Global Privacy Control on', async () => {
    const { token } = await visit();
    const options = { locale: 'de-DE', colorScheme: 'dark' as const, viewport: { width: 1100, height: 800 } };
    const { page, axe, shot } = await open(token, { ...options, extraHTTPHeaders: { 'Sec-GPC': '1' } });
    await page.getByText('Ihr Browser sendet Global Privacy Control.').waitFor();
    await page.getByText('Zählen, wie das Werkzeug genutzt wird: Nein').waitFor();
    await page.getByText('Mein Gesicht messen: Ja').waitFor();
    const grant = page.getByRole('button', { name: 'Zustimmen: Zählen' });
    expect(await grant.isDisabled()).toBe(true);
    await shot('privacy-dark-german');
    expect(await axe()).toEqual([]);
  });
});
