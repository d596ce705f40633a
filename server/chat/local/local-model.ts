import type { ChatModel } from '../model.ts';

/** Names this model in answers and figures. */
export const LOCAL_MODEL = 'local-1';

/** The model that is always there: fixed rules over the store's own frames and answers. Deterministic, no network. */
export function createLocalModel(): ChatModel {
  return {
    async answer(turn, say) {
      const text = '…';
      say(text);
      return {
        text,
        actions: [],
        quick_replies: [],
        memory: turn.memory,
        model: LOCAL_MODEL,
        fell_back: null,
        is_unanswered: true,
      };
    },
  };
}
