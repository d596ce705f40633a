import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Session } from '../access/index.ts';
import { type App, ProblemSchema } from '../http/index.ts';
import { readShopperText } from '../safety/index.ts';
import type { Conversation, Conversations } from './conversations.ts';
import { conversationUnknown, turnUnknown } from './problems.ts';
import type { ChatRecords } from './quality/records.ts';
import type { Transcripts } from './quality/transcripts.ts';
import { Feedback } from './schema.ts';

export interface FeedbackDeps {
  conversations: Conversations;
  records: ChatRecords;
  transcripts: Transcripts;
  /** The text without what names or reaches a person. */
  mask(text: string): Promise<string>;
  sessionFor(request: FastifyRequest, session_id?: string): Promise<Session>;
  onRated(rated: { helpful: boolean } | { satisfaction: number }): void;
}

/** `POST /v1/feedback`: what shoppers think of answers and of the whole conversation. */
export function feedbackRoutes(deps: FeedbackDeps) {
  const { conversations, records, transcripts } = deps;

  async function count(
    said: Feedback,
    { store_id, record_id }: Conversation,
    turn_id: string,
  ): Promise<void> {
    if (said.kind === 'chat_answer') {
      const { helpful, reasons = [] } = said;
      await records.rate({ store_id, record_id }, turn_id, { helpful, reasons });
      return deps.onRated({ helpful });
    }
    const { satisfaction, reached_goal } = said;
    await records.conclude(
      { store_id, record_id },
      { satisfaction, ...(reached_goal === undefined ? {} : { reached_goal }) },
    );
    deps.onRated({ satisfaction });
  }

  return async (app: App): Promise<void> => {
    app.post(
      '/v1/feedback',
      {
        schema: {
          summary: 'Rate an answer of the assistant, or the conversation',
          description:
            'The same again replaces what was said before. Comments are kept, masked, of shoppers who agreed to ' +
            'analytics_and_improvement, and of nobody else.',
          tags: ['chat'],
          body: Feedback,
          response: { 204: Type.Null(), '4xx': ProblemSchema, '5xx': ProblemSchema },
        },
        config: { access: 'access:ai_services' },
      },
      async (request, reply) => {
        const said = request.body;
        const session = await deps.sessionFor(request, said.session_id);
        const comment = said.comment === undefined ? null : (await readShopperText(said.comment)).text;
        const conversation = await conversations.get(session.store_id, session.session_id);
        if (conversation === null) throw conversationUnknown();
        const turn_id = said.kind === 'chat_answer' ? said.turn_id : conversation.turns.at(-1)?.turn_id;
        const turn = conversation.turns.find((each) => each.turn_id === turn_id);
        if (turn === undefined) throw turnUnknown();
        await count(said, conversation, turn.turn_id);
        if (session.consents.analytics_and_improvement?.granted)
          await transcripts.rate(
            { store_id: session.store_id, session_id: session.session_id, turn_id: turn.turn_id },
            {
              ...(said.kind === 'chat_answer' && { helpful: said.helpful }),
              ...(comment !== null && { comment: await deps.mask(comment) }),
            },
          );
        return reply.code(204).send(null);
      },
    );
  };
}
