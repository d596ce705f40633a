import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listModels, type ModelCard, ModelError } from './manifest.ts';

export {
  listModels,
  type ModelCard,
  ModelError,
  type ModelName,
  modelVersions,
  verifyModels,
} from './manifest.ts';

export interface BuildOptions {
  /** The folder of the source package's models, `node_modules/@vladmandic/human/models`. */
  sourceDir: string;
  outDir: string;
  /** Called after each model. */
  onProgress?: (done: { model: ModelCard; index: number; total: number; bytes: number }) => void;
}

/**
 * Converts every model of the manifest. A file appears under its name only when it is whole and right.
 * @throws ModelError when a source is not the pinned one, or the outcome is not what the manifest says.
 */
export async function buildModels({ sourceDir, outDir, onProgress }: BuildOptions): Promise<ModelCard[]> {
  // The converter's protobuf library is needed here alone; a server that only verifies does not load it.
  const [{ convert }, { readGraph }] = await Promise.all([import('./convert.ts'), import('./graph.ts')]);
  await mkdir(outDir, { recursive: true });
  const models = listModels();
  for (const [index, model] of models.entries()) {
    const source = join(sourceDir, model.source.file);
    const graph = await readGraph(source);
    if (graph.sha256 !== model.source.sha256) throw new ModelError(source, model.source.sha256, graph.sha256);
    const bytes = convert(graph, model);
    const target = join(outDir, model.file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== model.sha256) throw new ModelError(target, model.sha256, sha256);
    const partial = `${target}.${process.pid}.partial`;
    await writeFile(partial, bytes);
    await rename(partial, target);
    onProgress?.({ model, index, total: models.length, bytes: bytes.length });
  }
  return models;
}
