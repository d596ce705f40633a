import { describe, expect, it } from 'vitest';
import { cardsOf, FRAMES, openShop, productOf, typesOf, written } from './testing.ts';

const round = { slot: 'shape', value: 'round' } as const;

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
    expect(said).toContain(`${product?.eyewear.weight_g}\u00a0g`);
    expect(actions).toMatchObject([{ type: 'open_product', product: { product_id: product?.product_id } }]);
  });

  it('costs what the version on the screen costs, wherever it is told', async () => {
    const { say, snapshot } = openShop();
    const two = snapshot.products.find(({ variants, in_stock, gender }) => {
      const prices = new Set(variants.filter((each) => each.in_stock).map(({ price }) => price));
      return in_stock && gender !== 'kids' && prices.size > 1;
    });
    const high = Math.max(...(two?.variants ?? []).map(({ price }) => price));
    const slots = [
      { slot: 'max_price', value: (high - 1) / 100 },
      { slot: 'shape', value: two?.eyewear.shape ?? 'round' },
      { slot: 'brand', value: two?.brand ?? '' },
    ] as const;
    const cards = cardsOf((await say({ intent: 'find_frames', slots })).actions);
    const place = cards.findIndex(({ product_id }) => product_id === two?.product_id);
    expect(place).toBeGreaterThanOrEqual(0);
    const price = written(cards[place]?.price ?? 0);
    const it = { slot: 'ordinal', value: place + 1 } as const;
    expect((await say({ intent: 'price', slots: [it] })).said).toContain(`${two?.title} costs ${price} in `);
    const details = await say({ intent: 'product_details', slots: [it] });
    expect(details.said).toContain(`costs ${price}`);
    expect(cardsOf(details.actions)[0]?.variant_id).toBe(cards[place]?.variant_id);
    const other = FRAMES.find(({ product_id }) => product_id !== two?.product_id)?.product_id ?? '';
    const against = { slot: 'product', value: other } as const;
    const { said, actions } = await say({ intent: 'compare', slots: [it, against] });
    expect(cardsOf(actions)[0]?.variant_id).toBe(cards[place]?.variant_id);
    expect(said).toContain(`${two?.title} ${price}`);
  });

  it.each([
    ['how heavy is it?', 'en', /^\S+ \S+ weighs \d+\sg\.$/],
    ['was hat die für maße', 'de', /^\S+ \S+ ist [\d,]+\smm breit; .*\d+□\d+/],
    ['combien elle pèse ?', 'fr', /^\S+ \S+ pèse \d+\sg\.$/],
    ['¿cuánto pesa?', 'es', /^\S+ \S+ pesa \d+\sg\.$/],
    ['che misure ha?', 'it', /^\S+ \S+ è larga [\d,]+\smm; /],
  ] as const)('answers what alone was asked: %s', async (text, language, answer) => {
    const { say } = await shopWithFrames();
    const it = { slot: 'ordinal', value: 1 } as const;
    const { said, actions } = await say({ intent: 'product_details', slots: [it], text, language });
    expect(said).toMatch(answer);
    expect(actions).toEqual([]);
  });

  it('is polarised where the shop says so, and nothing is claimed where it does not', async () => {
    const { say } = await shopWithFrames();
    const asked = [
      { slot: 'ordinal', value: 1 },
      { slot: 'lens_type', value: 'polarized' },
    ] as const;
    expect((await say({ intent: 'product_details', slots: asked })).said).toMatch(/^The shop doesn’t say of/);
    const sunny = openShop({ products: FRAMES.map((each) => ({ ...each, tags: ['polarized'] })) });
    await sunny.say({ intent: 'find_frames', slots: [round] });
    expect((await sunny.say({ intent: 'product_details', slots: asked })).said).toMatch(
      /^Yes: .* is polarised/,
    );
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
      expect(all.said).toContain(`${card.title} costs ${written(card.price)}`);
  });

  it('is not one whose name is an everyday word, while others are on the screen', async () => {
    const { say, cards } = await shopWithFrames();
    const { said } = await say({ intent: 'price', text: '¿cuánto vale?', language: 'es' });
    expect(FRAMES.some(({ title }) => title.startsWith('Vale '))).toBe(true);
    expect(said).toContain(`${cards[0]?.title} cuesta`);
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
    expect(typesOf((await say({ intent: 'remove_from_cart' })).actions)).toEqual([]);
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
      `${first?.title} ${written(first?.price ?? 0)}, ${second?.title} ${written(second?.price ?? 0)}`,
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
