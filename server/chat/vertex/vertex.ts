import { randomBytes } from 'node:crypto';
import { type ChatModel, ChatModelError, type Turn } from '../model.ts';
import { type BudgetBook, openBudget } from './budget.ts';
import { type Models, openModels } from './models.ts';
import type { Deadlines, VertexOptions } from './options.ts';
import { openTurnQueue, type TurnQueue } from './queue.ts';
import { talk } from './talk.ts';

export interface Vertex extends ChatModel {
  /** Ends what it does by a clock. */
  close(): void;
}

/** Google's libraries take a tenth of a second in one go: rather soon after a start than in front of a shopper. */
const LOAD_AFTER_MS = 1000;
/** Within the four seconds of a turn: what is left of them is the local model's and the network's. */
const DEADLINES: Deadlines = { firstToken: 2000, answer: 3500, waiting: 1000 };

/**
 * Vertex AI as chat model: several models in order, each behind a breaker, within a queue, deadlines and a budget. What it
 * says is grounded sentence by sentence. It is loaded a moment after the start, or when the first turn
 * needs it.
 * @throws ChatModelError from `answer`, when nothing has been said; where something has, the turn ends after that
 */
export function openVertex(options: VertexOptions): Vertex {
  const deadlines = { ...DEADLINES, ...options.deadlines };
  // Known to this process alone, so nobody can ask a model for it by name.
  const canary = `ref-${randomBytes(9).toString('hex')}`;
  const budget = openBudget(options.budget, options.prices, options.cache, options.now);
  let opening: Promise<Opened> | undefined;
  let opened: Opened | undefined;

  async function open(): Promise<Opened> {
    const [models, queue] = await Promise.all([
      openModels(options),
      openTurnQueue(options.concurrency, options.waiting, deadlines.waiting),
    ]);
    opened = { models, queue, budget };
    return opened;
  }

  const ready = () => {
    opening ??= open().catch((error) => {
      opening = undefined;
      throw new ChatModelError('error', '', { cause: error });
    });
    return opening;
  };
  // What fails then fails again, and is told, when a turn needs it.
  const loading = setTimeout(() => ready().catch(() => undefined), LOAD_AFTER_MS).unref();

  return {
    async answer(turn: Turn, say, signal) {
      signal.throwIfAborted();
      const startedAt = performance.now();
      const { models, queue } = await ready();
      const among = models.within(turn.store.data_region);
      if (among.length === 0) throw new ChatModelError('error', '');
      const by = { firstBy: startedAt + deadlines.firstToken, endBy: startedAt + deadlines.answer };
      return queue.run(() =>
        talk(turn, say, { ...by, signal, canary, models, among, budget, watch: options.watch }),
      );
    },
    close() {
      clearTimeout(loading);
      opened?.models.close();
    },
  };
}

interface Opened {
  models: Models;
  queue: TurnQueue;
  budget: BudgetBook;
}
