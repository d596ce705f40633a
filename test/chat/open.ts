import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { openVertex, type VertexOptions } from '../../server/chat/vertex/index.ts';
import { openTestApp, refusingEngine, type TestApp } from '../../server/testing.ts';

export const MODEL = 'gemini-3.5-flash-lite@eu';
/** Some price: what these tests spend is nothing. */
const PRICE = { input: 1, output: 4 };

export interface ChatShop {
  at: TestApp;
  url: string;
  /** For pages, as many as there may be. */
  key: string;
  close(): Promise<void>;
}

export interface ChatShopOptions
  extends Partial<Pick<VertexOptions, 'models' | 'concurrency' | 'waiting' | 'breaker' | 'deadlines'>> {
  /** Of a whole turn, ms. */
  longestAnswerMs?: number;
}

/** The whole server, listening, with the demo's frames and with Vertex AI at `endpoint` (`host:port`). */
export async function openChatShop(
  endpoint: string,
  { longestAnswerMs, ...options }: ChatShopOptions = {},
): Promise<ChatShop> {
  const at = await openTestApp(refusingEngine(), {
    ...(longestAnswerMs && { longestAnswerMs }),
    openVertex: ({ cache, metrics, now }) =>
      openVertex({
        project: 'shop-project',
        models: [MODEL],
        prices: { 'gemini-3.5-flash-lite': PRICE, 'gemini-3.1-flash-lite': PRICE },
        concurrency: 100,
        waiting: 100,
        budget: { tokens_per_session: 1e9, tokens_per_store_day: 1e12, usd_per_store_day: 1e6 },
        cache,
        now,
        endpoint,
        watch: { onTokens: metrics.chat.tokens, onBreaker: metrics.chat.breaker },
        ...options,
      }),
  });
  await at.deps.catalog.import('a', JSON.stringify({ products: demoCatalogue() }));
  const { key } = await at.deps.keys.create({
    kind: 'publishable',
    store_id: 'a',
    allowed_origins: ['https://shop.example'],
    requests_per_minute: 1_000_000,
  });
  const url = await at.app.listen({ port: 0, host: '127.0.0.1' });
  return { at, url, key, close: () => at.close() };
}
