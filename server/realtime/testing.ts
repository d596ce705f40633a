import { WebSocket } from 'undici';

const SHOP = 'https://shop.example';

/** Messages of one connection, in the order they came. */
export interface Listening {
  next(): Promise<Record<string, unknown>>;
  /** Resolves when the server has ended it. */
  ended: Promise<unknown>;
  leave(): void;
}

function queue() {
  const [come, wanted]: [string[], ((text: string) => void)[]] = [[], []];
  return {
    push(text: string) {
      const first = wanted.shift();
      if (first) first(text);
      else come.push(text);
    },
    async next() {
      const there = come.shift();
      return JSON.parse(there ?? (await new Promise<string>((resolve) => wanted.push(resolve))));
    },
  };
}

/** Listens by WebSocket, as a page of the shop. @throws when the server refuses */
export async function openSocket(
  server: string,
  key: string,
  more: Record<string, string> = {},
): Promise<Listening> {
  const address = `${server.replace('http', 'ws')}/v1/realtime/socket?key=${key}`;
  const socket = new WebSocket(address, { headers: { origin: SHOP, ...more } });
  const { push, next } = queue();
  socket.addEventListener('message', ({ data }) => push(String(data)));
  const ended = new Promise((resolve) => socket.addEventListener('close', resolve, { once: true }));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('refused')), { once: true });
  });
  return { next, ended, leave: () => socket.close() };
}

/** Listens by server-sent events, as a page of the shop. @throws when the server refuses it, or the page may not read */
export async function openStream(
  server: string,
  key: string,
  more: Record<string, string> = {},
): Promise<Listening> {
  const stop = new AbortController();
  const response = await fetch(`${server}/v1/realtime?key=${key}`, {
    headers: { origin: SHOP, ...more },
    signal: stop.signal,
  });
  const { body } = response;
  const mayRead = response.headers.get('access-control-allow-origin') === SHOP;
  if (!response.ok || !mayRead || body === null) throw new Error('refused');
  const { push, next } = queue();
  let hasBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    hasBegun = resolve;
  });
  const ended = (async () => {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        if (event.startsWith('id: ')) hasBegun();
        for (const [, data] of event.matchAll(/^data: (.*)$/gm)) push(data ?? '');
      }
    }
  })().catch(() => undefined);
  await begun;
  return { next, ended, leave: () => stop.abort() };
}
