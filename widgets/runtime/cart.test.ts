import { describe, expect, it } from 'vitest';
import { cartUrl } from './cart.ts';

const item = {
  product_id: 'p/1',
  variant_id: 'v&2',
  title: 'T',
  price: 1,
  currency: 'EUR',
  session_id: 's',
};

describe('the cart address', () => {
  it('is filled with values that cannot break out of it', () => {
    expect(cartUrl('/add?id={variant_id}&p={product_id}&s={session_id}', item)).toBe(
      '/add?id=v%262&p=p%2F1&s=s',
    );
  });

  it('uses the product where there is no variant, and leaves unknown names alone', () => {
    expect(cartUrl('/add/{variant_id}?x={other}', { ...item, variant_id: null })).toBe(
      '/add/p%2F1?x={other}',
    );
  });
});
