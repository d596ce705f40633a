#!/usr/bin/env node
// `npm run fuzz -- --requests N --seed S`: requests made from the API's description, hostile ones too.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReady } from './make-ready.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
await makeReady(root);
const { build } = await import('esbuild');
await build({
  entryPoints: [`${root}/test/fuzz/main.ts`],
  // As deep as the sources, which find the launcher beside them.
  outdir: `${root}/dist/test/fuzz`,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: { 'import.meta.dirname': JSON.stringify(`${root}/test`) },
  logLevel: 'warning',
});
const { main } = await import(`${root}/dist/test/fuzz/main.js`);
process.exit(await main(process.argv.slice(2)));
