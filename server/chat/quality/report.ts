import { type Static, Type } from 'typebox';
import { nullable } from '../../http/index.ts';
import { LOCAL_MODEL } from '../local/index.ts';
import { type ChatRecord, TIME_BOUNDS } from './records.ts';

const DAY_MS = 86_400_000;
/** A conversation that was silent for so long is over: the usual end of a visit in web analytics. */
const OVER_MS = 30 * 60_000;

const share = (description: string) => nullable(Type.Number({ minimum: 0, maximum: 1, description }));
const counts = (description: string) => Type.Record(Type.String(), Type.Integer(), { description });

/** The mission's conversation metrics (§4.3), each by what is known; null where nothing is. */
export const ChatMetrics = Type.Object({
  conversation_response_time_seconds: Type.Object({
    mean: nullable(Type.Number()),
    p95: nullable(Type.Number({ description: 'At most this: the upper bound of the class it falls into' })),
  }),
  intent_recognition_accuracy: share(
    'Messages that were answered and that nobody rated as misunderstood; `varai chat eval` measures it exactly',
  ),
  context_maintenance_score: share(
    'Of messages that mean something said before ("the second one", "cheaper"), those that were answered',
  ),
  conversation_completion_rate: share(
    'Of conversations that are over (silent for 30 minutes), those that did not end with an answer that missed',
  ),
  user_satisfaction_score: nullable(Type.Number({ description: 'Mean of what shoppers said, 1 to 5' })),
  conversation_coherence_score: share(
    'Answers that neither missed, nor asked the same again, nor were rated as no help',
  ),
  goal_achievement_rate: share(
    'Conversations that led to a frame’s page, into the cart or to a person, or whose shopper said so',
  ),
  fallback_trigger_rate: share(
    'Answers for which the better model failed; null where no better one was asked',
  ),
  conversations_leading_to_conversion: nullable(
    Type.Integer({
      description: 'Conversations after which the same visit ordered, of those that may be joined',
    }),
  ),
  average_conversation_duration: nullable(Type.Number({ description: 'Seconds, first to last message' })),
  repeat_conversation_rate: share(
    'Of conversations whose customer the shop named and that may be joined, those whose customer had one before in this time',
  ),
});

export const ChatReport = Type.Object({
  from: Type.Integer({ description: 'Milliseconds since 1970' }),
  to: Type.Integer(),
  conversations: Type.Integer(),
  turns: Type.Integer(),
  metrics: ChatMetrics,
  unanswered: Type.Integer(),
  helpful: Type.Integer(),
  not_helpful: Type.Integer(),
  /** Conversations that may be joined with orders, by consent. */
  joinable: Type.Integer(),
  intents: counts('Messages by what they were about'),
  languages: counts('Conversations by language'),
  models: counts('Answers by model'),
  fallbacks: counts('Answers by why the better model failed'),
  goals: counts('Conversations by where they led'),
  reasons: counts('Answers that were no help, by reason'),
});
export type ChatReport = Static<typeof ChatReport>;

/** When a visit ordered, ms since the epoch. */
export type OrdersOf = (
  store_id: string,
  session_ids: readonly string[],
) => Promise<readonly { session_id: string; created_at: number }[]>;

export interface ReportSources {
  between(store_id: string, from: number, to: number): Promise<ChatRecord[]>;
  ordersOf: OrdersOf;
}

/** The report of stores over a time, read a day at once so that a busy season fits in memory. */
export async function reportOf(
  sources: ReportSources,
  { store_ids, from, to }: { store_ids: readonly string[]; from: number; to: number },
): Promise<ChatReport> {
  const sums = newSums();
  for (const store_id of store_ids) {
    for (let day = from; day < to; day += DAY_MS)
      await addDay(sums, sources, { store_id, from: day, to: Math.min(to, day + DAY_MS) }, to);
  }
  return { from, to, ...reported(sums) };
}

async function addDay(
  sums: Sums,
  { between, ordersOf }: ReportSources,
  { store_id, from, to }: { store_id: string; from: number; to: number },
  now: number,
): Promise<void> {
  const records = await between(store_id, from, to);
  const joined = records.flatMap(({ may_join, session_id }) =>
    may_join && session_id !== null ? session_id : [],
  );
  const ordered = new Map<string, number>();
  for (const { session_id, created_at } of joined.length === 0 ? [] : await ordersOf(store_id, joined))
    ordered.set(session_id, Math.max(created_at, ordered.get(session_id) ?? 0));
  for (const record of records) {
    add(sums, record, now);
    const { may_join, session_id, started_at } = record;
    if (may_join && (ordered.get(session_id ?? '') ?? 0) >= started_at) sums.converted += 1;
  }
}

type Sums = ReturnType<typeof newSums>;

