import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { demoCatalogue } from '../demo/frames/catalogue.ts';
import { type Catalog, createCatalog } from '../server/catalog/index.ts';
import { type Cache, MemoryCache, openEmbeddedDocuments } from '../server/data/index.ts';
import { type App, answerProblems, validateBySchema } from '../server/http/index.ts';
import { openRecommender, recommendFeature } from '../server/recommend/index.ts';
import { cpuMs, median, type Report } from './report.ts';

const PRODUCTS = 10_000;
const ROUNDS = 9;
const CALLS = 40;
/** The cached route and the bare one take turns within a round: their difference is small. */
const TURNS = 5;
const CHEAP_CALLS = 200;

/**
 * `GET /v1/recommendations` over 10,000 products with every filter set, in process through a real Fastify
 * application. Each call asks for another face, so none is answered from the cache. The limit is a bare route of
 * the same application that answers with a ready text of the same length. Further figures: its CPU time,
 * and what the cached path costs above that bare route (parsing and checking its query included).
 */
export async function bench(report: Report): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'varai-bench-'));
  const documents = await openEmbeddedDocuments({ directory, now: Date.now });
  const cache = new MemoryCache(200_000_000);
  const catalog = await createCatalog({ documents, cache, now: Date.now });
  await catalog.import('bench', manyProducts());
  const app = await application(catalog, cache);
  try {
    await measure(app, report);
  } finally {
    await app.close();
    await documents.close();
    await rm(directory, { recursive: true });
  }
}

async function measure(app: App, report: Report): Promise<void> {
  let asked = 0;
  const fresh = () =>
    `/v1/recommendations?${FILTERED}&face_width=${(120 + (asked++ % 4000) / 100).toFixed(2)}`;
  const one = await app.inject(fresh());
  if (one.statusCode !== 200 || one.json().recommendations.length !== 12) throw new Error(one.body);
  bareAnswer = one.body;
  const cachedUrl = `/v1/recommendations?${FILTERED}&face_width=141`;
  const walls = { uncached: [] as number[], cached: [] as number[], bare: [] as number[] };
  const cpu = { uncached: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const uncached = await times(app, fresh, CALLS);
    for (let turn = 0; turn < TURNS; turn += 1) {
      const bare = await times(app, () => '/bare', CHEAP_CALLS);
      const cached = await times(app, () => cachedUrl, CHEAP_CALLS);
      if (round < 2) continue;
      walls.bare.push(...bare.walls);
      walls.cached.push(...cached.walls);
      cpu.bare.push(bare.cpu);
    }
    if (round < 2) continue;
    walls.uncached.push(...uncached.walls);
    cpu.uncached.push(uncached.cpu);
  }
  report('recommend.uncached_p50', {
    value: median(walls.uncached),
    limit: median(walls.bare),
    unit: 'ms',
    bar: 5,
    barIs: 'value',
  });
  report('recommend.uncached_cpu', { value: median(cpu.uncached), limit: median(cpu.bare), unit: 'ms' });
  // Both run on this one thread alone, so the middle wall time is CPU time without the collector's other threads.
  report('recommend.cached_route', {
    value: 1000 * (median(walls.cached) - median(walls.bare)),
    limit: 1000 * median(walls.bare),
    unit: 'µs',
    bar: 15,
    barIs: 'value',
  });
}

/** Every filter the route has, none of which empties the result. */
const FILTERED = [
  'shape=round,panto,square,rectangle,oval,cat_eye,browline,trapezoid',
  'color=black,tortoise,gold,silver,grey,blue,brown,clear',
  'material=acetate,metal,titanium',
  'rim=full,semi',
  'gender=women,unisex,men',
  'brand=Tarnwick,Ostrevia,Quillmere,Grautal,Velloran,Zephyrine',
  'min_price=5000',
  'max_price=31000',
  'in_stock=true',
  'face_shape=heart',
  'pupillary_distance=63',
  `preferences=${encodeURIComponent('light round tortoise, not pink, under 300')}`,
  'limit=12',
].join('&');

async function times(app: App, url: () => string, calls: number): Promise<{ walls: number[]; cpu: number }> {
  const walls: number[] = [];
  const cpu = await cpuMs(async () => {
    for (let i = 0; i < calls; i += 1) {
      const begun = performance.now();
      await app.inject(url());
      walls.push(performance.now() - begun);
    }
  });
  return { walls, cpu: cpu / calls };
}

let bareAnswer = '';

async function application(catalog: Catalog, cache: Cache): Promise<App> {
  const app = Fastify() as unknown as App;
  validateBySchema(app);
  answerProblems(app);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    request.caller = {
      kind: 'publishable',
      permissions: new Set(),
      requests_per_minute: 1000,
      store_id: 'bench',
      key_id: 'bench',
    };
  });
  app.get('/bare', { config: { access: 'read:recommendations' } }, async (_, reply) =>
    reply.type('application/json; charset=utf-8').send(bareAnswer),
  );
  await app.register(
    recommendFeature({
      catalog,
      recommender: openRecommender({ catalog }),
      cache,
      now: Date.now,
      sessionFor: async () => {
        throw new Error('the bench has no sessions');
      },
      faceOf: () => null,
      analysisFor: async () => null,
    }),
  );
  return app;
}

/** The demo's frames over and over, each copy a little different in size and price. */
function manyProducts(): string {
  const frames = demoCatalogue();
  const products = Array.from({ length: PRODUCTS }, (_, i) => {
    const frame = frames[i % frames.length] as (typeof frames)[number];
    const shift = (Math.floor(i / frames.length) % 7) - 3;
    const { lens_width: lens, total_width: total } = frame.eyewear;
    const eyewear = {
      ...frame.eyewear,
      lens_width: (lens ?? 50) + shift,
      total_width: (total ?? 136) + 2 * shift,
    };
    const price = frame.price + 100 * (i % 13);
    return { ...frame, product_id: `${frame.product_id}-${i}`, price, eyewear };
  });
  return JSON.stringify(products);
}
