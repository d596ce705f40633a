import { describe, expect, it } from 'vitest';
import type { AnalysisResult } from '../../server/face/index.ts';
import { type Action, before as backFrom, initialState, reduce, type Screen, type State } from './state.ts';

const stateAfter = (...actions: Action[]): State => actions.reduce(reduce, initialState);
const went = (...screens: Screen[]): Action[] => screens.map((to) => ({ type: 'went', to }));
const back: Action = { type: 'went-back' };
const measured: Action = { type: 'measured', analysis: {} as AnalysisResult };

describe('the way into the chat and out of it', () => {
  it.each(['consent', 'quiz', 'frames', 'result'] as const)('leads back to %s', (screen) => {
    expect(backFrom(stateAfter(...went(screen, 'chat')))).toBe(screen);
    expect(stateAfter(...went(screen, 'chat'), back).screen).toBe(screen);
  });

  it('ends where it began: who comes from it and goes back is not sent to and fro', () => {
    const left = stateAfter(...went('frames', 'chat'), back);
    expect(backFrom(left)).toBe('quiz');
  });

  it('leads back to the chat from what it has opened, and on from there to where it was opened', () => {
    const there = stateAfter(...went('quiz', 'chat', 'frames'));
    expect(backFrom(there)).toBe('chat');
    expect(backFrom(reduce(there, back))).toBe('quiz');
    expect(backFrom(stateAfter(...went('quiz', 'chat', 'frames', 'chat')))).toBe('quiz');
  });

  it('comes back with the result of a measuring that was begun there', () => {
    const state = stateAfter(...went('frames', 'chat', 'consent', 'photo'), measured);
    expect(state.screen).toBe('chat');
    expect(backFrom(state)).toBe('frames');
    expect(stateAfter(...went('photo'), measured).screen).toBe('result');
  });

  it('comes back after a no to the measuring', () => {
    expect(stateAfter(...went('chat', 'consent', 'quiz')).screen).toBe('chat');
    expect(stateAfter(...went('chat', 'photo', 'quiz')).screen).toBe('chat');
    expect(stateAfter(...went('consent', 'quiz')).screen).toBe('quiz');
  });

  it('has no way back where it was the first screen', () => {
    expect(backFrom({ ...initialState, screen: 'chat' })).toBeNull();
  });
});
