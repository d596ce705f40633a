import { type Static, Type } from 'typebox';

/** What a shopper may agree to, each on its own (mission §5.2, consentTypes). */
export const Purpose = Type.Union([
  Type.Literal('face_analysis_processing'),
  Type.Literal('personalized_recommendations'),
  Type.Literal('analytics_and_improvement'),
  Type.Literal('marketing_communications'),
]);
export type Purpose = Static<typeof Purpose>;

/** The state of each purpose the shopper has answered; an absent one was never asked, and counts as no. */
export type Consents = Partial<Record<Purpose, { granted: boolean; at: number; text_version: string }>>;
