export { recommendationHolder } from './holder.ts';
export { type RecommendDeps, recommendFeature } from './routes.ts';
export { Fit, Recommendation, RecommendationList } from './schema.ts';
