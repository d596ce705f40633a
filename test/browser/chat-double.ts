import type { ServerResponse } from 'node:http';
import type { ChatAction, ChatAnswer, ChatMessage } from '../../server/chat/schema.ts';
import { noWishes } from '../../server/chat/wishes.ts';
import type { App } from '../../server/http/index.ts';

/** How the next message fares. `lost`: the visit is unknown; `cut`: the stream breaks off; `doubled`: each event comes twice. */
export type ChatDay = 'well' | 'cut' | 'doubled' | 'busy' | 'broken' | 'lost' | 'failed';

/** An action without the id that the double gives it. */
type Bare = ChatAction extends infer A
  ? A extends { action_id: string }
    ? Omit<A, 'action_id'>
    : never
  : never;

export interface ScriptedAnswer {
  response: string;
  actions?: readonly Bare[];
  quick_replies?: ChatAnswer['quick_replies'];
  focus_product_id?: string;
}

export interface ChatMood {
  /** One for each message to come; then all is well. */
  days: ChatDay[];
  /** Answers in turn; then what was said comes back. */
  answers: ScriptedAnswer[];
  /** ms between two tokens. */
  slowMs: number;
  /** Every message received, repeated ones too. */
  received: ChatMessage[];
  feedback: unknown[];
  /** As the shop's settings have it. */
  assistant: { name: string | null } | null;
  /** Answers by message_id: the same again gets the same. */
  readonly given: Map<string, ChatAnswer>;
}

export const calmChat = (): ChatMood => ({
  days: [],
  answers: [],
  slowMs: 0,
  received: [],
  feedback: [],
  assistant: { name: null },
  given: new Map(),
});

const problem = (code: string, status: number) => ({
  type: `/problems/${code}`,
  title: `server title of ${code}`,
  advice: `server advice for ${code}`,
  status,
  code,
});

/** The chat's wire as in its schema, with answers that a test has written. */
export function chatDouble(app: App, mood: ChatMood): void {
  app.post('/v1/ai/chat', async (request, reply) => {
    const message = request.body as ChatMessage;
    mood.received.push(message);
    const day = mood.days.shift() ?? 'well';
    const refused = {
      busy: ['too-many-messages', 429],
      broken: ['internal', 500],
      lost: ['session-not-found', 404],
    }[day as string] as [string, number] | undefined;
    if (refused !== undefined)
      return reply
        .code(refused[1])
        .header('retry-after', '1')
        .type('application/problem+json')
        .send(problem(...refused));
    const answer = answerTo(mood, message);
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    await stream(reply.raw, answer, day, mood.slowMs);
  });
  app.delete('/v1/ai/chat', async (_, reply) => {
    mood.given.clear();
    return reply.code(204).send();
  });
  app.post('/v1/feedback', async (request, reply) => {
    mood.feedback.push(request.body);
    return reply.code(204).send();
  });
}

function answerTo(mood: ChatMood, { message_id = '', text }: ChatMessage): ChatAnswer {
  const before = mood.given.get(message_id);
  if (before !== undefined) return before;
  const turn = mood.given.size + 1;
  const {
    response,
    actions = [],
    quick_replies = [],
    focus_product_id = null,
  } = mood.answers.shift() ?? {
    response: `You said: ${text}`,
  };
  const answer: ChatAnswer = {
    response,
    intent: 'find_frames',
    actions: actions.map((action, i) => ({ ...action, action_id: `act_${turn}_${i}` }) as ChatAction),
    session_state: {
      language: 'en',
      wishes: noWishes(),
      shown_product_ids: [],
      liked_product_ids: [],
      focus_product_id,
      face_shape: null,
      awaiting: null,
      turn,
    },
    turn_id: `turn_${turn}`,
    quick_replies,
    model: 'double',
  };
  mood.given.set(message_id, answer);
  return answer;
}

async function stream(raw: ServerResponse, answer: ChatAnswer, day: ChatDay, slowMs: number): Promise<void> {
  let id = 0;
  const send = (event: string, data: unknown) => {
    id += 1;
    const text = `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    raw.write(day === 'doubled' ? text + text : text);
  };
  for (const [i, text] of (answer.response.match(/\S+\s*/g) ?? []).entries()) {
    send('token', { text });
    if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
    if (i === 1 && day === 'cut') {
      // What was written leaves first.
      await new Promise((resolve) => setTimeout(resolve, 100));
      raw.destroy();
      return;
    }
    if (i === 1 && day === 'failed') {
      send('failed', problem('internal', 500));
      raw.end();
      return;
    }
  }
  const { actions, quick_replies } = answer;
  send('actions', { actions, quick_replies });
  send('done', answer);
  raw.end();
}
