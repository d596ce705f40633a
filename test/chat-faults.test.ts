import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, MISBEHAVIOURS, type Misbehaviour, type VertexDouble } from '../demo/vertex/index.ts';
import { startTrustedDouble } from '../demo/vertex/testing.ts';
import type { ChatAction, ChatAnswer } from '../server/chat/schema.ts';
import { type ChatShop, MODEL, openChatShop } from './chat/open.ts';
import { type Heard, say, visit } from './chat/say.ts';

/** What the issue of a turn may take, whatever happens. */
const LONGEST_MS = 4000;
/** A machine busy with other tests may be late for once. */
const AGAIN = { retry: 2 };

const FAULTS: readonly Fault[] = [
  { kind: 'slow_start', ms: 500 },
  { kind: 'slow_start', ms: 3000 },
  { kind: 'drip', ms: 20 },
  { kind: 'drip', ms: 900 },
  { kind: 'cut' },
  { kind: 'cut_in_letter' },
  { kind: 'unfinished' },
  ...([400, 403, 404, 429, 500, 503] as const).map((status): Fault => ({ kind: 'status', status })),
  { kind: 'error_page' },
  { kind: 'hang' },
  { kind: 'reset' },
  { kind: 'malformed_json' },
  { kind: 'blocked' },
  { kind: 'blocked', reason: 'PROHIBITED_CONTENT' },
  ...(['SAFETY', 'RECITATION', 'MAX_TOKENS', 'MALFORMED_FUNCTION_CALL', 'SPII'] as const).map(
    (reason): Fault => ({ kind: 'finish', reason }),
  ),
  ...(Object.keys(MISBEHAVIOURS) as Misbehaviour[]).map((kind): Fault => ({ kind })),
];

