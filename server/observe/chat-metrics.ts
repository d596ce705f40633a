import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Shares and means of conversations, null where nothing is known. */
export interface ChatFigures {
  intent_recognition_accuracy: number | null;
  context_maintenance_score: number | null;
  conversation_completion_rate: number | null;
  user_satisfaction_score: number | null;
  conversation_coherence_score: number | null;
  goal_achievement_rate: number | null;
  fallback_trigger_rate: number | null;
  conversations_leading_to_conversion: number | null;
  average_conversation_duration: number | null;
  repeat_conversation_rate: number | null;
}

/** What happens in conversations. Every label has few values: intents, models of the settings, reasons, breaker states. */
export interface ChatMeters {
  turn(taken: { intent: string; model: string; outcome: 'answered' | 'missed'; seconds: number }): void;
  fallback(reason: string): void;
  rating(rated: { helpful: boolean } | { satisfaction: number }): void;
  tokens(used: { model: string; input: number; output: number; usd: number }): void;
  breaker(model: string, state: string): void;
  watchRunning(read: () => number): void;
  /** Asked when metrics are read, at most every few minutes. */
  watchFigures(read: () => Promise<ChatFigures>): void;
}

/** Up to the four seconds that a turn may take. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 6];
const FIGURES_MS = 5 * 60_000;
const BREAKER_STATES: Readonly<Record<string, number>> = { closed: 0, half_open: 1, open: 2 };

const OF =
  'of conversations that began in the last 24 hours in the stores this process serves; NaN where nothing is known';
/** Mission §4.3 conversationMetrics. */
const FIGURES: Readonly<Record<keyof ChatFigures, string>> = {
  intent_recognition_accuracy: 'Share of messages that were answered and not rated as misunderstood',
  context_maintenance_score: 'Share of messages meaning something said before that were answered',
  conversation_completion_rate:
    'Share of conversations, silent for 30 minutes, whose last message was answered',
  user_satisfaction_score: 'Mean of what shoppers said at the end, 1 to 5',
  conversation_coherence_score:
    'Share of answers that neither missed, nor asked the same again, nor were rated as no help',
  goal_achievement_rate:
    'Share of conversations that led to a frame’s page, the cart or a person, or so the shopper said',
  fallback_trigger_rate: 'Share of answers for which the better model failed, where one was asked',
  conversations_leading_to_conversion:
    'Number of conversations after which the visit ordered, where consent lets them be joined',
  average_conversation_duration: 'Mean seconds from the first to the last message',
  repeat_conversation_rate:
    'Share of conversations with a customer known to the shop, who agreed to that, who had one before in this time',
};

export function chatMeters(registry: Registry, now: () => number = Date.now): ChatMeters {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'conversation_response_time_seconds',
    help: 'From the begin of a turn until its answer is kept',
    buckets: SECONDS,
    registers,
  });
  const turns = new Counter({
    name: 'chat_turns_total',
    help: 'Messages answered, by what they were about, who answered, and whether that was an answer to them',
    labelNames: ['intent', 'model', 'outcome'],
    registers,
  });
  const fallbacks = new Counter({
    name: 'chat_fallbacks_total',
    help: 'Answers for which the better model failed',
    labelNames: ['reason'],
    registers,
  });
  const ratings = new Counter({
    name: 'chat_ratings_total',
    help: 'What shoppers said of answers (yes, no) and of conversations (1 to 5)',
    labelNames: ['rating'],
    registers,
  });
  const tokens = new Counter({
    name: 'chat_tokens_total',
    help: 'Tokens of Vertex AI',
    labelNames: ['model', 'direction'],
    registers,
  });
  const cost = new Counter({
    name: 'chat_cost_usd_total',
    help: 'What Vertex AI cost, by the prices in the settings',
    labelNames: ['model'],
    registers,
  });
  const breakers = new Gauge({
    name: 'chat_breaker_state',
    help: '0 while a model is used, 1 while it is tried again, 2 while it rests',
    labelNames: ['model'],
    registers,
  });
  let running = () => 0;
  new Gauge({
    name: 'chat_turns_running',
    help: 'Turns under way and waiting',
    registers,
    collect() {
      this.set(running());
    },
  });
  const figures = openFigures(registry, now);
  return {
    turn({ intent, model, outcome, seconds: taken }) {
      seconds.observe(taken);
      turns.inc({ intent, model, outcome });
    },
    fallback: (reason) => fallbacks.inc({ reason }),
    rating: (rated) =>
      ratings.inc({ rating: 'helpful' in rated ? (rated.helpful ? 'yes' : 'no') : `${rated.satisfaction}` }),
    tokens({ model, input, output, usd }) {
      tokens.inc({ model, direction: 'in' }, input);
      tokens.inc({ model, direction: 'out' }, output);
      cost.inc({ model }, usd);
    },
    breaker: (model, state) => breakers.set({ model }, BREAKER_STATES[state] ?? 0),
    watchRunning(read) {
      running = read;
    },
    watchFigures: figures.watch,
  };
}

/** One reading for all gauges, as one scrape collects them together. */
function openFigures(registry: Registry, now: () => number) {
  let read: (() => Promise<ChatFigures>) | null = null;
  let standing: { at: number; figures: Promise<ChatFigures | null> } | null = null;
  const latest = () => {
    if (read === null) return null;
    if (standing === null || now() - standing.at > FIGURES_MS)
      standing = { at: now(), figures: read().catch(() => null) };
    return standing.figures;
  };
  for (const [name, words] of Object.entries(FIGURES)) {
    new Gauge({
      name,
      help: `${words}, ${OF}`,
      registers: [registry],
      async collect() {
        this.set((await latest())?.[name as keyof ChatFigures] ?? Number.NaN);
      },
    });
  }
  return {
    watch(next: () => Promise<ChatFigures>) {
      read = next;
    },
  };
}
