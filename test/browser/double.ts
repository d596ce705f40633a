import multipart from '@fastify/multipart';
import Fastify, { type FastifyReply } from 'fastify';
import { demoShop } from '../../demo/shop/index.ts';
import type { ProductInput } from '../../server/catalog/index.ts';
import type { AnalysisResult } from '../../server/face/index.ts';
import type { App } from '../../server/http/index.ts';
import { realtimeFeature } from '../../server/realtime/index.ts';
import type { Recommendation, RecommendationList } from '../../server/recommend/index.ts';
import { serveWidgets } from '../../server/widget-files.ts';
import { type ChatMood, calmChat, chatDouble } from './chat-double.ts';

/** What the double does next; a test sets it to make the server's bad days. */
export interface Mood {
  /** Problem codes answered to the next analyses, one each; then all is well. */
  analyses: string[];
  /** Every API call is cut off. */
  down: boolean;
  recommendations: readonly Recommendation[];
  /** Milliseconds before an analysis answers. */
  slowMs: number;
  chat: ChatMood;
}

export interface Double {
  url: string;
  mood: Mood;
  /** Method and path of every API call so far, and what came with it. */
  calls: { method: string; path: string; query: unknown; body?: unknown }[];
  /** The photos received. */
  photos: Buffer[];
  close(): Promise<void>;
}

const STATUS: Readonly<Record<string, number>> = { 'analysis-overloaded': 503 };

/**
 * A stand-in for the server with the demo shop on it: the wire as in the schemas, answers made up.
 * For what the real one cannot be made to do at will: to be overloaded, slow, or gone.
 * @param face the picture every sample face is
 */
export async function startDouble(widgetsDir: string, face: Buffer): Promise<Double> {
  const mood: Mood = {
    analyses: [],
    down: false,
    recommendations: someFrames(9),
    slowMs: 0,
    chat: calmChat(),
  };
  const calls: Double['calls'] = [];
  const photos: Buffer[] = [];
  const app = Fastify() as unknown as App;
  await app.register(multipart);
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/v1/') && mood.down) request.raw.destroy();
  });
  app.addHook('preHandler', async ({ method, url, query, body }) => {
    const path = url.split('?')[0] ?? '';
    if (path.startsWith('/v1/') && !path.startsWith('/v1/realtime'))
      calls.push({ method, path, query, body });
  });
  await app.register(serveWidgets(widgetsDir));
  await app.register(
    demoShop({
      products: someProducts(30),
      publishableKey: 'pk_test',
      currency: 'EUR',
      sampleFaces: ['/demo/faces/ada.jpg'],
      frameSvg: () =>
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 90"><path fill="none" stroke="#333" stroke-width="4" d="M15 35h50v25a25 25 0 0 1-50 0zm70 0h50v25a25 25 0 0 1-50 0zM65 40c6-5 14-5 20 0"/></svg>',
      faceImage: async () => face,
    }),
  );
  app.addHook('onRequest', async (request) => {
    request.caller = {
      kind: 'publishable',
      permissions: new Set(),
      requests_per_minute: 1000,
      store_id: 'a',
      key_id: 'k',
    };
  });
  const hub = { listen: async () => ({ version: 1, leave: async () => undefined }) };
  await app.register(realtimeFeature({ hub }));
  api(app, mood, photos);
  chatDouble(app, mood.chat);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, mood, calls, photos, close: () => app.close() };
}

function api(app: App, mood: Mood, photos: Buffer[]): void {
  app.get('/v1/widget-config', async () => ({
    store: { name: 'Halden Optics', currency: 'EUR', locale: 'en' },
    consent_text_version: '2025-01',
    retention_hours: 24,
    purposes: [],
    assistant: mood.chat.assistant,
  }));
  app.post('/v1/sessions', async (_, reply) =>
    reply.code(201).send({ session_id: 'ses_test', token: 'secret-token', expires_at: 1_900_000_000_000 }),
  );
  app.post('/v1/consents', async () => ({ session_id: 'ses_test', consents: {} }));
  app.delete('/v1/sessions/:id', async (_, reply) => reply.code(204).send());
  app.post('/v1/face/analyze', async (request, reply) => {
    for await (const part of request.parts()) if (part.type === 'file') photos.push(await part.toBuffer());
    if (mood.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, mood.slowMs));
    const code = mood.analyses.shift();
    return code === undefined ? someAnalysis() : problem(reply, code);
  });
  app.get('/v1/products/:id', async () => ({ title: 'Model 1 round', eyewear: { total_width: 143 } }));
  app.get(
    '/v1/recommendations',
    async (): Promise<RecommendationList> => ({
      recommendations: [...mood.recommendations],
      face_shape: 'oval',
      model: 'double',
      cached: false,
    }),
  );
}

