import { describe, expect, it } from 'vitest';
import { FRAME_SHAPES } from '../../catalog/index.ts';
import { LANGUAGES, type Language } from '../../recommend/index.ts';
import { suiting } from './face-shape.ts';
import { WORDS } from './speech.ts';
import { cardsOf, FRAMES, openShop, productOf, type Spoken, typesOf, written } from './testing.ts';

const languages = Object.keys(LANGUAGES) as Language[];
const round = { slot: 'shape', value: 'round' } as const;
/** Round frames for grown-ups that can be had. */
const ROUND_FRAMES = FRAMES.filter(
  ({ eyewear, in_stock, gender }) => eyewear.shape === 'round' && in_stock && gender !== 'kids',
);
const ROUND = ROUND_FRAMES.length;
const offersOf = (products: typeof FRAMES) =>
  products.flatMap(({ variants }) => (variants ?? []).filter(({ in_stock }) => in_stock));

describe('frames by wishes', () => {
  it.each(languages)('are shown with their true price, the best of them named, in %s', async (language) => {
    const { said, actions } = await openShop().say({ intent: 'find_frames', slots: [round], language });
    const cards = cardsOf(actions);
    expect(typesOf(actions)).toEqual(['show_products', 'filter']);
    expect(cards).toHaveLength(6);
    expect(cards.every(({ frame }) => frame.shape === 'round')).toBe(true);
    expect(said).toContain(cards[0]?.title);
    expect(said).toContain(written(cards[0]?.price ?? 0, language));
    expect(said).toContain(LANGUAGES[language].shapes.round);
  });

  it('come with one question where there are too many, whose answers all have matches, and no third in a row', async () => {
    const shop = openShop();
    const first = await shop.say({ intent: 'find_frames' });
    expect(first.memory).toMatchObject({ awaiting: 'shape', asked: 1 });
    expect(first.said).toContain('Which shape do you like?');
    for (const { text } of first.quick_replies) {
      const shape = FRAME_SHAPES.find((each) => LANGUAGES.en.shapes[each] === text);
      expect(FRAMES.some((product) => product.eyewear.shape === shape && product.in_stock)).toBe(true);
    }
    expect((await shop.say({ intent: 'find_frames' })).memory.asked).toBe(2);
    expect((await shop.say({ intent: 'find_frames' })).memory).toMatchObject({ awaiting: null, asked: 0 });
  });

  it('take no for no preference: the frames, and no further question', async () => {
    const shop = openShop();
    await shop.say({ intent: 'find_frames' });
    const { actions, memory } = await shop.say({ intent: 'no' });
    expect(typesOf(actions)).toContain('show_products');
    expect(memory.awaiting).toBeNull();
  });

  it('are others when others are asked for, until all were seen', async () => {
    const shop = openShop();
    const more = { intent: 'find_frames', slots: [{ slot: 'change', value: 'more' }] } as const;
    const seen = new Set<string>();
    let reply = await shop.say({ intent: 'find_frames', slots: [round] });
    for (let page = 0; cardsOf(reply.actions).length > 0 && page < 9; page += 1) {
      for (const { product_id } of cardsOf(reply.actions)) {
        expect(seen.has(product_id)).toBe(false);
        seen.add(product_id);
      }
      reply = await shop.say(more);
    }
    expect(seen.size).toBe(ROUND);
    expect(reply.said).toContain('you have seen every frame');
  });

  it('are cheaper than the middle one on the screen down to the cheapest of all, which is named; the wishes outlive it', async () => {
    const shop = openShop();
    const cheaper = { intent: 'find_frames', slots: [{ slot: 'change', value: 'cheaper' }] } as const;
    let reply = await shop.say({ intent: 'find_frames', slots: [round] });
    for (let step = 0; cardsOf(reply.actions).length > 0 && step < 9; step += 1) {
      const prices = cardsOf(reply.actions).map((card) => card.price);
      const middle = prices.sort((a, b) => a - b)[Math.ceil((prices.length - 1) / 2)] ?? 0;
      reply = await shop.say(cheaper);
      for (const card of cardsOf(reply.actions)) expect(card.price).toBeLessThan(middle);
    }
    const [cheapest] = offersOf(ROUND_FRAMES).sort((a, b) => a.price - b.price);
    expect(reply.said).toMatch(/^It doesn’t get cheaper than/);
    expect(reply.said).toContain(written(cheapest?.price ?? 0));
    expect(cardsOf((await shop.say({ intent: 'find_frames' })).actions).length).toBeGreaterThan(0);
  });

  it.each([
    ['show me the cheapest', 'en', 'costs least'],
    ['welche ist die günstigste?', 'de', 'am wenigsten'],
    ['la más barata', 'es', 'la más barata es'],
  ] as const)('are the cheapest of all that match: %s', async (text, language, words) => {
    const shop = openShop();
    await shop.say({ intent: 'find_frames', slots: [round], language });
    const slots = [{ slot: 'change', value: 'cheaper' }] as const;
    const { said, actions, memory } = await shop.say({ intent: 'find_frames', slots, text, language });
    expect(memory.focus).toBe(cardsOf(actions)[0]?.product_id);
    const [cheapest] = offersOf(ROUND_FRAMES).sort((a, b) => a.price - b.price);
    expect(cardsOf(actions)[0]?.price).toBe(cheapest?.price);
    expect(said).toContain(words);
  });

  it('are told apart by weight and price where one is asked for', async () => {
    const shop = openShop();
    const cards = cardsOf((await shop.say({ intent: 'find_frames', slots: [round] })).actions);
    const weights = cards.map(({ product_id }) => productOf(product_id)?.eyewear.weight_g ?? 0);
    const lightest = await shop.say({ intent: 'compare', text: 'which one is the lightest?' });
    expect(lightest.said).toMatch(new RegExp(`is the lightest: ${Math.min(...weights)}\\sg\\.$`));
    const cheapest = await shop.say({
      intent: 'compare',
      text: 'laquelle est la moins chère',
      language: 'fr',
    });
    const least = Math.min(...cards.map(({ price }) => price));
    expect(cheapest.said).toContain(written(least, 'fr'));
    expect(cards.find(({ product_id }) => product_id === cheapest.memory.focus)?.price).toBe(least);
  });

  it('are cheaper than the one that is pointed at, of whatever shape', async () => {
    const shop = openShop();
    const [first] = cardsOf((await shop.say({ intent: 'find_frames' })).actions);
    const cheaper = await shop.say({
      intent: 'find_frames',
      slots: [
        { slot: 'ordinal', value: 1 },
        { slot: 'change', value: 'cheaper' },
      ],
    });
    const cards = cardsOf(cheaper.actions);
    for (const card of cards) expect(card.price).toBeLessThan(first?.price ?? 0);
    expect(new Set(cards.map(({ frame }) => frame.shape)).size).toBeGreaterThan(1);
  });

  it('named for a face come with the shapes that suit it first, in every turn until it is measured, and no shape becomes a wish', async () => {
    const shop = openShop();
    const black = { slot: 'color', value: 'black', negated: true } as const;
    const text = 'i need glasses for a round face, not black';
    const first = await shop.say({ intent: 'find_frames', slots: [black], text });
    const suited = suiting('round');
    expect(first.said).toContain('For the face shape “round” these come first: ');
    expect(first.said).not.toContain('style guides recommend for');
    expect(first.memory.wishes.shape.want).toEqual([]);
    const shapesIn = (reply: typeof first) => cardsOf(reply.actions).map(({ frame }) => frame.shape);
    const unranked = await openShop().say({ intent: 'find_frames', slots: [black] });
    const count = (reply: typeof first) => shapesIn(reply).filter((s) => suited.some((o) => o === s)).length;
    expect(count(first)).toBeGreaterThan(count(unranked));
    const cheap = { slot: 'max_price', value: 150 } as const;
    const next = await shop.say({ intent: 'find_frames', slots: [cheap], text: 'under 150' });
    expect(next.said).not.toContain('For the face shape');
    expect(suited).toContain(shapesIn(next)[0]);
    expect((await shop.say({ intent: 'measure_face' })).memory.face_said).toBeNull();
  });

  it.each(languages)('are not opened with the same words twice in a row, in %s', async (language) => {
    const shop = openShop();
    const openings = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const { said, actions } = await shop.say({ intent: 'find_frames', slots: [round], language });
      const [first] = cardsOf(actions);
      openings.push(said.slice(0, said.indexOf(first?.title ?? '')));
    }
    for (const [i, opening] of openings.entries()) expect(opening).not.toBe(openings[i + 1]);
  });

  it('are for grown-ups unless somebody else is meant', async () => {
    const genders = async (slots: Spoken['slots']) => {
      const { actions } = await openShop().say({ intent: 'find_frames', ...(slots && { slots }) });
      return new Set(cardsOf(actions).map(({ product_id }) => productOf(product_id)?.gender));
    };
    expect((await genders([])).has('kids')).toBe(false);
    expect(await genders([{ slot: 'gender', value: 'kids' }])).toEqual(new Set(['kids']));
    expect(await genders([{ slot: 'brand', value: 'Pintoko' }])).toEqual(new Set(['kids']));
  });

  it('are like the one that is pointed at', async () => {
    const shop = openShop();
    const [, second] = cardsOf((await shop.say({ intent: 'find_frames' })).actions);
    const like = await shop.say({
      intent: 'find_frames',
      slots: [
        { slot: 'ordinal', value: 2 },
        { slot: 'change', value: 'more' },
      ],
    });
    expect(cardsOf(like.actions).every(({ frame }) => frame.shape === second?.frame.shape)).toBe(true);
  });
});

