import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Session } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Limits } from '../data/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import type { App } from '../http/index.ts';
import { maskPersonalData } from '../safety/index.ts';
import type { Stores } from '../stores/index.ts';
import { chatSettingsRoutes } from './admin-routes.ts';
import { assistant, type Standing } from './assistant.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import type { Mind } from './mind.ts';
import { type ChatReport, type OrdersOf, reportOf } from './quality/report.ts';
import { qualityRoutes } from './quality/routes.ts';
import type { ChatRoom } from './room.ts';
import { chatRoutes } from './routes.ts';
import { runningTurns } from './running.ts';

const DAY_MS = 86_400_000;
/** Stores whose figures one process shows; beyond, the report is there for each. */
const MOST_STORES = 100;

/** What is counted; every label is bounded. */
export interface ChatMetrics {
  turn(taken: { intent: string; model: string; outcome: 'answered' | 'missed'; seconds: number }): void;
  rating(rated: { helpful: boolean } | { satisfaction: number }): void;
  watchRunning(read: () => number): void;
  watchFigures(read: () => Promise<Omit<ChatReport['metrics'], 'conversation_response_time_seconds'>>): void;
}

export interface ChatDeps {
  chat: ChatRoom;
  mind: Mind;
  stores: Pick<Stores, 'get'>;
  limits: Limits;
  audit: AuditLog;
  /** The session a request speaks for. @throws Problem when there is none. */
  sessionFor(request: FastifyRequest, session_id?: string): Promise<Session>;
  /** The measured face of a visit, where it may be used; noted in the audit log. */
  faceOf(session: Session): Promise<StoredAnalysis | null>;
  /** What of a visit may still be kept, asked of the store. */
  standing(session: Session, customer_id: string | null): Promise<Standing>;
  ordersOf: OrdersOf;
  metrics: ChatMetrics;
  /** Of an answer, ms; left out, what shoppers are promised. */
  longestMs?: number | undefined;
  log: FastifyBaseLogger;
  now(): number;
}

/** The assistant: conversations, what shoppers think of them, and what merchants say and see. */
export function chatFeature(deps: ChatDeps) {
  const { chat, stores, metrics, log, now } = deps;
  const { conversations, records, transcripts, chatSettings } = chat;
  const turns = runningTurns();
  const served = new Set<string>();
  const takeTurn = assistant({
    ...deps,
    ...chat,
    mask: maskPersonalData,
    onTaken({ store_id, intent, model, missed, ms }) {
      if (served.size < MOST_STORES) served.add(store_id);
      metrics.turn({ intent, model, outcome: missed ? 'missed' : 'answered', seconds: ms / 1000 });
    },
    onBug: (err) => log.error({ err }, 'a chat model failed'),
  });
  metrics.watchRunning(turns.count);
  metrics.watchFigures(async () => {
    const to = now();
    const sources = { between: records.between, ordersOf: deps.ordersOf };
    return (await reportOf(sources, { store_ids: [...served], from: to - DAY_MS, to })).metrics;
  });
  return async (app: App): Promise<void> => {
    await app.register(
      chatRoutes({
        ...deps,
        conversations,
        transcripts,
        turns,
        takeTurn,
        settingsOf: chatSettings.get,
        storeOf: stores.get,
      }),
    );
    await app.register(feedbackRoutes({ ...deps, ...chat, mask: maskPersonalData, onRated: metrics.rating }));
    await app.register(chatSettingsRoutes({ settings: chatSettings }));
    await app.register(qualityRoutes({ ...deps, records, transcripts }));
  };
}
