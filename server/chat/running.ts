import { chatBusy, messageTaken, tooManyMessages } from './problems.ts';
import type { ChatAnswer } from './schema.ts';

/** Turns under way in one process; each holds a few KiB and, for at most four seconds, a place in its model's queue. */
const MOST_RUNNING = 2000;
/** Messages of one visit that wait for the one before them. */
const MOST_WAITING = 2;
const RETRY_SECONDS = '2';

/** A turn under way, which goes on whether or not somebody listens. */
export interface Running {
  answer: Promise<ChatAnswer>;
  /** Tells all pieces of the answer, those said before too. @returns how to stop listening */
  listen(listener: (piece: string) => void): () => void;
}

export interface Message {
  session_id: string;
  message_id: string | null;
  text: string;
}

/** The turns of this process: one at a time in each conversation. */
export interface RunningTurns {
  /**
   * Begins a turn after those of its conversation that are under way, or joins it where the same message is.
   * @throws Problem too-many-messages, chat-busy, message-taken
   */
  begin(message: Message, take: (say: (piece: string) => void) => Promise<ChatAnswer>): Running;
  count(): number;
  /** Resolves when no turn is under way. */
  settled(): Promise<void>;
}

export function runningTurns({ mostRunning = MOST_RUNNING } = {}): RunningTurns {
  const byMessage = new Map<string, Running & { text: string }>();
  /** Of each conversation: what its next turn waits for, and how many are there. */
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  const all = new Set<Promise<unknown>>();

  function inLine<T>(session_id: string, work: () => Promise<T>): Promise<T> {
    const line = lines.get(session_id) ?? { last: Promise.resolve(), length: 0 };
    if (line.length > MOST_WAITING) throw tooManyMessages({ headers: { 'retry-after': RETRY_SECONDS } });
    const done = line.last.then(work);
    line.length += 1;
    line.last = done.then(
      () => undefined,
      () => undefined,
    );
    lines.set(session_id, line);
    all.add(line.last);
    const settled = line.last;
    void settled.then(() => {
      line.length -= 1;
      all.delete(settled);
      if (line.length === 0) lines.delete(session_id);
    });
    return done;
  }

  return {
    begin({ session_id, message_id, text }, take) {
      const key = `${session_id} ${message_id}`;
      const standing = message_id === null ? undefined : byMessage.get(key);
      if (standing !== undefined) {
        if (standing.text !== text) throw messageTaken();
        return standing;
      }
      if (all.size >= mostRunning) throw chatBusy({ headers: { 'retry-after': RETRY_SECONDS } });
      const pieces: string[] = [];
      const listeners = new Set<(piece: string) => void>();
      const answer = inLine(session_id, () =>
        take((piece) => {
          pieces.push(piece);
          for (const listener of listeners) listener(piece);
        }),
      );
      const running = {
        text,
        answer,
        listen(listener: (piece: string) => void) {
          for (const piece of pieces) listener(piece);
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      };
      if (message_id !== null) {
        byMessage.set(key, running);
        const leave = () => void byMessage.delete(key);
        answer.then(leave, leave);
      }
      return running;
    },
    count: () => all.size,
    async settled() {
      await Promise.all(all);
    },
  };
}
