export {
  type AnalysisResult,
  FACE_SHAPES,
  FaceShape,
  type FrameSize,
  type Measurements,
  type StoredAnalysis,
} from './schema.ts';
