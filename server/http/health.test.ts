import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StoreUnavailableError } from '../data/index.ts';
import { type App, answerProblems, healthRoutes } from './index.ts';

let app: App;
const broken = new Set<string>();
const check = (name: string) => async () => {
  if (broken.has(name)) throw new Error(`${name} is away`);
};

beforeAll(async () => {
  app = Fastify() as unknown as App;
  answerProblems(app);
  await app.register(
    healthRoutes({
      checks: { documents: check('documents') },
      optional: { cache: check('cache') },
      isDraining: () => false,
    }),
  );
  app.get('/needs-the-store', { config: { access: 'public' } }, async () => {
    throw new StoreUnavailableError('MongoDB', new Error('connect ECONNREFUSED'));
  });
});
afterAll(() => app.close());

it.each([
  [[], 200, 'ready'],
  [['cache'], 200, 'degraded'],
  [['documents'], 503, 'not-ready'],
  [['documents', 'cache'], 503, 'not-ready'],
] as const)('without %j answers %i, %s, and names each part', async (away, status, word) => {
  broken.clear();
  for (const name of away) broken.add(name);
  const answer = await app.inject('/health/ready');
  expect(answer.statusCode).toBe(status);
  const { checks } = answer.json();
  expect(answer.json().status).toBe(word);
  for (const name of ['documents', 'cache'] as const)
    expect(checks[name].status).toBe(broken.has(name) ? 'failing' : 'ok');
});

it('answers 503 and when to come back while the store is away', async () => {
  const answer = await app.inject('/needs-the-store');
  expect(answer.statusCode).toBe(503);
  expect(answer.json().code).toBe('store-unavailable');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.body).not.toContain('ECONNREFUSED');
});
