import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatAnswer } from '../../server/chat/schema.ts';
import type { Client } from '../client.ts';
import { EXIT, Failure } from '../failure.ts';
import { messageReader } from '../shop/follow.ts';

/** A minute's worth of messages is given back within a minute. */
const MOST_ATTEMPTS = 35;
const ATTEMPT_EVERY_MS = 2000;

interface Visit {
  session_id: string;
  language: string | undefined;
}

/**
 * Says something to the assistant, and again under the same id where it did not arrive, so that nothing happens twice.
 * @param hear told pieces of the answer as they come, in all exactly its text
 */
export async function say(
  client: Client,
  { session_id, language }: Visit,
  text: string,
  hear: (piece: string) => void,
): Promise<ChatAnswer> {
  const body = {
    text,
    session_id,
    message_id: randomUUID(),
    ...(language !== undefined && { context: { lang: language } }),
  };
  let heard = '';
  const listen = (piece: string) => {
    heard += piece;
    hear(piece);
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const answer =
        client.stream !== undefined && attempt === 1
          ? await streamed(client.stream, body, listen)
          : await client.call<ChatAnswer>({ method: 'POST', path: '/v1/ai/chat', body });
      // What came before a stream broke off is the beginning of the same answer, or of one that was given up.
      if (answer.response.startsWith(heard)) hear(answer.response.slice(heard.length));
      else hear(`\n${answer.response}`);
      return answer;
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !isWorthAnother(error, attempt)) throw error;
      if (error instanceof Failure) await pause(ATTEMPT_EVERY_MS);
    }
  }
}

/** A stream that broke off, and messages that come too quickly. */
function isWorthAnother(error: unknown, attempt: number): boolean {
  if (!(error instanceof Failure)) return attempt === 1;
  return (error.details.problem as { code?: string } | undefined)?.code === 'too-many-messages';
}

async function streamed(
  stream: NonNullable<Client['stream']>,
  body: object,
  hear: (piece: string) => void,
): Promise<ChatAnswer> {
  const response = await stream('/v1/ai/chat', { body, signal: new AbortController().signal });
  const read = messageReader();
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    for (const { event, data } of read(decoder.decode(bytes as Uint8Array, { stream: true }))) {
      const said = JSON.parse(data);
      if (event === 'token') hear(said.text);
      if (event === 'done') return said;
      if (event === 'failed') throw new Failure(said.title, said.advice, EXIT.unreachable, { problem: said });
    }
  }
  throw new Error('the stream ended before the answer did');
}
