import { access } from 'node:fs/promises';
import { Piscina } from 'piscina';
import { verifyModels } from '../../models/manifest.ts';
import type { Analysis } from './analyze.ts';
import type { EngineOptions, EngineStats, FaceEngine } from './engine.ts';
import { checkImage } from './image-check.ts';
import { analysisOverloaded, imageBroken, lowQuality, noFace, severalFaces } from './problems.ts';
import type { Job, Outcome } from './worker.ts';

export interface FaceEngineOptions {
  modelsDir: string;
  /** The bundled `worker.ts`. */
  workerFile: string;
  /** Threads; one per core does the most. */
  workers: number;
  /** How many photos may wait while all workers are busy. */
  queueLimit: number;
  /** Told when a thread dies with no photo in hand: one that cannot even start, mostly. */
  onWorkerLost?(error: Error): void;
}

/** A photo that takes longer is given up, and its worker with it. A 16-megapixel PNG takes about one second. */
const LONGEST_ANALYSIS_MS = 30_000;
/** What one photo takes, until the first ones have been timed. */
const FIRST_GUESS_MS = 100;

const REFUSALS = { 'image-broken': imageBroken, 'no-face': noFace, 'several-faces': severalFaces };

/**
 * Starts the worker threads.
 * @throws ModelError when a model file is missing or not the one the manifest asks for; Error when the worker is.
 */
export async function startFaceEngine(options: FaceEngineOptions): Promise<FaceEngine> {
  await verifyModels(options.modelsDir);
  await access(options.workerFile).catch(() => {
    throw new Error(`${options.workerFile} is missing: build it with \`npm run build\``);
  });
  return new PooledEngine(options);
}

class PooledEngine implements FaceEngine {
  private readonly pool: Piscina<Job, Outcome>;
  private readonly loaded: Promise<unknown>;
  private inFlight = 0;
  private typicalMs = FIRST_GUESS_MS;

  constructor(private readonly options: FaceEngineOptions) {
    const { workerFile, workers, modelsDir } = options;
    this.pool = new Piscina({
      filename: workerFile,
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: 1,
      workerData: { modelsDir },
    });
    // An unheard error event would end the whole process for the sake of one thread.
    this.pool.on('error', (error) => options.onWorkerLost?.(error));
    this.loaded = this.pool.run(null);
    // Whoever asks ready() is told; nobody else needs to fall over it.
    this.loaded.catch(() => undefined);
  }

  async analyze(image: Uint8Array, options: EngineOptions = {}): Promise<Analysis> {
    const { declaredType, ...jobOptions } = options;
    checkImage(image, declaredType);
    const { workers, queueLimit } = this.options;
    if (this.inFlight >= workers + queueLimit) throw this.overloaded();
    this.inFlight += 1;
    try {
      const started = performance.now();
      const outcome = await this.run({ image: ownMemory(image), options: jobOptions });
      const waitedFor = Math.max(1, this.inFlight / workers);
      this.typicalMs += (Math.min(5_000, (performance.now() - started) / waitedFor) - this.typicalMs) / 16;
      return analysisOf(outcome);
    } finally {
      this.inFlight -= 1;
    }
  }

  private async run(job: Exclude<Job, null>): Promise<Outcome> {
    const signal = AbortSignal.timeout(LONGEST_ANALYSIS_MS);
    try {
      return await this.pool.run(job, { transferList: [job.image.buffer as ArrayBuffer], signal });
    } catch (error) {
      if (signal.aborted) throw this.overloaded();
      throw error;
    }
  }

  private overloaded() {
    const seconds = Math.max(1, Math.ceil((this.typicalMs * this.inFlight) / this.options.workers / 1000));
    return analysisOverloaded({ headers: { 'Retry-After': String(seconds) } });
  }

  async ready(): Promise<void> {
    await this.loaded;
    if (this.pool.threads.length === 0) throw new Error('no thread is left to measure faces');
  }

  stats(): EngineStats {
    const { workers, queueLimit } = this.options;
    const running = Math.min(this.inFlight, workers);
    return { workers, running, queued: this.inFlight - running, queue_limit: queueLimit };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** Memory that can be handed over whole: a small Buffer shares its memory with others. */
function ownMemory(bytes: Uint8Array): Uint8Array {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return whole && bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
}

function analysisOf(outcome: Outcome): Analysis {
  if (outcome === null) throw new Error('the worker had nothing to answer');
  if ('refusal' in outcome) throw REFUSALS[outcome.refusal]();
  if ('unclear' in outcome) {
    const [first] = outcome.unclear;
    throw lowQuality({
      ...(first && { detail: first.advice }),
      errors: outcome.unclear.map(({ advice }) => ({ detail: advice })),
      extensions: { issues: outcome.unclear },
    });
  }
  return outcome.analysis;
}
