import { describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { type CatalogSnapshot, faceShapeCompatibility, type ProductInput } from '../catalog/index.ts';
import { indexSteps } from './catalog-index.ts';
import type { FrameWishes } from './frame-wishes.ts';
import { openRecommender } from './recommender.ts';

const frames = demoCatalogue();
const snapshotOf = (products: readonly ProductInput[], version = 1): CatalogSnapshot => {
  const stored = products
    .map((product) => ({
      _id: `s:${product.product_id}`,
      ...product,
      store_id: 's',
      ai_metadata: { face_shape_compatibility: faceShapeCompatibility(product.eyewear) },
      created_at: 0,
      updated_at: 0,
    }))
    .sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
  return { store_id: 's', version, products: stored, byId: new Map() };
};
const none = () => ({ want: [], avoid: [] });
const anything: FrameWishes = {
  shape: none(),
  color: none(),
  material: none(),
  rim: none(),
  size: none(),
  brand: none(),
  gender: none(),
  occasion: none(),
  lens_type: none(),
  min_price: null,
  max_price: null,
  light: false,
};
const shopper = { store_id: 's', analysis: null, language: 'en', now: 0 } as const;

describe('the recommender', () => {
  it('lays a catalogue out once a version, for all who ask', async () => {
    let version = 1;
    const recommender = openRecommender({ catalog: { snapshot: () => snapshotOf(frames, version) } });
    const first = recommender.indexOf(snapshotOf(frames, 1));
    await recommender.find({ ...shopper, wishes: anything, limit: 1 });
    expect(recommender.indexOf(snapshotOf(frames, 1))).toBe(first);
    version = 2;
    await recommender.find({ ...shopper, wishes: anything, limit: 1 });
    expect(recommender.indexOf(snapshotOf(frames, 2))).not.toBe(first);
  });

  it('keeps what it does not know of a frame where that is avoided, and leaves it out where it is wanted', async () => {
    const [first] = frames;
    if (first === undefined) throw new Error('no frames');
    const unknown = { ...first.eyewear, shape: null, material: null, total_width: null, lens_width: null };
    const catalog = { snapshot: () => snapshotOf([{ ...first, eyewear: { ...unknown, weight_g: null } }]) };
    const { find } = openRecommender({ catalog });
    const total = async (wishes: Partial<FrameWishes>) =>
      (await find({ ...shopper, wishes: { ...anything, ...wishes }, limit: 1 })).total;
    expect(await total({ shape: { want: [], avoid: ['round'] } })).toBe(1);
    expect(await total({ shape: { want: ['round'], avoid: [] } })).toBe(0);
    expect(await total({ size: { want: [], avoid: ['wide'] } })).toBe(1);
    expect(await total({ size: { want: ['wide'], avoid: [] } })).toBe(0);
    expect(await total({ material: { want: [], avoid: ['metal'] } })).toBe(1);
    expect(await total({ occasion: { want: ['sport'], avoid: [] } })).toBe(0);
    expect(await total({ light: true })).toBe(0);
  });

  it('shows any product of the store on a card, and none of another', async () => {
    const { card } = openRecommender({ catalog: { snapshot: () => snapshotOf(frames) } });
    for (const { product_id, title } of frames) {
      const found = await card({ ...shopper, wishes: anything, product_id });
      expect([found?.product.title, found?.card.title]).toEqual([title, title]);
    }
    expect(await card({ ...shopper, wishes: anything, product_id: 'zzz' })).toBeNull();
    expect(await card({ ...shopper, wishes: anything, product_id: '' })).toBeNull();
  });

  it('reads long descriptions in short steps, and only once', () => {
    const long = frames.map((product) => ({ ...product, description: 'a frame for sport '.repeat(550) }));
    const snapshot = snapshotOf(long);
    const stepsOf = () => {
      const steps = indexSteps(snapshot);
      let count = 0;
      while (steps.next().done !== true) count += 1;
      return count;
    };
    expect(stepsOf()).toBeGreaterThan(3 * long.length);
    expect(stepsOf()).toBe(long.length);
  });
});
