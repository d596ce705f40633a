export { CONSENT_TEXT_VERSION, type ConsentLog, openConsentLog } from './consents.ts';
export { type Consents, Purpose } from './purposes.ts';
export { type ConsentSubject, privacyFeature, requireConsent } from './routes.ts';
