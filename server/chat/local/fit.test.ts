import { describe, expect, it } from 'vitest';
import { FACE_SHAPES } from '../../face/index.ts';
import { LANGUAGES } from '../../recommend/index.ts';
import { suiting } from './face-shape.ts';
import { WORDS } from './speech.ts';
import { cardsOf, FRAMES, measured, openShop, typesOf } from './testing.ts';

const round = { slot: 'shape', value: 'round' } as const;

describe('fit', () => {
  it('needs a face: without one the measurement is offered, and a yes begins it', async () => {
    const shop = openShop();
    await shop.say({ intent: 'find_frames', slots: [round] });
    const asked = await shop.say({ intent: 'fit_question', slots: [{ slot: 'ordinal', value: 1 }] });
    expect(typesOf(asked.actions)).toEqual(['start_face_analysis']);
    expect(asked.memory.awaiting).toBe('measure_face');
    const begun = await shop.say({ intent: 'yes' });
    expect(begun.said).toContain('never stored');
    expect(typesOf(begun.actions)).toEqual(['start_face_analysis']);
  });

  it('is told in words with a face, and no measurement of it is', async () => {
    const shop = openShop({ face: measured() });
    await shop.say({ intent: 'find_frames', slots: [round] });
    const { said } = await shop.say({ intent: 'fit_question', slots: [{ slot: 'ordinal', value: 1 }] });
    expect(said).toMatch(/should fit you well/);
    expect(said).not.toMatch(/\smm/);
    await shop.say({ intent: 'find_frames', slots: [round] });
    expect((await shop.say({ intent: 'fit_question' })).said).toMatch(/^Fit: .*fits well/);
  });

  it.each(['en', 'de', 'fr', 'es', 'it'] as const)(
    'is not claimed of a list in which nothing fits, in %s',
    async (language) => {
      const wide = FRAMES.filter(({ eyewear }) => (eyewear.total_width ?? 0) >= 146);
      const some = FRAMES.filter(({ eyewear }) => (eyewear.total_width ?? 0) >= 136);
      const said = async (products: typeof FRAMES) =>
        (await openShop({ products, face: measured() }).say({ intent: 'find_frames', language })).said;
      const [warning] = [WORDS[language].sentences.none_fits].flat();
      expect(await said(wide)).toContain(warning);
      expect(await said(some)).not.toContain(warning);
    },
  );

  it.each([
    ['which frames fit my face?', 'en'],
    ['welche Brillen passen mir?', 'de'],
    ['quelles lunettes me vont ?', 'fr'],
  ] as const)('%s is about all that is wished for, not the frame last spoken of', async (text, language) => {
    const cheap = { slot: 'max_price', value: 150 } as const;
    const it = { slot: 'ordinal', value: 1 } as const;
    const shop = openShop({ face: measured() });
    await shop.say({ intent: 'find_frames', slots: [round, cheap], language });
    await shop.say({ intent: 'like', slots: [it], language });
    const cards = cardsOf((await shop.say({ intent: 'fit_question', text, language })).actions);
    expect(cards.length).toBeGreaterThan(1);
    for (const { frame, price } of cards) expect([frame.shape, price <= 15_000]).toEqual(['round', true]);
    const faceless = openShop();
    await faceless.say({ intent: 'find_frames', slots: [round], language });
    await faceless.say({ intent: 'like', slots: [it], language });
    const [asked] = [WORDS[language].sentences.fits_need_face].flat();
    expect((await faceless.say({ intent: 'fit_question', text, language })).said).toContain(asked);
  });

  it.each(FACE_SHAPES)('advice for a face that is %s goes by the catalogue’s table', async (face) => {
    const { said, actions, memory } = await openShop({ face: measured(face) }).say({
      intent: 'face_shape_advice',
    });
    for (const shape of suiting(face)) expect(said).toContain(LANGUAGES.en.shapes[shape]);
    for (const { frame } of cardsOf(actions)) expect(suiting(face)).toContain(frame.shape);
    // What was measured does not become a wish that outlives the consent.
    expect(memory.wishes.shape.want).toEqual([]);
  });

  it.each([
    ['en', 'what suits a heart-shaped face?', 'heart'],
    ['de', 'Was passt zu einem eckigen Gesicht?', 'square'],
    ['fr', 'quelles lunettes pour un visage allongé ?', 'oblong'],
    ['es', 'tengo la cara redonda', 'round'],
    ['it', 'che occhiali per un viso a cuore?', 'heart'],
  ] as const)('advice takes the face a shopper names: %s', async (language, text, face) => {
    const { said, actions } = await openShop().say({ intent: 'face_shape_advice', language, text });
    expect(said).toContain(LANGUAGES[language].faces[face]);
    for (const { frame } of cardsOf(actions)) expect(suiting(face)).toContain(frame.shape);
  });

  it('advice judges the shape that is asked about', async () => {
    const shop = openShop({ face: measured('round') });
    const oval = { intent: 'face_shape_advice', slots: [{ slot: 'shape', value: 'rectangle' }] } as const;
    expect((await shop.say(oval)).said).toContain('style guides recommend it');
    const own = { text: 'do round glasses work on a round face?', slots: [round] };
    expect((await shop.say({ intent: 'face_shape_advice', ...own })).said).toContain('rarely recommend it');
  });

  it('advice without a face asks for it', async () => {
    const { said, actions } = await openShop().say({ intent: 'face_shape_advice', text: 'what suits me?' });
    expect(said).toContain('I don’t know the shape of your face yet');
    expect(typesOf(actions)).toEqual(['start_face_analysis']);
  });
});
