import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { COLOR_FAMILIES, FRAME_SHAPES, MATERIALS, OCCASIONS } from '../../catalog/index.ts';
import { FACE_SHAPES } from '../../face/index.ts';
import { LANGUAGES, type Language } from '../../recommend/index.ts';
import { ChatAction, type NewAction } from '../schema.ts';
import { CHANGES, INTENTS, type Slot } from '../understanding.ts';
import { SIZES } from '../wishes.ts';
import { suiting } from './face-shape.ts';
import { speechFor, WORDS } from './speech.ts';
import { FRAMES, measured, openShop, type Spoken } from './testing.ts';

const languages = Object.keys(LANGUAGES) as Language[];
const round = { slot: 'shape', value: 'round' } as const;
/** Round frames for grown-ups that can be had. */
const ROUND = FRAMES.filter(
  ({ eyewear, in_stock, gender }) => eyewear.shape === 'round' && in_stock && gender !== 'kids',
).length;
const cardsOf = (actions: readonly NewAction[]) =>
  actions.flatMap((action) =>
    'products' in action ? action.products : 'product' in action ? [action.product] : [],
  );
const typesOf = (actions: readonly NewAction[]) => actions.map(({ type }) => type);
const productOf = (id: string) => FRAMES.find((product) => product.product_id === id);
const price = (minor: number, language: Language = 'en') =>
  speechFor(language, 'friendly', 'EUR').price(minor);

describe('a greeting', () => {
  it('says that a program speaks, and offers what there is', async () => {
    const { said, quick_replies } = await openShop().say({ intent: 'greet' });
    expect(said).toMatch(/a program, not a person/);
    expect(quick_replies.map(({ text }) => text)).toEqual(['Show me some frames', 'Measure my face']);
  });

  it('calls itself as the merchant says, and speaks to customers as the tone asks', async () => {
    const shop = openShop({ settings: { assistant_name: 'Ottilie', tone: 'formal' } });
    expect((await shop.say({ intent: 'greet', language: 'de' })).said).toMatch(/Ottilie.*Sagen Sie mir/);
    const familiar = openShop({ settings: { tone: 'playful' } });
    expect((await familiar.say({ intent: 'greet', language: 'de' })).said).toMatch(/Sag mir/);
  });
});

