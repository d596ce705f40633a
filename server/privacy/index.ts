export { type Answers, type ConsentSubject, openAnswers, sendsOptOut } from './answers.ts';
export { CONSENT_LANGUAGES, CONSENT_TEXT_VERSION, CONSENT_TEXTS } from './consent-texts.ts';
export { type ConsentLog, openConsentLog } from './consents.ts';
export { type FeatureDeps, privacyFeature } from './feature.ts';
export { type DataHolder, type Identifiers, type Subject, Time } from './holders.ts';
export { openPrivacy, type Privacy } from './privacy.ts';
export { type Consents, Purpose } from './purposes.ts';
export { requireConsent, wordsOf } from './routes.ts';
export { openTombstones, type Tombstones } from './tombstones.ts';