export function problem(reply: FastifyReply, code: string) {
  return reply
    .code(STATUS[code] ?? 422)
    .header('retry-after', '1')
    .type('application/problem+json')
    .send({
      type: `/problems/${code}`,
      title: `server title of ${code}`,
      status: STATUS[code] ?? 422,
      code,
      advice: `server advice for ${code}`,
      request_id: 'req_test',
      issues: code === 'low-quality' ? [{ code: 'dark' }] : [],
    });
}

const measured = (value: number) => ({
  value,
  unit: 'mm' as const,
  confidence: 0.9,
  low: Math.round(value * 9.3) / 10,
  high: Math.round(value * 10.7) / 10,
});

/** A face of the middle of the distribution, in a picture of 720 x 900 px. */
function someAnalysis(): AnalysisResult {
  return {
    analysis_id: 'ana_test',
    session_id: 'ses_test',
    face_shape: {
      label: 'oval',
      confidence: 0.52,
      scores: {
        oval: 0.52,
        round: 0.2,
        heart: 0.12,
        square: 0.08,
        oblong: 0.05,
        diamond: 0.02,
        triangle: 0.01,
      },
    },
    measurements: {
      pupillary_distance: measured(61.8),
      far_pupillary_distance: measured(63.4),
      left_pupillary_distance: measured(31.2),
      right_pupillary_distance: measured(32.2),
      face_width: measured(138),
      face_height: measured(121),
      forehead_width: measured(118),
      cheekbone_width: measured(134),
      jaw_width: measured(109),
      temple_width: measured(140),
      nose_width: measured(34),
      bridge_width: measured(17.5),
      eye_width: measured(28.4),
    },
    pose: { yaw: 1, pitch: -2, roll: 0.5 },
    camera: { distance_mm: 420, source: 'assumed' },
    scale: { source: 'iris', iris_px: 34, mm_per_px: 0.34 },
    quality: {
      score: 0.8,
      issues: [{ code: 'uneven-light', severity: 'advice', advice: 'Face the light.' }],
    },
    frame_size: {
      lens_width: { low: 50, high: 54 },
      bridge: { low: 16, high: 19 },
      temple: { low: 140, high: 145 },
      total_width: { low: 132, high: 140 },
      label: 'medium',
    },
    intended_use: 'For choosing a frame.',
    overlay: {
      image_width: 720,
      image_height: 900,
      pupils: { image_left: [268, 400], image_right: [452, 404] },
      outline: Array.from({ length: 36 }, (_, i) => {
        const angle = (i / 36) * 2 * Math.PI;
        return [Math.round(360 + 200 * Math.sin(angle)), Math.round(450 - 270 * Math.cos(angle))];
      }),
      lines: {
        face_width: [
          [160, 470],
          [560, 474],
        ],
      },
    },
    model_versions: {},
    timing_ms: {},
  };
}

const SHAPES = ['round', 'panto', 'rectangle', 'cat_eye', 'aviator', 'square'] as const;
const SIZES = ['good', 'good', 'snug', 'good', 'roomy', 'too_wide'] as const;

/** `n` made-up frames, best first. */
export function someFrames(n: number): Recommendation[] {
  return Array.from({ length: n }, (_, i) => ({
    product_id: `frame-${i}`,
    variant_id: `v${i}`,
    title: `Model ${i + 1} ${SHAPES[i % SHAPES.length]}`,
    brand: 'Fjord & Fell',
    image_url: `/demo/frames/frame-${i}-v${i}.svg`,
    url: `/demo/products/frame-${i}`,
    price: 12_900 + i * 1500,
    currency: 'EUR',
    frame: {
      shape: SHAPES[i % SHAPES.length] ?? null,
      material: 'acetate',
      color: 'black',
      lens_width: 51,
      bridge: 18,
      temple: 145,
      total_width: 136 + i,
    },
    score: 1 - i / 20,
    fit: {
      size: SIZES[i % SIZES.length] ?? 'good',
      width_difference_mm: i - 2,
      bridge_difference_mm: 0,
      score: 0.9,
    },
    reasons: [`${i} mm wider than your face: sits comfortably`, 'Its round lenses soften a long face'],
    reason_codes: [],
  }));
}

function someProducts(n: number): ProductInput[] {
  return someFrames(n).map(
    ({ product_id, title, brand, url, price, currency, image_url, variant_id, frame }) => ({
      product_id,
      title,
      description: 'A frame that exists for this test.',
      brand,
      category: null,
      url,
      price,
      currency,
      in_stock: true,
      stock: 3,
      images: [image_url ?? ''],
      gender: 'unisex',
      tags: [],
      variants: [
        {
          variant_id: variant_id ?? '',
          color: 'black',
          price,
          in_stock: true,
          stock: 3,
          image_url,
          sku: null,
        },
      ],
      eyewear: {
        ...frame,
        shape: 'round',
        material: 'acetate',
        rim: 'full',
        bridge_type: 'saddle',
        lens_height: 42,
        weight_g: 24,
      },
    }),
  );
}
