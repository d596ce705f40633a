import { describe, expect, it } from 'vitest';
import { openShop } from './testing.ts';

describe('questions about the shop', () => {
  const faq = [
    {
      language: 'en',
      question: 'How long does delivery take?',
      also_asked: [],
      answer: 'Two days {or so}, by bike.',
      url: 'https://shop.example/delivery',
    },
  ];
  const handover = { email: 'help@shop.example', hours: 'Mo to Fr' };

  it('are answered by the shop word for word, with its address', async () => {
    const { said, is_unanswered } = await openShop({ faq }).say({
      intent: 'store_question',
      text: 'how long is delivery',
    });
    expect(said).toBe('Two days {or so}, by bike. More about it: https://shop.example/delivery');
    expect(is_unanswered).toBe(false);
  });

  it('are handed over honestly where the shop has said nothing', async () => {
    const shop = openShop({ faq, settings: { handover } });
    const { said, actions, is_unanswered } = await shop.say({
      intent: 'store_question',
      text: 'do you sell kites',
    });
    expect(said).toContain('I don’t want to guess');
    expect(said).toContain('help@shop.example');
    expect(actions).toEqual([{ type: 'hand_over', reason: 'unanswered', contact: handover }]);
    expect(is_unanswered).toBe(true);
  });

  it.each([
    ['order_status', 'order_status'],
    ['complaint', 'complaint'],
    ['handover', 'asked'],
  ] as const)('%s goes to a person, with no contact that is made up', async (intent, reason) => {
    const { said, actions } = await openShop().say({ intent });
    expect(actions).toEqual([{ type: 'hand_over', reason, contact: null }]);
    expect(said).toContain('Please ask Brille & Co directly.');
    expect(said).not.toMatch(/@|https?:|\d/);
  });
});

describe('eyes', () => {
  it.each([
    'I see flashes of light since this morning',
    'sudden loss of vision in one eye',
    'plötzlich sehe ich auf einem Auge nichts',
    'j’ai une forte douleur à l’œil',
    'me duele mucho el ojo',
    'ho perso la vista da un occhio',
  ])('that can’t wait are sent to a doctor at once: %s', async (text) => {
    const { said, actions } = await openShop().say({ intent: 'medical', text });
    expect(said).toContain('Please don’t wait with this');
    expect(actions).toEqual([]);
  });

  it.each(['what lens power do I need?', 'my prescription says -2.5', 'meine Augen sind oft trocken'])(
    'are left to those who may judge them: %s',
    async (text) => {
      const { said } = await openShop().say({ intent: 'medical', text });
      expect(said).toContain('Please see an optician or an eye doctor.');
      expect(said).not.toContain('don’t wait');
    },
  );
});
