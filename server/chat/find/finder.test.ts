import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLOR_FAMILIES, FRAME_SHAPES, GENDERS, MATERIALS, valuesIn } from '../../catalog/index.ts';
import { materialsMeant } from '../../recommend/index.ts';
import { FRAMES, measured, NOW, openShop } from '../local/testing.ts';
import type { FaqEntry } from '../settings.ts';
import { noWishes, SIZES, type Wishes } from '../wishes.ts';
import { openFaqSearch } from './faq-search.ts';
import { openFinder } from './index.ts';

const productOf = (id: string) => FRAMES.find((product) => product.product_id === id) ?? FRAMES[0];
const choiceOf = <T extends string>(values: readonly T[]) =>
  fc
    .tuple(
      fc.subarray([...values], { maxLength: Math.min(4, values.length) }),
      fc.subarray([...values], { maxLength: 2 }),
    )
    .map(([want, avoid]) => ({ want, avoid: avoid.filter((value) => !want.includes(value)) }));
const anyWishes: fc.Arbitrary<Wishes> = fc.record({
  shape: choiceOf(FRAME_SHAPES),
  color: choiceOf(COLOR_FAMILIES),
  material: choiceOf(MATERIALS),
  rim: fc.constant({ want: [], avoid: [] }),
  size: choiceOf(SIZES),
  brand: choiceOf(['Tarnwick', 'velloran', 'Nobody']),
  gender: choiceOf(GENDERS),
  occasion: fc.constant({ want: [], avoid: [] }),
  lens_type: fc.constant({ want: [], avoid: [] }),
  min_price: fc.option(fc.integer({ min: 0, max: 20_000 })),
  max_price: fc.option(fc.integer({ min: 10_000, max: 40_000 })),
  light: fc.boolean(),
});

