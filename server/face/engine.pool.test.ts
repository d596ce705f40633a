import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawFace } from '../../demo/faces/draw-face.ts';
import { renderFace } from '../../demo/faces/render.ts';
import { startFaceEngine } from './engine.pool.ts';
import { ensureModels } from './testing.ts';

/** An engine whose worker is this code. */
async function withWorker(code: string, onWorkerLost: (error: Error) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'varai-worker-'));
  const workerFile = join(folder, 'worker.mjs');
  await writeFile(workerFile, code);
  const modelsDir = await ensureModels();
  const engine = await startFaceEngine({ modelsDir, workerFile, workers: 2, queueLimit: 1, onWorkerLost });
  return {
    engine,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true });
    },
  };
}

it('tells of a thread that cannot start, is not ready, and takes nobody down with it', async () => {
  let tell: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    tell = resolve;
  });
  const { engine, close } = await withWorker('throw new Error("wrong machine");', (error) => tell(error));
  expect((await lost).message).toBe('wrong machine');
  await expect(engine.ready()).rejects.toThrow();
  await close();
});

it('starts another thread when one dies over a photo', async () => {
  const dies = 'export default (job) => (job === null ? null : process.exit(1));';
  const { engine, close } = await withWorker(dies, () => undefined);
  const photo = await renderFace(drawFace());
  await expect(engine.analyze(new Uint8Array(photo))).rejects.toThrow();
  await expect(engine.ready()).resolves.toBeUndefined();
  await close();
});

it('says which file is missing and what to do', async () => {
  const start = startFaceEngine({
    modelsDir: await ensureModels(),
    workerFile: '/nowhere.js',
    workers: 1,
    queueLimit: 1,
  });
  await expect(start).rejects.toThrow('/nowhere.js is missing: build it with `npm run build`');
});
