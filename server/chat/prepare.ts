import type { Session } from '../access/index.ts';
import { minorUnitDigits } from '../catalog/index.ts';
import type { StoredAnalysis } from '../face/index.ts';
import type { Language } from '../recommend/index.ts';
import type { ReadText } from '../safety/index.ts';
import type { Store } from '../stores/index.ts';
import type { Conversation, Conversations } from './conversations.ts';
import { lately, remember } from './local/remember.ts';
import { faceShapeIn } from './local/said-face.ts';
import type { Mind } from './mind.ts';
import type { ChatModel, Memory, Turn } from './model.ts';
import type { PageContext } from './schema.ts';
import type { ChatSettings } from './settings.ts';
import type { Intent, Question, Understanding } from './understanding.ts';

/** Turns that a model is told: what is referred to lies within a few. */
const HISTORY_TURNS = 8;

/**
 * These are dealt with by fixed rules, whatever model the store has: some are a person's, and what is said of a face stays
 * in this process.
 */
const BY_RULE: ReadonlySet<Intent> = new Set([
  'medical',
  'order_status',
  'complaint',
  'handover',
  'remove_from_cart',
  'goodbye',
  'fit_question',
  'face_shape_advice',
  'measure_face',
]);

/** Only these rules put anything into a cart: a model may be told to by what it reads. */
const answersRules = ({ intent }: Understanding, awaiting: Question | null): boolean =>
  intent === 'add_to_cart' || (awaiting !== null && (intent === 'yes' || intent === 'no'));

/** A message, whose it is and where it was written. */
export interface Asked {
  store: Store;
  settings: ChatSettings;
  session: Session;
  /** The shop's customer, where a server of the shop says so. */
  customer_id: string | null;
  message_id: string | null;
  read: ReadText;
  page: PageContext;
  /** Of the page, where nothing better is known. */
  language: Language;
}

interface Prepared {
  asked: Asked;
  before: Conversation;
  /** The message, personal data masked. */
  masked: string;
  /** The measured face, where it may be used. */
  face(): Promise<StoredAnalysis | null>;
}

/** Understands a message and puts together all that may be used to answer it, and who is to answer. */
export async function prepareTurn(
  { conversations, mind, now }: { conversations: Conversations; mind: Mind; now(): number },
  { asked, before, masked, face }: Prepared,
): Promise<{ turn: Turn; model: ChatModel; by_rule: boolean }> {
  const { store, settings, session, read, page } = asked;
  const [understand, history] = await Promise.all([
    mind.understandFor(store.store_id),
    conversations.history(before, HISTORY_TURNS),
  ]);
  const { memory: known } = before;
  const understood = understand(read.text, {
    language: known.language,
    shown: known.shown.length,
    awaiting: known.awaiting,
  });
  const { language } = understood;
  const page_product_id = page.product_id ?? null;
  const here = {
    page_product_id,
    minorUnits: 10 ** minorUnitDigits(store.currency),
    face_said: faceShapeIn(read.text),
  };
  const memory = remember(withPage(known, page, mayRankByTaste(session)), understood, here);
  const at = now();
  const turn: Turn = {
    store: {
      store_id: store.store_id,
      name: store.name,
      currency: store.currency,
      data_region: store.data_region,
      settings,
    },
    session_id: session.session_id,
    text: read.text,
    masked,
    flags: read.flags,
    understood,
    memory,
    number: before.revision,
    history,
    page_product_id,
    tools: mind.toolsFor({
      store_id: store.store_id,
      language,
      now: at,
      faq: settings.faq,
      analysis: face,
      face_said: memory.face_said,
    }),
    now: at,
  };
  const by_rule = read.flags.length > 0 || BY_RULE.has(understood.intent);
  const isLocal = by_rule || answersRules(understood, known.awaiting);
  return { turn, model: isLocal ? mind.local : mind.best, by_rule };
}

/** What the page says the shopper looked at and liked counts only with the consent to personal recommendations. */
function mayRankByTaste({ consents }: Session): boolean {
  return consents.personalized_recommendations?.granted ?? false;
}

function withPage(memory: Memory, page: PageContext, mayUse: boolean): Memory {
  if (!mayUse) return memory;
  const { viewed_product_ids = [], liked_product_ids = [] } = page;
  return {
    ...memory,
    seen: lately(memory.seen, viewed_product_ids),
    liked: lately(memory.liked, liked_product_ids),
  };
}
