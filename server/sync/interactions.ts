import { Type } from 'typebox';
import {
  classified,
  type Doc,
  type Documents,
  type Kept,
  type Keyring,
  type Lease,
  sealedCollection,
  type Vault,
} from '../data/index.ts';
import { AiInteraction } from '../platforms/index.ts';
import type { Connections } from '../stores/index.ts';
import type { SyncEvent } from './events.ts';
import type { FactsOf } from './facts.ts';
import type { LetGo } from './forgotten.ts';
import { failureOf, type Outcomes } from './processor.ts';

/** What reports are made of is kept for a season; what models learn from names nobody. */
export const INTERACTION_SECONDS = 90 * 86_400;
const DAY_MS = 86_400_000;
/** A visit's key is made with its first interaction; the last of them come within days of it. */
const KEY_LASTS_MS = INTERACTION_SECONDS * 1000 + 10 * DAY_MS;

const { product_id, action, ...open } = AiInteraction.properties;
/** An interaction as it is kept: what somebody looked at and did is the visit's, whose id and time lie open. */
export const StoredInteraction = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  received_at: Type.Integer(),
  ...open,
  product_id: classified('personal_information', product_id),
  action: classified('personal_information', action),
});

interface NamedDoc extends Doc {
  session_id: string | null;
}

/**
 * Mission §3.1: the feature store. Only what was consented to, by the day, and without the visit it came from: its id
 * is a keyed hash of the event's, so that nobody without the keyring can match the two.
 */
interface TrainingDoc extends Doc {
  store_id: string;
  type: AiInteraction['type'];
  action: string | null;
  product_id: string | null;
  day: number;
}

export interface InteractionDeps {
  documents: Documents;
  vault: Vault;
  keyring: Keyring;
  connections: Connections;
  factsOf: FactsOf;
  /** Whether the shopper agreed that their visit improves the service. */
  mayLearnFrom(store_id: string, session_id: string): Promise<boolean>;
  /** See LetGo. */
  letGo: LetGo;
}

type Keep = (event: Kept<SyncEvent>, interaction: AiInteraction) => Promise<string>;

/** What the analytics and the training subscriptions do with interactions. */
export type Interactions = Awaited<ReturnType<typeof interactionProcessors>>;

