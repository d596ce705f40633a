import { VertexAI } from '@google-cloud/vertexai';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ModelEvent, openClients } from '../../server/chat/vertex/vertex-sdk.ts';
import { sensible, type VertexDouble } from './index.ts';
import { startTrustedDouble } from './testing.ts';

const MODEL = 'gemini-3.5-flash-lite';
const SEARCH = {
  name: 'search_frames',
  description: 'Finds frames',
  parameters: {
    type: 'OBJECT' as const,
    properties: {
      color: { type: 'ARRAY' as const, items: { type: 'STRING' as const, enum: ['black', 'blue'] } },
      max_price: { type: 'NUMBER' as const },
    },
  },
};

let double: VertexDouble;
beforeAll(async () => {
  double = await startTrustedDouble();
});
afterAll(() => double.close());
beforeEach(() => {
  Object.assign(double, { fault: null, next: [], faultOf: null, calls: [], refusals: [] });
});

const user = (text: string) => ({ role: 'user' as const, parts: [{ text }] });
const request = {
  system: 'You sell frames. Answer in English.',
  contents: [user('blue, under 120')],
  functions: [SEARCH],
  mayCall: true,
  maxOutputTokens: 500,
  timeoutMs: 5000,
};

async function heard(changes: object = {}, project = 'shop-project', model = MODEL): Promise<ModelEvent[]> {
  const clients = await openClients(project, double.endpoint);
  const events: ModelEvent[] = [];
  for await (const event of clients(model, 'eu').stream({ ...request, ...changes })) events.push(event);
  return events;
}
const textOf = (events: ModelEvent[]) =>
  events.map((event) => (event.kind === 'text' ? event.text : '')).join('');

