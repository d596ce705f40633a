import { setTimeout as pause } from 'node:timers/promises';
import { placed } from './locations.ts';
import type { VertexOptions } from './options.ts';
import { faultIn, type ModelClient, openClients } from './vertex-sdk.ts';

/** What a model answered when it was asked for a word; `fault` is null where it did answer. */
export interface TriedModel {
  /** `model@location` */
  name: string;
  fault: string | null;
}

/** Asks each model for one word, some twenty tokens each. Never throws for what a model does. */
export async function tryVertex(
  { project, models, endpoint }: Pick<VertexOptions, 'project' | 'models' | 'endpoint'>,
  timeoutMs: number,
): Promise<TriedModel[]> {
  const clientFor = await openClients(project, endpoint);
  return Promise.all(
    models.map(placed).map(async ({ name, model, location }) => {
      const late = new AbortController();
      const tooLate = pause(timeoutMs, `no answer in ${timeoutMs / 1000} s`, { signal: late.signal });
      const fault = await Promise.race([oneWord(clientFor(model, location), timeoutMs), tooLate]);
      late.abort();
      return { name, fault };
    }),
  );
}

/** @returns what was wrong, or null */
async function oneWord(client: ModelClient, timeoutMs: number): Promise<string | null> {
  const contents = [{ role: 'user' as const, parts: [{ text: 'Say yes.' }] }];
  const limits = { functions: [], mayCall: false, maxOutputTokens: 16, timeoutMs };
  try {
    for await (const _ of client.stream({ system: 'Answer with one word.', contents, ...limits }))
      return null;
    return 'an empty answer';
  } catch (error) {
    return faultIn(error) ?? 'an answer that can’t be read';
  }
}
