import { sensible, type VertexDouble } from '../../../demo/vertex/index.ts';
import type { Product } from '../../catalog/index.ts';
import { MemoryCache } from '../../data/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import { newMemory } from '../local/index.ts';
import type { ChatModel, FallbackReason, Reply, Turn } from '../model.ts';
import type { Tools } from '../tools.ts';
import type { Intent } from '../understanding.ts';
import { openVertex, type Vertex, type VertexOptions, withFallback } from './index.ts';

/** A frame of a store in tests. @param description what its page says */
export function testFrame(product_id: string, title: string, price: number, description = 'A light frame.') {
  const frame = {
    shape: 'round',
    material: 'acetate',
    color: 'black',
    lens_width: 50,
    bridge: 20,
    temple: 145,
    total_width: 138,
  };
  const card: Recommendation = {
    product_id,
    variant_id: null,
    title,
    brand: 'Nordlicht',
    image_url: null,
    url: null,
    price,
    currency: 'EUR',
    frame,
    score: 0.8,
    fit: { size: 'good', width_difference_mm: 1.25, bridge_difference_mm: 0.5, score: 0.9 },
    reasons: ['Its front is 1.25 mm wider than your face asks for'],
    reason_codes: [],
  };
  const product = {
    product_id,
    title,
    description,
    brand: 'Nordlicht',
    price,
    currency: 'EUR',
    in_stock: true,
    variants: [],
    eyewear: { ...frame, rim: 'full', bridge_type: null, lens_height: null, weight_g: 21 },
  } as unknown as Product;
  return { card, product };
}

export const FRAMES = [
  testFrame('p-1', 'Aria Round', 12_900),
  testFrame('p-2', 'Bold 45', 8950),
  testFrame('p-3', 'Clear', 20_000),
];

/** Tools over these frames, which note what they were asked. */
export function testTools(frames = FRAMES): Tools & { asked: [string, unknown][] } {
  const asked: [string, unknown][] = [];
  const of = (id: string) => frames.find(({ card }) => card.product_id === id) ?? null;
  const all = { products: frames.map(({ card }) => card), total: 17 };
  return {
    asked,
    face: async () => ({ face_shape: 'oval', size: 'medium' }),
    async search(wishes) {
      asked.push(['search', wishes]);
      return all;
    },
    recommend: async () => all,
    async details(id) {
      asked.push(['details', id]);
      return of(id);
    },
    compare: async (ids) => ids.flatMap((id) => of(id) ?? []),
    async checkFit(id) {
      const found = of(id);
      return found === null ? null : { card: found.card, fit: found.card.fit, reasons: found.card.reasons };
    },
    faq: async () => [
      { language: 'en', question: 'Shipping?', also_asked: [], answer: 'We ship within 3 business days.' },
    ],
    named: async () => [],
  };
}

export function testTurn(
  text: string,
  changes: Partial<Turn> & { intent?: Intent; region?: string | null } = {},
): Turn {
  const { intent = 'find_frames', region = null, ...rest } = changes;
  return {
    store: {
      store_id: 's1',
      name: 'Optik Licht',
      currency: 'EUR',
      data_region: region,
      settings: {
        enabled: true,
        assistant_name: 'Iris',
        tone: 'friendly',
        voice: null,
        model: 'vertex',
        handover: null,
        faq: [],
      },
    },
    session_id: 'session-1',
    text,
    masked: text,
    flags: [],
    understood: { intent, confidence: 1, language: 'en', slots: [] },
    memory: newMemory('en'),
    number: 0,
    history: [],
    page_product_id: null,
    tools: testTools(),
    now: 0,
    ...rest,
  };
}

/** What the local model says in these tests. */
export const LOCAL_TEXT = 'Here is what I found.';
export const testLocal: ChatModel = {
  async answer(turn, say) {
    say(LOCAL_TEXT);
    const found = await turn.tools.recommend(6);
    return {
      text: LOCAL_TEXT,
      actions: [{ type: 'show_products', products: found.products, total: found.total }],
      quick_replies: [],
      memory: turn.memory,
      model: 'local',
      fell_back: null,
      is_unanswered: false,
    };
  },
};

export const EU = 'gemini-3.5-flash-lite@eu';
export const US = 'gemini-3.5-flash-lite@us';

export interface Answered extends Reply {
  said: string;
  pieces: string[];
  reasons: FallbackReason[];
}

export interface Trial {
  open(changes?: Partial<VertexOptions>): Vertex;
  /** An answer with the local model behind it, and everything that was said on the way. */
  ask(turn: Turn, vertex: Vertex): Promise<Answered>;
  close(): void;
}

/** Vertex AI by the double, which is as it was when it started; limits are wide unless a test narrows them. */
export function openTrial(double: VertexDouble): Trial {
  Object.assign(double, { fault: null, next: [], faultOf: null, script: sensible, calls: [], refusals: [] });
  const opened: Vertex[] = [];
  return {
    open(changes = {}) {
      const vertex = openVertex({
        project: 'shop-project',
        models: [EU, US],
        prices: {
          'gemini-3.5-flash-lite': { input: 0.3, output: 2.5 },
          'gemini-3.1-flash-lite': { input: 0.25, output: 1.5 },
        },
        concurrency: 10,
        waiting: 10,
        budget: { tokens_per_session: 1e6, tokens_per_store_day: 1e9, usd_per_store_day: 100 },
        cache: new MemoryCache(1_000_000),
        now: () => 0,
        endpoint: double.endpoint,
        deadlines: { firstToken: 5000, answer: 8000 },
        ...changes,
      });
      opened.push(vertex);
      return vertex;
    },
    async ask(turn, vertex) {
      const pieces: string[] = [];
      const reasons: FallbackReason[] = [];
      const onFallback = (reason: FallbackReason) => reasons.push(reason);
      const model = withFallback({ vertex, local: testLocal, onFallback });
      const reply = await model.answer(turn, (text) => pieces.push(text), new AbortController().signal);
      return { ...reply, said: pieces.join(''), pieces, reasons };
    },
    close: () => {
      for (const vertex of opened) vertex.close();
    },
  };
}

export const typesOf = ({ actions }: Reply) => actions.map(({ type }) => type);

/** Looks for frames, then says this. */
export const saysAfterSearch =
  (text: string): VertexDouble['script'] =>
  ({ contents }) =>
    contents.at(-1)?.parts[0]?.functionResponse === undefined
      ? [{ functionCall: { name: 'search_frames', args: {} } }]
      : [{ text }];
