import { workerData } from 'node:worker_threads';
import { type Analysis, type AnalyzeOptions, analyze } from './analyze.ts';
import { createPipeline, type ReadingRefusal } from './engine.onnx.ts';
import type { Quality } from './quality.ts';

/** `null` asks only whether the models are loaded. */
export type Job = { image: Uint8Array; options: AnalyzeOptions } | null;

export type Outcome =
  | { analysis: Analysis }
  | { refusal: ReadingRefusal }
  | { unclear: Quality['refusals'] }
  | null;

const { modelsDir } = workerData as { modelsDir: string };
const pipeline = createPipeline(modelsDir);

/** Measures one photo in this thread. Problems are answers here: an exception would lose its kind on the way. */
export default async function work(job: Job): Promise<Outcome> {
  const { read } = await pipeline;
  if (job === null) return null;
  const reading = await read(job.image);
  if (typeof reading === 'string') return { refusal: reading };
  const analysis = analyze(reading, job.options);
  return 'unclear' in analysis ? analysis : { analysis };
}
