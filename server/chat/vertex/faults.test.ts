import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, VertexDouble } from '../../../demo/vertex/index.ts';
import { startTrustedDouble } from '../../../demo/vertex/testing.ts';
import type { FallbackReason, Turn } from '../model.ts';
import { type VertexOptions, withFallback } from './index.ts';
import {
  EU,
  LOCAL_TEXT,
  openTrial,
  saysAfterSearch,
  type Trial,
  testLocal,
  type testTools,
  testTurn,
  typesOf,
  US,
} from './testing.ts';

let double: VertexDouble;
let trial: Trial;
beforeAll(async () => {
  double = await startTrustedDouble();
});
afterAll(() => double.close());
beforeEach(() => {
  trial = openTrial(double);
  return () => trial.close();
});
const open = (changes: Partial<VertexOptions> = {}) => trial.open(changes);
const ask = (turn: Turn, vertex = open()) => trial.ask(turn, vertex);

/** What goes wrong for good, and why the local model answers then. */
const FAULTS: [FallbackReason, Fault][] = [
  ['timeout', { kind: 'hang' }],
  ['timeout', { kind: 'slow_start', ms: 5000 }],
  ['timeout', { kind: 'drip', ms: 900 }],
  ['error', { kind: 'cut_in_letter' }],
  ['cut', { kind: 'finish', reason: 'MAX_TOKENS' }],
  ['quota', { kind: 'status', status: 429, retry_after: 39 }],
  ['quota', { kind: 'status', status: 429 }],
  ['error', { kind: 'status', status: 500 }],
  ['error', { kind: 'status', status: 503 }],
  ['error', { kind: 'status', status: 403 }],
  ['error', { kind: 'status', status: 404 }],
  ['error', { kind: 'error_page' }],
  ['error', { kind: 'reset' }],
  ['error', { kind: 'empty' }],
  ['error', { kind: 'finish', reason: 'MALFORMED_FUNCTION_CALL' }],
  ['blocked', { kind: 'blocked' }],
  ['blocked', { kind: 'finish', reason: 'SAFETY' }],
  ['blocked', { kind: 'finish', reason: 'RECITATION' }],
  ['ungrounded', { kind: 'invents_product' }],
  ['ungrounded', { kind: 'invents_price' }],
  ['ungrounded', { kind: 'invents_stock' }],
  ['ungrounded', { kind: 'invents_discount' }],
  ['ungrounded', { kind: 'leaks' }],
  ['ungrounded', { kind: 'markup' }],
  ['error', { kind: 'tools_for_ever' }],
  ['error', { kind: 'unknown_tool' }],
  ['error', { kind: 'wrong_arguments' }],
  ['error', { kind: 'buys' }],
];

