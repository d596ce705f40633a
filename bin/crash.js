#!/usr/bin/env node
// `npm run test:crash -- --events N --kills K --store embedded|mongodb`: the crash test at any size.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReady } from './make-ready.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
await makeReady(root);
const { build } = await import('esbuild');
await build({
  entryPoints: [`${root}/test/crash/main.ts`],
  // As deep as the sources, which find the launcher beside them.
  outdir: `${root}/dist/test/crash`,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: { 'import.meta.dirname': JSON.stringify(`${root}/test`) },
  logLevel: 'warning',
});
const { main } = await import(`${root}/dist/test/crash/main.js`);
process.exit(await main(process.argv.slice(2)));
