import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VertexDouble } from '../../../demo/vertex/index.ts';
import { startTrustedDouble } from '../../../demo/vertex/testing.ts';
import { EU, US } from './testing.ts';
import { tryVertex } from './try-out.ts';

let double: VertexDouble;
beforeAll(async () => {
  double = await startTrustedDouble();
});
afterAll(() => double.close());

const tried = (timeoutMs = 5000) =>
  tryVertex({ project: 'shop-project', models: [EU, US], endpoint: double.endpoint }, timeoutMs);

it('tells which models answer, and what the service says of the others', async () => {
  double.faultOf = ({ location }) => (location === 'us' ? { kind: 'status', status: 404 } : null);
  expect(await tried()).toEqual([
    { name: EU, fault: null },
    { name: US, fault: 'Vertex AI answered 404' },
  ]);
});

it('waits no longer than it was told', async () => {
  double.faultOf = () => ({ kind: 'hang' });
  expect((await tried(50)).map(({ fault }) => fault)).toEqual(Array(2).fill('no answer in 0.05 s'));
});

it('says that there are no credentials that work', async () => {
  double.faultOf = null;
  const { GOOGLE_APPLICATION_CREDENTIALS: file } = process.env;
  process.env.GOOGLE_APPLICATION_CREDENTIALS = '/nowhere/credentials.json';
  try {
    expect((await tried())[0]?.fault).toMatch(/NO_CREDENTIALS/);
  } finally {
    process.env.GOOGLE_APPLICATION_CREDENTIALS = file;
  }
});
