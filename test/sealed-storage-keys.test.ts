import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { TObject } from 'typebox';
import { beforeEach, describe, expect, it } from 'vitest';
import { sealedFieldsOf } from '../server/data/classification.ts';
import { type Doc, openEmbeddedDocuments } from '../server/data/index.ts';
import { at, CUSTOMER, folder, STORED, start, traffic } from './sealed-traffic.ts';

describe('what is kept', () => {
  beforeEach(async () => {
    await start();
  });

  it('can’t be read from a copy taken before a person’s key was destroyed, keys or not', async () => {
    const session_id = await traffic();
    await cp(join(folder, 'documents'), join(folder, 'copy'), { recursive: true });
    await at.deps.vault.shred({ store_id: 'a', subject: `session:${session_id}` });
    await at.deps.vault.shred({ store_id: 'a', subject: `customer:${CUSTOMER}` });
    const copy = await openEmbeddedDocuments({ directory: join(folder, 'copy'), now: Date.now });
    for (const name of ['face_analyses', 'orders', 'customer_preferences']) {
      const schema = STORED[name] as TObject;
      for (const doc of await copy.collection<Doc & Record<string, unknown>>(name).find({})) {
        for (const field of sealedFieldsOf(schema).filter((each) => doc[each] !== undefined)) {
          const place = { store_id: 'a', field: `${name}.${field}`, _id: doc._id };
          await expect(at.deps.vault.open(place, doc[field] as string)).rejects.toThrow('destroyed');
        }
      }
    }
    await copy.close();
  });

  it('is read and goes on while every key is renewed by the operator', async () => {
    const session_id = await traffic();
    const operator = { 'x-varai-operator': at.operatorToken };
    const begun = await at.post('/admin/v1/keyring/rotate', undefined, operator);
    expect(begun.json()).toMatchObject({ rotation: { status: 'running' } });
    const url = `/v1/recommendations?session_id=${session_id}&limit=3`;
    const headers = at.shopper(session_id);
    expect((await at.app.inject({ url, headers })).json()).toMatchObject({ face_shape: 'heart' });
    await at.deps.rotation.stop();
    const { rotation, versions } = (
      await at.app.inject({ url: '/admin/v1/keyring', headers: operator })
    ).json();
    expect(rotation).toMatchObject({ status: 'done', error: null });
    expect(rotation.documents).toBeGreaterThanOrEqual(0);
    expect(versions).toHaveLength(2);
    expect(await at.deps.connections.get('a')).toMatchObject({
      credentials: { access_token: 'shpat_qx41_token' },
    });
    const noted = await at.deps.audit.list({ store_id: '', limit: 10 });
    expect(noted.map(({ action }) => action)).toEqual(['keyring.rotated', 'keyring.rotate']);
  });
});
