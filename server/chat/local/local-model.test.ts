import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { COLOR_FAMILIES, FRAME_SHAPES, MATERIALS, OCCASIONS } from '../../catalog/index.ts';
import { LANGUAGES, type Language } from '../../recommend/index.ts';
import { ChatAction } from '../schema.ts';
import { CHANGES, INTENTS, type Slot } from '../understanding.ts';
import { SIZES } from '../wishes.ts';
import { cardsOf, FRAMES, measured, openShop, productOf, type Spoken, written } from './testing.ts';

const languages = Object.keys(LANGUAGES) as Language[];

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
          const known = new Set([...PRICES, ...bounds].map((minor) => written(minor, message.language)));
          for (const [amount] of text.matchAll(/€\d[\d.,]*\d|\d[\d.,]*\s€/g)) expect(known).toContain(amount);
          const whole = actions.map((action, n) => ({ ...action, action_id: `t.${n}` }));
          for (const action of whole) expect(Value.Check(ChatAction, action)).toBe(true);
          expect(new Set(actions.map((action) => JSON.stringify(action))).size).toBe(actions.length);
          expect(memory.asked).toBeLessThanOrEqual(2);
          expect(memory.shown.length).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