function newSums() {
  return {
    conversations: 0,
    turns: 0,
    unanswered: 0,
    repeated: 0,
    referring: 0,
    referring_held: 0,
    over: 0,
    completed: 0,
    satisfied: 0,
    satisfaction: 0,
    achieved: 0,
    fell_back: 0,
    joinable: 0,
    converted: 0,
    duration_ms: 0,
    response_ms: 0,
    helpful: 0,
    not_helpful: 0,
    misunderstood: 0,
    of_customers: 0,
    of_returning: 0,
    customers: new Set<string>(),
    intents: {} as Record<string, number>,
    languages: {} as Record<string, number>,
    models: {} as Record<string, number>,
    fallbacks: {} as Record<string, number>,
    goals: {} as Record<string, number>,
    reasons: {} as Record<string, number>,
    times: {} as Record<string, number>,
  };
}

function add(sums: Sums, record: ChatRecord, now: number): void {
  sums.conversations += 1;
  for (const name of [
    'turns',
    'unanswered',
    'repeated',
    'referring',
    'referring_held',
    'response_ms',
  ] as const)
    sums[name] += record[name];
  sums.duration_ms += record.last_at - record.started_at;
  if (now - record.last_at >= OVER_MS) {
    sums.over += 1;
    if (!record.last_missed) sums.completed += 1;
  }
  if (record.satisfaction !== undefined) {
    sums.satisfied += 1;
    sums.satisfaction += record.satisfaction;
  }
  const reached = Object.keys(record.goals);
  if (record.reached_goal ?? reached.length > 0) sums.achieved += 1;
  for (const goal of reached) count(sums.goals, goal, 1);
  if (record.may_join) sums.joinable += 1;
  if (record.customer_id !== null) {
    sums.of_customers += 1;
    if (sums.customers.has(`${record.store_id} ${record.customer_id}`)) sums.of_returning += 1;
    sums.customers.add(`${record.store_id} ${record.customer_id}`);
  }
  count(sums.languages, record.language, 1);
  for (const name of ['intents', 'models', 'fallbacks', 'times'] as const)
    for (const [key, n] of Object.entries(record[name])) count(sums[name], key, n);
  sums.fell_back += total(record.fallbacks);
  rate(sums, record);
}

function rate(sums: Sums, { ratings }: ChatRecord): void {
  for (const { helpful, reasons } of Object.values(ratings)) {
    if (helpful) sums.helpful += 1;
    else {
      sums.not_helpful += 1;
      if (reasons.includes('misunderstood')) sums.misunderstood += 1;
      for (const reason of reasons) count(sums.reasons, reason, 1);
    }
  }
}

function reported(sums: Sums): Omit<ChatReport, 'from' | 'to'> {
  const { conversations, turns, unanswered, helpful, not_helpful, joinable } = sums;
  const { intents, languages, models, fallbacks, goals, reasons } = sums;
  const hasBetter = sums.fell_back > 0 || Object.keys(models).some((model) => model !== LOCAL_MODEL);
  return {
    conversations,
    turns,
    metrics: {
      conversation_response_time_seconds: {
        mean: turns === 0 ? null : sums.response_ms / turns / 1000,
        p95: slowest(sums.times, 0.95),
      },
      intent_recognition_accuracy: shareOf(turns - unanswered - sums.misunderstood, turns),
      context_maintenance_score: shareOf(sums.referring_held, sums.referring),
      conversation_completion_rate: shareOf(sums.completed, sums.over),
      user_satisfaction_score: sums.satisfied === 0 ? null : sums.satisfaction / sums.satisfied,
      conversation_coherence_score: shareOf(turns - unanswered - sums.repeated - not_helpful, turns),
      goal_achievement_rate: shareOf(sums.achieved, conversations),
      fallback_trigger_rate: hasBetter ? shareOf(sums.fell_back, turns) : null,
      conversations_leading_to_conversion: joinable === 0 ? null : sums.converted,
      average_conversation_duration: conversations === 0 ? null : sums.duration_ms / conversations / 1000,
      repeat_conversation_rate: shareOf(sums.of_returning, sums.of_customers),
    },
    unanswered,
    helpful,
    not_helpful,
    joinable,
    intents,
    languages,
    models,
    fallbacks,
    goals,
    reasons,
  };
}

function count(counts: Record<string, number>, key: string, n: number): void {
  counts[key] = (counts[key] ?? 0) + n;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

/** Of what may be counted under several heads, never less than nothing. */
function shareOf(some: number, all: number): number | null {
  return all === 0 ? null : Math.max(0, some) / all;
}

/** The bound, in seconds, that so great a share of the answers keeps; null beyond the last. */
function slowest(times: Readonly<Record<string, number>>, part: number): number | null {
  const all = total(times);
  let within = 0;
  for (const bound of TIME_BOUNDS) {
    within += times[`${bound}`] ?? 0;
    if (all > 0 && within >= part * all) return bound / 1000;
  }
  return null;
}
