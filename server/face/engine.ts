import type { Analysis, AnalyzeOptions } from './analyze.ts';

/** What measures faces. One adapter runs the networks in worker threads (`engine.pool.ts`). */
export interface FaceEngine {
  /**
   * Measures the one face in a photo.
   *
   * @param image a JPEG, PNG or WebP file. Its memory may be handed over to a worker: do not use it afterwards.
   * @throws Problem image-missing, image-too-large, unsupported-image, image-dimensions, image-broken, no-face,
   * several-faces, low-quality, or at once analysis-overloaded when the queue is full.
   */
  analyze(image: Uint8Array, options?: EngineOptions): Promise<Analysis>;
  /** Resolves when the engine has loaded its models; rejects when it cannot. */
  ready(): Promise<void>;
  stats(): EngineStats;
  /** Finishes what is running, refuses what comes. */
  close(): Promise<void>;
}

export interface EngineOptions extends AnalyzeOptions {
  /** The media type the sender declared. */
  declaredType?: string;
}

export interface EngineStats {
  workers: number;
  running: number;
  queued: number;
  queue_limit: number;
}
