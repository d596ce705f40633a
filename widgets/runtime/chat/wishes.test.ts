import { expect, it } from 'vitest';
import { noWishes } from '../../../server/chat/wishes.ts';
import { listWishes } from './wishes.ts';

it('asks nothing of the list where nothing was asked for', () => {
  expect(listWishes(noWishes())).toEqual({});
});

it('says one wanted value as a filter, several and avoided ones in words', () => {
  expect(
    listWishes({
      ...noWishes(),
      shape: { want: ['cat_eye'], avoid: [] },
      color: { want: ['red', 'blue'], avoid: ['black'] },
      max_price: 15_000,
      light: true,
    }),
  ).toEqual({ shape: 'cat_eye', preferences: 'light, red, blue, not black', max_price: 15_000 });
});
