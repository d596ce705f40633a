import { expect, it } from 'vitest';
import { runningTurns } from './running.ts';
import type { ChatAnswer } from './schema.ts';
import { tellTurn } from './tell.ts';
import { gate } from './testing.ts';

const message = { session_id: 's1', message_id: null, text: 'hello' };
const answer = { response: 'One two.', actions: [], quick_replies: [] } as unknown as ChatAnswer;

/** A stream to somebody who takes nothing once `unsent` bytes wait. */
function stream() {
  const gone = gate();
  const told: string[] = [];
  const state = { unsent: 0, isCutOff: false };
  const cutOff = () => {
    state.isCutOff = true;
    gone.open();
  };
  return {
    told,
    state,
    events: {
      ...{ isOpen: () => !state.isCutOff, closed: gone.opened, cutOff, end: () => undefined },
      ...{ unsentBytes: () => state.unsent, pause: async () => undefined, write: () => undefined },
      send: ({ id, event }: { id?: string; event?: string }) => void told.push(`${id} ${event}`),
    },
  };
}

it('cuts off who does not read, and the turn goes on', async () => {
  const [spoken, go] = [gate(), gate()];
  const running = runningTurns().begin(message, async (say) => {
    say('One ');
    spoken.open();
    await go.opened;
    say('two.');
    return answer;
  });
  const { events, told, state } = stream();
  const telling = tellTurn(events, running, () => null);
  await spoken.opened;
  state.unsent = 1024 * 1024;
  go.open();
  await telling;
  expect(state.isCutOff).toBe(true);
  expect(told).toEqual(['1 token']);
  expect(await running.answer).toBe(answer);
});

it('tells a failure in place of the answer', async () => {
  const running = runningTurns().begin(message, async (say) => {
    say('One ');
    throw new Error('no store');
  });
  const { events, told } = stream();
  await tellTurn(events, running, (error) => (error as Error).message);
  expect(told).toEqual(['1 token', '2 failed']);
});
