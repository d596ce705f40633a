import { randomUUID } from 'node:crypto';
import { type Doc, type Documents, DuplicateKeyError, sealedCollection, type Vault } from '../data/index.ts';
import { LOCAL_MODEL } from './local/index.ts';
import { newMemory } from './local/remember.ts';
import type { Memory, Said } from './model.ts';
import type { ChatAnswer } from './schema.ts';
import { type ListedTurn, StoredAnswer, StoredConversation } from './stored.ts';

/** Conversations end with the visit they belong to. */
const KEPT_SECONDS = 86_400;
/** A visit lasts a day, and what was said in its last hour another. */
const KEY_LASTS_MS = 2 * KEPT_SECONDS * 1000;
/** As many turns are kept of one conversation; a long one of a shop's own assistant has a dozen. */
const MOST_TURNS = 40;
/** Whose memory changed meanwhile is asked again, as often as there may be instances writing at the same time. */
const MOST_ATTEMPTS = 5;

export interface Conversation {
  readonly session_id: string;
  readonly store_id: string;
  readonly began_at: number;
  readonly customer_id: string | null;
  readonly record_id: string;
  readonly revision: number;
  readonly memory: Memory;
  readonly turns: readonly ListedTurn[];
}

export interface TakenTurn {
  turn: ListedTurn;
  answer: ChatAnswer;
  memory: Memory;
  tells_of_face: boolean;
}

/** What has been said in visits. */
export type Conversations = Awaited<ReturnType<typeof openConversations>>;

