import { expect, it } from 'vitest';
import { NO_MONGO, startTestMongo } from '../ferretdb.ts';
import { withFolder } from '../run-varai.ts';
import { type CrashReport, runCrash } from './run-crash.ts';

const mongo = await startTestMongo();

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

it.skipIf(mongo === null)(
  `the same on MongoDB${mongo === null ? ` (${NO_MONGO})` : ` (${mongo.name})`}`,
  { timeout: 300_000 },
  () =>
    withFolder(async (dataDir) => {
      const env = { MONGODB_URI: `${mongo?.uri}varai_crash_${process.pid}` };
      const report = await runCrash({ events: 200, kills: 2, seed: 'mongodb', dataDir, env });
      expect(report).toMatchObject(intact);
      await mongo?.end();
    }),
);
