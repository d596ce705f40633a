import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noPreferences, type Preferences, parsePreferences } from './preferences.ts';

const said = (text: string, brands: string[] = []) => {
  const all = parsePreferences(text, brands);
  const empty = noPreferences();
  const keys = Object.keys(all) as (keyof Preferences)[];
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(all[key]) !== JSON.stringify(empty[key]))
      .map((key) => [key, all[key]]),
  );
};
const want = <T>(...values: T[]) => ({ want: values, avoid: [] });
const avoid = <T>(...values: T[]) => ({ want: [], avoid: values });
const METALS = ['metal', 'titanium', 'stainless_steel', 'aluminium'];

describe('wishes in a shopper’s words', () => {
  it.each([
    [
      'round tortoise under 150, not black, acetate, light',
      {
        shape: want('round'),
        color: { want: ['tortoise'], avoid: ['black'] },
        material: want('acetate'),
        maxPrice: 150,
        light: true,
      },
    ],
    [
      'runde Brille in Schwarz oder Blau, bis 200 €, keine Metallfassung',
      { shape: want('round'), color: want('black', 'blue'), maxPrice: 200, material: avoid(...METALS) },
    ],
    [
      'lunettes rondes en écaille, pas noires, moins de 120 euros, légères',
      { shape: want('round'), color: { want: ['tortoise'], avoid: ['black'] }, maxPrice: 120, light: true },
    ],
    [
      'gafas ovaladas de carey para mujer por menos de 99,90 €',
      { shape: want('oval'), color: want('tortoise'), gender: ['women'], maxPrice: 99 },
    ],
    [
      'occhiali a farfalla senza montatura, non rossi, tra 100 e 180 euro',
      { shape: want('butterfly'), rim: want('rimless'), color: avoid('red'), minPrice: 100, maxPrice: 180 },
    ],
    [
      'cat-eye or browline, between 80 and 150',
      { shape: want('cat_eye', 'browline'), minPrice: 80, maxPrice: 150 },
    ],
    ['no black or brown but gold please', { color: { want: ['gold'], avoid: ['black', 'brown'] } }],
    ['light blue', { color: want('blue') }],
    ['100-150 eur', { minPrice: 100, maxPrice: 150 }],
    ['150 max', { maxPrice: 150 }],
    ['over 100 dollars', { minPrice: 100 }],
    ['für Gleitsicht, Titan', { progressive: true, material: want('titanium') }],
    ['half rim for men', { rim: want('semi'), gender: ['men'] }],
    ['size 52', {}],
    ['hello, what is this?', {}],
    ['', {}],
  ])('reads %j', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('knows the shop’s own brands, also those of several words', () => {
    const brands = ['Harrow & Wren', 'Round'];
    expect(said('something from harrow & wren', brands)).toEqual({ brand: want('Harrow & Wren') });
    expect(said('not Harrow Wren', brands)).toEqual({ brand: avoid('Harrow & Wren') });
  });

  it('takes the last word on a thing', () => {
    expect(said('black, no, not black')).toEqual({ color: avoid('black') });
  });

  it('never throws, whatever is typed', () => {
    const word = fc.constantFrom(
      'not',
      'under',
      '150',
      'between',
      'and',
      'round',
      'light',
      'blue',
      ',',
      '€',
      'entre',
      '99,9',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const { shape, color, minPrice, maxPrice } = parsePreferences(typed, ['A b']);
        for (const { want: wanted, avoid: avoided } of [shape, color]) {
          expect(new Set([...wanted, ...avoided]).size).toBe(wanted.length + avoided.length);
        }
        for (const price of [minPrice, maxPrice]) expect(price === null || price >= 0).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(said('round '.repeat(100_000))).toEqual({ shape: want('round') });
  });
});
