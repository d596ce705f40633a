import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paced } from '../../catalog/index.ts';
import { storeWords, understandFor } from '../understanding/index.ts';
import type { Slot, Understand } from '../understanding.ts';
import { evaluate, OWN_SET, parseSet, parseStore } from './index.ts';

const fileOf = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const line = (change: object = {}) =>
  JSON.stringify({ text: 'black ones', language: 'en', intent: 'find_frames', slots: [], ...change });

describe('a set of labelled messages', () => {
  it('is read line by line, and its mistakes are named by line', () => {
    const { utterances, errors } = parseSet(
      [
        line(),
        '',
        '{"text": ',
        line({ intent: 'buy' }),
        line({ slots: [{ slot: 'color', value: 'mauve' }] }),
        line({ slots: [{ slot: 'max_price', value: '120' }] }),
        line({ shown: -1 }),
        line({ comment: 'hm' }),
        line({
          slots: [{ slot: 'color', value: 'black', negated: true }],
          shown: 3,
          awaiting: 'color',
          page_language: 'de',
        }),
      ].join('\n'),
    );
    expect(utterances).toHaveLength(2);
    expect(errors.map((error) => error.line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(errors[0]?.detail).toBe('is not JSON');
    expect(errors[1]?.detail).toMatch(/^intent .*find_frames/);
    expect(errors[2]?.detail).toBe('slots/0: "mauve" is no value of color');
  });

  it('is judged by intents and by slots with their negation', () => {
    const { utterances } = parseSet(
      [
        line({
          slots: [
            { slot: 'color', value: 'black' },
            { slot: 'shape', value: 'round' },
          ],
        }),
        line({ text: 'hi', intent: 'greet' }),
      ].join('\n'),
    );
    const slots: Slot[] = [
      { slot: 'color', value: 'black', negated: false },
      { slot: 'shape', value: 'round', negated: true },
      { slot: 'light', value: true, negated: false },
    ];
    const understand: Understand = (text) =>
      text === 'hi'
        ? { intent: 'goodbye', confidence: 1, language: 'de', slots: [] }
        : { intent: 'find_frames', confidence: 1, language: 'en', slots };
    expect(evaluate(utterances, understand)).toMatchObject({
      utterances: 2,
      intent_accuracy: 0.5,
      slot_precision: 0.3333,
      slot_recall: 0.5,
      slot_f1: 0.4,
      language_accuracy: 0.5,
      by_intent: {
        find_frames: { intent_accuracy: 1, slot_f1: 0.4 },
        greet: { intent_accuracy: 0, slot_f1: 1 },
      },
      mistakes: [
        { text: 'black ones', understood: { slots: ['color=black', 'light=true', 'not shape=round'] } },
        { text: 'hi', expected: { intent: 'greet' }, understood: { intent: 'goodbye' } },
      ],
    });
  });
});

it('the project’s own set is understood', async () => {
  const { products } = parseStore(fileOf(OWN_SET.store));
  const { utterances, errors } = parseSet(OWN_SET.utterances.map(fileOf).join('\n'));
  expect(errors).toEqual([]);
  expect(utterances.length).toBeGreaterThanOrEqual(300);
  expect(Object.keys(languagesOf(utterances)).sort()).toEqual(['de', 'en', 'es', 'fr', 'it']);
  const evaluation = evaluate(utterances, understandFor(await paced(storeWords(products))));
  expect(evaluation.intent_accuracy).toBeGreaterThanOrEqual(0.95);
  expect(evaluation.slot_f1).toBeGreaterThanOrEqual(0.92);
  expect(evaluation.language_accuracy).toBeGreaterThanOrEqual(0.95);
});

function languagesOf(utterances: readonly { language: string }[]): Record<string, true> {
  return Object.fromEntries(utterances.map(({ language }) => [language, true]));
}
