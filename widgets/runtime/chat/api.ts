import type { ChatAnswer, ChatMessage, Feedback } from '../../../server/chat/schema.ts';
import type { Session } from '../api.ts';
import { type Call, CallError, problemOf } from '../http.ts';
import { eventsOf } from './stream.ts';

export interface Question {
  readonly session: Session;
  /** The same message_id again gets the same answer. */
  readonly message: ChatMessage;
  readonly signal: AbortSignal;
  /** Told all of the answer's text so far. */
  readonly onText: (text: string) => void;
  /** Told before each wait for another try. */
  readonly onWait: () => void;
}

/**
 * Asks the assistant. A stream that breaks off, or a server that is busy, is asked again with the same message.
 * @throws CallError
 */
export function askAssistant(call: Call, question: Question): Promise<ChatAnswer> {
  const { session, message, signal, onText, onWait } = question;
  return call({
    method: 'POST',
    path: '/v1/ai/chat',
    json: { ...message, session_id: session.session_id },
    token: session.token,
    signal,
    onWait,
    retries: 4,
    // The server ends every turn within four seconds.
    timeoutMs: 12_000,
    // Had as soon as it is whole; the rest of the stream runs out by itself, so that its connection can be used again.
    read: (answer) => new Promise((found, failed) => void readAnswer(answer, onText, found).catch(failed)),
  });
}

/** @throws CallError for the stream's own problem; anything else for a stream that ends without an answer */
async function readAnswer(
  answer: Response,
  onText: (text: string) => void,
  onAnswer: (answer: ChatAnswer) => void,
): Promise<void> {
  let text = '';
  let lastId = 0;
  if (answer.body === null) throw new TypeError('an answer without a body');
  for await (const { id, event, data } of eventsOf(answer.body)) {
    // Ids count from 1: what comes a second time is not shown a second time.
    if (Number(id) <= lastId && id !== '') continue;
    lastId = Number(id);
    if (event === 'token') {
      text += (JSON.parse(data) as { text: string }).text;
      onText(text);
    } else if (event === 'done') onAnswer(JSON.parse(data) as ChatAnswer);
    else if (event === 'failed') {
      const { status = 500 } = JSON.parse(data) as { status?: number };
      throw new CallError(await problemOf(new Response(data, { status })));
    }
  }
  throw new TypeError('an answer without an end');
}

/** Says how good an answer or the conversation was. @throws CallError */
export function sendFeedback(call: Call, session: Session, feedback: Feedback): Promise<void> {
  return call({
    method: 'POST',
    path: '/v1/feedback',
    json: { ...feedback, session_id: session.session_id },
    token: session.token,
    retries: 2,
  });
}

/** Has the server forget the conversation, and nothing else of the visit. @throws CallError */
export function forgetConversation(call: Call, { session_id, token }: Session): Promise<void> {
  return call({ method: 'DELETE', path: '/v1/ai/chat', query: { session_id }, token, retries: 2 });
}
