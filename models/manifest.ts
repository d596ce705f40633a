import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import document from './manifest.json' with { type: 'json' };

export type ModelName = 'detector' | 'mesh' | 'iris';

export interface TensorContract {
  name: string;
  /** Name of the node in the TensorFlow graph. */
  source: string;
  /** Sizes; `batch` is free. */
  shape: (number | string)[];
  meaning: string;
}

/** A model card: where a model comes from, what it takes and gives, and what its file must hash to. */
export interface ModelCard {
  name: ModelName;
  title: string;
  version: string;
  file: string;
  sha256: string;
  source: { package: string; version: string; file: string; sha256: string };
  licence: string;
  input: TensorContract;
  outputs: TensorContract[];
}

/** Every model the server runs, in the order in which it runs them. */
export function listModels(): ModelCard[] {
  return document.models as ModelCard[];
}

/** The version of each model by its name, as answers carry it. */
export function modelVersions(): Record<ModelName, string> {
  const versions = listModels().map(({ name, version }) => [name, version]);
  return Object.fromEntries(versions) as Record<ModelName, string>;
}

/** A model's file is missing, or is not the one the manifest asks for. */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  constructor(
    readonly file: string,
    readonly expected: string,
    /** null: there is no such file. */
    readonly found: string | null,
  ) {
    const state = found === null ? 'is missing' : `has SHA-256 ${found}`;
    super(
      `model file ${file} ${state}; expected SHA-256 ${expected}. Run \`varai models build\` to make it.`,
    );
  }
}

/**
 * Holds the files in `dir` against the manifest.
 * @throws ModelError for the first that is missing or differs.
 */
export async function verifyModels(dir: string): Promise<ModelCard[]> {
  const models = listModels();
  for (const { file, sha256 } of models) {
    const path = join(dir, file);
    const found = await hashOf(path);
    if (found !== sha256) throw new ModelError(path, sha256, found);
  }
  return models;
}

async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}
