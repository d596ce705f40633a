export {
  type Analyses,
  correctPupillaryDistance,
  eraseAnalyses,
  latestAnalysis,
  openAnalyses,
} from './analyses.ts';
export type { Analysis, AnalyzeOptions } from './analyze.ts';
export { type FaceEngineOptions, startFaceEngine } from './engine.pool.ts';
export type { EngineOptions, EngineStats, FaceEngine } from './engine.ts';
export { FRONT_OVER_FACE, sizeOfFront } from './frame-size.ts';
export { analysisHolder } from './holder.ts';
export { fittingWidth, parseOldFrame } from './old-frame.ts';
export { drawOverlay } from './overlay.ts';
export { type FaceDeps, faceFeature } from './routes.ts';
export {
  AnalysisResult,
  AnalyzeFields,
  FACE_SHAPES,
  FaceShape,
  FaceShapeResult,
  FrameSize,
  Measurement,
  Measurements,
  type Range,
  StoredAnalysis,
} from './schema.ts';
