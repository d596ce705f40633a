import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { COLOR_FAMILIES, FRAME_SHAPES } from '../../catalog/index.ts';
import type { Memory } from '../model.ts';
import { CHANGES, INTENTS, type Intent, type Slot } from '../understanding.ts';
import { CHOICES, noWishes, Wishes } from '../wishes.ts';
import { type Here, newMemory, remember } from './remember.ts';

const HERE: Here = { page_product_id: null, minorUnits: 100, face_said: null };
const shown = [
  { product_id: 'a', variant_id: 'a1', price: 12_900 },
  { product_id: 'b', variant_id: null, price: 8_900 },
  { product_id: 'c', variant_id: 'c1', price: 21_900 },
];
const onScreen: Memory = { ...newMemory('en'), shown };
const slot = (name: Slot['slot'], value: unknown, negated = false) =>
  ({ slot: name, value, negated }) as Slot;

function told(memory: Memory, slots: readonly Slot[], intent: Intent = 'find_frames', here = HERE): Memory {
  return remember(memory, { intent, confidence: 1, language: 'en', slots }, here);
}

describe('wishes', () => {
  it('hold what was said last: a new shape takes the place of the old one, what is refused is added', () => {
    const first = told(newMemory('en'), [slot('shape', 'round'), slot('color', 'black', true)]);
    const next = told(first, [slot('shape', 'oval'), slot('color', 'brown', true)]);
    expect(next.wishes).toMatchObject({
      shape: { want: ['oval'], avoid: [] },
      color: { want: [], avoid: ['black', 'brown'] },
    });
    expect(told(next, [slot('color', 'black')]).wishes.color).toEqual({ want: ['black'], avoid: ['brown'] });
  });

  it('lose of several wanted colours the one that is refused', () => {
    const both = told(newMemory('en'), [slot('color', 'black'), slot('color', 'blue')]);
    expect(told(both, [slot('color', 'black', true)]).wishes.color).toEqual({
      want: ['blue'],
      avoid: ['black'],
    });
  });

  it('know brands whatever their capitals', () => {
    const liked = told(newMemory('en'), [slot('brand', 'Harrow & Wren')]);
    expect(told(liked, [slot('brand', 'harrow wren', true)]).wishes.brand.want).toEqual([]);
  });

  it('count prices in minor units of the currency, and give up a bound that no longer goes with a new one', () => {
    const dear = told(newMemory('en'), [slot('min_price', 150)]);
    expect(dear.wishes.min_price).toBe(15_000);
    expect(told(dear, [slot('max_price', 99.9)]).wishes).toMatchObject({ min_price: null, max_price: 9990 });
    const yen = { page_product_id: null, minorUnits: 1, face_said: null };
    expect(told(newMemory('en'), [slot('max_price', 9000)], 'find_frames', yen).wishes.max_price).toBe(9000);
    const turned = told(newMemory('en'), [slot('min_price', 200), slot('max_price', 100)]);
    expect(turned.wishes).toMatchObject({ min_price: 10_000, max_price: 20_000 });
  });

  it('are taken back one by one or all', () => {
    const wished = told(newMemory('en'), [
      slot('color', 'black'),
      slot('max_price', 100),
      slot('light', true),
    ]);
    expect(told(wished, [slot('any', 'color'), slot('any', 'price')]).wishes).toEqual({
      ...noWishes(),
      light: true,
    });
    const over = told({ ...wished, shown, seen: ['a'], liked: ['b'], awaiting: 'shape', asked: 2 }, [
      slot('change', 'start_over'),
    ]);
    expect(over).toEqual({ ...newMemory('en'), liked: ['b'] });
    expect(told(wished, [slot('change', 'start_over'), slot('shape', 'oval')]).wishes.shape.want).toEqual([
      'oval',
    ]);
  });

  it('follow what is on the screen: cheaper than the middle one, dearer than the one pointed at, one size on', () => {
    expect(told(onScreen, [slot('change', 'cheaper')]).wishes.max_price).toBe(12_899);
    const dearer = told(onScreen, [slot('change', 'dearer'), slot('ordinal', 1)]);
    expect(dearer.wishes.min_price).toBe(12_901);
    expect(told(onScreen, [slot('change', 'smaller')]).wishes.size.want).toEqual(['narrow']);
    const wide = told(onScreen, [slot('size', 'wide')]);
    expect(told(wide, [slot('change', 'smaller')]).wishes.size.want).toEqual(['medium']);
    expect(told(onScreen, [slot('change', 'lighter')]).wishes.light).toBe(true);
    expect(told(newMemory('en'), [slot('change', 'cheaper')]).wishes).toEqual(noWishes());
  });

  it('are not made of what is only asked about', () => {
    const asked = told(onScreen, [slot('ordinal', 1), slot('material', 'titanium')], 'product_details');
    expect(asked.wishes).toEqual(noWishes());
    const inBlue = told(onScreen, [slot('ordinal', 0), slot('color', 'blue')], 'availability');
    expect(inBlue.wishes).toEqual(noWishes());
    expect(told(onScreen, [slot('shape', 'round')], 'face_shape_advice').wishes).toEqual(noWishes());
    expect(told(newMemory('en'), [slot('color', 'blue')], 'availability').wishes.color.want).toEqual([
      'blue',
    ]);
  });
});

