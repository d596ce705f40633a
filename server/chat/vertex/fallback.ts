import { type ChatModel, ChatModelError, type FallbackReason } from '../model.ts';
import { faultIn } from './vertex-sdk.ts';

export interface FallbackOptions {
  vertex: ChatModel;
  local: ChatModel;
  /** @param why what the service or the network said, where it was at fault; never a word of a message */
  onFallback?(reason: FallbackReason, why: string | null): void;
}

/**
 * Vertex AI where the store wants it, and the local model when that fails before it has said anything. What has been
 * said is never said twice, and a reply holds the actions of one model only.
 */
export function withFallback({ vertex, local, onFallback }: FallbackOptions): ChatModel {
  return {
    async answer(turn, say, signal) {
      if (turn.store.settings.model === 'local') return local.answer(turn, say, signal);
      let hasSpoken = false;
      const heard = (text: string) => {
        hasSpoken ||= text !== '';
        say(text);
      };
      try {
        const reply = await vertex.answer(turn, heard, signal);
        if (reply.fell_back !== null) onFallback?.(reply.fell_back, null);
        return reply;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ChatModelError) || hasSpoken) throw error;
        onFallback?.(error.reason, faultIn(error));
        return { ...(await local.answer(turn, say, signal)), fell_back: error.reason };
      }
    },
  };
}
