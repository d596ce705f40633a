import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../../server/chat/schema.ts';
import type { AnalysisResult } from '../../../server/face/index.ts';
import { UNREACHABLE } from '../http.ts';
import { type ChatEvent, type ChatState, noChat, quickReplies, reduceChat } from './state.ts';

const answer = (turn_id: string, response = `answer ${turn_id}`) =>
  ({
    turn_id,
    response,
    actions: [],
    quick_replies: [{ label: 'L', text: turn_id }],
  }) as unknown as ChatAnswer;
const chatAfter = (...events: ChatEvent[]): ChatState => events.reduce(reduceChat, noChat);
const asked: ChatEvent = { type: 'asked', message_id: 'm1', text: 'Hello' };

describe('the conversation on the screen', () => {
  it('shows a question at once, the answer as it comes, and then the whole', () => {
    const coming = chatAfter(asked, { type: 'heard', text: 'Go' }, { type: 'heard', text: 'Good' });
    expect(coming.pending).toMatchObject({ message_id: 'm1', said: 'Good' });
    const done = reduceChat(coming, { type: 'answered', answer: answer('t1', 'Good day') });
    expect(done).toMatchObject({
      pending: null,
      entries: [{ text: 'Hello' }, { key: 't1', text: 'Good day' }],
    });
    expect(quickReplies(done)).toEqual([{ label: 'L', text: 't1' }]);
    expect(quickReplies(reduceChat(done, asked))).toEqual([]);
  });

  it('never takes back what was said when an answer comes again from its beginning', () => {
    const whole = 'One two three four';
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 30 }), (lengths) => {
        let state = chatAfter(asked);
        for (const length of lengths) {
          const before = state.pending?.said ?? '';
          state = reduceChat(state, { type: 'heard', text: whole.slice(0, length) });
          expect(state.pending?.said.startsWith(before)).toBe(true);
        }
        expect(state.pending?.said.length).toBe(Math.max(0, ...lengths));
      }),
    );
  });

  it('shows another answer where another comes', () => {
    const state = chatAfter(asked, { type: 'heard', text: 'One two' }, { type: 'heard', text: 'Sorry' });
    expect(state.pending?.said).toBe('Sorry');
  });

  it('never shows an answer twice', () => {
    const once = chatAfter(asked, { type: 'answered', answer: answer('t1') });
    const twice = reduceChat(reduceChat(once, { ...asked, message_id: 'm2' }), {
      type: 'answered',
      answer: answer('t1'),
    });
    expect(twice.entries.filter(({ by }) => by === 'assistant').length).toBe(1);
    expect(twice.pending).toBeNull();
  });

  it('keeps a message that got no answer, to be sent again under its id', () => {
    const failed = chatAfter(asked, { type: 'waiting' }, { type: 'failed', failure: UNREACHABLE });
    expect(failed).toMatchObject({
      failure: { kind: 'unreachable' },
      pending: { message_id: 'm1', isWaiting: false },
    });
    expect(reduceChat(failed, { type: 'asked-again' })).toMatchObject({
      failure: null,
      entries: [{ text: 'Hello' }],
    });
  });

  it('keeps what was said of an answer that was stopped, and has nothing to tap after it', () => {
    const stopped = chatAfter(asked, { type: 'heard', text: 'Go' }, { type: 'stopped' });
    expect(stopped).toMatchObject({
      pending: null,
      entries: [{}, { by: 'assistant', text: 'Go', answer: null }],
    });
    expect(quickReplies(stopped)).toEqual([]);
    expect(reduceChat(noChat, { type: 'stopped' })).toBe(noChat);
  });

  it('forgets everything but what was liked when it begins anew', () => {
    const full = chatAfter(
      asked,
      { type: 'answered', answer: answer('t1') },
      { type: 'like-toggled', productId: 'p' },
      { type: 'rated', turnId: 't1', helpful: true },
      { type: 'satisfied', stars: 5 },
    );
    expect(full).toMatchObject({ helpful: { t1: true }, satisfaction: 5 });
    expect(reduceChat(full, { type: 'started-over' })).toEqual({ ...noChat, likedIds: ['p'] });
    expect(reduceChat(full, { type: 'visit-began-anew' }).entries).toEqual([
      { key: 'new-visit', by: 'new-visit' },
    ]);
  });

  it('notes likes and views as often as a message may carry them', () => {
    let state = noChat;
    for (let n = 0; n < 60; n++) {
      state = reduceChat(state, { type: 'like-toggled', productId: `p${n}` });
      state = reduceChat(state, { type: 'viewed', productId: `p${n % 55}` });
    }
    expect([state.likedIds.length, state.viewedIds.length]).toEqual([50, 50]);
    expect(state.viewedIds.at(-1)).toBe('p4');
    expect(reduceChat(state, { type: 'like-toggled', productId: 'p59' }).likedIds).not.toContain('p59');
  });

  it('tells the result of a measuring', () => {
    const analysis = { analysis_id: 'a1' } as AnalysisResult;
    expect(chatAfter({ type: 'face-measured', analysis }).entries).toEqual([
      { key: 'a1', by: 'face', analysis },
    ]);
  });
});
