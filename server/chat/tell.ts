import type { EventStream } from '../http/index.ts';
import type { Running } from './running.ts';

/** An answer has a few KiB: who has not taken so much does not read. */
const MOST_UNSENT_BYTES = 256 * 1024;

/**
 * Tells a turn as it goes: tokens, then actions, then done. Who does not read is cut off; the turn goes on.
 * @param problemOf what a failure is to whom it is told
 */
export async function tellTurn(
  events: EventStream,
  running: Running,
  problemOf: (error: unknown) => unknown,
): Promise<void> {
  let id = 0;
  const send = (event: string, data: unknown) => {
    id += 1;
    if (events.unsentBytes() > MOST_UNSENT_BYTES) events.cutOff();
    else events.send({ id: `${id}`, event, data });
  };
  const leave = running.listen((text) => send('token', { text }));
  try {
    const answer = await Promise.race([running.answer, events.closed]);
    if (answer === undefined) return;
    const { actions, quick_replies } = answer;
    send('actions', { actions, quick_replies });
    send('done', answer);
  } catch (error) {
    send('failed', problemOf(error));
  } finally {
    leave();
    events.end();
  }
}
