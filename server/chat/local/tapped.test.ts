import { describe, expect, it } from 'vitest';
import { COLOR_FAMILIES, OCCASIONS, type Steps } from '../../catalog/index.ts';
import { FACE_SHAPES } from '../../face/index.ts';
import { LANGUAGES, type Language } from '../../recommend/index.ts';
import { storeWords, understandFor } from '../understanding/index.ts';
import type { Intent, Question } from '../understanding.ts';
import { faceShapeIn } from './said-face.ts';
import { speechFor } from './speech.ts';
import { FRAMES, snapshotOf } from './testing.ts';
import type { ReplyKey } from './words.ts';

const understand = understandFor(atOnce(storeWords(snapshotOf(FRAMES).products)));

function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const MEANT: Record<Exclude<ReplyKey, 'up_to' | 'my_face'>, readonly Intent[]> = {
  yes: ['yes'],
  no: ['no'],
  measure: ['measure_face'],
  suits_me: ['face_shape_advice', 'fit_question'],
  show_frames: ['find_frames'],
  cheaper: ['find_frames'],
  more: ['find_frames'],
  compare: ['compare'],
  to_cart: ['add_to_cart'],
  any_color: ['find_frames'],
  any_price: ['find_frames'],
  start_over: ['find_frames'],
  person: ['handover'],
};
const SLOTS: Partial<Record<ReplyKey, object>> = {
  cheaper: { slot: 'change', value: 'cheaper' },
  more: { slot: 'change', value: 'more' },
  any_color: { slot: 'any', value: 'color' },
  any_price: { slot: 'any', value: 'price' },
  start_over: { slot: 'change', value: 'start_over' },
};

describe.each(Object.keys(LANGUAGES) as Language[])('what can be tapped, in %s,', (language) => {
  const speech = speechFor(language, 'friendly', 'EUR');
  const said = (text: string, awaiting: Question | null = null, shown = 6) =>
    understand(text, { language, shown, awaiting });

  it.each(Object.keys(MEANT) as (keyof typeof MEANT)[])('is understood: %s', (key) => {
    const { intent, slots } = said(speech.reply(key));
    expect({ key, intent: MEANT[key].includes(intent) ? MEANT[key] : intent }).toEqual({
      key,
      intent: MEANT[key],
    });
    if (SLOTS[key]) expect(slots).toContainEqual(expect.objectContaining(SLOTS[key]));
  });

  it('names budgets, colours and occasions', () => {
    expect(said(speech.reply('up_to', { price: speech.price(15_000) }), 'budget').slots).toContainEqual(
      expect.objectContaining({ slot: 'max_price', value: 150 }),
    );
    for (const color of COLOR_FAMILIES) {
      const { intent, slots } = said(speech.words.colors[color], 'color');
      expect({ color, intent, slots }).toMatchObject({
        intent: 'find_frames',
        slots: [{ slot: 'color', value: color }],
      });
    }
    for (const occasion of OCCASIONS) {
      expect(said(speech.words.occasions[occasion], 'occasion').slots).toContainEqual(
        expect.objectContaining({ slot: 'occasion', value: occasion }),
      );
    }
  });

  it('names the frame to be put in the cart', () => {
    const text = `${speech.reply('to_cart')}: ${FRAMES[0]?.title}`;
    const { intent, slots } = said(text);
    expect({ text, intent }).toEqual({ text, intent: 'add_to_cart' });
    const products = slots.filter(({ slot }) => slot === 'product' || slot === 'ordinal');
    expect(products).toEqual([{ slot: 'product', value: FRAMES[0]?.product_id, negated: false }]);
  });

  it('names shapes of frames and of faces', () => {
    for (const [shape, word] of Object.entries(speech.nouns.shapes)) {
      // These are not offered.
      if (['other', 'd_frame', 'shield'].includes(shape)) continue;
      const { slots } = said(word, 'shape');
      expect({ word, slots }).toEqual({
        word,
        slots: [expect.objectContaining({ slot: 'shape', value: shape })],
      });
    }
    for (const face of FACE_SHAPES) {
      const text = speech.reply('my_face', { face: speech.nouns.faces[face] });
      expect([text, said(text).intent, faceShapeIn(text)]).toEqual([text, 'face_shape_advice', face]);
    }
  });
});
