import { describe, expect, it } from 'vitest';
import { CallError, createHttp, type Request } from './http.ts';

type Answer = () => Promise<Response>;
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => {
  return async () => new Response(JSON.stringify(body), { status, headers });
};
const cut: Answer = () => Promise.reject(new TypeError('network'));

/** A client whose server gives these answers in turn, and that only notes its waits. */
function client(...answers: Answer[]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const call = createHttp({
    server: 'https://varai.example',
    key: 'pk_1',
    fetch: (async (url: string, init: RequestInit) => {
      sent.push({ url, init });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('one call too many');
      return answer();
    }) as typeof fetch,
    wait: async (ms) => void waits.push(ms),
  });
  return { call, sent, waits };
}

const get: Request = { method: 'GET', path: '/v1/x' };
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof CallError ? error.failure : error),
  );

describe('a call to the server', () => {
  it('sends the key, the token, and only the query that was given', async () => {
    const { call, sent } = client(json(200, { fine: true }));
    const query = { a: 'b c', empty: '', none: null, zero: 0 };
    expect(await call({ ...get, token: 'tok', query })).toEqual({ fine: true });
    expect(sent[0]?.url).toBe('https://varai.example/v1/x?a=b+c&zero=0');
    expect(sent[0]?.init.headers).toMatchObject({ 'X-API-Key': 'pk_1', Authorization: 'Bearer tok' });
    expect(sent[0]?.init.credentials).toBe('omit');
  });

  it('waits as long as an overloaded server asks, says so, and tries again', async () => {
    const { call, waits } = client(
      json(503, { code: 'analysis-overloaded' }, { 'retry-after': '2' }),
      json(200, 1),
    );
    const told: string[] = [];
    expect(await call({ ...get, retries: 1, onWait: ({ code }) => told.push(code) })).toBe(1);
    expect(waits).toEqual([2000]);
    expect(told).toEqual(['analysis-overloaded']);
  });

  it('gives up after the tries it has, waiting longer each time', async () => {
    const { call, waits, sent } = client(cut, cut, cut);
    expect(await failure(call({ ...get, retries: 2 }))).toMatchObject({ kind: 'unreachable' });
    expect([sent.length, ...waits]).toEqual([3, 500, 1000]);
  });

  it('does not try again what was refused', async () => {
    const { call, sent } = client(json(422, { code: 'no-face', title: 'T', advice: 'A' }));
    expect(await failure(call({ ...get, retries: 3 }))).toMatchObject({
      kind: 'problem',
      code: 'no-face',
      title: 'T',
      advice: 'A',
    });
    expect(sent.length).toBe(1);
  });

  it('survives an error page that is no problem+json', async () => {
    const { call } = client(async () => new Response('<html>Bad gateway', { status: 500 }));
    expect(await failure(call(get))).toMatchObject({ code: 'http-500', title: '' });
  });

  it('is cancelled, not failed, when the shopper stops it', async () => {
    const stop = new AbortController();
    const { call } = client(async () => {
      stop.abort();
      throw new DOMException('aborted', 'AbortError');
    });
    expect(await failure(call({ ...get, signal: stop.signal, retries: 3 }))).toMatchObject({
      kind: 'cancelled',
    });
  });
});
