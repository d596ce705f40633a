import { parseArgs } from 'node:util';
import { NO_MONGO, startTestMongo } from '../ferretdb.ts';
import { NO_REDIS, startTestRedis } from '../redis.ts';
import { withFolder } from '../run-varai.ts';
import { runCrash, type Stoppable, takeAway } from './run-crash.ts';

/** Runs the crash test once, prints what came of it and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '20000' },
      kills: { type: 'string', default: '20' },
      store: { type: 'string', default: 'embedded' },
      away: { type: 'string', default: '' },
      'away-seconds': { type: 'string', default: '10' },
      seed: { type: 'string', default: `${Date.now()}` },
    },
  });
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const mongo = values.store === 'mongodb' ? await startTestMongo() : null;
  if (values.store === 'mongodb' && mongo === null) {
    say(NO_MONGO);
    return 1;
  }
  const redis = values.away === 'redis' ? await startTestRedis() : null;
  const gone = { mongodb: mongo, redis }[values.away] ?? null;
  if (values.away !== '' && !gone?.stop) {
    say(
      `--away takes mongodb (with --store mongodb, not one that MONGODB_URI names) or redis; here: ${NO_REDIS}`,
    );
    return 1;
  }
  say(`Seed ${values.seed}; give it with --seed to run the same again.`);
  const report = await withFolder((dataDir) =>
    runCrash({
      events: Number(values.events),
      kills: Number(values.kills),
      seed: values.seed,
      dataDir,
      env: {
        ...(mongo ? { MONGODB_URI: `${mongo.uri}varai_crash_${process.pid}` } : {}),
        ...(redis ? { REDIS_URL: redis.url } : {}),
      },
      ...(gone ? { disturb: takeAway(gone as Stoppable, Number(values['away-seconds']) * 1000) } : {}),
      onProgress: say,
    }),
  );
  await mongo?.end();
  await redis?.end();
  const { lost, wrong, invented } = report;
  process.stdout.write(
    `${JSON.stringify({ store: mongo?.name ?? 'embedded', ...report, lost: lost.length, wrong: wrong.length }, null, 2)}\n`,
  );
  for (const each of [...lost, ...wrong].slice(0, 20)) say(each);
  return lost.length + wrong.length + Math.abs(invented) === 0 ? 0 : 1;
}
