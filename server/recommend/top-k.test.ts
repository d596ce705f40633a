import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopK } from './top-k.ts';

it('keeps what sorting everything would have put first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 0, max: 20 }), (scores, k) => {
      const top = new TopK(k);
      scores.forEach((score, item) => {
        top.offer(item, score);
      });
      const sorted = scores
        .map((score, item) => ({ item, score }))
        .sort((a, b) => b.score - a.score || a.item - b.item);
      expect(top.best()).toEqual(sorted.slice(0, k));
    }),
  );
});
