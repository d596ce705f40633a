import { randomUUID } from 'node:crypto';
import type { Collection, Documents } from '../data/index.ts';
import type { Analysis } from './analyze.ts';
import type { StoredAnalysis } from './schema.ts';

const COLLECTION = 'face_analyses';
/** Measurements end with the visit they were made in. */
const KEPT_SECONDS = 24 * 60 * 60;

function analyses(documents: Documents): Collection<StoredAnalysis> {
  return documents.collection<StoredAnalysis>(COLLECTION);
}

/** Makes sure of the indexes; call once at start. */
export async function prepareFaceStorage(documents: Documents): Promise<void> {
  const all = analyses(documents);
  await all.createIndex({ store_id: 1, session_id: 1, created_at: -1 }, { name: 'by_session' });
  await all.createIndex({ created_at: 1 }, { name: 'ends', expireAfterSeconds: KEPT_SECONDS });
}

/** Keeps millimetres and labels, neither photo nor points. Returns the analysis's id. */
export async function storeAnalysis(
  documents: Documents,
  owner: { store_id: string; session_id: string },
  analysis: Analysis,
  now: number,
): Promise<string> {
  const _id = `fa_${randomUUID()}`;
  const { face_shape, measurements, frame_size, quality } = analysis;
  const { store_id, session_id } = owner;
  await analyses(documents).insert({
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
  documents: Documents,
  store_id: string,
  session_id: string,
): Promise<StoredAnalysis | null> {
  const newest = { sort: { created_at: -1 as const }, limit: 1 };
  const [latest = null] = await analyses(documents).find({ store_id, session_id }, newest);
  return latest;
}

/** Removes every analysis of a session. Returns how many there were. */
export function eraseAnalyses(documents: Documents, store_id: string, session_id: string): Promise<number> {
  return analyses(documents).delete({ store_id, session_id });
}
