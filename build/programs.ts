import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/** Packages that stay outside the bundle: native code, or files of their own that they look up beside themselves. */
const EXTERNAL = [
  'sharp',
  'onnxruntime-node',
  'lmdb',
  'esbuild',
  'protobufjs',
  '@fastify/swagger-ui',
  'piscina',
  'pino',
  'playwright-core',
];

/** Bundles the command line, the server and its worker into `dist/`, a file for each command: start-up is mostly loading. */
export async function bundlePrograms(root: string): Promise<void> {
  for (const folder of ['cli', 'server', 'demo', 'chunks']) {
    await rm(join(root, 'dist', folder), { recursive: true, force: true });
  }
  const commands = await typescriptIn(join(root, 'cli', 'commands'));
  const entries = {
    'cli/main': 'cli/main.ts',
    'server/main': 'server/main.ts',
    'server/face-worker': 'server/face/worker.ts',
    'demo/main': 'demo/main.ts',
    ...Object.fromEntries(
      commands.map((file) => [relative(root, file).replace(/\.ts$/, ''), relative(root, file)]),
    ),
  };
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: EXTERNAL,
    // mingo's ESM lets what is not used be left out; the condition "node" would choose its CommonJS.
    alias: {
      mingo: join(root, 'node_modules/mingo/esm/index.js'),
      'mingo/updater': join(root, 'node_modules/mingo/esm/updater.js'),
    },
    loader: { '.json': 'json' },
    sourcemap: 'linked',
    banner: { js: COMMONJS_IN_ESM },
    logLevel: 'warning',
  });
}

/** Bundled CommonJS packages call `require` and read `__dirname`, which ES modules don't have. */
const COMMONJS_IN_ESM = [
  "import{createRequire as __createRequire}from'node:module';",
  "import{dirname as __dirnameOf}from'node:path';",
  "import{fileURLToPath as __fileOf}from'node:url';",
  'const require=__createRequire(import.meta.url);',
  'const __filename=__fileOf(import.meta.url);',
  'const __dirname=__dirnameOf(__filename);',
].join('');

async function typescriptIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
