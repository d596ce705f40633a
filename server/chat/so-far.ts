import { stateOf } from './assistant.ts';
import type { Conversation, Conversations } from './conversations.ts';
import type { ChatSoFar } from './schema.ts';

/**
 * A conversation as a page shows it again. The shape of the face is left out: it is read for an answer that needs it,
 * not to draw a page.
 */
export async function soFar(
  conversations: Pick<Conversations, 'answersOf'>,
  conversation: Conversation | null,
): Promise<ChatSoFar> {
  if (conversation === null) return { messages: [], actions: [], quick_replies: [], session_state: null };
  const { turns, memory, revision } = conversation;
  const answers = await conversations.answersOf(
    conversation,
    turns.map(({ turn_id }) => turn_id),
  );
  const last = answers.get(turns.at(-1)?.turn_id ?? '');
  return {
    messages: turns.flatMap(({ turn_id, at, text }): ChatSoFar['messages'] => {
      const answer = answers.get(turn_id);
      const asked = { by: 'shopper', text, turn_id, at } as const;
      return answer === undefined ? [asked] : [asked, { ...asked, by: 'assistant', text: answer.response }];
    }),
    actions: last?.actions ?? [],
    quick_replies: last?.quick_replies ?? [],
    session_state: stateOf(memory, null, revision),
  };
}
