export { recommendationHolder } from './holder.ts';
export { LANGUAGES, type Language, languageOf } from './languages.ts';
export { type RecommendDeps, recommendFeature } from './routes.ts';
export { Fit, Recommendation, RecommendationList } from './schema.ts';
