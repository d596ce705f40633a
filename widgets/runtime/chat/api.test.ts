import { describe, expect, it } from 'vitest';
import { CallError, createHttp } from '../http.ts';
import { askAssistant } from './api.ts';

const event = (id: number, name: string, data: unknown) =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const ANSWER = { response: 'Hello there', turn_id: 't1', actions: [] };
const tokens = event(1, 'token', { text: 'Hello ' }) + event(2, 'token', { text: 'there' });

/** Asks a server that streams these bodies in turn; `cut` ends a body with a broken connection. */
async function ask(...bodies: { text: string; cut?: boolean }[]) {
  const waits: number[] = [];
  const heard: string[] = [];
  const sent: RequestInit[] = [];
  const call = createHttp({
    server: 'https://varai.example',
    key: 'pk_1',
    fetch: (async (_: string, init: RequestInit) => {
      sent.push(init);
      const { text = '', cut = false } = bodies.shift() ?? {};
      let isGiven = false;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (!isGiven) controller.enqueue(new TextEncoder().encode(text));
          else if (cut) controller.error(new TypeError('network'));
          else controller.close();
          isGiven = true;
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    }) as typeof fetch,
    wait: async (ms) => void waits.push(ms),
  });
  const answer = await askAssistant(call, {
    session: { session_id: 's', token: 'tok' },
    message: { text: 'Hi', message_id: 'm1234567' },
    signal: new AbortController().signal,
    onText: (text) => heard.push(text),
    onWait: () => undefined,
  }).catch((error: unknown) => (error instanceof CallError ? error.failure : error));
  return { answer, heard, waits, sent };
}

describe('asking the assistant', () => {
  it('gives the text so far with each token, and the answer once', async () => {
    const { answer, heard, sent } = await ask({ text: tokens + event(3, 'done', ANSWER) });
    expect(answer).toEqual(ANSWER);
    expect(heard).toEqual(['Hello ', 'Hello there']);
    expect(sent[0]?.headers).toMatchObject({ Accept: 'text/event-stream', Authorization: 'Bearer tok' });
  });

  it('takes events that come twice for one', async () => {
    const { heard } = await ask({
      text: tokens + tokens + event(3, 'done', ANSWER) + event(3, 'done', ANSWER),
    });
    expect(heard).toEqual(['Hello ', 'Hello there']);
  });

  it.each([true, false])(
    'sends the same message again, waiting longer, where the stream ends early (cut: %s)',
    async (cut) => {
      const { answer, waits, sent } = await ask(
        { text: tokens, cut },
        { text: '', cut },
        { text: tokens + event(3, 'done', ANSWER) },
      );
      expect(answer).toEqual(ANSWER);
      expect(waits).toEqual([500, 1000]);
      expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
    },
  );

  it('gives up after five tries', async () => {
    const { answer, sent } = await ask();
    expect(answer).toMatchObject({ kind: 'unreachable' });
    expect(sent.length).toBe(5);
  });

  it('fails as the stream says', async () => {
    const { answer, sent } = await ask({
      text: event(1, 'failed', { code: 'internal', status: 500, title: 'T', advice: 'A' }),
    });
    expect(answer).toMatchObject({ kind: 'problem', code: 'internal', status: 500, title: 'T' });
    expect(sent.length).toBe(1);
  });

  it('takes a stream that says nothing sensible for none', async () => {
    const { answer } = await ask(...Array(5).fill({ text: 'event: done\ndata: {not json\n\n' }));
    expect(answer).toMatchObject({ kind: 'unreachable' });
  });
});
