import { expect, it } from 'vitest';
import { openJudge, runFuzz } from './run-fuzz.ts';

it('answers whatever is sent as its description says, never with a 5xx and never with how it is made', {
  timeout: 120_000,
}, async () => {
  const { routes, failures } = await runFuzz({ requests: 1500, seed: 20_261_122 });
  expect(failures).toEqual([]);
  expect(routes.filter(({ requests }) => requests === 0)).toEqual([]);
  expect(routes.filter(({ ok }) => ok > 0).length).toBeGreaterThan(routes.length / 2);
  // What talks to models is reached, not only refused.
  expect(routes.filter(({ route, ok }) => route.endsWith('/v1/ai/chat') && ok === 0)).toEqual([]);
});

it.each([
  ['off its schema', 200, 'application/json', '{"status":"fine"}', 'must be equal'],
  ['of no kind', 200, '', '{"status":"ok"}', 'untyped'],
  ['of a kind that is not described', 200, 'text/html', '<p>ok</p>', 'text/html'],
  ['with a status that is not described', 202, 'application/json', '{"status":"ok"}', 'not described'],
  ['that failed', 500, 'application/problem+json', '{}', 'status 500'],
  [
    'with a stack trace',
    404,
    'application/problem+json',
    '{"title":"\n    at f (/x.ts:1:2)"}',
    'how it is made',
  ],
])('finds an answer %s', (_, status, type, body, wrong) => {
  const schema = { type: 'object', required: ['status'], properties: { status: { enum: ['ok'] } } };
  const json = { content: { 'application/json': { schema } } };
  const operation = {
    method: 'GET',
    path: '/',
    parameters: [],
    bodies: {},
    responses: { 200: json, '4XX': {} },
  };
  const headers = {
    'x-request-id': '1',
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'x',
    'referrer-policy': 'x',
    ...(type === '' ? {} : { 'content-type': type }),
  };
  const made = { method: 'GET', target: '/', headers: {}, body: null };
  const judge = openJudge();
  expect(judge(operation, made, { status, headers, body })).toContain(wrong);
  const right = { ...headers, 'content-type': 'application/json; charset=utf-8' };
  expect(judge(operation, made, { status: 200, headers: right, body: '{"status":"ok"}' })).toBeNull();
});
