import { Type } from 'typebox';
import { type DataHolder, Time } from '../privacy/index.ts';
import { type Analyses, eraseAnalyses, findAnalyses } from './analyses.ts';
import { FaceShapeResult, FrameSize, Measurements } from './schema.ts';

/** Measured faces, as data about people. */
export function analysisHolder(analyses: Analyses): DataHolder {
  return {
    name: 'face_analyses',
    description: 'The lengths of your face in millimetres, its shape, and the frame size that follows',
    classification: 'restricted',
    category: 'biometric_information',
    use: 'to choose frames that fit you; not to recognise you',
    source: 'derived',
    consent: 'face_analysis_processing',
    retention: { words: '24 hours; at once when you withdraw the consent', days: 1 },
    schema: Type.Object({
      analysis_id: Type.String(),
      session_id: Type.String(),
      created_at: Time,
      face_shape: FaceShapeResult,
      measurements: Measurements,
      frame_size: FrameSize,
      quality_score: Type.Number(),
    }),
    find: async ({ store_id, session_ids }) =>
      (await findAnalyses(analyses, store_id, session_ids)).map(({ _id, store_id: _, ...analysis }) => ({
        analysis_id: _id,
        ...analysis,
      })),
    async erase({ store_id, session_ids }) {
      let erased = 0;
      for (const session_id of session_ids) erased += await eraseAnalyses(analyses, store_id, session_id);
      return erased;
    },
    eraseStore: (store_id) => eraseAnalyses(analyses, store_id),
  };
}
