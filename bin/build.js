// Bundles the build itself and runs it: the build is TypeScript too.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = `${root}/dist/build.js`;
await build({
  entryPoints: [`${root}/build/main.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const { buildAll } = await import(outfile);
await buildAll(root);
