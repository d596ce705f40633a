import { afterEach, describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { openTestApp } from '../testing.ts';
import { speechFor } from './local/index.ts';
import type { ChatAnswer } from './schema.ts';
import { type Script, scriptedModel } from './testing.ts';
import { QUESTIONS } from './understanding.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A shopper of a store whose model is elsewhere, and what they have put in the cart. */
async function shopper(script: Script) {
  const at = await openTestApp(undefined, { openVertex: () => scriptedModel(script) });
  open.push(at.close);
  await at.deps.catalog.import('a', JSON.stringify(demoCatalogue()));
  const { session_id } = await at.newSession();
  return {
    async say(text: string) {
      const answer = await at.post('/v1/ai/chat', { text, session_id }, at.shopper(session_id));
      const { actions, model } = answer.json() as ChatAnswer;
      const cart = actions.flatMap((action) =>
        action.type === 'add_to_cart' ? action.product.product_id : [],
      );
      return { cart, model };
    },
  };
}

describe('a cart', () => {
  it('gets what the shopper was asked about in our own words, by rules and no model', async () => {
    let offered = '';
    const { say } = await shopper(async ({ tools, memory }) => {
      const [frame] = (await tools.recommend(3)).products;
      offered = frame?.product_id ?? '';
      return { text: 'It is light.', memory: { ...memory, awaiting: 'to_cart', focus: offered } };
    });
    await say('show me round frames');
    expect(await say('yes')).toEqual({ cart: [offered], model: 'local-1' });
  });

  it.each(QUESTIONS.filter((question) => question !== 'to_cart'))(
    'gets nothing by a yes to another question: %s',
    async (awaiting) => {
      const { say } = await shopper(async ({ tools, memory }) => {
        const [frame] = (await tools.recommend(1)).products;
        return { text: 'Well?', memory: { ...memory, awaiting, focus: frame?.product_id ?? null } };
      });
      await say('show me round frames');
      expect((await say('yes')).cart).toEqual([]);
    },
  );

  it('gets what the shopper names, whatever the model would do', async () => {
    const { say } = await shopper(async ({ tools, memory }) => {
      const { products } = await tools.recommend(3);
      const shown = products.map(({ product_id, variant_id, price }) => ({ product_id, variant_id, price }));
      return { text: 'Three frames.', memory: { ...memory, shown } };
    });
    await say('show me round frames');
    const { cart, model } = await say(
      `${speechFor('en', 'friendly', 'EUR').reply('to_cart')}: the second one`,
    );
    expect([cart.length, model]).toEqual([1, 'local-1']);
  });
});
