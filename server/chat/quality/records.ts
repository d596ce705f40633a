import { type Doc, type Documents, DuplicateKeyError, type Update } from '../../data/index.ts';
import type { FeedbackReason } from '../schema.ts';

const DAY_MS = 86_400_000;
/** What reports are made of is kept for a season, as interactions are. */
const KEPT_SECONDS = 90 * 86_400;
/** A session's end: from then on only what may be joined with orders still names it. */
const SESSION_MS = DAY_MS;

/** Upper bounds of answering times, ms; the last is everything beyond. */
export const TIME_BOUNDS = [25, 50, 100, 250, 500, 1000, 2000, 4000, 10_000] as const;

/** Of one conversation; who rates more is no shopper. */
const MOST_RATINGS = 200;

type Counts = Record<string, number>;

/** One conversation as reports see it: counts and times, no word of it. */
export interface ChatRecord extends Doc {
  store_id: string;
  /** While the visit lasts, and longer where orders may be joined. */
  session_id: string | null;
  customer_id: string | null;
  /** `analytics_and_improvement` was granted. */
  may_join: boolean;
  started_at: number;
  last_at: number;
  language: string;
  turns: number;
  /** Answers that missed: nothing fitting could be said. */
  unanswered: number;
  last_missed: boolean;
  /** Questions of the assistant, and those it had to ask twice. */
  clarifications: number;
  repeated: number;
  /** Messages that meant something said before ("the second one", "cheaper"), and those that were answered. */
  referring: number;
  referring_held: number;
  intents: Counts;
  models: Counts;
  fallbacks: Counts;
  /** What the shopper was brought to: `opened`, `cart`, `handed_over`. */
  goals: Counts;
  /** How many answers took at most so many ms, by the bound; see TIME_BOUNDS. */
  times: Counts;
  response_ms: number;
  /** By turn, so that the last word counts. */
  ratings: Record<string, { helpful: boolean; reasons: FeedbackReason[] }>;
  satisfaction?: number;
  reached_goal?: boolean;
}

/** A turn, as a record counts it. */
export interface CountedTurn {
  record_id: string;
  store_id: string;
  session_id: string;
  customer_id: string | null;
  may_join: boolean;
  at: number;
  language: string;
  intent: string;
  model: string;
  fell_back: string | null;
  missed: boolean;
  asks: boolean;
  asksAgain: boolean;
  refers: boolean;
  goals: readonly string[];
  ms: number;
}

export type ChatRecords = Awaited<ReturnType<typeof openChatRecords>>;

