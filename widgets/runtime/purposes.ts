import type { Purpose } from '../../server/privacy/index.ts';

/** What the consent screen asks, each on its own; the first one is what measuring needs. */
export const PURPOSES_WE_ASK = [
  'face_analysis_processing',
  'personalized_recommendations',
  'analytics_and_improvement',
  'marketing_communications',
] as const satisfies readonly Purpose[];
