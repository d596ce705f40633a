import { expect, it } from 'vitest';
import { manyProducts } from '../bench/many-products.ts';
import { openTestApp } from '../server/testing.ts';
import { evenEngine } from './even-engine.ts';

it('notes each ranking that reads a measured face, names nobody, and notes no answer from the cache', async () => {
  const at = await openTestApp(evenEngine(140));
  try {
    const catalogue = JSON.stringify({ products: manyProducts(3) });
    await at.deps.catalog.import('a', catalogue, { format: 'json', mode: 'merge' });
    const { session_id } = await at.newSession();
    const recommend = async (query = '') => {
      const url = `/v1/recommendations?session_id=${session_id}${query}`;
      const answer = await at.app.inject({ url, headers: at.shopper(session_id) });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json().cached;
    };
    const noted = async () =>
      (await at.deps.audit.list({ store_id: 'a', limit: 100 })).filter(
        ({ action }) => action === 'face_analyses.read',
      );

    await recommend();
    expect(await noted()).toEqual([]);

    await at.consent(session_id, ['face_analysis_processing'], true);
    const measured = await at.app.inject({
      method: 'POST',
      url: `/v1/face/analyze?session_id=${session_id}`,
      headers: { ...at.shopper(session_id), 'content-type': 'image/jpeg' },
      payload: Buffer.from('a photo'),
    });
    expect(measured.statusCode, measured.body).toBe(200);

    expect(await recommend()).toBe(false);
    const [read, ...more] = await noted();
    expect(more).toEqual([]);
    expect(read).toMatchObject({ actor: 'system', reason: expect.stringContaining('choose frames') });
    expect(JSON.stringify(read)).not.toContain(session_id);

    expect(await recommend()).toBe(true);
    expect(await noted()).toHaveLength(1);
    expect(await recommend('&limit=2')).toBe(false);
    expect(await noted()).toHaveLength(2);
  } finally {
    await at.close();
  }
});