describe('frames by wishes', () => {
  it.each(languages)('are shown with their true price, the best of them named, in %s', async (language) => {
    const { said, actions } = await openShop().say({ intent: 'find_frames', slots: [round], language });
    const cards = cardsOf(actions);
    expect(typesOf(actions)).toEqual(['show_products', 'filter']);
    expect(cards).toHaveLength(6);
    expect(cards.every(({ frame }) => frame.shape === 'round')).toBe(true);
    expect(said).toContain(cards[0]?.title);
    expect(said).toContain(price(cards[0]?.price ?? 0, language));
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

  it('are cheaper than all on the screen, and the wishes outlive the cheapest', async () => {
    const shop = openShop();
    const cheaper = { intent: 'find_frames', slots: [{ slot: 'change', value: 'cheaper' }] } as const;
    let reply = await shop.say({ intent: 'find_frames', slots: [round] });
    for (let step = 0; cardsOf(reply.actions).length > 0 && step < 9; step += 1) {
      const least = Math.min(...cardsOf(reply.actions).map((card) => card.price));
      reply = await shop.say(cheaper);
      for (const card of cardsOf(reply.actions)) expect(card.price).toBeLessThan(least);
    }
    expect(reply.said).toContain('Nothing cheaper');
    expect(cardsOf((await shop.say({ intent: 'find_frames' })).actions).length).toBeGreaterThan(0);
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

describe('one frame', () => {
  const shopWithFrames = async (options: Parameters<typeof openShop>[0] = {}) => {
    const shop = openShop(options);
    const { actions } = await shop.say({ intent: 'find_frames', slots: [round] });
    return { ...shop, cards: cardsOf(actions) };
  };

  it('is described by what the shop has said of it', async () => {
    const { say, cards } = await shopWithFrames();
    const { said, actions } = await say({
      intent: 'product_details',
      slots: [{ slot: 'ordinal', value: 2 }],
    });
    const product = productOf(cards[1]?.product_id ?? '');
    expect(said).toContain(`${product?.title} by ${product?.brand}`);
    expect(said).toContain(`${product?.eyewear.weight_g} g`);
    expect(actions).toMatchObject([{ type: 'open_product', product: { product_id: product?.product_id } }]);
  });

  it('is titanium, or what it is instead', async () => {
    const { say, cards } = await shopWithFrames();
    const asked = [
      { slot: 'ordinal', value: 1 },
      { slot: 'material', value: 'wood' },
    ] as const;
    const { said } = await say({ intent: 'product_details', slots: asked });
    expect(said).toMatch(new RegExp(`^No, the shop lists ${cards[0]?.title}`));
  });

  it('is asked for where it may be any of several', async () => {
    const { say, cards } = await shopWithFrames();
    for (const intent of ['product_details', 'add_to_cart', 'like', 'availability'] as const) {
      const { said, actions, quick_replies } = await say({ intent });
      expect([said, actions]).toEqual(['Which one do you mean?', []]);
      expect(quick_replies.map(({ label }) => label)).toEqual(cards.slice(0, 4).map(({ title }) => title));
    }
  });

  it('costs what the shop says, each of those on the screen too', async () => {
    const { say, cards } = await shopWithFrames();
    const all = await say({ intent: 'price' });
    for (const card of cards.slice(0, 4))
      expect(all.said).toContain(`${card.title} costs ${price(card.price)}`);
  });

  it('is in stock by the shop’s list right now, never for sure; or sold out, with similar ones', async () => {
    const { say, cards } = await shopWithFrames();
    const there = await say({ intent: 'availability', slots: [{ slot: 'ordinal', value: 1 }] });
    expect(there.said).toContain(`${cards[0]?.title} is in stock right now in the shop’s list`);
    const gone = FRAMES.find(({ in_stock }) => !in_stock);
    const sold = await say({
      intent: 'availability',
      slots: [{ slot: 'product', value: gone?.product_id ?? '' }],
    });
    expect(sold.said).toContain(`${gone?.title} is sold out at the moment.`);
    expect(cardsOf(sold.actions).every(({ product_id }) => productOf(product_id)?.in_stock)).toBe(true);
  });

  it('is there in a colour, or not', async () => {
    const { say, cards } = await shopWithFrames();
    const asked = (value: string) =>
      say({
        intent: 'availability',
        slots: [
          { slot: 'ordinal', value: 1 },
          { slot: 'color', value: value as 'gold' },
        ],
      });
    expect((await asked('green')).said).toContain(`doesn’t list ${cards[0]?.title} in green`);
    expect((await asked('gold')).said).toContain('in stock right now in the shop’s list in Gold');
  });

  it('goes into the cart as it was shown, or in the colour that is asked for', async () => {
    const { say, cards } = await shopWithFrames();
    const shown = await say({ intent: 'add_to_cart', slots: [{ slot: 'ordinal', value: 1 }] });
    expect(shown.actions).toMatchObject([
      { type: 'add_to_cart', product: { variant_id: cards[0]?.variant_id } },
    ]);
    const gold = await say({
      intent: 'add_to_cart',
      slots: [
        { slot: 'ordinal', value: 1 },
        { slot: 'color', value: 'gold' },
      ],
    });
    expect(gold.actions).toMatchObject([{ type: 'add_to_cart', product: { frame: { color: 'Gold' } } }]);
    expect(gold.said).toContain('in Gold for €');
  });

  it('never goes into the cart when it is sold out', async () => {
    const { say } = await shopWithFrames();
    const gone = FRAMES.find(({ in_stock }) => !in_stock)?.product_id ?? '';
    const { said, actions } = await say({ intent: 'add_to_cart', slots: [{ slot: 'product', value: gone }] });
    expect(said).toContain('sold out');
    expect(typesOf(actions)).not.toContain('add_to_cart');
  });

  it('offers the colours in stock where the wanted one is sold out', async () => {
    const product = FRAMES.find(
      ({ variants, in_stock }) => in_stock && variants.some((each) => !each.in_stock),
    );
    const soldOut = product?.variants.find((each) => !each.in_stock);
    const { say } = openShop();
    const { said, actions, quick_replies } = await say({
      intent: 'add_to_cart',
      text: `the ${product?.title} in ${soldOut?.color}`,
      slots: [{ slot: 'product', value: product?.product_id ?? '' }],
    });
    expect(said).toContain(`sold out in ${soldOut?.color}`);
    expect(actions).toEqual([]);
    expect(quick_replies.length).toBeGreaterThan(0);
  });

  it('is remembered when it is liked', async () => {
    const { say, cards } = await shopWithFrames();
    const { memory } = await say({ intent: 'like', slots: [{ slot: 'ordinal', value: 3 }] });
    expect(memory.liked).toEqual([cards[2]?.product_id]);
  });

  it('is compared with others in what differs', async () => {
    const { say, cards } = await shopWithFrames();
    const slots = [
      { slot: 'ordinal', value: 1 },
      { slot: 'ordinal', value: 2 },
    ] as const;
    const { said, actions } = await say({ intent: 'compare', slots });
    const [first, second] = cards;
    expect(said).toContain(
      `${first?.title} ${price(first?.price ?? 0)}, ${second?.title} ${price(second?.price ?? 0)}`,
    );
    expect(cardsOf(actions).map(({ product_id }) => product_id)).toEqual([
      first?.product_id,
      second?.product_id,
    ]);
    expect((await openShop().say({ intent: 'compare' })).actions).toEqual([]);
  });

  it('is compared with as many as are counted', async () => {
    const { say, cards } = await shopWithFrames();
    const slots = [{ slot: 'ordinal', value: 1 }] as const;
    const { actions } = await say({ intent: 'compare', slots, text: 'compare the first three' });
    expect(cardsOf(actions).map(({ title }) => title)).toEqual(cards.slice(0, 3).map(({ title }) => title));
  });
});

describe('fit', () => {
  it('needs a face: without one the measurement is offered, and a yes begins it', async () => {
    const shop = openShop();
    await shop.say({ intent: 'find_frames', slots: [round] });
    const asked = await shop.say({ intent: 'fit_question', slots: [{ slot: 'ordinal', value: 1 }] });
    expect(typesOf(asked.actions)).toEqual(['start_face_analysis']);
    expect(asked.memory.awaiting).toBe('measure_face');
    const begun = await shop.say({ intent: 'yes' });
    expect(begun.said).toContain('never stored');
    expect(typesOf(begun.actions)).toEqual(['start_face_analysis']);
  });

  it('is told in words with a face, and no measurement of it is', async () => {
    const shop = openShop({ face: measured() });
    await shop.say({ intent: 'find_frames', slots: [round] });
    const { said } = await shop.say({ intent: 'fit_question', slots: [{ slot: 'ordinal', value: 1 }] });
    expect(said).toMatch(/should fit you well/);
    expect(said).not.toMatch(/ mm/);
    await shop.say({ intent: 'find_frames', slots: [round] });
    expect((await shop.say({ intent: 'fit_question' })).said).toMatch(/^Fit: .*fits well/);
  });

  it.each(FACE_SHAPES)('advice for a face that is %s goes by the catalogue’s table', async (face) => {
    const { said, actions, memory } = await openShop({ face: measured(face) }).say({
      intent: 'face_shape_advice',
    });
    for (const shape of suiting(face)) expect(said).toContain(LANGUAGES.en.shapes[shape]);
    for (const { frame } of cardsOf(actions)) expect(suiting(face)).toContain(frame.shape);
    // What was measured does not become a wish that outlives the consent.
    expect(memory.wishes.shape.want).toEqual([]);
  });

  it.each([
    ['en', 'what suits a heart-shaped face?', 'heart'],
    ['de', 'Was passt zu einem eckigen Gesicht?', 'square'],
    ['fr', 'quelles lunettes pour un visage allongé ?', 'oblong'],
    ['es', 'tengo la cara redonda', 'round'],
    ['it', 'che occhiali per un viso a cuore?', 'heart'],
  ] as const)('advice takes the face a shopper names: %s', async (language, text, face) => {
    const { said, actions } = await openShop().say({ intent: 'face_shape_advice', language, text });
    expect(said).toContain(LANGUAGES[language].faces[face]);
    for (const { frame } of cardsOf(actions)) expect(suiting(face)).toContain(frame.shape);
  });

  it('advice judges the shape that is asked about', async () => {
    const shop = openShop({ face: measured('round') });
    const oval = { intent: 'face_shape_advice', slots: [{ slot: 'shape', value: 'rectangle' }] } as const;
    expect((await shop.say(oval)).said).toContain('style guides recommend it');
  });

  it('advice without a face asks for it', async () => {
    const { said, actions } = await openShop().say({ intent: 'face_shape_advice', text: 'what suits me?' });
    expect(said).toContain('I don’t know the shape of your face yet');
    expect(typesOf(actions)).toEqual(['start_face_analysis']);
  });
});

describe('questions about the shop', () => {
  const faq = [
    {
      language: 'en',
      question: 'How long does delivery take?',
      also_asked: [],
      answer: 'Two days {or so}, by bike.',
      url: 'https://shop.example/delivery',
    },
  ];
  const handover = { email: 'help@shop.example', hours: 'Mo to Fr' };

  it('are answered by the shop word for word, with its address', async () => {
    const { said, is_unanswered } = await openShop({ faq }).say({
      intent: 'store_question',
      text: 'how long is delivery',
    });
    expect(said).toBe('Two days {or so}, by bike. More about it: https://shop.example/delivery');
    expect(is_unanswered).toBe(false);
  });

  it('are handed over honestly where the shop has said nothing', async () => {
    const shop = openShop({ faq, settings: { handover } });
    const { said, actions, is_unanswered } = await shop.say({
      intent: 'store_question',
      text: 'do you sell kites',
    });
    expect(said).toContain('I don’t want to guess');
    expect(said).toContain('help@shop.example');
    expect(actions).toEqual([{ type: 'hand_over', reason: 'unanswered', contact: handover }]);
    expect(is_unanswered).toBe(true);
  });

  it.each([
    ['order_status', 'order_status'],
    ['complaint', 'complaint'],
    ['handover', 'asked'],
  ] as const)('%s goes to a person, with no contact that is made up', async (intent, reason) => {
    const { said, actions } = await openShop().say({ intent });
    expect(actions).toEqual([{ type: 'hand_over', reason, contact: null }]);
    expect(said).toContain('Please ask Brille & Co directly.');
    expect(said).not.toMatch(/@|https?:|\d/);
  });
});

describe('eyes', () => {
  it.each([
    'I see flashes of light since this morning',
    'sudden loss of vision in one eye',
    'plötzlich sehe ich auf einem Auge nichts',
    'j’ai une forte douleur à l’œil',
    'me duele mucho el ojo',
    'ho perso la vista da un occhio',
  ])('that can’t wait are sent to a doctor at once: %s', async (text) => {
    const { said, actions } = await openShop().say({ intent: 'medical', text });
    expect(said).toContain('Please don’t wait with this');
    expect(actions).toEqual([]);
  });

  it.each(['what lens power do I need?', 'my prescription says -2.5', 'meine Augen sind oft trocken'])(
    'are left to those who may judge them: %s',
    async (text) => {
      const { said } = await openShop().say({ intent: 'medical', text });
      expect(said).toContain('Please see an optician or an eye doctor.');
      expect(said).not.toContain('don’t wait');
    },
  );
});

describe('manners', () => {
  it.each(['are you human?', 'bist du ein Bot?', 'who are you', 'Are you an AI?'])(
    'says what it is: %s',
    async (text) => {
      expect((await openShop().say({ intent: 'small_talk', text })).said).toContain('I’m a computer program');
    },
  );

  it('asks at the end whether it was of help, and takes the answer', async () => {
    const shop = openShop();
    const bye = await shop.say({ intent: 'goodbye' });
    expect([typesOf(bye.actions), bye.memory.awaiting]).toEqual([['ask_satisfaction'], 'satisfaction']);
    expect((await shop.say({ intent: 'yes' })).said).toContain('I’m glad');
  });

  it('stays calm and on the subject', async () => {
    const foul = await openShop().say({ intent: 'out_of_scope', flags: ['profanity'] });
    expect(foul.said).toContain('friendly tone');
    const wish = await openShop().say({ intent: 'find_frames', slots: [round], flags: ['profanity'] });
    expect(typesOf(wish.actions)).toContain('show_products');
    const bent = await openShop().say({ intent: 'find_frames', slots: [round], flags: ['prompt_injection'] });
    expect([bent.said.includes('I can’t do that'), bent.actions]).toEqual([true, []]);
  });

  it('does not pretend to know other things', async () => {
    const { said, is_unanswered } = await openShop().say({
      intent: 'out_of_scope',
      text: 'who won the match',
    });
    expect([said.includes('I only know about glasses'), is_unanswered]).toEqual([true, true]);
  });
});

describe('every language', () => {
  const blanks = (said: string) => [...said.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const texts = (table: Readonly<Record<string, string | readonly string[]>>) =>
    Object.entries(table).flatMap(([key, said]) => [said].flat().map((text) => [key, blanks(text)] as const));

  it.each(languages)('has the same values in the same sentences: %s', (language) => {
    for (const table of ['sentences', 'why', 'replies', 'wishes'] as const) {
      const english = new Map(texts(WORDS.en[table]));
      for (const [key, names] of texts(WORDS[language][table]))
        expect([key, names]).toEqual([key, english.get(key)]);
    }
  });
});

const PRICES = new Set(FRAMES.flatMap(({ variants }) => variants.map((each) => each.price)));
const anySlot = fc.oneof(
  fc.record({ slot: fc.constant('shape'), value: fc.constantFrom(...FRAME_SHAPES), negated: fc.boolean() }),
  fc.record({ slot: fc.constant('color'), value: fc.constantFrom(...COLOR_FAMILIES), negated: fc.boolean() }),
  fc.record({ slot: fc.constant('material'), value: fc.constantFrom(...MATERIALS), negated: fc.boolean() }),
  fc.record({ slot: fc.constant('occasion'), value: fc.constantFrom(...OCCASIONS), negated: fc.boolean() }),
  fc.record({ slot: fc.constant('size'), value: fc.constantFrom(...SIZES), negated: fc.boolean() }),
  fc.record({ slot: fc.constant('max_price'), value: fc.integer({ min: 0, max: 400 }) }),
  fc.record({ slot: fc.constant('change'), value: fc.constantFrom(...CHANGES) }),
  fc.record({ slot: fc.constant('ordinal'), value: fc.integer({ min: -2, max: 7 }) }),
  fc.record({
    slot: fc.constant('product'),
    value: fc.constantFrom('nothing', ...FRAMES.map((each) => each.product_id)),
  }),
  fc.record({ slot: fc.constant('any'), value: fc.constantFrom('color', 'price') }),
) as fc.Arbitrary<Partial<Slot>>;
const anySpoken: fc.Arbitrary<Spoken> = fc.record({
  intent: fc.constantFrom(...INTENTS),
  slots: fc.array(anySlot, { maxLength: 3 }),
  text: fc.constantFrom('', 'what about the Otter Panto', 'a round face', 'Gold'),
  language: fc.constantFrom(...languages),
  flags: fc.constantFrom([], [], [], ['profanity'] as const),
  page: fc.constantFrom(null, null, FRAMES[3]?.product_id ?? null, 'nothing'),
});

describe('whatever is said', () => {
  it('names frames of the shop at their price alone, fills every sentence, and asks for nothing twice', async () => {
    const titles = new Map(FRAMES.map((product) => [product.title, product]));
    await fc.assert(
      fc.asyncProperty(fc.array(anySpoken, { maxLength: 8 }), fc.boolean(), async (messages, hasFace) => {
        const shop = openShop({ face: hasFace ? measured('oval') : null });
        for (const message of messages) {
          const { text, said, actions, quick_replies, memory } = await shop.say(message);
          expect(said).toBe(text);
          expect(text).not.toBe('');
          expect(text).not.toMatch(/\{\w+\}|\b(?:undefined|null|NaN)\b/);
          for (const { label } of quick_replies)
            expect(label).not.toMatch(/\{\w+\}|\b(?:undefined|null|NaN)\b/);
          for (const card of cardsOf(actions)) {
            const product = titles.get(card.title);
            const offer = product?.variants.find(({ variant_id }) => variant_id === card.variant_id);
            expect([product?.product_id, offer?.price]).toEqual([card.product_id, card.price]);
          }
          const bought = actions.filter((action) => action.type === 'add_to_cart');
          for (const { product } of bought) {
            const offers = productOf(product.product_id)?.variants ?? [];
            expect(offers.find(({ variant_id }) => variant_id === product.variant_id)?.in_stock).toBe(true);
          }
          const { min_price: low, max_price: high } = shop.wished();
          const bounds = [low, high, high === null ? null : high + 1, 15_000].filter((each) => each !== null);
          const written = (minor: number) => price(minor, message.language);
          const known = new Set([...PRICES, ...bounds].map(written));
          for (const [amount] of text.matchAll(/€\d[\d.,]*\d|\d[\d.,]*\s€/g)) expect(known).toContain(amount);
          const whole = actions.map((action, n) => ({ ...action, action_id: `t.${n}` }));
          for (const action of whole) expect(Value.Check(ChatAction, action)).toBe(true);
          expect(new Set(actions.map((action) => JSON.stringify(action))).size).toBe(actions.length);
          expect(memory.asked).toBeLessThanOrEqual(2);
          expect(memory.shown.length).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
