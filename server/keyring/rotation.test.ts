import { expect, it } from 'vitest';
import type { AuditLog } from '../audit/index.ts';
import { type KeyFile, StoreUnavailableError, type Vault } from '../data/index.ts';
import { logger } from '../observe/index.ts';
import { openRotation } from './rotation.ts';

it('can be begun again when its beginning could not be noted', async () => {
  let isAway = true;
  let rotated = 0;
  const rotation = openRotation({
    vault: {
      rotate: async () => ({ keys: ++rotated, documents: 0, broken: 0 }),
    } as Partial<Vault> as Vault,
    keyring: {} as KeyFile,
    audit: {
      note: async () => {
        if (isAway) throw new StoreUnavailableError('MongoDB', null);
      },
    } as Partial<AuditLog> as AuditLog,
    log: logger('silent'),
    now: Date.now,
  });
  await expect(rotation.begin('operator')).rejects.toThrow('does not answer');
  expect(rotation.state()).toMatchObject({ status: 'failed' });
  expect(rotated).toBe(0);
  isAway = false;
  expect(await rotation.begin('operator')).toBe(true);
  await rotation.stop();
  expect(rotation.state()).toMatchObject({ status: 'done', keys: 1 });
});
