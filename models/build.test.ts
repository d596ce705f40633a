import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildModels, listModels, verifyModels } from './build.ts';
import { convert } from './convert.ts';
import { readGraph } from './graph.ts';
import { evaluate } from './reference.ts';

const sourceDir = join(import.meta.dirname, '../node_modules/@vladmandic/human/models');
let outDir: string;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'varai-models-'));
  await buildModels({ sourceDir, outDir });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

describe('the converted models', () => {
  it('are what the manifest promises', async () => {
    const models = await verifyModels(outDir);
    expect(models.map((model) => model.name)).toEqual(['detector', 'mesh', 'iris']);
  });

  it.each(listModels())('$name computes what the TensorFlow graph computes', async (model) => {
    const graph = await readGraph(join(sourceDir, model.source.file));
    const session = await InferenceSession.create(join(outDir, model.file));
    const shape = model.input.shape.map((size) => (typeof size === 'number' ? size : 1));
    const data = pattern(shape.reduce((product, size) => product * size, 1));
    const results = await session.run({ [model.input.name]: new Tensor('float32', data, shape) });
    for (const { name, source } of model.outputs) {
      const expected = evaluate(graph, { shape, data }, source).data;
      const found = results[name]?.data as Float32Array;
      expect(found.length).toBe(expected.length);
      const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? 0))), 0);
      expect(worst / scale, `${model.name}.${name}`).toBeLessThan(1e-4);
    }
  });

  it('have the same bytes on every conversion', async () => {
    const iris = listModels().at(-1);
    if (!iris) throw new Error('no iris model');
    const graph = await readGraph(join(sourceDir, iris.source.file));
    expect(Buffer.compare(convert(graph, iris), await readFile(join(outDir, iris.file)))).toBe(0);
  });
});

describe('verifyModels', () => {
  it('names the changed file, both hashes and the command that mends it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'varai-models-'));
    for (const { file } of listModels()) await copyFile(join(outDir, file), join(dir, file));
    await writeFile(join(dir, 'mesh.onnx'), 'not a model');
    await expect(verifyModels(dir)).rejects.toThrow(
      /mesh\.onnx has SHA-256 [0-9a-f]{64}; expected SHA-256 [0-9a-f]{64}.*varai models build/,
    );
    await rm(dir, { recursive: true });
  });

  it('says which file is missing', async () => {
    await expect(verifyModels(join(outDir, 'nowhere'))).rejects.toThrow(/detector\.onnx is missing/);
  });
});

describe('buildModels', () => {
  it('refuses a source that is not the pinned one and leaves no file behind', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'varai-source-'));
    const json = await readFile(join(sourceDir, 'blazeface.json'), 'utf8');
    await writeFile(join(dir, 'blazeface.json'), `${json} `);
    await copyFile(join(sourceDir, 'blazeface.bin'), join(dir, 'blazeface.bin'));
    await expect(buildModels({ sourceDir: dir, outDir: join(dir, 'out') })).rejects.toThrow(
      /expected SHA-256/,
    );
    await expect(verifyModels(join(dir, 'out'))).rejects.toThrow(/is missing/);
    await rm(dir, { recursive: true });
  });
});

/** Numbers in 0..1 that look like nothing, the same each time. */
function pattern(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}
