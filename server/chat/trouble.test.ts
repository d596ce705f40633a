import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp, type TestStorage } from '../testing.ts';
import { APOLOGIES } from './apologies.ts';
import { ChatModelError } from './model.ts';
import { respond } from './respond.ts';
import type { ChatAnswer } from './schema.ts';
import { eventsIn, gate, type Script, scriptedModel } from './testing.ts';
import { ModelCallError } from './vertex/vertex-sdk.ts';

const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of close.splice(0).reverse()) await each();
});

async function appWith(script: Script, storage: TestStorage = {}): Promise<TestApp> {
  const at = await openTestApp(undefined, { ...storage, openVertex: () => scriptedModel(script) });
  close.push(at.close);
  return at;
}

const write = (at: TestApp, session_id: string, headers: Record<string, string>, body: object) =>
  at.post('/v1/ai/chat', { session_id, ...body }, headers);
const wished = 'show me round frames';

describe('a model', () => {
  it('that throws is answered for by an apology, and the conversation goes on', async () => {
    let turns = 0;
    const at = await appWith(() => {
      turns += 1;
      if (turns === 1) throw new Error('broken');
      return { text: 'Fine now.' };
    });
    const { session_id } = await at.newSession();
    const headers = at.shopper(session_id);
    const first: ChatAnswer = (await write(at, session_id, headers, { text: wished })).json();
    expect(first).toMatchObject({ response: APOLOGIES.en.sorry, model: 'none', actions: [] });
    const second: ChatAnswer = (await write(at, session_id, headers, { text: wished })).json();
    expect(second).toMatchObject({ response: 'Fine now.', session_state: { turn: 2 } });
    expect(second.session_state.wishes.shape.want).toEqual(['round']);
    expect(at.logged()).toContain('a chat model failed');
    expect(at.logged()).not.toContain(wished);
  });

  it('that never answers is stopped in time, and not heard after it', async () => {
    const pieces: string[] = [];
    const asked: { signal?: AbortSignal; late?: (piece: string) => void } = {};
    const hanging = {
      answer: (_: unknown, say: (piece: string) => void, signal: AbortSignal) => {
        Object.assign(asked, { signal, late: say });
        say('I think');
        return new Promise<never>(() => {});
      },
    };
    const turn = { understood: { language: 'de' }, masked: wished, memory: {} } as never;
    const bugs: unknown[] = [];
    const options = { model: hanging, longestMs: 5, onBug: (error: unknown) => bugs.push(error) };
    const reply = await respond(options, turn, (piece) => pieces.push(piece));
    asked.late?.(' it is late');
    expect(reply).toMatchObject({ fell_back: 'timeout', is_unanswered: true, actions: [] });
    expect(reply.text).toBe(`I think\n\n${APOLOGIES.de.sorry}`);
    expect(pieces.join('')).toBe(reply.text);
    expect([asked.signal?.aborted, bugs]).toEqual([true, []]);
  });

  it('that fails before its first word is answered for by the local one', async () => {
    const at = await appWith(() => {
      throw new ChatModelError('quota', '', { cause: new ModelCallError(429, null) });
    });
    const { session_id } = await at.newSession();
    const answer: ChatAnswer = (await write(at, session_id, at.shopper(session_id), { text: wished })).json();
    expect(answer.model).toMatch(/^local/);
    const metrics = (await at.app.inject('/metrics')).body;
    expect(metrics).toContain('chat_fallbacks_total{reason="quota"} 1');
    expect(at.logged()).toMatch(/"reason":"quota","why":"Vertex AI answered 429"/);
    expect(at.logged()).not.toContain(wished);
  });
});

describe('a client that leaves', () => {
  it('finds the answer when it comes back', async () => {
    const [spoken, go] = [gate(), gate()];
    let turns = 0;
    const at = await appWith(async (_, say) => {
      turns += 1;
      say('One ');
      spoken.open();
      await go.opened;
      say('two.');
      return {};
    });
    const { session_id } = await at.newSession();
    const headers = { ...at.shopper(session_id), accept: 'text/event-stream' };
    const url = await at.app.listen({ port: 0, host: '127.0.0.1' });
    const body = JSON.stringify({ text: wished, session_id, message_id: 'message-0001' });
    const request = httpRequest(`${url}/v1/ai/chat`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
    });
    const gone = new Promise((resolve) => request.on('close', resolve));
    request.on('response', (answer) =>
      answer.once('data', () => void spoken.opened.then(() => request.destroy())),
    );
    request.on('error', () => undefined);
    request.end(body);
    await gone;
    go.open();
    const again = await at.post('/v1/ai/chat', JSON.parse(body), headers);
    const done = eventsIn(again.body).at(-1);
    expect(done).toMatchObject({ event: 'done', data: { response: 'One two.' } });
    expect(turns).toBe(1);
  });
});

describe('the server', () => {
  async function folder(): Promise<string> {
    const dataDir = await mkdtemp(join(tmpdir(), 'varai-chat-'));
    close.push(() => rm(dataDir, { recursive: true }));
    return dataDir;
  }

  it('that is started anew goes on where the conversation was', async () => {
    const dataDir = await folder();
    const before = await openTestApp(undefined, {
      dataDir,
      openVertex: () => scriptedModel(() => ({ text: 'Before.' })),
    });
    const { session_id } = await before.newSession();
    const headers = before.shopper(session_id);
    const message = { text: wished, message_id: 'message-0001' };
    const first = (await write(before, session_id, headers, message)).json();
    await before.close();
    const heard: unknown[] = [];
    const after = await appWith(
      ({ history }) => {
        heard.push(...history);
        return { text: 'After.' };
      },
      { dataDir },
    );
    expect((await write(after, session_id, headers, message)).json()).toEqual(first);
    const second: ChatAnswer = (await write(after, session_id, headers, { text: 'cheaper ones' })).json();
    expect(second.session_state).toMatchObject({ turn: 2, wishes: { shape: { want: ['round'] } } });
    expect(heard).toEqual([
      { by: 'shopper', text: wished },
      { by: 'assistant', text: 'Before.' },
    ]);
  });

  it('that is one of two loses no turn of either, and answers one message once', async () => {
    const dataDir = await folder();
    const go = gate();
    let begun = 0;
    const both = gate();
    const script: Script = async ({ masked }) => {
      begun += 1;
      if (begun === 2) both.open();
      await go.opened;
      return { text: `To ${masked}` };
    };
    const [one, two] = [await appWith(script, { dataDir }), await appWith(script, { dataDir })];
    const { session_id } = await one.newSession();
    const headers = one.shopper(session_id);
    const said = [
      write(one, session_id, headers, { text: 'round frames' }),
      write(two, session_id, headers, { text: 'blue frames' }),
    ];
    await both.opened;
    go.open();
    const answers: ChatAnswer[] = (await Promise.all(said)).map((answer) => answer.json());
    expect(answers.map(({ response }) => response)).toEqual(['To round frames', 'To blue frames']);
    const url = '/v1/ai/chat';
    const { messages, session_state } = (await one.app.inject({ url, headers })).json();
    expect(messages).toHaveLength(4);
    expect(session_state.turn).toBe(2);
    const again = { text: 'green frames', message_id: 'message-0001' };
    const same = await Promise.all([one, two].map((at) => write(at, session_id, headers, again)));
    expect(same[0]?.json()).toEqual(same[1]?.json());
    expect((await two.app.inject({ url, headers })).json().messages).toHaveLength(6);
  });
});
