import { randomUUID } from 'node:crypto';
import { type Documents, sealedCollection, type Vault } from '../data/index.ts';
import type { Analysis } from './analyze.ts';
import { statedPupillaryDistance } from './scale.ts';
import { StoredAnalysis } from './schema.ts';

/** Measurements end with the visit they were made in. */
const KEPT_SECONDS = 24 * 60 * 60;
/** A visit lasts a day, and what was measured in its last hour another. Its key ends by itself then. */
const KEY_LASTS_MS = 2 * KEPT_SECONDS * 1000;

/** Measured faces. They lie sealed by a key of the visit's own, so that they end with it. */
export type Analyses = Awaited<ReturnType<typeof openAnalyses>>;

/** Opens the analyses and makes sure of their indexes. */
export async function openAnalyses(deps: { documents: Documents; vault: Vault }) {
  const analyses = sealedCollection({
    ...deps,
    name: 'face_analyses',
    schema: StoredAnalysis,
    owner: ({ store_id = '', session_id = '' }) => ({
      store_id,
      subject: `session:${session_id}`,
      lasts: KEY_LASTS_MS,
    }),
  });
  await analyses.createIndex({ store_id: 1, session_id: 1, created_at: -1 }, { name: 'by_session' });
  await analyses.createIndex({ created_at: 1 }, { name: 'ends', expireAfterSeconds: KEPT_SECONDS });
  return analyses;
}

/** Keeps millimetres and labels, neither photo nor points. Returns the analysis's id. */
export async function storeAnalysis(
  analyses: Analyses,
  owner: { store_id: string; session_id: string },
  analysis: Analysis,
  now: number,
): Promise<string> {
  const _id = `fa_${randomUUID()}`;
  const { face_shape, measurements, frame_size, quality } = analysis;
  const { store_id, session_id } = owner;
  await analyses.insert({
    _id,
    store_id,
    session_id,
    created_at: now,
    face_shape,
    measurements,
    frame_size,
    quality_score: quality.score,
  });
  return _id;
}

/** The newest analysis of a session, or null when there is none (any more). */
export async function latestAnalysis(
  analyses: Analyses,
  store_id: string,
  session_id: string,
): Promise<StoredAnalysis | null> {
  const newest = { sort: { created_at: -1 as const }, limit: 1 };
  const [latest = null] = await analyses.read('recommendation').find({ store_id, session_id }, newest);
  return latest;
}

/** Every analysis of these sessions, for the person measured. */
export function findAnalyses(
  analyses: Analyses,
  store_id: string,
  session_ids: readonly string[],
): Promise<StoredAnalysis[]> {
  return analyses.read('export').find({ store_id, session_id: { $in: [...session_ids] } });
}

/** Puts right the pupillary distance of a session's analyses, mm. Returns how many there were. */
export async function correctPupillaryDistance(
  analyses: Analyses,
  owner: { store_id: string; session_id: string },
  pd: number,
): Promise<number> {
  const all = await findAnalyses(analyses, owner.store_id, [owner.session_id]);
  const far_pupillary_distance = statedPupillaryDistance(pd);
  for (const { _id, measurements } of all) {
    const corrected = { ...measurements, far_pupillary_distance };
    const { store_id, session_id } = owner;
    await analyses.update({ _id, store_id, session_id }, { $set: { measurements: corrected } });
  }
  return all.length;
}

/** Removes every analysis of a session, or of a whole store. Returns how many there were. */
export function eraseAnalyses(analyses: Analyses, store_id: string, session_id?: string): Promise<number> {
  return analyses.delete({ store_id, ...(session_id !== undefined && { session_id }) });
}