describe('wishes that nothing meets', () => {
  it.each(languages)(
    'are relaxed by the one that costs most, which is said with the count, in %s',
    async (language) => {
      const shop = openShop();
      const slots = [round, { slot: 'occasion', value: 'formal' }] as const;
      const { said, actions, memory } = await shop.say({ intent: 'find_frames', slots, language });
      expect(said).toContain(WORDS[language].occasions.formal);
      expect(said).toContain(String(ROUND));
      expect(actions[0]).toMatchObject({ type: 'show_products', total: ROUND });
      expect(memory.wishes).toMatchObject({ shape: { want: ['round'] }, occasion: { want: [] } });
    },
  );

  it('are not relaxed past a budget or a refusal without a yes', async () => {
    const shop = openShop();
    const asked = await shop.say({ intent: 'find_frames', slots: [{ slot: 'max_price', value: 5 }] });
    expect(asked.actions).toEqual([]);
    expect(asked.memory.awaiting).toBe('relax');
    const shown = await shop.say({ intent: 'yes' });
    expect(typesOf(shown.actions)).toEqual(['show_products', 'filter']);
    expect(shown.memory.wishes.max_price).toBeNull();
  });

  it('are not taken for others: whoever wants sunglasses is asked before plain frames are shown', async () => {
    const shop = openShop();
    const slots = [
      { slot: 'lens_type', value: 'sun' },
      { slot: 'occasion', value: 'driving' },
    ] as const;
    const { said, actions, memory } = await shop.say({ intent: 'find_frames', slots });
    expect([actions, memory.awaiting]).toEqual([[], 'relax']);
    expect(said).toContain('Shall I show that?');
    expect(cardsOf((await shop.say({ intent: 'yes' })).actions).length).toBeGreaterThan(0);
  });

  it('stay on a no', async () => {
    const shop = openShop();
    await shop.say({ intent: 'find_frames', slots: [{ slot: 'max_price', value: 5 }] });
    expect((await shop.say({ intent: 'no' })).memory.wishes.max_price).toBe(500);
  });

  it('are met as far as they go together where no single one is in the way', async () => {
    const slots = [
      round,
      { slot: 'occasion', value: 'formal' },
      { slot: 'lens_type', value: 'mirrored' },
    ] as const;
    const { actions, memory } = await openShop().say({ intent: 'find_frames', slots });
    expect(cardsOf(actions).every(({ frame }) => frame.shape === 'round')).toBe(true);
    expect(memory.wishes.shape.want).toEqual(['round']);
  });

  it('are met honestly in an empty shop', async () => {
    const shop = openShop({ products: [] });
    expect((await shop.say({ intent: 'find_frames' })).said).toContain('no frames in stock');
    expect((await shop.say({ intent: 'find_frames', slots: [round] })).said).toContain(
      'Shall we start over?',
    );
  });
});
