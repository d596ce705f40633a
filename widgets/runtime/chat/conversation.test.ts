import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../../server/chat/schema.ts';
import type { AnalysisResult } from '../../../server/face/index.ts';
import { readConfig } from '../config.ts';
import type { VaraiEvents } from '../events.ts';
import { type Call, CallError, type Failure, type Request, UNREACHABLE } from '../http.ts';
import { Visit } from '../visit.ts';
import { type Conversation, conversationOf } from './conversation.ts';

const PRODUCT = { product_id: 'p', variant_id: 'v', title: 'T', price: 100, currency: 'EUR' };
const answer = (turn_id: string, more: object = {}) =>
  ({
    turn_id,
    response: `answer ${turn_id}`,
    intent: 'find_frames',
    actions: [],
    quick_replies: [],
    session_state: { focus_product_id: null },
    ...more,
  }) as unknown as ChatAnswer;
const problem = (code: string, status: number): Failure => ({
  ...UNREACHABLE,
  kind: 'problem',
  code,
  status,
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A conversation with a server that gives these answers, or failures, in turn. */
function talking(...answers: (ChatAnswer | Failure | Promise<ChatAnswer>)[]) {
  const sent: Request[] = [];
  const events: [keyof VaraiEvents, unknown][] = [];
  const { config } = readConfig({ key: 'pk_1' }, 'https://shop.example/', 'https://varai.example/varai.js');
  if (config === null) throw new Error('no config');
  let sessions = 0;
  const call = (async (request: Request) => {
    sent.push(request);
    if (request.path === '/v1/sessions') return { session_id: `s${++sessions}`, token: 'tok', expires_at: 1 };
    if (request.method !== 'POST' || request.path !== '/v1/ai/chat') return undefined;
    const next = answers.shift() ?? UNREACHABLE;
    if ('kind' in next) throw new CallError(next);
    return next;
  }) as Call;
  const visit = new Visit({
    config,
    lang: 'en',
    call,
    emit: (name, detail) => {
      events.push([name, detail]);
      return true;
    },
    prepare: () => Promise.reject(new Error('no photo')),
    sendToCart: async () => undefined,
  });
  visit.dispatch({ type: 'went', to: 'chat' });
  const talk = conversationOf(visit, (key) => key);
  const messages = () =>
    sent.filter(({ path }) => path === '/v1/ai/chat').map(({ json }) => json as ChatMessageSent);
  return { visit, talk, sent, events, messages };
}
interface ChatMessageSent {
  text: string;
  message_id: string;
  session_id: string;
}
const texts = ({ state }: Conversation) =>
  state.entries.map((entry) => ('text' in entry ? entry.text : entry.by));

describe('a conversation', () => {
  it('needs no consent, and gives each message an id of its own', async () => {
    const { talk, sent, messages } = talking(answer('t1'), answer('t2'));
    talk.send('  Hello  ');
    await settled();
    talk.send('Again');
    await settled();
    expect(sent.map(({ path }) => path)).toEqual(['/v1/sessions', '/v1/ai/chat', '/v1/ai/chat']);
    expect(messages().map(({ text }) => text)).toEqual(['Hello', 'Again']);
    for (const { message_id } of messages()) expect(message_id).toMatch(/^[\w-]{8,64}$/);
    expect(new Set(messages().map(({ message_id }) => message_id)).size).toBe(2);
    expect(texts(talk)).toEqual(['Hello', 'answer t1', 'Again', 'answer t2']);
  });

  it('sends nothing while an answer is coming, nor nothing at all', async () => {
    const { talk, messages } = talking(answer('t1'));
    talk.send('One');
    talk.send('Two');
    talk.send('   ');
    await settled();
    expect(messages().map(({ text }) => text)).toEqual(['One']);
  });

  it('sends what got no answer again under the same id', async () => {
    const { talk, messages, events } = talking(UNREACHABLE, answer('t1'));
    talk.send('Hello');
    await settled();
    expect(talk.state.failure).toMatchObject({ kind: 'unreachable' });
    expect(events.map(([name]) => name)).toEqual(['varai:error']);
    talk.retry();
    await settled();
    const [first, second] = messages();
    expect(second).toEqual(first);
    expect(texts(talk)).toEqual(['Hello', 'answer t1']);
    talk.retry();
    expect(messages().length).toBe(2);
  });

  it('carries out an action once, however often its id comes', async () => {
    const add = { action_id: 'a1', type: 'add_to_cart', product: PRODUCT };
    const { talk, events } = talking(answer('t1', { actions: [add] }), answer('t2', { actions: [add] }));
    talk.send('Add it');
    await settled();
    talk.send('Add it');
    await settled();
    expect(events.filter(([name]) => name === 'varai:add-to-cart').length).toBe(1);
  });

  it('does nothing of an answer that was stopped', async () => {
    let give = (_: ChatAnswer) => {};
    const late = new Promise<ChatAnswer>((resolve) => {
      give = resolve;
    });
    const { talk, events } = talking(late);
    talk.send('Add it');
    await settled();
    talk.stop();
    give(answer('t1', { actions: [{ action_id: 'a1', type: 'add_to_cart', product: PRODUCT }] }));
    await settled();
    expect(events).toEqual([]);
    expect(texts(talk)).toEqual(['Add it', '']);
  });

  it('begins anew in a new visit when the server has lost the old one, saying so, and asks again', async () => {
    const { visit, talk, messages } = talking(answer('t1'), problem('session-not-found', 404), answer('t1'));
    talk.send('One');
    await settled();
    talk.send('Two');
    await settled();
    expect(texts(talk)).toEqual(['new-visit', 'Two', 'answer t1']);
    expect(messages().map(({ session_id }) => session_id)).toEqual(['s1', 's1', 's2']);
    expect(visit.state).toMatchObject({ screen: 'chat', failure: null });
    expect(talk.isCurrent).toBe(true);
  });

  it('gives up beginning anew when the new visit is lost at once', async () => {
    const lost = problem('session-token-invalid', 401);
    const { talk, messages } = talking(lost, lost, lost);
    talk.send('One');
    await settled();
    await settled();
    expect(messages().length).toBe(2);
    expect(talk.state.failure).toMatchObject({ code: 'session-token-invalid' });
  });

  it('is another one, which says so, after everything of the visit was deleted', async () => {
    const { visit, talk } = talking(answer('t1'));
    talk.send('One');
    await settled();
    expect(conversationOf(visit, (key) => key)).toBe(talk);
    visit.forget();
    const next = conversationOf(visit, (key) => key);
    expect(texts(next)).toEqual(['new-visit']);
  });

  it('leads to the consent and asks on with the face, about the frame spoken of where there is one', async () => {
    const focused = answer('t1', { session_state: { focus_product_id: 'p' } });
    const { visit, talk, messages } = talking(focused, answer('t2'));
    talk.send('Does it fit?');
    await settled();
    talk.measureFace(focused);
    expect(visit.state.screen).toBe('consent');
    visit.dispatch({ type: 'went', to: 'photo' });
    visit.dispatch({ type: 'measured', analysis: { analysis_id: 'a1' } as AnalysisResult });
    await settled();
    expect(visit.state.screen).toBe('chat');
    expect(messages().at(-1)?.text).toBe('chat_frame_question');
    expect(texts(talk)).toEqual(['Does it fit?', 'answer t1', 'face', 'chat_frame_question', 'answer t2']);
  });

  it('goes to the consent at once where the shopper has just said yes to it', async () => {
    const measure = { action_id: 'a1', type: 'start_face_analysis' };
    const { visit, talk } = talking(
      answer('t1', { actions: [measure] }),
      answer('t2', { intent: 'yes', actions: [{ ...measure, action_id: 'a2' }] }),
    );
    talk.send('Which suit me?');
    await settled();
    expect(visit.state.screen).toBe('chat');
    talk.send('Yes');
    await settled();
    expect(visit.state.screen).toBe('consent');
    visit.dispatch({ type: 'went-back' });
    expect(visit.state.screen).toBe('chat');
  });

  it('tells the page nothing of what was written', async () => {
    const { talk, events } = talking(answer('t1'));
    talk.send('My secret');
    await settled();
    expect(events).toEqual([
      ['varai:chat-message', { session_id: 's1', turn_id: 't1', intent: 'find_frames', actions: [] }],
    ]);
  });

  it('has the server forget it, and forgets it here', async () => {
    const { talk, sent } = talking(answer('t1'));
    talk.send('One');
    await settled();
    await talk.startOver();
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/ai/chat', query: { session_id: 's1' } });
    expect(talk.state.entries).toEqual([]);
  });
});
