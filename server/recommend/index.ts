export type { FrameWishes } from './frame-wishes.ts';
export { recommendationHolder } from './holder.ts';
export { LANGUAGES, type Language, languageOf } from './languages.ts';
export { materialsMeant } from './preferences.ts';
export { type Card, type FoundFrames, openRecommender, type Recommender } from './recommender.ts';
export { type RecommendDeps, recommendFeature } from './routes.ts';
export { Fit, Recommendation, RecommendationList } from './schema.ts';
