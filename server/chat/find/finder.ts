import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Catalog } from '../../catalog/index.ts';
import type { FaceShape, StoredAnalysis } from '../../face/index.ts';
import type { Language, Recommender } from '../../recommend/index.ts';
import type { FaqEntry } from '../settings.ts';
import type { Details, Found, Tools } from '../tools.ts';
import { noWishes, type Wishes } from '../wishes.ts';
import { openFaqSearch } from './faq-search.ts';
import { openNameSearch } from './name-search.ts';

export interface FinderDeps {
  catalog: Pick<Catalog, 'snapshot'>;
  recommender: Recommender;
}

/** What the tools of one turn are bound to. */
export interface ToolsFor {
  store_id: string;
  language: Language;
  /** ms since the epoch. */
  now: number;
  faq: readonly FaqEntry[];
  /** The measured face, where it may be used. Asked once a turn, when first needed. */
  analysis(): Promise<StoredAnalysis | null>;
  /** The shape of the face as the shopper has put it: it counts before a measured one. */
  face_said: FaceShape | null;
}

export interface Finder {
  toolsFor(turn: ToolsFor): Tools;
}

const MOST_FRAMES = 12;
const MOST_COMPARED = 4;
/** Searches one after the other let other requests in between, so that none waits longer than for two of them. */
const SLICE_MS = 3;

/** The tools of the conversation over the store's own catalogue, face and answers. */
export function openFinder({ catalog, recommender }: FinderDeps): Finder {
  const faqSearch = openFaqSearch();
  const nameSearch = openNameSearch();
  return {
    toolsFor({ store_id, language, now, faq, analysis, face_said }) {
      let known: Promise<StoredAnalysis | null> | null = null;
      const face = () => {
        known ??= analysis();
        return known;
      };
      const shopper = async () => ({ store_id, language, now, analysis: await face(), face_said });
      const paced = pacing();

      const find = async (wishes: Wishes, limit: number, except: readonly string[] = []): Promise<Found> => {
        const asked = { ...(await shopper()), wishes, limit: clamp(limit), except };
        const { recommendations, total } = await paced(() => recommender.find(asked));
        return { products: recommendations, total };
      };
      const details = async (product_id: string): Promise<Details | null> =>
        recommender.card({ ...(await shopper()), product_id, wishes: noWishes() });

      return {
        async face() {
          const measured = await face();
          return measured && { face_shape: measured.face_shape.label, size: measured.frame_size.label };
        },
        search: find,
        recommend: (limit) => find(noWishes(), limit),
        details,
        async compare(product_ids) {
          const ids = [...new Set(product_ids)].slice(0, MOST_COMPARED);
          const all = await Promise.all(ids.map(details));
          return all.filter((found) => found !== null);
        },
        async checkFit(product_id) {
          const found = await details(product_id);
          return found && { card: found.card, fit: found.card.fit, reasons: found.card.reasons };
        },
        faq: (question) => faqSearch(store_id, faq, question, language),
        async named(text) {
          return nameSearch(await catalog.snapshot(store_id), text);
        },
      };
    },
  };
}

function clamp(limit: number): number {
  return Math.min(MOST_FRAMES, Math.max(1, Math.trunc(limit)));
}

/** Does work, and lets the event loop turn first where the last piece of it was long. */
function pacing(): <T>(work: () => Promise<T>) => Promise<T> {
  let worked = 0;
  return async (work) => {
    if (worked > SLICE_MS) {
      await nextTurn();
      worked = 0;
    }
    const since = performance.now();
    const result = await work();
    worked += performance.now() - since;
    return result;
  };
}
