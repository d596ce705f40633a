import { expect, it } from 'vitest';
import { runningTurns } from './running.ts';
import type { ChatAnswer } from './schema.ts';
import { gate } from './testing.ts';

const message = (session_id: string) => ({ session_id, message_id: null, text: 'hello' });

it('takes no more turns at once than one process should, and more when they are over', async () => {
  const turns = runningTurns({ mostRunning: 2 });
  const go = gate();
  const take = () => go.opened.then(() => ({ response: 'Yes.' }) as ChatAnswer);
  const first = turns.begin(message('s1'), take);
  turns.begin(message('s2'), take);
  expect(() => turns.begin(message('s3'), take)).toThrow('too many people');
  go.open();
  await first.answer;
  await turns.settled();
  expect(turns.count()).toBe(0);
  expect(await turns.begin(message('s3'), take).answer).toEqual({ response: 'Yes.' });
});

it('goes on after a turn that failed', async () => {
  const turns = runningTurns();
  const failing = turns.begin(message('s1'), () => Promise.reject(new Error('no store')));
  const next = turns.begin(message('s1'), async () => ({ response: 'Yes.' }) as ChatAnswer);
  await expect(failing.answer).rejects.toThrow('no store');
  expect(await next.answer).toEqual({ response: 'Yes.' });
});
