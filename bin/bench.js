#!/usr/bin/env node
// `npm run bench`: makes the clone ready, bundles the benches and runs them.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReady } from './make-ready.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
await makeReady(root);
const { build } = await import('esbuild');
await build({
  entryPoints: ['main', 'sync-server', 'first-sync'].map((name) => `${root}/bench/${name}.ts`),
  outdir: `${root}/dist/bench`,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const { main } = await import(`${root}/dist/bench/main.js`);
await main(root, process.argv.slice(2));
process.exit();
