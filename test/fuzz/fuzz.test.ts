import { expect, it } from 'vitest';
import { runFuzz } from './run-fuzz.ts';

it('answers whatever is sent as its description says, never with a 5xx and never with how it is made', {
  timeout: 120_000,
}, async () => {
  const { routes, failures } = await runFuzz({ requests: 1500, seed: 20_261_122 });
  expect(failures).toEqual([]);
  expect(routes.filter(({ requests }) => requests === 0)).toEqual([]);
  expect(routes.filter(({ ok }) => ok > 0).length).toBeGreaterThan(routes.length / 2);
});
