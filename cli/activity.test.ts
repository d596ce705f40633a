import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { showActivity } from './activity.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { written, stream };
}

it('shows seconds passing on a terminal, and leaves its line empty', async () => {
  vi.useFakeTimers();
  const { written, stream } = terminal(true);
  const shown = showActivity('Importing', new Promise((done) => setTimeout(done, 2500, 'all')), stream);
  await vi.advanceTimersByTimeAsync(2500);
  vi.useRealTimers();
  expect(await shown).toBe('all');
  expect(written.some((text) => text.includes('Importing … 2 s'))).toBe(true);
  expect(written.at(-1)).toBe('\r\u001b[K');
});

it('writes nothing into a pipe', async () => {
  const { written, stream } = terminal(false);
  await showActivity('Importing', wait(1), stream);
  expect(written).toEqual([]);
});
