import { afterAll, describe, expect, it } from 'vitest';
import { NO_MONGO, startTestMongo } from '../ferretdb.ts';
import { NO_REDIS, startTestRedis } from '../redis.ts';
import { withFolder } from '../run-varai.ts';
import { type CrashReport, runCrash, type Stoppable, takeAway } from './run-crash.ts';

const mongo = await startTestMongo();
const redis = await startTestRedis();

const intact = { lost: [], invented: 0, wrong: [] } satisfies Partial<CrashReport>;

it(
  'loses nothing it acknowledged and applies nothing twice, killed again and again',
  { timeout: 180_000 },
  () =>
    withFolder(async (dataDir) => {
      const report = await runCrash({ events: 800, kills: 4, seed: 'embedded', dataDir, env: {} });
      expect(report).toMatchObject(intact);
    }),
);

describe.skipIf(mongo === null)(`on MongoDB${mongo === null ? ` (${NO_MONGO})` : ` (${mongo.name})`}`, () => {
  const onMongo = (name: string) => ({ MONGODB_URI: `${mongo?.uri}varai_${name}_${process.pid}` });
  afterAll(() => mongo?.end());

  it('loses nothing and applies nothing twice, killed again and again', { timeout: 300_000 }, () =>
    withFolder(async (dataDir) => {
      const env = onMongo('killed');
      expect(await runCrash({ events: 200, kills: 2, seed: 'mongodb', dataDir, env })).toMatchObject(intact);
    }),
  );

  it.skipIf(mongo?.stop === undefined)(
    'answers 503 while the database is away, and loses nothing it acknowledged',
    { timeout: 300_000 },
    () =>
      withFolder(async (dataDir) => {
        const disturb = takeAway(mongo as Stoppable, 2000);
        const env = onMongo('away');
        const report = await runCrash({ events: 200, kills: 1, seed: 'away', dataDir, env, disturb });
        expect(report).toMatchObject(intact);
        expect(report.refused_503).toBeGreaterThan(0);
      }),
  );
});

describe.skipIf(redis === null)(`with Redis${redis === null ? ` (${NO_REDIS})` : ''}`, () => {
  afterAll(() => redis?.end());

  it('loses nothing while Redis goes and comes back', { timeout: 180_000 }, () =>
    withFolder(async (dataDir) => {
      const disturb = takeAway(redis as Stoppable, 500);
      const env = { REDIS_URL: redis?.url };
      const report = await runCrash({ events: 400, kills: 2, seed: 'redis', dataDir, env, disturb });
      expect(report).toMatchObject(intact);
    }),
  );
});