/** What a model that misbehaves invents, tries or leaks, none of which a shopper may read. */
const NEVER_SAID =
  /Luna|Nova 3000|19[.,]99|12 euro|only 2 left|noon|SAVE50|50\s?%|free shipping|drop_tables|<|onerror|evil|javascript|\[\[|rm -rf|my instructions/i;
/** So many letters in a row of the model's instructions are no accident. */
const PIECE = 40;

let double: VertexDouble;
let shop: ChatShop;
/** What each frame costs, in its variants. */
let prices: Map<string, Set<number>>;
beforeAll(async () => {
  double = await startTrustedDouble();
  // A rest of one model is seen below; here every fault is to be met.
  const breaker = { calls: 1_000_000 };
  shop = await openChatShop(double.endpoint, { breaker });
  const { products } = await shop.at.deps.catalog.snapshot('a');
  prices = new Map(
    products.map(({ product_id, price, variants }) => [
      product_id,
      new Set([price, ...variants.map((variant) => variant.price)]),
    ]),
  );
});
afterAll(async () => {
  await shop.close();
  await double.close();
});

beforeEach(() => {
  Object.assign(double, { fault: null, faultOf: null });
});

const productsOf = (action: ChatAction) =>
  'products' in action ? action.products : 'product' in action ? [action.product] : [];

/** Everything that holds of an answer whatever the model does. */
function expectHonest({ status, answer, pieces, events, ms }: Heard): void {
  expect(status).toBe(200);
  expect(ms).toBeLessThan(LONGEST_MS);
  expect(answer.response.trim()).not.toBe('');
  expect(pieces.join('')).toBe(answer.response);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
  expect(answer.response).not.toMatch(NEVER_SAID);
  for (const { product_id, price } of answer.actions.flatMap(productsOf)) {
    expect(prices.get(product_id)).toContain(price);
  }
  expectNothingLeaked(answer.response);
  expectNothingTwice([answer]);
}

/** Of what the model was told: no piece of it is in what the shopper reads. */
function expectNothingLeaked(text: string): void {
  const told =
    double.calls
      .at(-1)
      ?.request.systemInstruction?.parts.map((part) => part.text)
      .join('') ?? '';
  const plain = (words: string) => words.toLowerCase().replace(/\s+/g, ' ');
  const instructions = plain(told);
  const answer = plain(text);
  for (let at = 0; at + PIECE <= answer.length; at += 1)
    expect(instructions).not.toContain(answer.slice(at, at + PIECE));
}

function expectNothingTwice(answers: readonly ChatAnswer[]): void {
  const actions = answers.flatMap((answer) => answer.actions);
  const ids = actions.map(({ action_id }) => action_id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const answer of answers) {
    const done = answer.actions.map(({ action_id: _, ...what }) => JSON.stringify(what));
    expect(new Set(done).size).toBe(done.length);
  }
}

/** A message of a visit as it goes well, as it meets what goes wrong, the same once more, and one after that. */
interface Conversation {
  well: Heard;
  met: Heard;
  repeated: Heard;
  after: Heard;
}

/** Two visits side by side, one as JSON and one as a stream, while `goWrong` has its way with their second message. */
async function conversations(text: string, goWrong: () => void): Promise<Conversation[]> {
  const pages = await Promise.all([visit(shop.url, shop.key), visit(shop.url, shop.key)]);
  const both = (message: { text: string; message_id?: string }) =>
    Promise.all(pages.map((page, i) => say(page, message, i === 0 ? 'json' : 'stream')));
  const well = await both({ text: 'round frames under 300' });
  const asked = double.calls.length + double.refusals.length;
  goWrong();
  const message = { text, message_id: 'second-message' };
  const met = await both(message);
  expect(double.calls.length + double.refusals.length).toBeGreaterThan(asked);
  Object.assign(double, { fault: null, faultOf: null });
  const repeated = await both(message);
  const after = await both({ text: 'under 250 please' });
  return pages.map(
    (_, i) => ({ well: well[i], met: met[i], repeated: repeated[i], after: after[i] }) as Conversation,
  );
}

function expectUnharmed({ well, met, repeated, after }: Conversation, material: readonly string[]): void {
  for (const heard of [well, met, after]) expectHonest(heard);
  expect([well, after].map(({ answer }) => answer.model)).toEqual([MODEL, MODEL]);
  expect(repeated.answer).toEqual(met.answer);
  expectNothingTwice([well.answer, met.answer, after.answer]);
  // Nobody has asked to buy.
  expect(met.answer.actions.map(({ type }) => type)).not.toContain('add_to_cart');
  const { wishes, turn, shown_product_ids } = after.answer.session_state;
  expect(turn).toBe(3);
  expect(wishes.shape.want).toEqual(['round']);
  expect(wishes.material.want).toEqual(material);
  expect(wishes.max_price).toBe(250_00);
  expect(shown_product_ids).not.toEqual([]);
}

const named = (fault: Fault) => Object.values(fault).join(' ');
const eachNamed = (faults: readonly Fault[]) => faults.map((fault) => [named(fault), fault] as const);

describe('whatever happens to Vertex AI', AGAIN, () => {
  it.each(eachNamed(FAULTS))('%s', async (_, fault) => {
    const both = await conversations('acetate ones please', () => {
      double.fault = fault;
    });
    for (const each of both) expectUnharmed(each, ['acetate']);
  });

  it.each(eachNamed(FAULTS.filter(({ kind }) => !(kind in MISBEHAVIOURS))))(
    'once it has been told what it looked for: %s',
    async (_, fault) => {
      const both = await conversations('acetate ones please', () => {
        double.faultOf = ({ request }) =>
          request.contents.at(-1)?.parts.some(({ functionResponse }) => functionResponse) ? fault : null;
      });
      for (const each of both) expectUnharmed(each, ['acetate']);
    },
  );

  it('an access token that is no longer good', async () => {
    const both = await conversations('acetate ones please', () => double.tokens.renew());
    for (const each of both) {
      expectUnharmed(each, ['acetate']);
      expect(each.met.answer.model).toBe(MODEL);
    }
  });
});

describe('a model that keeps failing', () => {
  const OTHER = 'gemini-3.1-flash-lite@global';
  let failing: ChatShop;
  beforeAll(async () => {
    const breaker = { calls: 4, failures: 50, window_ms: 60_000, rest_ms: 2000 };
    failing = await openChatShop(double.endpoint, { breaker, models: [MODEL, OTHER] });
  });
  afterAll(() => failing.close());

  /** 0 while a model is used, 1 while it is tried again, 2 while it rests; NaN where nothing has been told of it. */
  async function breakerOf(model: string): Promise<number> {
    const metrics = await (await fetch(`${failing.url}/metrics`)).text();
    const line = metrics.split('\n').find((each) => each.startsWith(`chat_breaker_state{model="${model}"}`));
    return Number(line?.split(' ').at(-1) ?? Number.NaN);
  }
  const ask = async () => {
    const heard = await say(await visit(failing.url, failing.key), { text: 'round frames under 300' });
    expectHonest(heard);
    return heard.answer.model;
  };
  const callsOf = (model: string) => double.calls.filter((call) => model.startsWith(call.model)).length;

  it('is left alone while the next one answers, tried again after its rest, and used again', async () => {
    expect(await ask()).toContain(MODEL);
    double.faultOf = ({ model }) => (MODEL.startsWith(model) ? { kind: 'status', status: 500 } : null);
    await expect
      .poll(async () => [await ask(), await breakerOf(MODEL)], { timeout: 20_000, interval: 0 })
      .toEqual([expect.stringContaining(OTHER), 2]);
    const before = callsOf(MODEL);
    expect(await ask()).toContain(OTHER);
    expect(callsOf(MODEL)).toBe(before);
    expect(await breakerOf(OTHER)).not.toBe(2);

    double.faultOf = null;
    await expect.poll(ask, { timeout: 20_000 }).toContain(MODEL);
    expect(await breakerOf(MODEL)).toBe(0);
  });

  it('gets the pause that it asks for', async () => {
    double.faultOf = ({ model }) =>
      MODEL.startsWith(model) ? { kind: 'status', status: 429, retry_after: 4 } : null;
    expect(await ask()).toContain(OTHER);
    double.faultOf = null;
    const before = callsOf(MODEL);
    expect(await ask()).toContain(OTHER);
    expect(callsOf(MODEL)).toBe(before);
    await expect.poll(ask, { timeout: 20_000 }).toContain(MODEL);
  });

  it('leaves the shoppers to the local model when all of them rest', async () => {
    double.fault = { kind: 'status', status: 503 };
    await expect
      .poll(async () => [await ask(), await breakerOf(MODEL), await breakerOf(OTHER)], {
        timeout: 20_000,
        interval: 0,
      })
      .toEqual([expect.stringMatching(/^local/), 2, 2]);
    double.fault = null;
    await expect.poll(ask, { timeout: 20_000 }).toContain('gemini');
  });
});
