import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReady } from './make-ready.js';

/** Bundles `test/<name>/main.ts` and runs it with what was typed; ends the process with its code. */
export async function runTestProgram(name) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  process.chdir(root);
  await makeReady(root);
  const { build } = await import('esbuild');
  await build({
    entryPoints: [`${root}/test/${name}/main.ts`],
    // As deep as the sources, which find the launcher beside them.
    outdir: `${root}/dist/test/${name}`,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    define: { 'import.meta.dirname': JSON.stringify(`${root}/test`) },
    logLevel: 'warning',
  });
  const { main } = await import(`${root}/dist/test/${name}/main.js`);
  process.exit(await main(process.argv.slice(2)));
}
