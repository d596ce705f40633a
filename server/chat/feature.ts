import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Session } from '../access/index.ts';
import type { Limits } from '../data/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import type { App } from '../http/index.ts';
import type { Stores } from '../stores/index.ts';
import { chatSettingsRoutes } from './admin-routes.ts';
import { assistant } from './assistant.ts';
import type { Mind } from './mind.ts';
import type { ChatRoom } from './room.ts';
import { chatRoutes } from './routes.ts';
import { runningTurns } from './running.ts';

export interface ChatDeps extends ChatRoom {
  mind: Mind;
  /** The text without what names or reaches a person. */
  mask(text: string): string;
  stores: Pick<Stores, 'get'>;
  limits: Limits;
  /** The session a request speaks for. @throws Problem when there is none. */
  sessionFor(request: FastifyRequest, session_id?: string): Promise<Session>;
  /** The measured face of a visit, where it may be used; noted in the audit log. */
  faceOf(session: Session): Promise<StoredAnalysis | null>;
  /** What of a visit may still be kept, asked of the store. */
  standing(session: Session): Promise<{ face: boolean; visit: boolean }>;
  log: FastifyBaseLogger;
  now(): number;
}

/** The assistant: conversations, and what merchants say about it. */
export function chatFeature(deps: ChatDeps) {
  const { conversations, chatSettings, stores, log } = deps;
  const takeTurn = assistant({
    ...deps,
    onTaken: async () => undefined,
    onBug: (err) => log.error({ err }, 'a chat model failed'),
  });
  return async (app: App): Promise<void> => {
    await app.register(
      chatRoutes({
        ...deps,
        turns: runningTurns(),
        takeTurn,
        settingsOf: chatSettings.get,
        storeOf: stores.get,
        conversations,
      }),
    );
    await app.register(chatSettingsRoutes({ settings: chatSettings }));
  };
}
