// Bundles the build itself and runs it: the build is TypeScript too.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = `${root}/dist/build.js`;
try {
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
} catch (error) {
  // esbuild has already shown what it could not build, with the lines.
  if (!Array.isArray(error.errors)) process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
}