describe('frames found by wishes', () => {
  it('are all that is wanted and nothing that is avoided, in stock and counted', async () => {
    const { tools } = openShop();
    await fc.assert(
      fc.asyncProperty(anyWishes, fc.integer({ min: 1, max: 12 }), async (wishes, limit) => {
        const { products, total } = await tools.search(wishes, limit);
        expect(products).toHaveLength(Math.min(limit, total));
        for (const card of products) {
          const product = productOf(card.product_id);
          const { eyewear } = product ?? {};
          const colors = valuesIn('color', card.frame.color ?? '');
          if (wishes.shape.want.length > 0) expect(wishes.shape.want).toContain(eyewear?.shape);
          expect(wishes.shape.avoid).not.toContain(eyewear?.shape);
          if (wishes.color.want.length > 0)
            expect(colors.some((each) => wishes.color.want.includes(each))).toBe(true);
          expect(colors.some((each) => wishes.color.avoid.includes(each))).toBe(false);
          const meant = wishes.material.want.flatMap(materialsMeant);
          if (meant.length > 0) expect(meant).toContain(eyewear?.material);
          expect(wishes.material.avoid).not.toContain(eyewear?.material);
          expect(card.price).toBeGreaterThanOrEqual(wishes.min_price ?? 0);
          expect(card.price).toBeLessThanOrEqual(wishes.max_price ?? card.price);
          if (wishes.light) expect(eyewear?.weight_g).toBeLessThanOrEqual(25);
          expect(product?.variants.find(({ variant_id }) => variant_id === card.variant_id)?.in_stock).toBe(
            true,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('know widths by the classes that a measured face is given', async () => {
    const { tools } = openShop();
    const { products } = await tools.search({ ...noWishes(), size: { want: ['narrow'], avoid: [] } }, 12);
    expect(products.length).toBeGreaterThan(0);
    for (const { frame } of products) expect(frame.total_width).toBeLessThan(130);
  });

  it('take no plastic for no acetate, unless acetate is asked for by name', async () => {
    const { tools } = openShop();
    const none = await tools.search({ ...noWishes(), material: { want: [], avoid: ['plastic'] } }, 12);
    expect(none.products.map(({ frame }) => frame.material)).not.toContain('acetate');
    const named = await tools.search(
      { ...noWishes(), material: { want: ['acetate'], avoid: ['plastic'] } },
      3,
    );
    expect(named.products.map(({ frame }) => frame.material)).toEqual(['acetate', 'acetate', 'acetate']);
  });

  it('read what a frame is for in its category, title, tags and description', async () => {
    const [first, second, third] = FRAMES;
    if (!first || !second || !third) throw new Error('no frames');
    const products = [
      { ...first, category: 'Sunglasses' },
      { ...second, description: 'Elegant, for weddings and other formal evenings.' },
      { ...third, tags: ['blue_light', 'work'] },
    ];
    const { tools } = openShop({ products });
    const found = async (wishes: Partial<Wishes>) =>
      (await tools.search({ ...noWishes(), ...wishes }, 12)).products.map(({ product_id }) => product_id);
    expect(await found({ lens_type: { want: ['sun'], avoid: [] } })).toEqual([first.product_id]);
    expect(await found({ occasion: { want: ['formal'], avoid: [] } })).toEqual([second.product_id]);
    expect(await found({ lens_type: { want: ['blue_light'], avoid: [] } })).toEqual([third.product_id]);
    expect(await found({ occasion: { want: [], avoid: ['work'] } })).not.toContain(third.product_id);
  });

  it('leave out those that shall not come again, and count them', async () => {
    const { tools } = openShop();
    const first = await tools.search(noWishes(), 12);
    const ids = first.products.map(({ product_id }) => product_id);
    const next = await tools.search(noWishes(), 12, ids);
    expect(next.total).toBe(first.total);
    expect(next.products).toHaveLength(12);
    expect(next.products.filter(({ product_id }) => ids.includes(product_id))).toEqual([]);
  });
});

describe('one frame', () => {
  it('comes with its card, also when it is sold out, and not when there is none', async () => {
    const { tools } = openShop();
    const soldOut = FRAMES.find((product) => !product.in_stock)?.product_id ?? '';
    expect((await tools.details(soldOut))?.product.in_stock).toBe(false);
    expect(await tools.details('nothing')).toBeNull();
    expect(await tools.checkFit('nothing')).toBeNull();
    expect(await tools.compare(['nothing', soldOut, soldOut])).toHaveLength(1);
  });

  it('is judged on a face, and not without one', async () => {
    const id = FRAMES[0]?.product_id ?? '';
    expect((await openShop().tools.checkFit(id))?.fit.size).toBe('unknown');
    expect((await openShop({ face: measured() }).tools.checkFit(id))?.fit.size).not.toBe('unknown');
  });

  it('is found by its name, typos and all, but not by what it is like', async () => {
    const { tools } = openShop();
    expect(await tools.named('is the otter panto in stock?')).toEqual(['pintoko-otter']);
    expect(await tools.named('Junper oder Cypres')).toEqual(['zephyrine-juniper', 'grautal-cypress']);
    expect(await tools.named('a round one after all')).toEqual([]);
    expect(await tools.named('')).toEqual([]);
  });
});

describe('the face', () => {
  it('is told as a shape and a size, is asked for once, and no measurement leaves', async () => {
    const { snapshot } = openShop();
    const { openRecommender } = await import('../../recommend/index.ts');
    const catalog = { snapshot: () => snapshot };
    let asked = 0;
    const analysis = async () => {
      asked += 1;
      return measured('heart');
    };
    const finder = openFinder({ catalog, recommender: openRecommender({ catalog }) });
    const tools = finder.toolsFor({
      store_id: 's',
      language: 'en',
      now: NOW,
      faq: [],
      analysis,
      face_said: null,
    });
    expect(asked).toBe(0);
    await Promise.all([tools.search(noWishes(), 3), tools.recommend(3)]);
    expect(await tools.face()).toEqual({ face_shape: 'heart', size: 'medium' });
    expect(asked).toBe(1);
  });
});

const entry = (language: string, question: string, also_asked: string[] = []): FaqEntry => ({
  language,
  question,
  also_asked,
  answer: `Answer to: ${question}`,
});
const faq = [
  entry('en', 'How long does delivery take?', ['Do you ship abroad?']),
  entry('en', 'Can I return my glasses?', ['What is your return policy?']),
  entry('en', 'How do I clean my glasses?'),
  entry('de', 'Wie lange dauert die Lieferung?', ['Was kostet der Versand?']),
  entry('de', 'Kann ich meine Brille zurückgeben?'),
  entry('fr', 'Quels sont les délais de livraison ?', ['Livrez-vous à l’étranger ?']),
  entry('fr', 'Puis-je rendre mes lunettes ?'),
  entry('it', 'Posso restituire gli occhiali?'),
];

describe('answers of the store', () => {
  const ask = async (question: string, language: 'en' | 'de' | 'fr' | 'it' = 'en') =>
    (await openFaqSearch()('s', faq, question, language)).map((found) => found.question)[0] ?? null;

  it.each([
    ['how long is delivery', 'en', 'How long does delivery take?'],
    ['do you ship to Ireland?', 'en', 'How long does delivery take?'],
    ['can i retun them if they don’t fit', 'en', 'Can I return my glasses?'],
    ['whats the return policy', 'en', 'Can I return my glasses?'],
    ['do i get a refund', 'en', 'Can I return my glasses?'],
    ['je peux les renvoyer ?', 'fr', 'Puis-je rendre mes lunettes ?'],
    ['Ist ein Umtausch möglich?', 'de', 'Kann ich meine Brille zurückgeben?'],
    ['Was kostet denn der Versand?', 'de', 'Wie lange dauert die Lieferung?'],
    ['kann ich die zurückschicken?', 'de', 'Kann ich meine Brille zurückgeben?'],
    ['vous livrez en Belgique ?', 'fr', 'Quels sont les délais de livraison ?'],
    ['posso restituirli?', 'it', 'Posso restituire gli occhiali?'],
  ] as const)('answer %j', async (question, language, expected) => {
    expect(await ask(question, language)).toBe(expected);
  });

  it.each(['what is the weather in Berlin', 'tell me a joke', 'do you sell gift cards', 'glasses', '???'])(
    'are not given to %j',
    async (question) => {
      expect(await ask(question)).toBeNull();
    },
  );

  it('come in another language where there is none in the shopper’s', async () => {
    expect(await ask('how do i clean them', 'de')).toBe('How do I clean my glasses?');
  });

  it('follow the settings', async () => {
    const search = openFaqSearch();
    expect(await search('s', faq, 'delivery', 'en')).toHaveLength(1);
    expect(await search('s', faq.slice(1), 'delivery', 'en')).toEqual([]);
    expect(await search('other', [], 'delivery', 'en')).toEqual([]);
  });
});
