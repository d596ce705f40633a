import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import {
  type CatalogSnapshot,
  faceShapeCompatibility,
  type ProductInput,
  valuesIn,
} from '../catalog/index.ts';
import { FACE_SHAPES, type StoredAnalysis } from '../face/index.ts';
import { indexSteps } from './catalog-index.ts';
import { LANGUAGES, type Language } from './languages.ts';
import type { RecommendQuery } from './query.ts';
import { recommend } from './recommend.ts';
import { Recommendation } from './schema.ts';

const NOW = 1_700_000_000_000;

function indexOf(products: readonly ProductInput[]) {
  const stored = products.map((product) => ({
    _id: `s:${product.product_id}`,
    ...product,
    store_id: 's',
    ai_metadata: { face_shape_compatibility: faceShapeCompatibility(product.eyewear) },
    created_at: NOW,
    updated_at: NOW,
  }));
  const byId = new Map(stored.map((product) => [product.product_id, product]));
  const snapshot: CatalogSnapshot = { store_id: 's', version: 1, products: stored, byId };
  const steps = indexSteps(snapshot);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const frames = demoCatalogue();
const demo = indexOf(frames);
const ask = (
  query: Partial<RecommendQuery>,
  language: Language = 'en',
  analysis: StoredAnalysis | null = null,
  index = demo,
) => recommend(index, { limit: 12, in_stock: true, ...query }, { analysis, language, now: NOW });
const productOf = (id: string) => frames.find((product) => product.product_id === id) as ProductInput;

const anyQuery = fc.record(
  {
    face_shape: fc.constantFrom(...FACE_SHAPES),
    preferences: fc.constantFrom(
      'round tortoise under 150, not black',
      'light gold titanium',
      'keine eckige, Metall',
      '',
    ),
    limit: fc.integer({ min: 1, max: 50 }),
    shape: fc.constantFrom(['round', 'oval'], ['square']),
    color: fc.constantFrom(['black'], ['gold,silver']),
    max_price: fc.integer({ min: 4900, max: 30_000 }),
    min_price: fc.integer({ min: 0, max: 20_000 }),
    gender: fc.constantFrom(['women'], ['kids']),
    face_width: fc.integer({ min: 110, max: 165 }),
    pupillary_distance: fc.integer({ min: 48, max: 76 }),
    old_frame: fc.constantFrom('52-18-145', '48□20'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<RecommendQuery>>;

describe('what is recommended', () => {
  it('shows only frames that fit while there are enough of them, however alike', () => {
    for (let width = 126; width <= 148; width += 1) {
      const query = { face_width: width, limit: 50 };
      const fitting = ask(query).filter(({ fit }) => fit.size === 'good').length;
      const shown = ask({ ...query, limit: Math.min(12, Math.floor(fitting / 3)) });
      expect(shown.map(({ fit }) => fit.size)).toEqual(shown.map(() => 'good'));
    }
  });

  it('is valid, in stock, within every filter, never twice, and always has a reason', () => {
    fc.assert(
      fc.property(anyQuery, fc.constantFrom<Language>('en', 'de', 'fr', 'es', 'it'), (query, language) => {
        const list = ask(query, language);
        expect(list.length).toBeLessThanOrEqual(query.limit ?? 12);
        expect(new Set(list.map((frame) => frame.product_id)).size).toBe(list.length);
        for (const frame of list) {
          expect(Value.Check(Recommendation, frame)).toBe(true);
          expect(frame.reasons.join()).not.toMatch(/[{}]|undefined|NaN/);
          const product = productOf(frame.product_id);
          const variant = product.variants.find((v) => v.variant_id === frame.variant_id);
          expect(variant?.in_stock).toBe(true);
          expect(frame.price).toBe(variant?.price);
          expect(frame.price).toBeLessThanOrEqual(query.max_price ?? Infinity);
          expect(frame.price).toBeGreaterThanOrEqual(query.min_price ?? 0);
          if (query.shape) expect(query.shape).toContain(frame.frame.shape);
          if (query.color?.[0] === 'black')
            expect(valuesIn('color', frame.frame.color ?? '')).toContain('black');
          if (query.gender?.[0] === 'women') expect(['women', 'unisex']).toContain(product.gender);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('fits the face: the first frames are within a few mm of it', () => {
    for (const faceWidth of [128, 138, 150]) {
      const first = ask({ face_width: faceWidth, limit: 5 });
      for (const frame of first) expect(Math.abs(frame.fit.width_difference_mm ?? 99)).toBeLessThan(6);
    }
  });

  it('says the difference that was counted', () => {
    for (const frame of ask({ face_width: 141, limit: 20 })) {
      const width = frame.reason_codes.find((reason) => reason.code.startsWith('width_'));
      if (width?.code === 'width_match') continue;
      expect(width?.values.mm).toBe(Math.round(Math.abs(frame.fit.width_difference_mm ?? 99)));
      expect(frame.reasons[0]).toContain(`${width?.values.mm} mm`);
    }
  });

  it('follows the advice for the face’s shape, and the shopper over the advice', () => {
    const shapes = (query: Partial<RecommendQuery>) => ask(query).map((frame) => frame.frame.shape);
    const square = shapes({ face_shape: 'square', limit: 5 });
    expect(square.filter((shape) => shape === 'square' || shape === 'rectangle')).toEqual([]);
    expect(shapes({ face_shape: 'square', preferences: 'square', limit: 1 })).toEqual(['square']);
  });

  it('uses the whole distribution of a measured face', () => {
    const measured = (scores: Record<string, number>): StoredAnalysis => {
      const mm = (value: number) => ({ value, unit: 'mm' as const, confidence: 1, low: value, high: value });
      const measurements = new Proxy({}, { get: () => mm(63) }) as StoredAnalysis['measurements'];
      const band = (value: number) => ({ low: value - 3, high: value + 3 });
      return {
        _id: 'a',
        store_id: 's',
        session_id: 'x',
        created_at: NOW,
        face_shape: { label: 'oval', confidence: 0.5, scores },
        measurements,
        frame_size: {
          lens_width: band(50),
          bridge: band(18),
          temple: band(145),
          total_width: band(136),
          label: 'medium',
        },
        quality_score: 1,
      };
    };
    const mostlyOval = ask({}, 'en', measured({ oval: 0.9, round: 0.1 })).map((frame) => frame.score);
    const halfRound = ask({}, 'en', measured({ oval: 0.5, round: 0.5 })).map((frame) => frame.score);
    expect(mostlyOval).not.toEqual(halfRound);
  });

  it('is varied: not one brand or shape fills the first page', () => {
    const list = ask({ face_width: 141, face_shape: 'oval' });
    expect(new Set(list.map((frame) => frame.brand)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(list.map((frame) => frame.frame.shape)).size).toBeGreaterThanOrEqual(4);
  });

  it('shows the variant in the colour that is asked for', () => {
    for (const frame of ask({ color: ['tortoise'] })) expect(frame.frame.color).toMatch(/Tortoise/);
  });

  it('shows sold-out frames only when asked, and says so', () => {
    const soldOut = frames.filter((product) => !product.in_stock);
    expect(soldOut.length).toBeGreaterThan(0);
    const brand = soldOut[0]?.brand ?? '';
    const all = ask({ brand: [brand], in_stock: false, limit: 50 });
    const shown = all.find((frame) => frame.product_id === soldOut[0]?.product_id);
    expect(shown?.reason_codes.map((reason) => reason.code)).toContain('out_of_stock');
  });

  it('does not judge a fit it cannot know', () => {
    const eyewear = {
      ...frames[0]?.eyewear,
      lens_width: null,
      bridge: null,
      total_width: null,
    } as ProductInput['eyewear'];
    const index = indexOf([{ ...(frames[0] as ProductInput), eyewear }]);
    const [only] = ask({ face_width: 140, pupillary_distance: 63 }, 'en', null, index);
    expect(only?.fit).toMatchObject({ size: 'unknown', width_difference_mm: null, score: null });
    expect(only?.reason_codes[0]?.code).toBe('no_numbers');
  });

  it('answers an empty shop with an empty list', () => {
    expect(ask({ face_shape: 'oval' }, 'en', null, indexOf([]))).toEqual([]);
  });
});

describe('every language', () => {
  it('has a sentence for each reason, with the same values', () => {
    const values = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const { reasons } of Object.values(LANGUAGES)) {
      for (const [code, sentence] of Object.entries(reasons)) {
        expect(values(sentence)).toEqual(values(LANGUAGES.en.reasons[code as keyof typeof reasons]));
      }
    }
  });
});
