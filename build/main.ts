import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildModels, verifyModels } from '../models/build.ts';
import { buildWidgets } from '../widgets/build.ts';
import { writeCommandManifest } from './command-manifest.ts';
import { bundlePrograms } from './programs.ts';

const say = (line: string) => process.stderr.write(`  ${line}\n`);

/** Builds everything a clone needs to run: models, programs, widgets, in this order. */
export async function buildAll(root: string): Promise<void> {
  await mkdir(join(root, 'dist'), { recursive: true });
  await ensureModels(root);
  await bundlePrograms(root);
  await writeCommandManifest(root);
  const { files } = await buildWidgets({
    outDir: join(root, 'dist', 'widgets'),
    sourceDir: join(root, 'widgets'),
  });
  say(`widgets: ${files.length} files`);
  await writeFile(join(root, 'dist', 'built'), `${new Date().toISOString()}\n`);
}

async function ensureModels(root: string): Promise<void> {
  const models = join(root, 'models');
  const sourceDir = join(root, 'node_modules', '@vladmandic', 'human', 'models');
  const isWhole = await verifyModels(models).then(
    () => true,
    () => false,
  );
  if (isWhole) return;
  await access(sourceDir);
  const cards = await buildModels({ sourceDir, outDir: models, onProgress: () => undefined });
  say(`models: ${cards.length} converted and verified`);
}
