import { demoCatalogue } from '../../../demo/frames/catalogue.ts';
import { type CatalogSnapshot, faceShapeCompatibility, type ProductInput } from '../../catalog/index.ts';
import type { FaceShape, StoredAnalysis } from '../../face/index.ts';
import { type Language, openRecommender, type Recommendation } from '../../recommend/index.ts';
import { openFinder } from '../find/index.ts';
import type { Memory, Reply, Turn } from '../model.ts';
import type { NewAction } from '../schema.ts';
import type { ChatSettings, FaqEntry } from '../settings.ts';
import type { Tools } from '../tools.ts';
import type { Intent, Slot } from '../understanding.ts';
import { createLocalModel } from './local-model.ts';
import { newMemory, remember } from './remember.ts';
import { faceShapeIn } from './said-face.ts';
import { speechFor } from './speech.ts';

export const NOW = 1_700_000_000_000;
export const FRAMES = demoCatalogue();

export function snapshotOf(products: readonly ProductInput[]): CatalogSnapshot {
  const stored = products
    .map((product) => ({
      _id: `s:${product.product_id}`,
      ...product,
      store_id: 's',
      ai_metadata: { face_shape_compatibility: faceShapeCompatibility(product.eyewear) },
      created_at: NOW,
      updated_at: NOW,
    }))
    .sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
  return {
    store_id: 's',
    version: 1,
    products: stored,
    byId: new Map(stored.map((each) => [each.product_id, each])),
  };
}

/** A measured face of a medium width. */
export function measured(label: FaceShape = 'round'): StoredAnalysis {
  const mm = (value: number) => ({ value, unit: 'mm' as const, confidence: 1, low: value, high: value });
  const band = (value: number) => ({ low: value - 3, high: value + 3 });
  return {
    _id: 'a',
    store_id: 's',
    session_id: 'x',
    created_at: NOW,
    face_shape: { label, confidence: 1, scores: { [label]: 1 } },
    measurements: new Proxy({}, { get: () => mm(63) }) as StoredAnalysis['measurements'],
    frame_size: {
      lens_width: band(50),
      bridge: band(18),
      temple: band(145),
      total_width: band(136),
      label: 'medium',
    },
    quality_score: 1,
  };
}

export interface ShopOptions {
  products?: readonly ProductInput[];
  faq?: readonly FaqEntry[];
  face?: StoredAnalysis | null;
  settings?: Partial<ChatSettings>;
}

/** What is said to the assistant of a shop, already understood. */
export interface Spoken {
  intent: Intent;
  slots?: readonly Partial<Slot>[];
  text?: string;
  language?: Language;
  flags?: Turn['flags'];
  page?: string | null;
}

/** A shop in memory, and one conversation in it; `wished` is what the last answer was made from. */
export function openShop({ products = FRAMES, faq = [], face = null, settings = {} }: ShopOptions = {}) {
  const snapshot = snapshotOf(products);
  const catalog = { snapshot: () => snapshot };
  const finder = openFinder({ catalog, recommender: openRecommender({ catalog }) });
  const model = createLocalModel();
  let memory: Memory = newMemory('en');
  let wished = memory.wishes;
  const history: { by: 'shopper' | 'assistant'; text: string }[] = [];

  const toolsFor = (language: Language): Tools =>
    finder.toolsFor({
      ...{ store_id: 's', language, now: NOW, faq, analysis: async () => face },
      face_said: memory.face_said,
    });

  async function say({ intent, slots = [], text = '', language = 'en', flags = [], page = null }: Spoken) {
    const whole = slots.map((slot) => ({ negated: false, ...slot }) as Slot);
    const understood = { intent, confidence: 1, language, slots: whole };
    memory = remember(memory, understood, {
      page_product_id: page,
      minorUnits: 100,
      face_said: faceShapeIn(text),
    });
    wished = memory.wishes;
    const turn: Turn = {
      store: {
        store_id: 's',
        name: 'Brille & Co',
        currency: 'EUR',
        data_region: null,
        settings: {
          enabled: true,
          assistant_name: null,
          tone: 'friendly',
          voice: null,
          model: 'local',
          handover: null,
          faq: [...faq],
          ...settings,
        },
      },
      session_id: 'x',
      text,
      masked: text,
      flags,
      understood,
      memory,
      number: history.length / 2,
      history: [...history],
      page_product_id: page,
      tools: toolsFor(language),
      now: NOW,
    };
    const said: string[] = [];
    const reply: Reply = await model.answer(turn, (piece) => said.push(piece), new AbortController().signal);
    memory = reply.memory;
    history.push({ by: 'shopper', text }, { by: 'assistant', text: reply.text });
    return { ...reply, said: said.join('') };
  }

  return { say, tools: toolsFor('en'), snapshot, wished: () => wished };
}

/** The cards that actions carry, in their order. */
export function cardsOf(actions: readonly NewAction[]): Recommendation[] {
  return actions.flatMap((action) =>
    'products' in action ? action.products : 'product' in action ? [action.product] : [],
  );
}

export function typesOf(actions: readonly NewAction[]): NewAction['type'][] {
  return actions.map(({ type }) => type);
}

export function productOf(id: string): ProductInput | undefined {
  return FRAMES.find((product) => product.product_id === id);
}

export function written(minor: number, language: Language = 'en'): string {
  return speechFor(language, 'friendly', 'EUR').price(minor);
}
