import type { Purpose } from '../../server/privacy/index.ts';

/** What the consent screen asks, each on its own; the first one is what measuring needs. */
export const PURPOSES_WE_ASK = [
  'face_analysis_processing',
  'personalized_recommendations',
  'analytics_and_improvement',
  'marketing_communications',
] as const satisfies readonly Purpose[];

/** Which wording the consent screen shows; the server keeps the same words under this name. */
export const TEXT_VERSION = '2026-11-2';
