import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.ts';

/** `npm run fuzz -- --requests N --seed S`. @returns the exit code: 1 when an answer was not what is described. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const began = performance.now();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`seed ${seed}`);
  const requests = Number(values.requests);
  const { routes, failures } = await runFuzz({
    requests,
    seed,
    onProgress: (done) => process.stderr.write(`\r${done} of ${requests}`),
  });
  process.stderr.write('\n');
  const width = Math.max(...routes.map(({ route }) => route.length));
  say(`${'route'.padEnd(width)}  requests    2xx    4xx  failures`);
  for (const { route, ...counts } of routes.sort((a, b) => a.route.localeCompare(b.route))) {
    const cells = [counts.requests, counts.ok, counts.refused, counts.failures];
    say(`${route.padEnd(width)}  ${cells.map((count) => `${count}`.padStart(7)).join('')}`);
  }
  for (const { what, curl } of failures) say(`\n${what}\n  ${curl}`);
  const sum = routes.reduce((total, { requests: count }) => total + count, 0);
  say(
    `\n${sum} requests in ${Math.round((performance.now() - began) / 1000)} s, ${failures.length} ways to fail`,
  );
  if (failures.length > 0) say(`Again: npm run fuzz -- --requests ${requests} --seed ${seed}`);
  return failures.length === 0 ? 0 : 1;
}
