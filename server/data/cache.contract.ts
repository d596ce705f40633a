import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from './cache.ts';

export interface CacheSetup {
  cache: Cache;
  /** Lets this much time pass for the cache, by its clock or by waiting. */
  advance(ms: number): Promise<void>;
  teardown(): Promise<void>;
}

/** Every promise of the cache port, once. */
export function cacheContract(name: string, setup: () => Promise<CacheSetup>): void {
  describe(`cache: ${name}`, () => {
    let at: CacheSetup;
    beforeEach(async () => {
      at = await setup();
    });
    afterEach(() => at.teardown());

    it('returns what was set until its time is over', async () => {
      await at.cache.set('a', 'one', { ttlMs: 100 });
      expect(await at.cache.get('a')).toBe('one');
      await at.advance(101);
      expect(await at.cache.get('a')).toBeNull();
    });

    it('starts the time anew for a sliding read only', async () => {
      await at.cache.set('slid', 'x', { ttlMs: 100 });
      await at.cache.set('read', 'x', { ttlMs: 100 });
      await at.advance(60);
      await at.cache.get('slid', { slide: true });
      await at.cache.get('read');
      await at.advance(60);
      expect(await at.cache.get('slid')).toBe('x');
      expect(await at.cache.get('read')).toBeNull();
    });

    it('overwrites value, time and tags', async () => {
      await at.cache.set('a', 'one', { ttlMs: 100, tags: ['old'] });
      await at.cache.set('a', 'two', { ttlMs: 500, tags: ['new'] });
      await at.cache.deleteByTag('old');
      await at.advance(200);
      expect(await at.cache.get('a')).toBe('two');
      await at.cache.deleteByTag('new');
      expect(await at.cache.get('a')).toBeNull();
    });

    it('deletes by key and by tag, and nothing else', async () => {
      await at.cache.set('a', '1', { ttlMs: 1000, tags: ['store:1'] });
      await at.cache.set('b', '2', { ttlMs: 1000, tags: ['store:1', 'store:2'] });
      await at.cache.set('c', '3', { ttlMs: 1000, tags: ['store:2'] });
      await at.cache.set('d', '4', { ttlMs: 1000 });
      await at.cache.deleteByTag('store:1');
      await at.cache.delete('d', 'unknown');
      const left = await Promise.all(['a', 'b', 'c', 'd'].map((key) => at.cache.get(key)));
      expect(left).toEqual([null, null, '3', null]);
    });

    it('keeps the tags of an entry that was read sliding', async () => {
      await at.cache.set('a', '1', { ttlMs: 1000, tags: ['t'] });
      await at.cache.get('a', { slide: true });
      await at.cache.deleteByTag('t');
      expect(await at.cache.get('a')).toBeNull();
    });

    it('counts within a window that does not move', async () => {
      expect(await at.cache.increment('n', 100)).toBe(1);
      await at.advance(60);
      expect(await at.cache.increment('n', 100)).toBe(2);
      await at.advance(60);
      expect(await at.cache.increment('n', 100)).toBe(1);
    });

    it('adds as much as is told, also less than nothing, within the same window', async () => {
      expect(await at.cache.increment('sum', 100, 250)).toBe(250);
      await at.advance(60);
      expect(await at.cache.increment('sum', 100, -50)).toBe(200);
      await at.advance(60);
      expect(await at.cache.increment('sum', 100, 7)).toBe(7);
    });

    it('begins a new window in the very instant the old one ends', async () => {
      await at.cache.increment('n', 100);
      await at.advance(100);
      await at.cache.increment('n', 100);
      await at.advance(1000);
      expect(await at.cache.increment('n', 100)).toBe(1);
    });

    it('delivers what is published to those subscribed, until they leave', async () => {
      const heard: string[] = [];
      const leave = await at.cache.subscribe('products', (message) => heard.push(message));
      await at.cache.publish('orders', 'not this');
      await at.cache.publish('products', 'changed');
      for (let tries = 0; heard.length === 0 && tries < 200; tries++) await at.advance(10);
      await leave();
      await at.cache.publish('products', 'too late');
      await at.advance(20);
      expect(heard).toEqual(['changed']);
    });
  });
}