describe('a model that fails', () => {
  it.each(FAULTS)(
    '(%s: %j) is stood in for by the local one, with its actions alone',
    async (reason, fault) => {
      double.fault = fault;
      const heard = await ask(
        testTurn('something round'),
        open(reason === 'timeout' ? { deadlines: { firstToken: 400, answer: 800 } } : {}),
      );
      expect(heard.said).toBe(LOCAL_TEXT);
      expect(heard).toMatchObject({ text: LOCAL_TEXT, model: 'local', fell_back: reason, reasons: [reason] });
      expect(typesOf(heard)).toEqual(['show_products']);
    },
  );

  it('is nowhere: nobody listens', async () => {
    const heard = await ask(testTurn('help'), open({ endpoint: '127.0.0.1:1' }));
    expect(heard).toMatchObject({ said: LOCAL_TEXT, fell_back: 'error' });
    expect(double.calls).toEqual([]);
  });

  it.each<Fault>([
    { kind: 'hang' },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 503 },
    { kind: 'reset' },
    { kind: 'malformed_json' },
    { kind: 'cut_in_letter' },
  ])('(%j) is stood in for by the next, and the shopper notices nothing', async (fault) => {
    double.faultOf = ({ location }) => (location === 'eu' ? fault : null);
    const turn = testTurn('something round');
    const deadlines = { firstToken: 1500, answer: 5000 };
    const heard = await ask(turn, open(fault.kind === 'hang' ? { deadlines } : {}));
    expect(heard).toMatchObject({ model: US, fell_back: null });
    expect(heard.said).toContain('Aria Round (€129)');
    expect(typesOf(heard)).toEqual(['show_products']);
    expect(
      (turn.tools as ReturnType<typeof testTools>).asked.filter(([name]) => name === 'search'),
    ).toHaveLength(1);
  });

  it('is left alone for as long as it asks to be', async () => {
    const vertex = open({ models: [EU] });
    double.next = [{ kind: 'status', status: 429, retry_after: 30 }];
    expect((await ask(testTurn('round'), vertex)).fell_back).toBe('quota');
    expect((await ask(testTurn('round'), vertex)).fell_back).toBe('quota');
    expect(double.calls).toHaveLength(1);
  });

  it('no longer takes the access token: another is got', async () => {
    const vertex = open();
    expect((await ask(testTurn('round'), vertex)).fell_back).toBeNull();
    double.tokens.renew();
    expect(await ask(testTurn('round'), vertex)).toMatchObject({ fell_back: null });
    expect(double.refusals).toMatchObject([{ code: 401 }]);
  });

  it('is asked again after a moment', async () => {
    double.next = [{ kind: 'status', status: 503 }];
    expect(await ask(testTurn('round'), open({ models: [EU] }))).toMatchObject({
      model: EU,
      fell_back: null,
    });
  });

  it.each<[string, Fault, FallbackReason]>([
    ['is cut off', { kind: 'cut' }, 'cut'],
    ['stops', { kind: 'unfinished' }, 'cut'],
    ['has no more room', { kind: 'finish', reason: 'MAX_TOKENS' }, 'cut'],
    ['becomes slow', { kind: 'drip', ms: 150 }, 'timeout'],
  ])('%s after it has spoken: the turn ends there, with what was found', async (_, fault, reason) => {
    const sentences = Array.from({ length: 12 }, () => 'Round shapes soften angles. ').join('');
    double.script = saysAfterSearch(`Round shapes soften angles. I like [[p-1]] best. ${sentences}`);
    double.next = [{ kind: 'drip', ms: 0 }, fault];
    const heard = await ask(
      testTurn('round'),
      open({ deadlines: { firstToken: 2000, answer: reason === 'timeout' ? 2500 : 8000 } }),
    );
    expect(heard.said).toMatch(/^Round shapes soften angles\. I like Aria Round \(€129\) best\./);
    expect(heard.said).not.toContain(LOCAL_TEXT);
    expect(heard).toMatchObject({ text: heard.said, model: EU, fell_back: reason, reasons: [reason] });
    expect(typesOf(heard)).toEqual(['show_products']);
  });

  it('says nothing it has not looked up first, when it announces a look and then fails', async () => {
    double.script = ({ contents }) =>
      contents.length > 1
        ? []
        : [{ text: 'Let me look for that. ' }, { functionCall: { name: 'search_frames', args: {} } }];
    expect(await ask(testTurn('round'))).toMatchObject({ said: LOCAL_TEXT, fell_back: 'error' });
  });

  it('leaves out what it made up and keeps the rest', async () => {
    double.script = saysAfterSearch(
      'I like [[p-1]]. The Luna Nova is nicer. It has 20% off. [[p-2]] costs €12.',
    );
    const { said } = await ask(testTurn('round'));
    expect(said).toBe('I like Aria Round (€129). Bold 45 costs €89.50.');
  });

  it('is not waited for when the shopper is gone', async () => {
    double.fault = { kind: 'hang' };
    const gone = new AbortController();
    const model = withFallback({ vertex: open(), local: testLocal });
    const answer = model.answer(testTurn('round'), () => undefined, gone.signal);
    while (double.calls.length === 0) await new Promise(setImmediate);
    gone.abort(new Error('the shopper is gone'));
    await expect(answer).rejects.toThrow('the shopper is gone');
  });
});
