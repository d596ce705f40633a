import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import '../../widgets/index.ts';
import { calmChat } from './chat-double.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
import { someFrames } from './double.ts';
import { openSetting, type Setting } from './setting.ts';
import { openPage, type WidgetPage } from './widget-page.ts';

const name = findChromium() === null ? `the chat (skipped: ${NO_CHROMIUM})` : 'the chat';
const frames = someFrames(9);

describe.skipIf(findChromium() === null)(name, () => {
  let setting: Setting;
  let it_: WidgetPage;
  beforeAll(async () => {
    setting = await openSetting();
  });
  afterEach(async () => {
    await it_?.close();
    const { given, ...calm } = calmChat();
    setting.double.mood.chat.given.clear();
    Object.assign(setting.double.mood.chat, calm);
  });
  afterAll(() => setting?.end());

  const chat = () => setting.double.mood.chat;
  const openChat = async (options = {}) => {
    it_ = await openPage(setting.browser, setting.product, options);
    await it_.page.getByRole('button', { name: 'Ask about frames' }).click();
    await it_.heading('What would you like to know?');
    return it_;
  };
  const write = async ({ widget }: WidgetPage, text: string) => {
    await widget.getByLabel('Your message').fill(text);
    await widget.getByLabel('Your message').press('Enter');
  };
  const log = ({ widget }: WidgetPage) => widget.getByRole('log');
  const said = (it: WidgetPage, text: string) => log(it).getByText(text, { exact: true }).waitFor();
  const focused = ({ page }: WidgetPage) =>
    page.evaluate(() => {
      const inside = document.activeElement?.shadowRoot?.activeElement;
      return inside?.getAttribute('aria-label') || inside?.textContent?.trim() || inside?.tagName || '';
    });

  it.each([
    ['phone', 390, 844, 'light'],
    ['desktop', 1280, 800, 'dark'],
    ['small', 320, 640, 'light'],
  ] as const)('shows what an answer can bring, on a %s, with no violation', async (...size) => {
    const [device, width, height, colorScheme] = size;
    const it = await openChat({ viewport: { width, height }, colorScheme });
    const seen = async (step: string) => {
      await it.shot(`chat-${device}-${step}`);
      expect(await it.axe(), step).toEqual([]);
      const wide = await it.widget.locator('.talk').evaluate((talk) => talk.scrollWidth - talk.clientWidth);
      expect(wide, `${step} scrolls sideways`).toBe(0);
    };
    await seen('1-empty');
    chat().answers = [
      {
        response: 'These five round frames are under 150 € and none of them is black.',
        actions: [{ type: 'show_products', products: frames.slice(0, 5), total: 24 }],
        quick_replies: [
          { label: 'Cheaper ones', text: 'Show me cheaper ones' },
          { label: 'Only metal', text: 'Only metal, please' },
        ],
      },
      { response: 'Side by side:', actions: [{ type: 'compare', products: frames.slice(0, 3) }] },
      {
        response: 'A person can look that up for you.',
        actions: [
          {
            type: 'hand_over',
            reason: 'order_status',
            contact: {
              email: 'help@halden.example',
              phone: '+49 30 123456',
              url: 'https://halden.example/contact',
              hours: 'Monday to Friday, 9 to 17 h',
            },
          },
        ],
      },
      { response: 'Goodbye!', actions: [{ type: 'ask_satisfaction' }] },
    ];
    await it.press('Round frames under €160, but not black');
    await said(it, 'These five round frames are under 150 € and none of them is black.');
    await it.page.waitForLoadState('networkidle');
    await seen('2-cards');
    await write(it, 'Compare the first three');
    await log(it).getByRole('table').waitFor();
    await seen('3-compare');
    await write(it, 'Where is my parcel?');
    await it.widget.getByRole('link', { name: 'Write an e-mail' }).waitFor();
    expect(
      await it.widget
        .getByRole('link', { name: /E-?mail|Call|contact/i })
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['mailto:help@halden.example', 'tel:+4930123456', 'https://halden.example/contact']);
    await seen('4-person');
    await write(it, 'Bye');
    await it.widget.getByRole('button', { name: '4 of 5' }).click();
    await it.widget.getByText('Thank you.').waitFor();
    await it.widget.getByRole('button', { name: 'Bad answer' }).first().click();
    await it.widget.getByRole('button', { name: 'Not my taste' }).click();
    await expect
      .poll(() => chat().feedback)
      .toEqual([
        { kind: 'conversation', satisfaction: 4, session_id: 'ses_test' },
        { kind: 'chat_answer', turn_id: 'turn_1', helpful: false, session_id: 'ses_test' },
        {
          kind: 'chat_answer',
          turn_id: 'turn_1',
          helpful: false,
          reasons: ['not_my_taste'],
          session_id: 'ses_test',
        },
      ]);
    await seen('5-rated');
    expect(it.trouble).toEqual([]);
  });

  it('puts a frame into the cart once, however often the answer comes', async () => {
    const it = await openChat();
    chat().days = ['cut', 'doubled'];
    chat().answers = [
      {
        response: 'I have put the second one into your cart.',
        actions: [{ type: 'add_to_cart', product: frames[1] as (typeof frames)[0] }],
      },
    ];
    await write(it, 'put the second one in my cart');
    await said(it, 'I have put the second one into your cart.');
    await it.widget.getByText('Model 2 panto is in your cart.').waitFor();
    expect(await it.page.locator('#cart-count').textContent()).toBe('1');
    const [first, again] = chat().received;
    expect(chat().received.length).toBe(2);
    expect(again).toEqual(first);
    expect(await log(it).locator('.said').count()).toBe(2);
    await it.press('Undo');
    await expect.poll(() => it.page.locator('#cart-count').isHidden()).toBe(true);
  });

  it('says that it tries again while the stream is broken, and shows nothing twice', async () => {
    const it = await openChat();
    chat().days = ['cut', 'cut'];
    chat().answers = [{ response: 'One two three four five.' }];
    await write(it, 'Count');
    await it.widget.getByText('The connection was lost. Trying again…').waitFor();
    await it.widget.getByText('One two', { exact: true }).waitFor();
    await said(it, 'One two three four five.');
    expect(chat().received.map(({ message_id }) => message_id)).toEqual(
      Array(3).fill(chat().received[0]?.message_id),
    );
    expect(await it.widget.getByText(/^One two/).count()).toBe(1);
  });

  it('waits as long as a busy server asks', async () => {
    const it = await openChat();
    chat().days = ['busy'];
    await write(it, 'Hello');
    await said(it, 'You said: Hello');
    expect(chat().received.length).toBe(2);
  });

  it.each(['broken', 'failed'] as const)(
    'offers another try where the answer is %s, under the same id',
    async (day) => {
      const it = await openChat();
      chat().days = [day];
      await write(it, 'Hello there friend');
      await it.widget.getByText('No answer came.').waitFor();
      await it.shot(`chat-phone-${day}`);
      expect(await it.axe()).toEqual([]);
      await it.press('Try again');
      await said(it, 'You said: Hello there friend');
      expect(new Set(chat().received.map(({ message_id }) => message_id)).size).toBe(1);
      expect(await log(it).locator('.by-shopper').count()).toBe(1);
    },
  );

  it('goes on by itself when the network is back', async () => {
    const it = await openChat();
    await write(it, 'First');
    await said(it, 'You said: First');
    await it.page.context().setOffline(true);
    await write(it, 'Second');
    await it.widget.getByText('You seem to be offline.').waitFor();
    await it.page.context().setOffline(false);
    await said(it, 'You said: Second');
  });

  it('begins anew, saying so, when the server no longer knows the visit', async () => {
    const it = await openChat();
    await write(it, 'First');
    await said(it, 'You said: First');
    chat().days = ['lost'];
    await write(it, 'Second');
    await said(it, 'You said: Second');
    await it.widget.getByText('This is a new conversation.').waitFor();
    expect(await log(it).getByText('First').count()).toBe(0);
    const ids = chat().received.map(({ message_id }) => message_id);
    expect(new Set(ids).size).toBe(3);
  });

  it('stops an answer that is coming, keeps what was said, and goes on', async () => {
    const it = await openChat();
    chat().slowMs = 300;
    chat().answers = [
      {
        response: 'This is going to take a very long time to be said in full.',
        actions: [{ type: 'add_to_cart', product: frames[0] as (typeof frames)[0] }],
      },
    ];
    await write(it, 'Tell me everything');
    await it.widget.getByText('The assistant is writing…').waitFor();
    await it.widget.getByText(/^This is/).waitFor();
    expect(await it.axe()).toEqual([]);
    await it.press('Stop');
    await log(it).getByText('Stopped').waitFor();
    chat().slowMs = 0;
    await write(it, 'Shorter');
    await said(it, 'You said: Shorter');
    expect(await it.page.locator('#cart-count').isHidden()).toBe(true);
  });

  it('reads an answer out once: it enters the log whole', async () => {
    const it = await openChat();
    await log(it).evaluate((element) => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver((changes) => {
        for (const { addedNodes, type } of changes)
          seen.push(type === 'childList' ? [...addedNodes].map((node) => node.textContent).join('') : type);
      }).observe(element, { childList: true, subtree: true, characterData: true });
    });
    chat().slowMs = 40;
    chat().answers = [{ response: 'Every word of this comes on its own.' }];
    await write(it, 'Hi');
    await said(it, 'Every word of this comes on its own.');
    const seen = await it.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.filter(Boolean)).toEqual([
      'You: Hi',
      expect.stringMatching(/^Assistant: ?Every word of this comes on its own\./),
    ]);
  });

  it('goes to the photo and back with the result, and asks on with it', async () => {
    const it = await openChat();
    chat().answers = [{ response: 'I need your face for that.', actions: [{ type: 'start_face_analysis' }] }];
    await write(it, 'Which frames suit me?');
    await it.press('Measure my face');
    await it.heading('Your size from one photo');
    await it.press('Back');
    await said(it, 'I need your face for that.');
    await it.press('Measure my face');
    await it.press('Agree and measure my face');
    await it.heading('Choose a photo');
    await it.widget.locator('input[type=file]').last().setInputFiles(setting.photo);
    await said(it, 'You said: Show me the frames that fit me');
    await log(it).getByText('Face shape: Oval').waitFor();
    await it.shot('chat-phone-face');
    expect(await it.axe()).toEqual([]);
    await it.press('All measurements');
    await it.heading('Your size');
    await it.press('Back');
    await said(it, 'You said: Show me the frames that fit me');
  });

  it('needs no photo: a no to it leads back to the conversation', async () => {
    const it = await openChat();
    chat().answers = [{ response: 'I need your face for that.', actions: [{ type: 'start_face_analysis' }] }];
    await write(it, 'Which frames suit me?');
    await it.press('Measure my face');
    await it.press('Go on without a photo');
    await said(it, 'I need your face for that.');
    expect(chat().received.length).toBe(1);
  });

  it('is reached from every screen, and leads back to it', async () => {
    it_ = await openPage(setting.browser, setting.product);
    const it = it_;
    const thereAndBack = async (heading: string) => {
      await it.heading(heading);
      await it.press('Ask a question');
      await it.heading('What would you like to know?');
      await it.press('Back');
      await it.heading(heading);
    };
    await it.press('Find frames that fit me');
    await thereAndBack('Your size from one photo');
    await it.press('Go on without a photo');
    await thereAndBack('What do you like?');
    await it.press('Show frames');
    await thereAndBack('Your frames');
    await it.press('Measure my face');
    await it.press('Agree and measure my face');
    await it.widget.locator('input[type=file]').last().setInputFiles(setting.photo);
    await thereAndBack('Your size');
  });

  it('opens at once where the page says so, in the page itself too, without taking the focus', async () => {
    it_ = await openPage(setting.browser, setting.product);
    const it = it_;
    await it.page.evaluate(() => {
      const element = document.querySelector('varai-discovery') as HTMLElement;
      Object.assign(element.dataset, { mode: 'inline', start: 'chat' });
      element.parentElement?.append(element);
    });
    await it.widget.scrollIntoViewIfNeeded();
    await it.heading('What would you like to know?');
    expect(await it.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await write(it, 'Hello');
    await said(it, 'You said: Hello');
    await it.shot('chat-phone-inline');
    expect(await it.axe()).toEqual([]);
  });

  it('asks no consent and measures nothing by itself', async () => {
    setting.double.calls.length = 0;
    const it = await openChat();
    await write(it, 'Hello');
    await said(it, 'You said: Hello');
    expect(setting.double.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/widget-config',
      'POST /v1/sessions',
      'POST /v1/ai/chat',
    ]);
  });

  it('shows text as text, right to left where it is written so', async () => {
    const it = await openChat();
    const nasty = '<img src=x onerror=alert(1)> [link](javascript:alert(1)) שלום';
    chat().answers = [{ response: nasty }, { response: 'إطارات مستديرة' }];
    await write(it, nasty);
    await expect.poll(() => log(it).getByText(nasty).count()).toBe(2);
    await write(it, 'عربي');
    await said(it, 'إطارات مستديرة');
    const direction = await log(it)
      .getByText('إطارات مستديرة')
      .evaluate((element) => getComputedStyle(element).direction);
    expect(direction).toBe('rtl');
    await it.shot('chat-phone-rtl');
    expect(await it.widget.locator('.log img, .log a').count()).toBe(0);
    expect(it.trouble).toEqual([]);
  });

  it('counts near the end and sends nothing too long', async () => {
    const it = await openChat();
    const field = it.widget.getByLabel('Your message');
    await field.fill('😀'.repeat(950));
    await it.widget.getByText('50 characters left').waitFor();
    await field.fill('x'.repeat(1003));
    await it.widget.getByText('3 characters too many').waitFor();
    expect(await it.axe()).toEqual([]);
    await field.press('Enter');
    expect(chat().received).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const it = await openChat({ viewport: { width: 1280, height: 800 } });
    await expect.poll(() => focused(it)).toMatch(/TEXTAREA|Your message/);
    const { keyboard } = it.page;
    await keyboard.type('First line');
    await keyboard.press('Shift+Enter');
    await keyboard.type('second line');
    chat().answers = [
      { response: 'Here.', actions: [{ type: 'show_products', products: frames.slice(0, 2), total: 2 }] },
    ];
    await keyboard.press('Enter');
    await said(it, 'Here.');
    expect(chat().received[0]?.text).toBe('First line\nsecond line');
    await expect.poll(() => focused(it)).toMatch(/TEXTAREA|Your message/);
    for (let i = 0; i < 30 && (await focused(it)) !== 'Add to cart: Model 2 panto'; i++)
      await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await it.widget.getByText('Model 2 panto is in your cart.').waitFor();
    await keyboard.press('Escape');
    await expect.poll(() => it.widget.locator('dialog[open]').count()).toBe(0);
  });

  it('leaves who has scrolled up where they read, and says that there is an answer', async () => {
    const it = await openChat();
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await write(it, `Question ${n}`);
      await said(it, `You said: Question ${n}`);
    }
    chat().slowMs = 150;
    chat().answers = [{ response: 'A rather long answer that takes its time.' }];
    await write(it, 'One more');
    await it.widget.getByText(/^A rather/).waitFor();
    const talk = it.widget.locator('.talk');
    await talk.evaluate((element) => {
      element.scrollTop = 0;
    });
    await said(it, 'A rather long answer that takes its time.');
    await it.widget.getByRole('button', { name: 'New answer' }).waitFor();
    expect(await talk.evaluate((element) => element.scrollTop)).toBe(0);
    await it.shot('chat-phone-new-answer');
    expect(await it.axe()).toEqual([]);
    await it.press('New answer');
    expect(await talk.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
    await it.widget.getByRole('button', { name: 'New answer' }).waitFor({ state: 'detached' });
  });

  it('keeps the focus when what was pressed goes', async () => {
    const it = await openChat({ viewport: { width: 1280, height: 800 } });
    const { keyboard } = it.page;
    await it.widget.getByRole('button', { name: 'How do I clean my glasses?' }).focus();
    await keyboard.press('Enter');
    await said(it, 'You said: How do I clean my glasses?');
    await expect.poll(() => focused(it)).toBe('TEXTAREA');
    chat().days = ['broken'];
    await write(it, 'Again');
    await it.widget.getByRole('button', { name: 'Try again' }).focus();
    await keyboard.press('Enter');
    await said(it, 'You said: Again');
    await expect.poll(() => focused(it)).toBe('TEXTAREA');
    await it.close();
    it_ = await openChat({ hasTouch: true, isMobile: true });
    await it_.widget.getByRole('button', { name: 'How do I clean my glasses?' }).tap();
    await said(it_, 'You said: How do I clean my glasses?');
    const role = () =>
      it_.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('role'));
    await expect.poll(role).toBe('log');
  });

  it('stays above the keyboard of a touch screen', async () => {
    const it = await openChat({ hasTouch: true, isMobile: true });
    await it.page.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { value: 500 });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    const field = await it.widget.getByLabel('Your message').boundingBox();
    expect((field?.y ?? Number.NaN) + (field?.height ?? 0)).toBeLessThanOrEqual(500);
    expect(field?.y).toBeGreaterThan(380);
    expect(await focused(it)).toBe('What would you like to know?');
  });

  it('starts over: nothing is left here or on the server', async () => {
    const it = await openChat();
    await write(it, 'Hello');
    await said(it, 'You said: Hello');
    setting.double.calls.length = 0;
    await it.press('Start over');
    await it.widget.getByRole('button', { name: 'How do I clean my glasses?' }).waitFor();
    expect(setting.double.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /v1/ai/chat',
    ]);
    expect(await log(it).textContent()).toBe('');
  });

  it('compares two frames picked from its cards, and tells the assistant what was liked and looked at', async () => {
    const it = await openChat();
    chat().answers = [
      { response: 'Here.', actions: [{ type: 'show_products', products: frames.slice(0, 3), total: 3 }] },
    ];
    await write(it, 'Frames');
    await it.widget.getByLabel('Compare: Model 1 round').check();
    await it.widget.getByLabel('Compare: Model 2 panto').check();
    await it.heading('Side by side');
    await it.page.keyboard.press('Escape');
    await it.press('Like: Model 3 rectangle');
    const [product] = await Promise.all([
      it.page.context().waitForEvent('page'),
      it.widget.getByRole('link', { name: 'Model 1 round' }).click(),
    ]);
    await product.close();
    await write(it, 'More like these');
    await said(it, 'You said: More like these');
    expect(chat().received.at(-1)?.context).toMatchObject({
      lang: 'en',
      product_id: 'frame-0',
      liked_product_ids: ['frame-2'],
      viewed_product_ids: ['frame-0'],
    });
  });

  it('says the assistant’s name, and is not offered where the shop has none', async () => {
    chat().assistant = { name: 'Iris' };
    const named = await openChat();
    await named.widget.getByText('You are talking to Iris, an AI assistant of Halden Optics.').waitFor();
    await named.close();
    chat().assistant = null;
    const it = await openChat();
    await it.widget.getByText('The assistant is not available here.').waitFor();
    expect(await it.widget.getByLabel('Your message').count()).toBe(0);
    expect(await it.axe()).toEqual([]);
    await it.page.reload();
    await it.press('Find frames that fit me');
    await it.heading('Your size from one photo');
    await it.widget.getByText('the server of Halden Optics').waitFor();
    expect(await it.widget.getByRole('button', { name: 'Ask a question' }).count()).toBe(0);
  });

  it('tells the page that there was an answer, and not what was said', async () => {
    const it = await openChat();
    await it.page.evaluate(() =>
      addEventListener('varai:chat-message', ({ detail }) => Object.assign(window, { detail })),
    );
    await write(it, 'My secret');
    await said(it, 'You said: My secret');
    expect(await it.page.evaluate(() => (window as unknown as { detail: unknown }).detail)).toEqual({
      session_id: 'ses_test',
      turn_id: 'turn_1',
      intent: 'find_frames',
      actions: [],
    });
  });
});
