import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { ChatAnswer } from '../../server/chat/schema.ts';

/** A shopper's page: where it speaks to, and what it shows there. */
export interface Page {
  url: string;
  session_id: string;
  headers: Record<string, string>;
}

export interface StreamedEvent {
  id: number;
  event: string;
  data: unknown;
}

/** One turn as a page took it. */
export interface Heard {
  status: number;
  /** Of `done`, or the whole body. */
  answer: ChatAnswer;
  /** The pieces of the answer in their order; of a JSON answer the text in one. */
  pieces: string[];
  events: StreamedEvent[];
  ms: number;
}

/** A visit of its own. */
export async function visit(url: string, key: string): Promise<Page> {
  const opened = await fetch(`${url}/v1/sessions`, { method: 'POST', headers: { 'x-api-key': key } });
  if (opened.status !== 201) throw new Error(`no session: ${await opened.text()}`);
  const { session_id, token } = (await opened.json()) as { session_id: string; token: string };
  return { url, session_id, headers: { 'x-api-key': key, authorization: `Bearer ${token}` } };
}

/**
 * Says something and waits for the whole answer, as JSON or as a stream, over a connection of its own.
 * @param on told when an answer begins, before its first word, and when it has ended
 */
export async function say(
  { url, session_id, headers }: Page,
  message: { text: string; message_id?: string },
  as: 'json' | 'stream' = 'json',
  on: (what: 'begun' | 'ended') => void = () => undefined,
): Promise<Heard> {
  const begun = performance.now();
  const asked = request(`${url}/v1/ai/chat`, {
    method: 'POST',
    agent: false,
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(as === 'stream' && { accept: 'text/event-stream' }),
    },
  });
  asked.end(JSON.stringify({ session_id, ...message }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  on('begun');
  let body = '';
  for await (const chunk of response) body += chunk;
  on('ended');
  const ms = performance.now() - begun;
  const status = response.statusCode ?? 0;
  const events = as === 'stream' && status === 200 ? eventsIn(body) : [];
  const done = events.find(({ event }) => event === 'done')?.data;
  const answer = (as === 'json' ? JSON.parse(body) : done) as ChatAnswer;
  const tokens = events.filter(({ event }) => event === 'token');
  const pieces =
    as === 'json' ? [answer.response] : tokens.map(({ data }) => (data as { text: string }).text);
  return { status, answer, pieces, events, ms };
}

/** Server-sent events (WHATWG HTML, 9.2); comments are left out. */
function eventsIn(body: string): StreamedEvent[] {
  return body.split('\n\n').flatMap((block) => {
    const fields = new Map(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    const data = fields.get('data');
    if (data === undefined) return [];
    return [{ id: Number(fields.get('id')), event: fields.get('event') ?? '', data: JSON.parse(data) }];
  });
}