export async function openConversations(deps: { documents: Documents; vault: Vault }) {
  const { documents, vault } = deps;
  const conversations = sealedCollection({
    documents,
    vault,
    name: 'conversations',
    schema: StoredConversation,
    owner: ({ store_id = '', _id = '' }) => keyOwner(store_id, _id),
  });
  const answers = sealedCollection({
    documents,
    vault,
    name: 'conversation_answers',
    schema: StoredAnswer,
    owner: ({ store_id = '', session_id = '', tells_of_face }) =>
      tells_of_face
        ? { store_id, subject: `session:${session_id}`, lasts: KEY_LASTS_MS }
        : keyOwner(store_id, session_id),
  });
  /** Who is named, also in what does not open. */
  const named = documents.collection<Doc & { store_id: string; customer_id: string | null }>('conversations');
  await conversations.createIndex({ store_id: 1 }, { name: 'store' });
  await conversations.createIndex({ began_at: 1 }, { name: 'ends', expireAfterSeconds: KEPT_SECONDS });
  await answers.createIndex({ store_id: 1, session_id: 1 }, { name: 'session' });
  await answers.createIndex({ began_at: 1 }, { name: 'ends', expireAfterSeconds: KEPT_SECONDS });

  const get = async (store_id: string, session_id: string): Promise<Conversation | null> => {
    const doc = await conversations.findOne({ _id: session_id, store_id });
    return doc === null ? null : conversationOf(doc);
  };

  async function answersOf(
    { store_id, session_id }: Pick<Conversation, 'store_id' | 'session_id'>,
    turn_ids: readonly string[],
  ): Promise<Map<string, ChatAnswer>> {
    if (turn_ids.length === 0) return new Map();
    const found = await answers.find({ store_id, session_id, _id: { $in: [...turn_ids] } });
    return new Map(found.map(({ _id, answer }) => [_id, answer]));
  }

  /** Whether the conversation stood as it was read and now holds the turn. */
  async function put(before: Conversation, taken: TakenTurn): Promise<boolean> {
    const { session_id: _id, store_id, revision, began_at, customer_id, record_id } = before;
    const turns = [...before.turns, taken.turn].slice(-MOST_TURNS);
    const next = { memory: taken.memory, turns, revision: revision + 1, customer_id };
    if (revision > 0)
      return (await conversations.update({ _id, store_id, revision }, { $set: next })).matched > 0;
    try {
      await conversations.insert({ _id, store_id, began_at, record_id, ...next });
      return true;
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  }

  return {
    get,
    answersOf,

    /**
     * What was said in the last turns, the oldest first, for models that may stand elsewhere: without what fixed rules
     * dealt with, and without answers of the local model that may tell of the face it knew.
     */
    async history({ store_id, session_id, turns }: Conversation, most: number): Promise<Said[]> {
      const last = turns.filter(({ by_rule }) => !by_rule).slice(-most);
      if (last.length === 0) return [];
      const ids = last.map(({ turn_id }) => turn_id);
      const found = await answers.find({ store_id, session_id, _id: { $in: ids } });
      const told = new Map(
        found
          .filter(({ tells_of_face, answer }) => !(tells_of_face && answer.model === LOCAL_MODEL))
          .map(({ _id, answer }) => [_id, answer.response]),
      );
      return last.flatMap(({ turn_id, text }): Said[] => {
        const answer = told.get(turn_id);
        const asked: Said = { by: 'shopper', text };
        return answer === undefined ? [asked] : [asked, { by: 'assistant', text: answer }];
      });
    },

    /**
     * Adds a turn. Where another instance added one meanwhile, both stand, and of the memory what each has changed;
     * where that one answered the same message, its answer stands.
     * @returns the conversation as it stands now, and the answer that is kept
     */
    async add(
      before: Conversation,
      taken: TakenTurn,
    ): Promise<{ conversation: Conversation; answer: ChatAnswer }> {
      const { store_id, session_id, began_at } = before;
      const { turn, answer, tells_of_face } = taken;
      await answers.insert({ _id: turn.turn_id, store_id, session_id, began_at, tells_of_face, answer });
      let standing = before;
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        const memory = mergedMemory(before.memory, taken.memory, standing.memory);
        if (await put(standing, { ...taken, memory })) {
          const all = [...standing.turns, turn];
          const gone = all.slice(0, -MOST_TURNS).map(({ turn_id }) => turn_id);
          if (gone.length > 0) await answers.delete({ store_id, session_id, _id: { $in: gone } });
          const turns = all.slice(-MOST_TURNS);
          return { conversation: { ...standing, memory, turns, revision: standing.revision + 1 }, answer };
        }
        standing = (await get(store_id, session_id)) ?? begunAnew(before);
        const same = standing.turns.find(
          ({ message_id }) => message_id !== null && message_id === turn.message_id,
        );
        const theirs = same && (await answersOf(standing, [same.turn_id])).get(same.turn_id);
        if (theirs !== undefined) {
          await answers.delete({ store_id, session_id, _id: turn.turn_id });
          return { conversation: standing, answer: theirs };
        }
      }
      throw new Error(`a conversation was changed ${MOST_ATTEMPTS} times while a turn was added`);
    },

    /** Removes answers that tell of a face; what the shopper said stays. @returns how many. */
    forgetFace: (store_id: string, session_id: string): Promise<number> =>
      answers.delete({ store_id, session_id, tells_of_face: true }),

    /** Removes conversations and the keys of copies of them. @returns how many. */
    async forget(store_id: string, session_ids: readonly string[]): Promise<number> {
      await answers.delete({ store_id, session_id: { $in: [...session_ids] } });
      const removed = await conversations.delete({ store_id, _id: { $in: [...session_ids] } });
      for (const session_id of session_ids) await vault.shred(keyOwner(store_id, session_id));
      return removed;
    },

    /** Of visits, and those in which a shop named one of these customers. */
    async find(
      store_id: string,
      who: { session_ids: readonly string[]; customer_ids?: readonly string[] },
    ): Promise<Conversation[]> {
      const [bySession, byCustomer] = await Promise.all([
        conversations.find({ store_id, _id: { $in: [...who.session_ids] } }),
        conversations.find({ store_id, customer_id: { $in: [...(who.customer_ids ?? [])] } }),
      ]);
      const all = new Map([...bySession, ...byCustomer].map((doc) => [doc._id, doc]));
      return [...all.values()].map(conversationOf);
    },

    /** Everybody who has one in a store; of these customers, or of all. */
    async named(store_id: string, customer_ids?: readonly string[]) {
      const found = await named.find({
        store_id,
        ...(customer_ids && { customer_id: { $in: [...customer_ids] } }),
      });
      return {
        session_ids: found.map(({ _id }) => _id),
        customer_ids: found.flatMap(({ customer_id }) => customer_id ?? []),
      };
    },

    /** Removes all of a store's. @returns how many. */
    async forgetStore(store_id: string): Promise<number> {
      await answers.delete({ store_id });
      return conversations.delete({ store_id });
    },
  };
}

/** Forgotten while a turn was taken: that turn is its first, and it remembers what that turn brought. */
function begunAnew(before: Conversation): Conversation {
  return { ...before, revision: 0, turns: [], memory: newMemory(before.memory.language) };
}

/** A conversation of which nothing is kept yet. */
export function newConversation(
  visit: { store_id: string; session_id: string; began_at: number },
  memory: Memory,
): Conversation {
  return { ...visit, customer_id: null, record_id: `chat_${randomUUID()}`, revision: 0, memory, turns: [] };
}

/**
 * Not the visit's own key, which ends when the consent to measuring is withdrawn: the conversation goes on then.
 */
function keyOwner(store_id: string, session_id: string) {
  return { store_id, subject: `conversation:${session_id}`, lasts: KEY_LASTS_MS };
}

/** Two turns began from `before`: what ours has changed, over what theirs left. */
export function mergedMemory(before: Memory, ours: Memory, theirs: Memory): Memory {
  const changed = Object.entries(ours).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Memory]),
  );
  return { ...theirs, ...Object.fromEntries(changed) };
}

function conversationOf({ _id, ...conversation }: StoredConversation): Conversation {
  return { session_id: _id, ...conversation };
}
