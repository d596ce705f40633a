import { join } from 'node:path';
import { build } from 'esbuild';
import { buildModels, verifyModels } from '../../models/build.ts';
import { type FaceEngine, startFaceEngine } from './index.ts';

const ROOT = join(import.meta.dirname, '../..');
export const MODELS_DIR = join(ROOT, 'models');

/** Builds the models unless they are there and right. */
export async function ensureModels(): Promise<string> {
  try {
    await verifyModels(MODELS_DIR);
  } catch {
    await buildModels({ sourceDir: join(ROOT, 'node_modules/@vladmandic/human/models'), outDir: MODELS_DIR });
  }
  return MODELS_DIR;
}

/** An engine with a freshly bundled worker, as the build makes it. */
export async function startTestEngine(options: { workers: number; queueLimit: number }): Promise<FaceEngine> {
  const workerFile = join(ROOT, `dist/test/face-worker.${process.pid}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return startFaceEngine({ modelsDir: await ensureModels(), workerFile, ...options });
}
