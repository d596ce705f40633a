import { expect, it } from 'vitest';
import { versionOf } from './versions.ts';

const NOW = 1_700_000_000_000;
const version = (updated_at: number, seen_at: number) => versionOf({ updated_at, seen_at, content: null });

it('puts the later change last, whenever it was seen', () => {
  expect(version(NOW + 1, NOW + 2) > version(NOW, NOW + 9)).toBe(true);
});

it('lets no time from a broken clock stand against everything that follows', () => {
  const inMicroseconds = version(NOW * 1000, NOW);
  expect(version(NOW + 2 * 86_400_000, NOW + 2 * 86_400_000) > inMicroseconds).toBe(true);
});
