import { buildApp } from '../server/app.ts';
import { openAppliance } from '../server/appliance.ts';
import { loadConfig } from '../server/config.ts';
import type { Collection, Doc, Documents } from '../server/data/index.ts';
import { logger } from '../server/observe/index.ts';
import { openSync } from '../server/sync/index.ts';
import { connectShop } from '../server/sync/testing.ts';

/**
 * Serves the intake without anybody working on events, and beside it the same application whose events are accepted
 * and not kept. Says both addresses on standard error.
 */
const config = loadConfig({ env: {}, flags: { data_dir: process.argv[2] ?? '' } });
const files = { modelsDir: '', workerFile: '', widgetsDir: process.argv[3] ?? '', version: '0' };
const { app, deps } = await openAppliance({ config, files, log: logger('silent'), isFaceLazy: true });
await connectShop(deps.connections);
const forgetful: Documents = {
  ...deps.documents,
  collection<T extends Doc>(name: string): Collection<T> {
    const real = deps.documents.collection<T>(name);
    if (name !== 'events') return real;
    return new Proxy(real, {
      get(_, member: keyof Collection<T>) {
        return member === 'insert' ? async () => undefined : (real[member] as () => unknown).bind(real);
      },
    });
  },
};
const without = await buildApp({
  ...deps,
  sync: await openSync({
    ...deps,
    documents: forgetful,
    keyring: {
      digest: () => '',
      seal: (_: string, text: string) => text,
      open: (_: string, text: string) => text,
    },
    mayLearnFrom: async () => false,
    erased: deps.privacy.tombstones.among,
    onPrivacyRequest: async () => undefined,
    forgetStore: async () => undefined,
    metrics: deps.metrics.sync,
  }),
});
process.stderr.write(
  `${JSON.stringify([await app.listen({ port: 0, host: '127.0.0.1' }), await without.listen({ port: 0, host: '127.0.0.1' })])}\n`,
);
process.on('SIGTERM', () => process.exit(0));