describe('the frame spoken of', () => {
  it('is the one named or pointed at', () => {
    expect(told(onScreen, [slot('ordinal', 2)], 'like').focus).toBe('b');
    expect(told(onScreen, [slot('ordinal', -1)], 'like').focus).toBe('c');
    expect(told(onScreen, [slot('ordinal', 9)], 'like').focus).toBeNull();
    expect(told(onScreen, [slot('product', 'z')], 'price').focus).toBe('z');
  });

  it('is that of the open page for "this one", unless another is spoken of on the screen', () => {
    const page = { page_product_id: 'p', minorUnits: 100, face_said: null };
    expect(told(onScreen, [slot('ordinal', 0)], 'price', page).focus).toBe('p');
    expect(told({ ...onScreen, focus: 'b' }, [slot('ordinal', 0)], 'price', page).focus).toBe('b');
    expect(told({ ...onScreen, focus: 'gone' }, [slot('ordinal', 0)], 'price', page).focus).toBe('p');
  });

  it('is remembered when it is liked', () => {
    const liked = told({ ...onScreen, liked: ['a', 'b'] }, [slot('ordinal', 1)], 'like');
    expect(liked.liked).toEqual(['b', 'a']);
  });
});

const anySlot: fc.Arbitrary<Slot> = fc.oneof(
  fc.record({ slot: fc.constant('shape'), value: fc.constantFrom(...FRAME_SHAPES), negated: fc.boolean() }),
  fc.record({ slot: fc.constant('color'), value: fc.constantFrom(...COLOR_FAMILIES), negated: fc.boolean() }),
  fc.record({
    slot: fc.constant('brand'),
    value: fc.string({ minLength: 1, maxLength: 200 }),
    negated: fc.boolean(),
  }),
  fc.record({
    slot: fc.constantFrom('min_price', 'max_price'),
    value: fc.double({ min: -5, max: 1e12, noNaN: true }),
    negated: fc.constant(false),
  }),
  fc.record({
    slot: fc.constant('any'),
    value: fc.constantFrom(...CHOICES, 'price'),
    negated: fc.constant(false),
  }),
  fc.record({ slot: fc.constant('change'), value: fc.constantFrom(...CHANGES), negated: fc.constant(false) }),
  fc.record({
    slot: fc.constant('ordinal'),
    value: fc.integer({ min: -3, max: 9 }),
    negated: fc.constant(false),
  }),
  fc.record({ slot: fc.constant('product'), value: fc.constantFrom('a', 'z'), negated: fc.boolean() }),
) as fc.Arbitrary<Slot>;

describe('whatever is said', () => {
  it('is kept within the schema, with no value both wanted and avoided, and changes nothing handed in', () => {
    const message = fc.tuple(fc.constantFrom(...INTENTS), fc.array(anySlot, { maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        let memory: Memory = onScreen;
        for (const [intent, slots] of messages) {
          const before = structuredClone(memory);
          const next = told(memory, slots, intent);
          expect(memory).toEqual(before);
          expect(Value.Check(Wishes, next.wishes)).toBe(true);
          for (const axis of CHOICES) {
            const { want, avoid } = next.wishes[axis] as { want: string[]; avoid: string[] };
            expect(new Set([...want, ...avoid]).size).toBe(want.length + avoid.length);
          }
          const { min_price: low, max_price: high } = next.wishes;
          expect(low === null || high === null || low <= high).toBe(true);
          memory = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});
