import { describe, expect, it } from 'vitest';
import { openShop, typesOf } from './testing.ts';

const round = { slot: 'shape', value: 'round' } as const;

describe('a greeting', () => {
  it('says that a program speaks, and offers what there is', async () => {
    const { said, quick_replies } = await openShop().say({ intent: 'greet' });
    expect(said).toMatch(/a program, not a person/);
    expect(quick_replies.map(({ text }) => text)).toEqual(['Show me some frames', 'Measure my face']);
  });

  it('calls itself as the merchant says, and speaks to customers as the tone asks', async () => {
    const shop = openShop({ settings: { assistant_name: 'Ottilie', tone: 'formal' } });
    expect((await shop.say({ intent: 'greet', language: 'de' })).said).toMatch(/Ottilie.*Sagen Sie mir/);
    const familiar = openShop({ settings: { tone: 'playful' } });
    expect((await familiar.say({ intent: 'greet', language: 'de' })).said).toMatch(/Sag mir/);
  });
});

describe('manners', () => {
  it.each(['are you human?', 'bist du ein Bot?', 'who are you', 'Are you an AI?'])(
    'says what it is: %s',
    async (text) => {
      expect((await openShop().say({ intent: 'small_talk', text })).said).toContain('I’m a computer program');
    },
  );

  it('asks at the end whether it was of help, and takes the answer', async () => {
    const shop = openShop();
    const bye = await shop.say({ intent: 'goodbye' });
    expect([typesOf(bye.actions), bye.memory.awaiting]).toEqual([['ask_satisfaction'], 'satisfaction']);
    expect((await shop.say({ intent: 'yes' })).said).toContain('I’m glad');
  });

  it('stays calm and on the subject', async () => {
    const foul = await openShop().say({ intent: 'out_of_scope', flags: ['profanity'] });
    expect(foul.said).toContain('friendly tone');
    const wish = await openShop().say({ intent: 'find_frames', slots: [round], flags: ['profanity'] });
    expect(typesOf(wish.actions)).toContain('show_products');
    const bent = await openShop().say({ intent: 'find_frames', slots: [round], flags: ['prompt_injection'] });
    expect([bent.said.includes('I can’t do that'), bent.actions]).toEqual([true, []]);
  });

  it('does not pretend to know other things', async () => {
    const { said, is_unanswered } = await openShop().say({
      intent: 'out_of_scope',
      text: 'who won the match',
    });
    expect([said.includes('I only know about glasses'), is_unanswered]).toEqual([true, true]);
  });
});
