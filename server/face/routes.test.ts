import Fastify from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawFace } from '../../demo/faces/draw-face.ts';
import { renderFace } from '../../demo/faces/render.ts';
import type { Session } from '../access/index.ts';
import { type App, answerProblems, type Caller, defineProblem, openSlots } from '../http/index.ts';
import { type Analyses, type FaceDeps, type FaceEngine, faceFeature, type StoredAnalysis } from './index.ts';
import { startTestEngine } from './testing.ts';

const PATH = '/v1/face/analyze';
const noSession = defineProblem({
  code: 'test-no-session',
  status: 401,
  title: 'No session.',
  advice: 'Make one.',
});
const noConsent = defineProblem({
  code: 'test-consent-required',
  status: 403,
  title: 'No consent.',
  advice: 'Ask.',
});

let engine: FaceEngine;
let jpeg: Buffer;
let app: App;
let kept: StoredAnalysis[];
let seen: string[];
let consents: boolean[];

beforeAll(async () => {
  engine = await startTestEngine({ workers: 1, queueLimit: 4 });
  jpeg = await renderFace(drawFace({ pd: 63, irisPx: 24 }), { format: 'jpeg' });
});
afterAll(() => engine.close());

beforeEach(async () => {
  kept = [];
  seen = [];
  consents = [];
  app = await appWith(engine);
});