describe('the double of Vertex AI, met by Google’s own libraries', () => {
  it('calls a declared function by the words of the message, then names what was found', async () => {
    const events = await heard();
    const call = events.find((event) => event.kind === 'call');
    expect(call).toMatchObject({ name: 'search_frames', args: { color: ['blue'], max_price: 120 } });
    expect(events.at(-1)).toEqual({ kind: 'finish', reason: 'STOP' });
    expect(events.some((event) => event.kind === 'usage' && event.input > 50 && event.output > 5)).toBe(true);
    if (call?.kind !== 'call') throw new Error('nothing was called');
    const contents = [
      ...request.contents,
      { role: 'model', parts: [call.part] },
      {
        role: 'user',
        parts: [{ functionResponse: { name: 'search_frames', response: { frames: [{ id: 'é-1' }] } } }],
      },
    ];
    expect(textOf(await heard({ contents }))).toContain('[[é-1]]');
    expect(double.tokens.exchanges()).toBeGreaterThan(0);
  });

  it('answers the library’s documented way in, too', async () => {
    const notice = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const vertex = new VertexAI({
      project: 'shop-project',
      location: 'eu',
      apiEndpoint: double.endpoint,
      googleAuthOptions: { projectId: 'shop-project' },
    });
    notice.mockRestore();
    const model = vertex.getGenerativeModel({ model: MODEL });
    const { response, stream } = await model.generateContentStream('Grüße');
    for await (const _ of stream);
    expect((await response).candidates?.[0]?.content.parts[0]?.text).toBe('What would you like to see?');
  });

  const said = (parts: object[]) => ({ contents: [user('hi'), { role: 'model', parts }, user('yes')] });
  it.each<[string, number, object]>([
    [
      'a conversation that begins with the model',
      400,
      { contents: [{ role: 'model', parts: [{ text: 'hi' }] }] },
    ],
    ['two turns of one side', 400, { contents: [user('a'), user('b')] }],
    ['an end by the model', 400, { contents: [user('a'), { role: 'model', parts: [{ text: 'b' }] }] }],
    ['an empty part', 400, { contents: [user('')] }],
    ['an unknown role', 400, { contents: [{ role: 'system', parts: [{ text: 'a' }] }] }],
    [
      'an answer to no call',
      400,
      { contents: [{ role: 'user', parts: [{ functionResponse: { name: 'x', response: {} } }] }] },
    ],
    ['a call that was never answered', 400, said([{ functionCall: { name: 'search_frames', args: {} } }])],
    ['a schema type it does not know', 400, { functions: [{ ...SEARCH, parameters: { type: 'object' } }] }],
    [
      'a schema member it does not know',
      400,
      { functions: [{ ...SEARCH, parameters: { type: 'OBJECT', additionalProperties: false } }] },
    ],
    ['a name with spaces', 400, { functions: [{ ...SEARCH, name: 'search frames' }] }],
    ['more output than there is', 400, { maxOutputTokens: 100_000 }],
  ])('refuses %s', async (_, status, changes) => {
    await expect(heard(changes)).rejects.toMatchObject({ status });
    expect(double.refusals).toMatchObject([{ code: status }]);
  });

  it('refuses another project, an unknown model, an old token, too many tokens and what is no JSON', async () => {
    await expect(heard({}, 'other-project')).rejects.toMatchObject({ status: 403 });
    await expect(heard({}, 'shop-project', 'gemini-1.0-pro')).rejects.toMatchObject({ status: 404 });
    const clients = await openClients('shop-project', double.endpoint);
    const once = async () => {
      for await (const _ of clients(MODEL, 'eu').stream(request));
    };
    await once();
    double.tokens.renew();
    await expect(once()).rejects.toMatchObject({ status: 401 });
    const contents = [user('x'.repeat(4_400_000))];
    await expect(heard({ contents })).rejects.toMatchObject({ status: 400 });
    const path = `https://${double.endpoint}/v1/projects/shop-project/locations/eu/publishers/google/models/${MODEL}:generateContent`;
    const headers = { authorization: `Bearer ${double.tokens.token()}` };
    expect((await fetch(path, { method: 'POST', headers, body: '{' })).status).toBe(400);
    expect((await fetch(`${path}x`, { method: 'POST', headers, body: '{}' })).status).toBe(404);
  });

  it.each<[string, object, object]>([
    [
      'says when to try again',
      { kind: 'status', status: 429, retry_after: 39 },
      { status: 429, retryAfterMs: 39_000 },
    ],
    ['is out of order', { kind: 'status', status: 503 }, { status: 503 }],
    ['answers with a page', { kind: 'error_page' }, { status: null }],
    ['breaks the connection', { kind: 'reset' }, { status: null }],
    ['is cut off', { kind: 'cut' }, { status: null }],
    ['is cut off within a letter', { kind: 'cut_in_letter' }, { status: null }],
    ['sends broken JSON', { kind: 'malformed_json' }, { status: null }],
    ['hangs', { kind: 'hang' }, { status: null }],
  ])('%s when told to', async (_, fault, told) => {
    double.next = [fault as never];
    await expect(heard({ timeoutMs: 300 })).rejects.toMatchObject(told);
  });

  it('is quoted in no error', async () => {
    double.script = () => [{ text: 'a secret of the shopper' }];
    double.next = [{ kind: 'malformed_json' }];
    const error = await heard().catch((reason: Error) => reason);
    expect(error).toMatchObject({ message: 'the connection failed: no code' });
    expect((error as Error).cause).toBeUndefined();
    double.script = sensible;
  });

  it('stops early, blocks and ends for other reasons when told to', async () => {
    double.next = [{ kind: 'unfinished' }, { kind: 'blocked' }, { kind: 'finish', reason: 'SAFETY' }];
    expect((await heard()).some((event) => event.kind === 'finish')).toBe(false);
    expect(await heard()).toContainEqual({ kind: 'blocked', reason: 'SAFETY' });
    expect(await heard()).toContainEqual({ kind: 'finish', reason: 'SAFETY' });
  });
});
