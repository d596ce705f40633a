import type { Cache } from './cache.ts';
import { type Keyring, SealBrokenError } from './keyring.ts';

/** A cache for what may not lie outside of a process in the clear. */
export type SealedCache = Pick<Cache, 'get' | 'set'>;

/**
 * Seals what goes into a shared cache, by the keyring and for its key alone. What stays within the process costs
 * nothing more: there it is as readable as everything else in memory.
 */
export function sealedCache(cache: Cache, keyring: Keyring): SealedCache {
  if (!cache.isShared) return cache;
  const context = (key: string) => `cache/${key}`;
  return {
    async get(key, options) {
      const sealed = await cache.get(key, options);
      if (sealed === null) return null;
      try {
        return keyring.open(context(key), sealed);
      } catch (error) {
        // Of an older version, or of another installation: as good as nothing.
        if (error instanceof SealBrokenError) return null;
        throw error;
      }
    },
    set: (key, value, options) => cache.set(key, keyring.seal(context(key), value), options),
  };
}
