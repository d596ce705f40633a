import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startVertexDouble, type VertexDouble } from '../demo/vertex/index.ts';
import { MODEL } from './chat/open.ts';
import { type Heard, type Page, say, visit } from './chat/say.ts';
import { type ServedApart, serveApart } from './chat/serve-apart.ts';

const STREAMS = 500;
/** Pages that open a visit at the same time. */
const AT_ONCE = 50;
/** Far less than a stream's two connections each; those by which visits were opened are kept by the pages. */
const MOST_DESCRIPTORS = 3 * AT_ONCE;
/** Of the second wave: what a conversation holds on to in memory is less than 40 KiB. */
const MOST_MIB = 20;

let double: VertexDouble;
let shop: ServedApart;
beforeAll(async () => {
  double = await startVertexDouble();
  double.script = ({ contents }) => {
    const asked = contents.at(-1)?.parts.at(-1)?.text ?? '';
    return [{ text: answerOf(asked.slice(asked.indexOf(ASK) + ASK.length)) }];
  };
});
afterEach(() => shop.close());
afterAll(() => double.close());

/** Words that mean nothing to a shop of frames; no two shoppers have the same. */
const WORDS = 'banana kettle pillow window carpet pencil bottle ladder candle hammer'.split(' ');
const wordsOf = (n: number) => [...`${n}`].map((digit) => WORDS[Number(digit)]).join(' ');
const ASK = 'Tell me something nice about ';
const answerOf = (words: string) =>
  `I like the sound of ${words}. It is a pleasure to help you choose. ` +
  `Tell me how you want to look, and we will find it together. So much for ${words}.`;

/** All ask at the same time, and no model says a word before the last has asked; with fewer places, before the first. */
async function wave(
  { url, key }: ServedApart,
  places = STREAMS,
): Promise<{ heard: Heard[]; together: number }> {
  const pages: Page[] = [];
  while (pages.length < STREAMS)
    pages.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => visit(url, key)))));
  const asked = double.calls.length + places;
  double.gate = vi.waitUntil(() => double.calls.length >= asked, { timeout: 50_000 });
  let [open, together] = [0, 0];
  const heard = await Promise.all(
    pages.map((page, n) =>
      say(page, { text: `${ASK}${wordsOf(n)}` }, 'stream', (what) => {
        open += what === 'begun' ? 1 : -1;
        together = Math.max(together, open);
      }),
    ),
  );
  return { heard, together };
}

/** Every piece once, in order, and nothing of anybody else's. */
function expectWhole({ status, answer, pieces, events }: Heard): void {
  expect(status).toBe(200);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
  expect(events.slice(-2).map(({ event }) => event)).toEqual(['actions', 'done']);
  expect(pieces.join('')).toBe(answer.response);
}

describe.runIf(process.platform === 'linux')(`${STREAMS} shoppers at once (needs Linux’s /proc)`, () => {
  it('each get every word of theirs, once and in order, and leave nothing behind', async () => {
    // Nobody is sent to the local model: no place is missing, and time neither, however busy the machine is.
    shop = await serveApart(double, {
      concurrency: STREAMS,
      waiting: STREAMS,
      deadlines: { firstToken: 30_000, answer: 40_000, waiting: 30_000 },
      longestAnswerMs: 45_000,
    });
    await say(await visit(shop.url, shop.key), { text: `${ASK}nothing` });
    const before = await shop.descriptors();
    double.fault = { kind: 'drip', ms: 20 };
    const first = await wave(shop);
    const grown = await shop.usedMiB();
    const second = await wave(shop);
    for (const { heard, together } of [first, second]) {
      for (const [n, each] of heard.entries()) {
        expectWhole(each);
        expect(each.answer.response).toBe(answerOf(wordsOf(n)));
        expect(each.pieces.length).toBeGreaterThan(1);
      }
      expect(together).toBe(STREAMS);
    }
    expect((await shop.usedMiB()) - grown).toBeLessThan(MOST_MIB);
    await vi.waitFor(
      async () => expect((await shop.descriptors()) - before).toBeLessThan(MOST_DESCRIPTORS),
      20_000,
    );
  }, 120_000);

  it('each get a whole answer where there are fewer places than shoppers', async () => {
    shop = await serveApart(double, {});
    double.fault = { kind: 'drip', ms: 100 };
    const { heard } = await wave(shop, 1);
    for (const each of heard) expectWhole(each);
    const by = new Set(heard.map(({ answer }) => answer.model));
    expect(by).toContain(MODEL);
    expect(by.size).toBeGreaterThan(1);
  }, 120_000);
});
