import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from './config.ts';
import type { Call } from './http.ts';
import { follow } from './live.ts';
import { Visit } from './visit.ts';

/** A connection that does what the test says. */
class Link {
  static all: Link[] = [];
  onopen = () => {};
  onmessage = (_event: { data: string }) => {};
  onerror = () => {};
  isClosed = false;
  constructor(readonly url: string) {
    Link.all.push(this);
  }
  close() {
    this.isClosed = true;
  }
  say(message: object) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}
const kinds = () => Link.all.map(({ url }) => new URL(url).protocol);
const last = () => Link.all.at(-1) as Link;

let hidden = false;
let look = () => {};
let asked = 0;
const LONG = 60_000;

beforeEach(() => {
  Link.all = [];
  hidden = false;
  asked = 0;
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', class extends Link {});
  vi.stubGlobal('EventSource', class extends Link {});
  vi.stubGlobal('document', {
    get hidden() {
      return hidden;
    },
    addEventListener: (_: string, listener: () => void) => {
      look = listener;
    },
    removeEventListener: () => {
      look = () => {};
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function followed() {
  const { config } = readConfig({ key: 'pk_1' }, 'https://shop.example/', 'https://varai.example/varai.js');
  if (config === null) throw new Error('no config');
  const call = (async ({ path }: { path: string }) => {
    if (path === '/v1/sessions') return { session_id: 's', token: 't', expires_at: 1 };
    asked += 1;
    return { recommendations: [] };
  }) as Call;
  const visit = new Visit({
    config,
    lang: 'en',
    call,
    emit: () => true,
    prepare: () => Promise.reject(new Error('no photo')),
    sendToCart: async () => undefined,
  });
  visit.dispatch({ type: 'frames-found', list: [] });
  return follow(visit, () => undefined);
}

describe('a page that listens', () => {
  it('opens a socket with its key, and asks again when told that much has changed', async () => {
    followed();
    expect(last().url).toBe('wss://varai.example/v1/realtime/socket?key=pk_1');
    last().say({ type: 'catalog_changed' });
    last().say({ type: 'catalog_changed' });
    await vi.advanceTimersByTimeAsync(LONG);
    expect(asked).toBe(1);
  });

  it('takes a stream where a socket can’t be opened, and that again when it is lost', async () => {
    followed();
    last().onerror();
    expect(last().url).toBe('https://varai.example/v1/realtime?key=pk_1');
    last().onopen();
    last().onerror();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(kinds()).toEqual(['wss:', 'https:', 'https:']);
  });

  it('asks again after it has been deaf', async () => {
    followed();
    last().onopen();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(asked).toBe(0);
    last().onerror();
    await vi.advanceTimersByTimeAsync(1000);
    last().onopen();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(asked).toBe(1);
  });

  it('waits longer and longer where nothing can be opened, a minute at most', async () => {
    followed();
    const fail = () => {
      last().onerror();
      last().onerror();
    };
    for (let n = 0; n < 40; n++) {
      const before = Link.all.length;
      fail();
      await vi.advanceTimersByTimeAsync(LONG);
      expect(Link.all.length).toBe(before + 2);
    }
    fail();
    await vi.advanceTimersByTimeAsync(LONG / 2 - 1);
    expect(Link.all.length).toBe(82);
  });

  it('has nothing open while it is hidden, nor after it has ended', async () => {
    const end = followed();
    last().onopen();
    hidden = true;
    look();
    expect(last().isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(Link.all.length).toBe(1);
    hidden = false;
    look();
    last().onopen();
    end();
    expect(Link.all.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(10 * LONG);
    expect([Link.all.length, asked]).toEqual([2, 0]);
  });
});