export async function openChatRecords({ documents }: { documents: Documents }) {
  const records = documents.collection<ChatRecord>('chat_records');
  await records.createIndex({ store_id: 1, started_at: -1 }, { name: 'store_started' });
  await records.createIndex({ store_id: 1, session_id: 1 }, { name: 'store_session' });
  await records.createIndex({ started_at: 1 }, { name: 'retention', expireAfterSeconds: KEPT_SECONDS });

  const ofPeople = (
    store_id: string,
    { session_ids, customer_ids }: { session_ids: readonly string[]; customer_ids: readonly string[] },
  ) => ({
    store_id,
    $or: [{ session_id: { $in: [...session_ids] } }, { customer_id: { $in: [...customer_ids] } }],
  });

  return {
    async count(turn: CountedTurn): Promise<void> {
      const one = { _id: turn.record_id, store_id: turn.store_id };
      const update = countingOf(turn);
      if ((await records.update(one, update)).matched > 0) return;
      await records.insert(blank(turn)).catch((error) => {
        // Another instance began the same conversation.
        if (!(error instanceof DuplicateKeyError)) throw error;
      });
      await records.update(one, update);
    },

    /** What the shopper thinks of an answer; what was said of it before is replaced. */
    async rate(
      of: { store_id: string; record_id: string },
      turn_id: string,
      rating: ChatRecord['ratings'][string],
    ): Promise<void> {
      const one = { _id: of.record_id, store_id: of.store_id };
      const ratings = (await records.findOne(one))?.ratings ?? {};
      if (Object.keys(ratings).length >= MOST_RATINGS && ratings[turn_id] === undefined) return;
      await records.update(one, { $set: { [`ratings.${turn_id}`]: rating } });
    },

    /** What the shopper thinks of the conversation. */
    async conclude(
      of: { store_id: string; record_id: string },
      said: { satisfaction: number; reached_goal?: boolean },
    ): Promise<void> {
      await records.update({ _id: of.record_id, store_id: of.store_id }, { $set: { ...said } });
    },

    /** Those that began in a time, `from` included and `to` not. */
    between: (store_id: string, from: number, to: number): Promise<ChatRecord[]> =>
      records.find({ store_id, started_at: { $gte: from, $lt: to } }),

    of: (store_id: string, who: { session_ids: readonly string[]; customer_ids: readonly string[] }) =>
      records.find(ofPeople(store_id, who)),

    /** Leaves records of people nobody's. @returns how many. */
    async release(
      store_id: string,
      who: { session_ids: readonly string[]; customer_ids: readonly string[] },
    ): Promise<number> {
      const none = { session_id: null, customer_id: null, may_join: false };
      return (await records.update(ofPeople(store_id, who), { $set: none })).matched;
    },

    /** A withdrawn consent: the record ends to be joined with orders. */
    async unjoin(store_id: string, session_id: string): Promise<void> {
      await records.update({ store_id, session_id }, { $set: { may_join: false, customer_id: null } });
    },

    /** Cuts the tie of records whose visit is over and that may not be joined. @returns how many. */
    async sweep(now: number, store_id?: string): Promise<number> {
      const over = {
        ...(store_id === undefined ? {} : { store_id }),
        may_join: false,
        session_id: { $ne: null },
        started_at: { $lt: now - SESSION_MS },
      };
      return (await records.update(over, { $set: { session_id: null } })).matched;
    },

    /** Everybody named in a store's. */
    async named(store_id: string) {
      const all = await records.find({ store_id });
      return {
        session_ids: all.flatMap(({ session_id }) => session_id ?? []),
        customer_ids: all.flatMap(({ customer_id }) => customer_id ?? []),
      };
    },

    forgetStore: (store_id: string): Promise<number> => records.delete({ store_id }),
  };
}

function blank({ record_id, store_id, session_id, may_join, at, language }: CountedTurn): ChatRecord {
  const none = { unanswered: 0, clarifications: 0, repeated: 0, referring: 0, referring_held: 0 };
  return {
    ...{ _id: record_id, store_id, session_id, customer_id: null, may_join, language },
    ...{ started_at: at, last_at: at, last_missed: false, turns: 0, response_ms: 0, ...none },
    ...{ intents: {}, models: {}, fallbacks: {}, goals: {}, times: {}, ratings: {} },
  };
}

function countingOf(turn: CountedTurn): Update {
  const { session_id, may_join, at, language, missed } = turn;
  const customer_id = may_join ? turn.customer_id : null;
  return {
    $set: { session_id, customer_id, may_join, language, last_at: at, last_missed: missed },
    $inc: {
      turns: 1,
      unanswered: missed ? 1 : 0,
      clarifications: turn.asks ? 1 : 0,
      repeated: turn.asksAgain ? 1 : 0,
      referring: turn.refers ? 1 : 0,
      referring_held: turn.refers && !missed ? 1 : 0,
      response_ms: Math.round(turn.ms),
      [`intents.${turn.intent}`]: 1,
      [`models.${fieldName(turn.model)}`]: 1,
      [`times.${TIME_BOUNDS.find((bound) => turn.ms <= bound) ?? 'more'}`]: 1,
      ...(turn.fell_back === null ? {} : { [`fallbacks.${turn.fell_back}`]: 1 }),
      ...Object.fromEntries(turn.goals.map((goal) => [`goals.${goal}`, 1])),
    },
  };
}

/** Models are called `gemini-2.5-flash`; a dot would lead into an object. */
function fieldName(model: string): string {
  return model.replaceAll('.', '_').replaceAll('$', '_');
}
