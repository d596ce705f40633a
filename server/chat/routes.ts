import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Session } from '../access/index.ts';
import type { Limits } from '../data/index.ts';
import { type App, callerOf, ProblemSchema, streamEvents, toldProblem } from '../http/index.ts';
import { languageOf } from '../recommend/index.ts';
import { readShopperText } from '../safety/index.ts';
import type { Store } from '../stores/index.ts';
import type { TakeTurn } from './assistant.ts';
import type { Conversations } from './conversations.ts';
import type { Asked } from './prepare.ts';
import { chatOff, tooManyMessages } from './problems.ts';
import type { Transcripts } from './quality/transcripts.ts';
import type { Running, RunningTurns } from './running.ts';
import { ChatAnswer, ChatMessage, ChatSoFar } from './schema.ts';
import type { ChatSettings } from './settings.ts';
import { soFar } from './so-far.ts';
import { tellTurn } from './tell.ts';

/** A person writes a message in two seconds at the least. */
const MESSAGES = { amount: 30, seconds: 60 };

export interface ChatRoutesDeps {
  conversations: Conversations;
  transcripts: Transcripts;
  turns: RunningTurns;
  takeTurn: TakeTurn;
  settingsOf(store_id: string): Promise<ChatSettings>;
  storeOf(store_id: string): Promise<Store>;
  /** The session a request speaks for. @throws Problem when there is none. */
  sessionFor(request: FastifyRequest, session_id?: string): Promise<Session>;
  limits: Limits;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };
const OfSession = Type.Object({
  session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});

/** The conversation of a visit: `/v1/ai/chat`. */
export function chatRoutes(deps: ChatRoutesDeps) {
  const { conversations, transcripts, turns, takeTurn, sessionFor } = deps;
  const meter = deps.limits.meter('chat', MESSAGES);

  function count(request: FastifyRequest, { session_id }: Session): void {
    if (callerOf(request).kind === 'operator') return;
    const tally = meter.of(session_id);
    if (deps.limits.take(tally) === null) return;
    const seconds = Math.max(1, Math.ceil(tally.waitMs(deps.limits.now()) / 1000));
    throw tooManyMessages({
      detail: `No more than ${MESSAGES.amount} messages a minute in one visit.`,
      headers: { 'retry-after': `${seconds}` },
    });
  }

  /** @throws Problem for whatever is wrong with the message, before anything is begun */
  async function begun(request: FastifyRequest, message: ChatMessage): Promise<Running> {
    const session = await sessionFor(request, message.session_id);
    const { store_id, session_id } = session;
    const settings = await deps.settingsOf(store_id);
    if (!settings.enabled) throw chatOff();
    const read = await readShopperText(message.text);
    count(request, session);
    const store = await deps.storeOf(store_id);
    const asked: Asked = {
      store,
      settings,
      session,
      customer_id: callerOf(request).kind === 'publishable' ? null : (message.user_id ?? null),
      message_id: message.message_id ?? null,
      read,
      page: message.context ?? {},
      language: languageOf(message.context?.lang, request.headers['accept-language'], store.locale),
    };
    const { message_id } = asked;
    return turns.begin({ session_id, message_id, text: read.text }, (say) => takeTurn(asked, say));
  }

  return async (app: App): Promise<void> => {
    app.addHook('onClose', () => turns.settled());
    app.post(
      '/v1/ai/chat',
      {
        schema: {
          summary: 'Say something to the assistant',
          description:
            'Answers with the whole ChatAnswer, or, with `Accept: text/event-stream`, in pieces: `token` {text}, as ' +
            'often as needed; `actions` {actions, quick_replies}; `done` with the ChatAnswer, or `failed` with a ' +
            'problem. `id` counts from 1. A turn that was begun goes on when the client leaves: the same message ' +
            'with the same `message_id` joins it, or gets its answer again.',
          tags: ['chat'],
          body: ChatMessage,
          produces: ['application/json', 'text/event-stream'],
          response: { 200: ChatAnswer, ...problems },
        },
        config: { access: 'access:ai_services' },
      },
      async (request, reply) => {
        const running = await begun(request, request.body);
        reply.header('vary', 'Origin, Accept');
        if (!wantsEvents(request)) return running.answer;
        // Whoever listens to the answer hears of its failure; here it must not end the process before that.
        running.answer.catch(() => undefined);
        const problemOf = (error: unknown) => toldProblem(error, request).body(request.id);
        await tellTurn(streamEvents(request, reply), running, problemOf);
        return reply;
      },
    );
    app.get(
      '/v1/ai/chat',
      {
        schema: {
          summary: 'The conversation so far',
          tags: ['chat'],
          querystring: OfSession,
          response: { 200: ChatSoFar, ...problems },
        },
        config: { access: 'access:ai_services' },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const { store_id, session_id } = await sessionFor(request, request.query.session_id);
        return soFar(conversations, await conversations.get(store_id, session_id));
      },
    );
    app.delete(
      '/v1/ai/chat',
      {
        schema: {
          summary: 'Forget the conversation, and what was kept of it for the merchant to read',
          tags: ['chat'],
          querystring: OfSession,
          response: { 204: Type.Null(), ...problems },
        },
        config: { access: 'access:ai_services' },
      },
      async (request, reply) => {
        const { store_id, session_id } = await sessionFor(request, request.query.session_id);
        await conversations.forget(store_id, [session_id]);
        await transcripts.forget(store_id, [session_id]);
        return reply.code(204).send(null);
      },
    );
  };
}

function wantsEvents({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').includes('text/event-stream');
}