describe('POST /v1/face/analyze', () => {
  const ways = {
    'the body itself': () => ({ url: `${PATH}?session_id=s1&camera=infinite`, ...raw(jpeg) }),
    'a multipart form': () => ({ url: PATH, ...form({ session_id: 's1', camera: 'infinite' }, jpeg) }),
    'a form with the photo first': () => ({
      url: PATH,
      ...form({ session_id: 's1', camera: 'infinite' }, jpeg, true),
    }),
    'JSON with base64': () => ({
      url: PATH,
      payload: { session_id: 's1', image: jpeg.toString('base64'), camera: 'infinite' },
    }),
    'JSON with a data URL': () => ({
      url: PATH,
      payload: {
        image: `data:image/jpeg;base64,${jpeg.toString('base64')}`,
        session_id: 's1',
        camera: 'infinite',
      },
    }),
  };

  it.each(Object.entries(ways))('measures a photo sent as %s', async (_, request) => {
    const reply = await app.inject({ method: 'POST', ...request() });
    expect(reply.statusCode, reply.body).toBe(200);
    const result = reply.json();
    expect(result.measurements.pupillary_distance.value).toBeCloseTo(63, -0.5);
    expect(result.session_id).toBe('s1');
    expect(result.landmarks).toBeUndefined();
    expect(seen).toEqual(['ok']);
  });

  it('keeps millimetres and labels, neither the photo nor points of the face', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: `${PATH}?session_id=s1&include=landmarks`,
      ...raw(jpeg),
    });
    expect(reply.json().landmarks).toHaveLength(468);
    expect(kept).toHaveLength(1);
    const [stored] = kept;
    expect(stored?.store_id).toBe('shop');
    expect(stored?._id).toBe(reply.json().analysis_id);
    expect(Object.keys(stored ?? {}).sort()).toEqual(
      [
        '_id',
        'created_at',
        'face_shape',
        'frame_size',
        'measurements',
        'quality_score',
        'session_id',
        'store_id',
      ].sort(),
    );
  });

  it.each([
    ['in the query', () => ({ url: `${PATH}?session_id=s1&colour=red`, ...raw(jpeg) })],
    ['in a form', () => ({ url: PATH, ...form({ session_id: 's1', colour: 'red' }, jpeg) })],
    [
      'in JSON',
      () => ({
        url: PATH,
        payload: { image: jpeg.toString('base64'), session_id: 's1', colour: 'red' },
      }),
    ],
  ])('refuses a field it does not know %s, and keeps nothing', async (_, request) => {
    const reply = await app.inject({ method: 'POST', ...request() });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toContainEqual({ pointer: '/colour', detail: 'is no field of this call' });
    expect(kept).toEqual([]);
  });

  it('refuses without consent before it looks at the photo', async () => {
    consents = [false];
    const reply = await app.inject({
      method: 'POST',
      url: `${PATH}?session_id=s1`,
      ...raw(Buffer.from('not a photo')),
    });
    expect(reply.statusCode).toBe(403);
    expect(reply.json().code).toBe('test-consent-required');
    expect(kept).toEqual([]);
  });

  it('refuses a form without consent before it reads the photo that follows', async () => {
    consents = [false];
    const reply = await app.inject({ method: 'POST', url: PATH, ...form({ session_id: 's1' }, jpeg) });
    expect(reply.json().code).toBe('test-consent-required');
  });

  it('keeps and tells nothing when consent is withdrawn while the photo is measured', async () => {
    consents = [true, true, false];
    const reply = await app.inject({ method: 'POST', url: `${PATH}?session_id=s1`, ...raw(jpeg) });
    expect(reply.statusCode).toBe(403);
    expect(kept).toEqual([]);
    expect(reply.body).not.toContain('measurements');
  });

  it('takes back what it kept when consent ends during the write', async () => {
    consents = [true, true, true, false];
    const reply = await app.inject({ method: 'POST', url: `${PATH}?session_id=s1`, ...raw(jpeg) });
    expect(reply.statusCode).toBe(403);
    expect(kept).toEqual([]);
  });

  it('takes the scale from the pupillary distance the shopper gives', async () => {
    const url = `${PATH}?session_id=s1&camera=infinite&own_pd=60.5`;
    const { measurements, scale } = (await app.inject({ method: 'POST', url, ...raw(jpeg) })).json();
    expect(scale.source).toBe('own_pd');
    expect(measurements.pupillary_distance.value).toBeCloseTo(60.5, 1);
    expect(measurements.pupillary_distance.high - measurements.pupillary_distance.low).toBeLessThan(4);
  });

  it('lets the numbers of an old frame sharpen the scale and lead the size', async () => {
    const ask = async (query: string) =>
      (
        await app.inject({
          method: 'POST',
          url: `${PATH}?session_id=s1&camera=infinite${query}`,
          ...raw(jpeg),
        })
      ).json();
    const alone = await ask('');
    const helped = await ask(`&old_frame=${encodeURIComponent('52□18-145')}`);
    expect(helped.scale.source).toBe('old_frame');
    const spread = ({ low, high }: { low: number; high: number }) => high - low;
    expect(spread(helped.measurements.face_width)).toBeLessThan(spread(alone.measurements.face_width));
    expect(helped.frame_size.temple).toEqual({ low: 140, high: 150 });
    expect(helped.frame_size.bridge).toEqual({ low: 17, high: 19 });
  });

  it.each([
    ['own_pd=12', '/own_pd'],
    ['camera_distance_mm=abc', '/camera_distance_mm'],
    ['old_frame_fit=perfect', '/old_frame_fit'],
  ])('names the field that is wrong: %s', async (query, pointer) => {
    const reply = await app.inject({ method: 'POST', url: `${PATH}?session_id=s1&${query}`, ...raw(jpeg) });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors[0].pointer).toBe(pointer);
  });

  it('says so when the old frame cannot be read', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: `${PATH}?session_id=s1&old_frame=large`,
      ...raw(jpeg),
    });
    expect(reply.json().code).toBe('invalid-old-frame');
  });

  const huge = Buffer.alloc(10 * 1024 * 1024 + 1, 0xff);
  it.each([
    ['the body', () => ({ url: `${PATH}?session_id=s1`, ...raw(huge) })],
    ['a form', () => ({ url: PATH, ...form({ session_id: 's1' }, huge) })],
    ['JSON', () => ({ url: PATH, payload: { session_id: 's1', image: huge.toString('base64') } })],
  ])('answers image-too-large for more than 10 MB in %s', async (_, request) => {
    const reply = await app.inject({ method: 'POST', ...request() });
    expect(reply.statusCode).toBe(413);
    expect(reply.json().code).toBe('image-too-large');
  });

  it('takes exactly 10 MB of base64', async () => {
    const padded = Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024 - jpeg.length)]);
    const payload = { session_id: 's1', image: padded.toString('base64') };
    expect((await app.inject({ method: 'POST', url: PATH, payload })).statusCode).toBe(200);
  });

  it.each([
    [
      'another media type',
      { url: `${PATH}?session_id=s1`, headers: { 'content-type': 'text/plain' }, payload: 'hi' },
      415,
    ],
    ['JSON without an image', { url: PATH, payload: { session_id: 's1' } }, 400],
    ['a form without an image', { url: PATH, ...form({ session_id: 's1' }, null) }, 400],
    [
      'JSON that is none',
      { url: PATH, headers: { 'content-type': 'application/json' }, payload: '{"image":' },
      422,
    ],
    ['a form cut short', { url: PATH, ...cut(form({ session_id: 's1' }, Buffer.alloc(999))) }, 422],
    ['an empty body', { url: `${PATH}?session_id=s1`, ...raw(Buffer.alloc(0)) }, 400],
  ])('answers %s with a problem', async (_, request, status) => {
    const reply = await app.inject({ method: 'POST', ...request });
    expect(reply.statusCode, reply.body).toBe(status);
    expect(kept).toEqual([]);
  });

  it('answers 503 with Retry-After at once when the queue is full', async () => {
    const busy = await startTestEngine({ workers: 1, queueLimit: 1 });
    const crowded = await appWith(busy);
    const url = (n: number) => `${PATH}?session_id=s${n}&camera=infinite`;
    const replies = await Promise.all(
      Array.from({ length: 5 }, (_, n) => crowded.inject({ method: 'POST', url: url(n), ...raw(jpeg) })),
    );
    await busy.close();
    const statuses = replies.map((reply) => reply.statusCode).sort();
    expect(statuses).toEqual([200, 200, 503, 503, 503]);
    const refused = replies.find((reply) => reply.statusCode === 503);
    expect(refused?.json().code).toBe('analysis-overloaded');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  });

  it('measures two photos of one session at once, and eight of one client', async () => {
    const held: (() => void)[] = [];
    const slow = await appWith({
      ...engine,
      analyze: () => new Promise((_, refuse) => held.push(() => refuse(noSession()))),
    });
    const send = (session: string) =>
      slow.inject({ method: 'POST', url: `${PATH}?session_id=${session}`, ...raw(jpeg) });
    const mine = [send('s1'), send('s1'), send('s1')];
    const third = await Promise.race(mine);
    expect(third.statusCode).toBe(429);
    expect(third.json().code).toBe('too-many-at-once');
    expect(Number(third.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    const others = [3, 4, 5, 6, 7, 8, 9].map((n) => send(`s${n}`));
    expect((await Promise.race(others)).json().code).toBe('too-many-at-once');
    while (held.length < 8) await new Promise(setImmediate);
    for (const end of held) end();
    const ended = await Promise.all([...mine, ...others]);
    expect(ended.map(({ statusCode }) => statusCode).filter((status) => status === 429)).toHaveLength(2);
    expect((await Promise.race([send('s1'), new Promise(setImmediate)]))?.statusCode).not.toBe(429);
    for (const end of held) end();
    await slow.close();
  });
});

