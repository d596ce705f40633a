import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { listModels, type ModelName } from '../../models/manifest.ts';

/**
 * One thread and no spinning: a worker per core does more than threads within a run, and a spinning thread burns
 * a core after each run (onnxruntime.ai, Thread management).
 */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/** Runs a network on `input` (its shape is the manifest's, `batch` images) and gives its outputs by name. */
export type Run = (input: Float32Array, batch: number) => Promise<Record<string, Float32Array>>;

export type Networks = Record<ModelName, Run>;

/** Opens every model in `dir`. `run` computes on the calling thread. */
export async function openNetworks(dir: string): Promise<Networks> {
  const opened = await Promise.all(
    listModels().map(async ({ name, file, input }) => {
      const session = await InferenceSession.create(join(dir, file), OPTIONS);
      const sizes = input.shape.slice(1) as number[];
      const run: Run = async (data, batch) => {
        const results = await session.run({ [input.name]: new Tensor('float32', data, [batch, ...sizes]) });
        return Object.fromEntries(
          Object.entries(results).map(([output, tensor]) => [output, tensor.data as Float32Array]),
        );
      };
      return [name, run] as const;
    }),
  );
  return Object.fromEntries(opened) as Networks;
}