export async function interactionProcessors(deps: InteractionDeps) {
  const { documents, vault, keyring, connections, factsOf, mayLearnFrom } = deps;
  const interactions = sealedCollection({
    documents,
    vault,
    name: 'ai_interactions',
    schema: StoredInteraction,
    owner: ({ store_id = '', session_id }) => keyOwner(store_id, session_id ?? null),
  });
  /** The same, for those who look for ids alone: what does not open must not keep anybody from being erased. */
  const named = documents.collection<NamedDoc>('ai_interactions');
  const samples = documents.collection<TrainingDoc>('training_samples');
  await interactions.createIndex({ store_id: 1, occurred_at: -1 }, { name: 'store_occurred' });
  await interactions.createIndex({ store_id: 1, session_id: 1 }, { name: 'store_session' });
  await interactions.createIndex(
    { received_at: 1 },
    { name: 'retention', expireAfterSeconds: INTERACTION_SECONDS },
  );
  await samples.createIndex({ store_id: 1, day: 1 }, { name: 'store_day' });

  const keepForReports: Keep = async ({ store_id, received_at, _id }, interaction) => {
    await interactions.bulkUpsert([{ _id, store_id, received_at, ...interaction }]);
    return 'applied';
  };

  const keepForTraining: Keep = async ({ store_id, _id }, interaction) => {
    const { session_id, type, action, product_id, occurred_at } = interaction;
    if (session_id === null || !(await mayLearnFrom(store_id, session_id))) return 'no-consent';
    const day = Math.floor(occurred_at / DAY_MS) * DAY_MS;
    await samples.bulkUpsert([{ _id: sampleOf(_id), store_id, type, action, product_id, day }]);
    if (await mayLearnFrom(store_id, session_id)) return 'applied';
    // Withdrawn meanwhile: what looked for it may have come too early to find it.
    await unlearn(store_id, [_id]);
    return 'no-consent';
  };

  const sampleOf = (event_id: string) => keyring.digest('training-sample', event_id);
  /** Those of an earlier version lie under the events' own ids. */
  const samplesOf = (store_id: string, ids: readonly string[]) => ({
    store_id,
    _id: { $in: [...ids, ...ids.map(sampleOf)] },
  });
  const unlearn = (store_id: string, ids: readonly string[]) => samples.delete(samplesOf(store_id, ids));

  const forgetEvents = async (store_id: string, ids: readonly string[]) => {
    await unlearn(store_id, ids);
    return interactions.delete({ store_id, _id: { $in: [...ids] } });
  };

  const keepUnlessForgotten = async (
    keep: Keep,
    event: Kept<SyncEvent>,
    interaction: AiInteraction,
  ): Promise<string> => {
    const outcome = await keep(event, interaction);
    const session_ids = interaction.session_id === null ? [] : [interaction.session_id];
    return deps.letGo(event, { session_ids }, outcome, async () => {
      await forgetEvents(event.store_id, [event._id]);
      await shred(event.store_id, session_ids);
    });
  };

  const shred = async (store_id: string, session_ids: readonly string[]) => {
    for (const session_id of session_ids) await vault.shred(keyOwner(store_id, session_id));
  };

  const ofSessions = (store_id: string, session_ids: readonly string[]) =>
    interactions.find({ store_id, session_id: { $in: [...session_ids] } });

  const idsOf = async (store_id: string, session_ids: readonly string[]) =>
    (await named.find({ store_id, session_id: { $in: [...session_ids] } })).map(({ _id }) => _id);

  const processor = (keep: Keep) => async (lease: Lease<SyncEvent>) => {
    const outcomes: Outcomes = { settled: [], failed: [] };
    const dealWith = async (event: Kept<SyncEvent>) => {
      try {
        const connection = await connections.get(event.store_id);
        let outcome = connection === null ? 'store-removed' : 'nothing-of-ours';
        for (const fact of connection === null ? [] : factsOf(event, connection.context)) {
          if (fact.kind === 'interaction') outcome = await keepUnlessForgotten(keep, event, fact.interaction);
        }
        outcomes.settled.push({ id: event._id, outcome });
      } catch (error) {
        outcomes.failed.push(failureOf(event, error, lease.subscription));
      }
    };
    // Together, so that they share the store's commits.
    await Promise.all(lease.messages.map(dealWith));
    return outcomes;
  };
  return {
    analytics: processor(keepForReports),
    training: processor(keepForTraining),
    ofSessions,
    /** Of the events that told what visits did. */
    idsOf,
    /** What was learned from these interactions. */
    learnedFrom: (store_id: string, ids: readonly string[]) => samples.find(samplesOf(store_id, ids)),
    unlearn,
    /** Removes what visits did, and the keys of copies of it. @returns how many. */
    async erase(store_id: string, session_ids: readonly string[]): Promise<number> {
      const ids = await idsOf(store_id, session_ids);
      const erased = await forgetEvents(store_id, ids);
      await shred(store_id, session_ids);
      return erased;
    },
    /** Leaves interactions of a visit nobody's. @returns how many. */
    async release(store_id: string, session_id: string): Promise<number> {
      const theirs = { store_id, session_id };
      return (await interactions.update(theirs, { $set: { session_id: null } })).matched;
    },
    /** Everybody named in interactions. */
    sessionsOf: async (store_id: string) => [
      ...new Set((await named.find({ store_id })).map(({ session_id }) => session_id ?? '').filter(Boolean)),
    ],
    /** Removes everything that came from a store. */
    async forget(store_id: string): Promise<void> {
      await interactions.delete({ store_id });
      await samples.delete({ store_id });
    },
  };
}

/** Not the visit's own key, which ends with the measurements. */
function keyOwner(store_id: string, session_id: string | null) {
  if (session_id === null) return { store_id };
  return { store_id, subject: `interactions:${session_id}`, lasts: KEY_LASTS_MS };
}