describe('the engine', () => {
  it('does not start with a model that is not the one in the manifest', async () => {
    const { startFaceEngine } = await import('./index.ts');
    const start = startFaceEngine({ modelsDir: '/nowhere', workerFile: 'x.js', workers: 1, queueLimit: 1 });
    await expect(start).rejects.toThrow(/detector\.onnx is missing.*varai models build/);
  });
});

async function appWith(faceEngine: FaceEngine): Promise<App> {
  const made = Fastify() as unknown as App;
  answerProblems(made);
  const caller = {
    kind: 'secret',
    store_id: 'shop',
    key_id: 'k',
    permissions: new Set(),
    requests_per_minute: 1,
  };
  made.decorateRequest('caller', null).addHook('onRequest', async (request) => {
    request.caller = caller as Caller;
  });
  const deps: FaceDeps = {
    engine: faceEngine,
    slots: openSlots(),
    analyses: memoryAnalyses(),
    sessionFor: async (_, id) => {
      if (id === undefined) throw noSession();
      return {
        session_id: id,
        store_id: 'shop',
        created_at: 0,
        expires_at: 1,
        consents: {},
        face: null,
      } satisfies Session;
    },
    requireConsent: () => {
      if (consents.shift() === false) throw noConsent();
    },
    noteAnalysis: async () => undefined,
    now: () => 1_700_000_000_000,
    onAnalysis: ({ outcome }) => seen.push(outcome),
  };
  await made.register(faceFeature(deps));
  return made;
}

/** What these routes use of the analyses; that they lie sealed is tested where the stores are real. */
function memoryAnalyses(): Analyses {
  return {
    insert: async (doc: StoredAnalysis) => void kept.push(doc),
    delete: async () => kept.splice(0).length,
  } as unknown as Analyses;
}

function raw(payload: Buffer) {
  return { headers: { 'content-type': 'image/jpeg' }, payload };
}

function form(fields: Record<string, string>, image: Buffer | null, imageFirst = false) {
  const boundary = 'line';
  const texts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const files = image === null ? [] : [Buffer.concat([Buffer.from(head), image, Buffer.from('\r\n')])];
  const parts = imageFirst ? [...files, ...texts] : [...texts, ...files];
  const payload = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, payload };
}

function cut<T extends { payload: Buffer }>(request: T): T {
  return { ...request, payload: request.payload.subarray(0, request.payload.length - 200) };
}

// A photo that sharp can decode but that holds no face is told apart from a damaged one.
describe('a photo without a face', () => {
  it('is answered with no-face', async () => {
    const grey = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const reply = await app.inject({ method: 'POST', url: `${PATH}?session_id=s1`, ...raw(grey) });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().code).toBe('no-face');
  });
});
