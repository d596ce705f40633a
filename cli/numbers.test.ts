import { expect, it } from 'vitest';
import { millimetres, price } from './numbers.ts';

it.each([
  [14_900, 'EUR', '€149.00'],
  [14_900, 'JPY', '¥14,900'],
  [14_900, 'KWD', 'KWD\u00a014.900'],
])('writes %i minor units of %s as people do', (minor, currency, written) => {
  expect(price(minor, currency)).toBe(written);
});

it('takes a length with a comma, and names the flag of one it can not read', () => {
  expect(millimetres('--pd', '63,5')).toBe(63.5);
  expect(() => millimetres('--pd', 'wide')).toThrow('--pd');
});
