import type { Doc, Documents, Kept, Lease } from '../data/index.ts';
import type { AiInteraction } from '../platforms/index.ts';
import type { Connections } from '../stores/index.ts';
import type { SyncEvent } from './events.ts';
import type { FactsOf } from './facts.ts';
import type { LetGo } from './forgotten.ts';
import { failureOf, type Outcomes } from './processor.ts';

/** What reports are made of is kept for a season; what models learn from names nobody. */
export const INTERACTION_SECONDS = 90 * 86_400;
const DAY_MS = 86_400_000;

interface InteractionDoc extends Doc, AiInteraction {
  store_id: string;
  received_at: number;
}

/** Mission §3.1: the feature store. Only what was consented to, by the day, and without the visit it came from. */
interface TrainingDoc extends Doc {
  store_id: string;
  type: AiInteraction['type'];
  action: string | null;
  product_id: string | null;
  day: number;
}

export interface InteractionDeps {
  documents: Documents;
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
  const { documents, connections, factsOf, mayLearnFrom } = deps;
  const interactions = documents.collection<InteractionDoc>('ai_interactions');
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
    await samples.bulkUpsert([{ _id, store_id, type, action, product_id, day }]);
    return 'applied';
  };

  const forgetEvents = async (store_id: string, ids: readonly string[]) => {
    await samples.delete({ store_id, _id: { $in: [...ids] } });
    return interactions.delete({ store_id, _id: { $in: [...ids] } });
  };

  const keepUnlessForgotten = async (
    keep: Keep,
    event: Kept<SyncEvent>,
    interaction: AiInteraction,
  ): Promise<string> => {
    const outcome = await keep(event, interaction);
    const session_ids = interaction.session_id === null ? [] : [interaction.session_id];
    return deps.letGo(event, { session_ids }, outcome, () => forgetEvents(event.store_id, [event._id]));
  };

  const ofSessions = (store_id: string, session_ids: readonly string[]) =>
    interactions.find({ store_id, session_id: { $in: [...session_ids] } });

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
    /** What was learned from these interactions. */
    learnedFrom: (store_id: string, ids: readonly string[]) =>
      samples.find({ store_id, _id: { $in: [...ids] } }),
    unlearn: (store_id: string, ids: readonly string[]) =>
      samples.delete({ store_id, _id: { $in: [...ids] } }),
    forgetEvents,
    /** Leaves interactions of a visit nobody's. @returns how many. */
    async release(store_id: string, session_id: string): Promise<number> {
      const theirs = { store_id, session_id };
      return (await interactions.update(theirs, { $set: { session_id: null } })).matched;
    },
    /** Everybody named in interactions. */
    sessionsOf: async (store_id: string) => [
      ...new Set(
        (await interactions.find({ store_id })).map(({ session_id }) => session_id ?? '').filter(Boolean),
      ),
    ],
    /** Removes everything that came from a store. */
    async forget(store_id: string): Promise<void> {
      await interactions.delete({ store_id });
      await samples.delete({ store_id });
    },
  };
}
